"""The officer site: visits, records, approvals, review. What the office does lies under /admin/."""

from django.urls import path

from inspections.views import approvals, documents, orders, plans, records, review, signing, visits

urlpatterns = [
    path("visits/", visits.my_visits, name="my_visits"),
    path("visits/order/", orders.visit_order, name="visit_order"),
    path("visits/order/<int:pk>/", orders.visit_order_for, name="visit_order_for"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/plan/", visits.plan, name="visit_plan"),
    path("visits/<int:pk>/arrive/", visits.arrive, name="visit_arrive"),
    path("visits/<int:pk>/inform/", visits.inform, name="visit_inform"),
    path("visits/<int:pk>/confirm/", signing.confirm, name="visit_confirm"),
    path("visits/<int:pk>/sign/", signing.sign, name="visit_sign"),
    path("visits/<int:pk>/submit/", signing.submit, name="visit_submit"),
    path("visits/<int:pk>/submitted/", signing.submitted, name="visit_submitted"),
    path("visits/<int:pk>/notice.pdf", documents.notice_pdf, name="notice_pdf"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/fill/", records.fill, name="record_fill"),
    path("records/<int:pk>.pdf", documents.record_pdf, name="record_pdf"),
    path("records/blank/<int:pk>.pdf", documents.blank_pdf, name="record_blank_pdf"),
    path("approvals/", approvals.approval_list, name="approvals"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("approvals/<int:pk>/submit/", approvals.submit, name="approval_submit"),
    path("approvals/<int:pk>/review/", approvals.review, name="approval_review"),
    path("approvals/<int:pk>/approve/", approvals.approve, name="approval_approve"),
    path("approvals/<int:pk>/return/", approvals.send_back, name="approval_return"),
    path("approvals/<int:pk>.pdf", documents.approval_pdf, name="approval_pdf"),
    path("review/", review.review_queue, name="review_queue"),
    path("review/batch/", review.review_batch, name="review_batch"),
    path("review/<int:pk>/", review.review, name="review"),
    path("review/<int:pk>/pass/", review.pass_on, name="review_pass"),
    path("review/<int:pk>/approve/", review.approve, name="review_approve"),
    path("review/<int:pk>/return/", review.send_back, name="review_return"),
    path("plans/", plans.plan_approvals, name="plan_approvals"),
    path("plans/<int:pk>/", plans.plan_approval, name="plan_approval"),
    path("plans/<int:pk>/approve/", plans.approve, name="plan_approve"),
    path("plans/<int:pk>/return/", plans.send_back, name="plan_return"),
]
