"""The office's pages of risk: the matrix's draft, complaints. Mounted under /admin/, before the admin's own."""

from django.urls import path

from registry import office_risk as risk

urlpatterns = [
    path("risk-matrices/new/", risk.risk_matrix_draft, name="risk_matrix_draft"),
    path("risk-matrices/<int:pk>/edit/", risk.risk_matrix_edit, name="risk_matrix_edit"),
    path("risk-matrices/<int:pk>/submit/", risk.risk_matrix_submit, name="risk_matrix_submit"),
    path("risk-matrices/<int:pk>/discard/", risk.risk_matrix_discard, name="risk_matrix_discard"),
    path("entities/<int:pk>/complaints/new/", risk.complaint_new, name="complaint_new"),
    path("complaints/<int:pk>/", risk.complaint, name="complaint"),
    path("complaints/<int:pk>/withdraw/", risk.complaint_withdraw, name="complaint_withdraw"),
]
