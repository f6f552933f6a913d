"""Addresses of files of the library."""

from django.urls import path

from palermo.library.web.views import files

urlpatterns = [
    path("documents/<slug:slug>/<record_language:language>/", files.document_file, name="document_file"),
    path(
        "documents/<slug:slug>/<record_language:language>/pages/<int:page>.png",
        files.document_page_picture,
        name="document_page_picture",
    ),
    path(
        "documents/<slug:slug>/<record_language:language>/<slug:form>/",
        files.document_alternative,
        name="document_alternative",
    ),
]
