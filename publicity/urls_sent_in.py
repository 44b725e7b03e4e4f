"""异议, 企业说明 and 来件: the office's lists under /admin/, and an objection's page for every hand."""

from django.urls import path

from publicity.views import letters, objections, sent_in

office = [
    path("objections/", sent_in.sent_in, name="sent_in"),
    path("objections/new/", sent_in.objection_new, name="objection_new"),
    path("objections/blank.pdf", sent_in.objection_blank, name="objection_blank"),
    path("statements/new/", sent_in.statement_new, name="statement_new"),
    path("statements/<int:pk>/", letters.statement, name="statement"),
    path("statements/<int:pk>/<slug:slug>/", letters.statement_act, name="statement_act"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/<slug:slug>/", letters.letter_act, name="letter_act"),
]
urlpatterns = [
    path("objections/<int:pk>/", objections.objection, name="objection"),
    path("objections/<int:pk>/propose/", objections.objection_propose, name="objection_propose"),
    path("objections/<int:pk>/<slug:slug>/", objections.act, name="objection_act"),
    path("objections/files/<int:pk>.jpg", objections.objection_file, name="objection_file"),
    path("letters/files/<int:pk>.jpg", objections.letter_file, name="letter_file"),
]
