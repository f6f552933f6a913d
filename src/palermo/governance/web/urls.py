"""Addresses of notes verbales."""

from django.urls import path

from palermo.governance.web.views import notes

urlpatterns = [
    path("notes/", notes.note_list, name="note_list"),
    path("notes/<slug:slug>/", notes.note_detail, name="note"),
]
