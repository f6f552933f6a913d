"""Addresses of questionnaires, rounds of data collection and national returns."""

from django.urls import path, register_converter

from palermo.returns.web.views import national_returns, questionnaires, return_files, return_list, rounds, tables
from palermo.site.converters import WordConverter


class QuestionnaireFormatConverter(WordConverter):
    """One of the formats of a questionnaire."""

    regex = "|".join(questionnaires.FORMATS)


register_converter(QuestionnaireFormatConverter, "questionnaire_format")

urlpatterns = [
    path("data/questionnaires/", questionnaires.questionnaire_list, name="questionnaire_list"),
    path("data/questionnaires/<slug:slug>/", questionnaires.questionnaire_detail, name="questionnaire"),
    path(
        "data/questionnaires/<slug:slug>/compare/",
        questionnaires.questionnaire_comparison,
        name="questionnaire_comparison",
    ),
    path(
        "data/questionnaires/<slug:slug>/<int:number>/",
        questionnaires.questionnaire_edition,
        name="questionnaire_edition",
    ),
    path(
        "data/questionnaires/<slug:slug>/<int:number>/questionnaire.<questionnaire_format:form>",
        questionnaires.questionnaire_file,
        name="questionnaire_file",
    ),
    path("data/rounds/", rounds.round_list, name="round_list"),
    path("data/rounds/<slug:slug>/", rounds.round_detail, name="round"),
    path(
        "data/rounds/<slug:slug>/note/<record_language:language>.<letter_format:form>",
        rounds.round_note,
        name="round_note",
    ),
    path("data/returns/", return_list.return_list, name="return_list"),
    path("data/returns/<slug:slug>/", national_returns.return_detail, name="return"),
    path("data/returns/<slug:slug>/figures.json", national_returns.return_figures, name="return_figures"),
    path("data/returns/<slug:slug>/figures.csv", return_files.return_table, name="return_csv"),
    path("data/returns/<slug:slug>/return.xlsx", return_files.return_workbook, name="return_workbook"),
    path("data/returns/<slug:slug>/files/<int:number>", national_returns.return_file, name="return_file"),
    path("data/returns/<slug:slug>/receipts/<int:number>/", national_returns.return_receipt, name="return_receipt"),
    path(
        "data/returns/<slug:slug>/receipts/<int:number>.pdf",
        national_returns.return_receipt_file,
        name="return_receipt_file",
    ),
    path("data/returns/<slug:slug>/tables/<slug:table>/", tables.return_table, name="return_table"),
    path("data/returns/<slug:slug>/tables/<slug:table>/changes/", tables.return_changes, name="return_changes"),
    path("data/returns/<slug:slug>/tables/<slug:table>/rows/<str:row>/", tables.return_row, name="return_row"),
]
