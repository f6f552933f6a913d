"""Addresses of files of the library."""

from django.urls import path

from palermo.library.web.views import files

urlpatterns = [
    path("documents/<slug:slug>/<record_language:language>/", files.document_file, name="document_file"),
]
