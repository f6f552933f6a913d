"""Addresses of questionnaires, rounds of data collection and national returns."""

from django.urls import path, register_converter

from palermo.returns.web.views import questionnaires, return_list, returns, rounds
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
    path("data/returns/<slug:slug>/", returns.return_detail, name="return"),
]
