"""Addresses of notes verbales and of requests for assistance."""

from django.urls import path

from palermo.governance.web.views import assistance, notes

urlpatterns = [
    path("assistance/", assistance.assistance_list, name="assistance_list"),
    path("assistance/<slug:slug>/", assistance.assistance_detail, name="assistance_request"),
    path("notes/", notes.note_list, name="note_list"),
    path("notes/<slug:slug>/", notes.note_detail, name="note"),
]
