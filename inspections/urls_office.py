"""The office's pages of plan, task and draw. Mounted under /admin/, before the admin's own."""

from django.urls import path

from inspections.views import ceremony, follow_up, supplements
from inspections.views import office_draws as draws
from inspections.views import office_plans as plans
from inspections.views import office_sessions as sessions
from inspections.views import office_tasks as tasks
from inspections.views import session_papers as papers

urlpatterns = [
    path("follow-up/", follow_up.office_follow_up, name="office_follow_up"),
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/new/", plans.plan_draft, name="plan_draft"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/lines/new/", plans.plan_add_line, name="plan_add_line"),
    path("plans/<int:pk>/submit/", plans.plan_submit, name="plan_submit"),
    path("plans/<int:pk>/adjust/", plans.plan_adjust, name="plan_adjust"),
    path("plan-lines/<int:pk>/remove/", plans.plan_remove_line, name="plan_remove_line"),
    path("plan-lines/<int:pk>/task/", tasks.task_new, name="task_new"),
    path("tasks/", tasks.task_list, name="task_list"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/approve/", tasks.task_approve, name="task_approve"),
    path("tasks/<int:pk>/again/", tasks.task_again, name="task_again"),
    path("tasks/<int:pk>/decline/", tasks.task_decline, name="task_decline"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/new/", sessions.session_new, name="session_new"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/propose/", sessions.propose, name="session_propose"),
    path("sessions/<int:pk>/freeze/", sessions.confirm, name="session_freeze"),
    path("sessions/<int:pk>/return/", sessions.send_back, name="session_send_back"),
    path("sessions/<int:pk>/cancel/", sessions.cancel, name="session_cancel"),
    path("sessions/<int:pk>/draw/", sessions.draw, name="session_draw"),
    path("sessions/<int:pk>/ceremony/", ceremony.ceremony, name="session_ceremony"),
    path("sessions/<int:pk>/ceremony/draw/", ceremony.ceremony_draw, name="session_ceremony_draw"),
    path("sessions/<int:pk>/ceremony/step/", ceremony.ceremony_step, name="session_ceremony_step"),
    path("sessions/<int:pk>/paper.pdf", papers.session_paper, name="session_paper"),
    path("sessions/<int:pk>/recompute/", sessions.recompute, name="session_recompute"),
    path("sessions/<int:pk>/numbers/<int:place>/", draws.number, name="session_number"),
    path("sessions/<int:pk>/receipt/", draws.acknowledge, name="session_receipt"),
    path("sessions/<int:pk>/correct/<int:place>/", draws.correct, name="session_correct"),
    path("corrections/<int:pk>/decide/", draws.decide_correction, name="correction_decide"),
    path("draws/<int:pk>/qr.svg", ceremony.draw_qr, name="draw_qr"),
    path("draws/<int:pk>/void/", draws.ask_void, name="draw_void"),
    path("draws/<int:pk>/envelope.pdf", papers.print_envelope, name="draw_envelope"),
    path("draws/<int:pk>/own-line.txt", papers.own_line, name="draw_own_line"),
    path("draws/<int:pk>/supplement/", supplements.supplement_new, name="draw_supplement"),
    path("voids/<int:pk>/decide/", draws.decide_void, name="void_decide"),
    path("draws/<int:pk>/bundle.json", sessions.bundle, name="draw_bundle"),
    path("draws/<int:pk>/commitment.txt", sessions.commitment, name="draw_commitment"),
]
