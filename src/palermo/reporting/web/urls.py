"""Addresses of reports that officers write."""

from django.urls import path

from palermo.reporting.web import clearance, corrections, document_types, exchange, writing

urlpatterns = [
    path("document-types/", document_types.document_types, name="document_types"),
    path("document-types/<slug:slug>/", document_types.document_type, name="document_type"),
    path("document-types/<slug:slug>/preview/", document_types.document_type_preview, name="document_type_preview"),
    path("document-types/<slug:slug>/sections/", document_types.add_outline_section, name="add_outline_section"),
    path(
        "document-types/<slug:slug>/sections/<slug:key>/",
        document_types.change_outline_section,
        name="change_outline_section",
    ),
    path("reports/<slug:slug>/corrections/", corrections.report_corrections, name="report_corrections"),
    path("reports/<slug:slug>/clearance/", clearance.report_clearance, name="report_clearance"),
    path("reports/<slug:slug>/clearance/<int:number>/", clearance.cleared_version, name="cleared_version"),
    path("reports/<slug:slug>/suggestions/", exchange.report_suggestions, name="report_suggestions"),
    path("reports/<slug:slug>/suggestions/word/", exchange.export_to_word, name="export_to_word"),
    path("reports/<slug:slug>/suggestions/word/<int:number>/", exchange.word_import, name="word_import"),
    path("reports/<slug:slug>/suggestions/word/<int:number>/file/", exchange.word_import_file, name="word_import_file"),
    path("reports/<slug:slug>/write/", writing.write_report, name="write_report"),
    path("reports/<slug:slug>/write/sections/", writing.add_report_section, name="add_report_section"),
    path("reports/<slug:slug>/write/sections/<slug:key>/", writing.rename_report_section, name="rename_report_section"),
    path("reports/<slug:slug>/write/<str:key>/", writing.write_paragraph, name="write_paragraph"),
    path("reports/<slug:slug>/write/<str:key>/versions/", writing.paragraph_versions, name="paragraph_versions"),
]
