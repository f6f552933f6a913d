"""Addresses of treaties."""

from django.urls import path, register_converter

from palermo.site.converters import WordConverter
from palermo.treaties.web.files import FORMATS
from palermo.treaties.web.record_files import TABLES
from palermo.treaties.web.views import participants, treaties


class TableFormatConverter(WordConverter):
    """One of the formats of the table of a treaty."""

    regex = "|".join(FORMATS)


class TreatyRecordsConverter(WordConverter):
    """What a treaty has files of, beside its status."""

    regex = "|".join(TABLES)


register_converter(TableFormatConverter, "treaty_format")
register_converter(TreatyRecordsConverter, "treaty_records")

urlpatterns = [
    path("treaties/", treaties.treaty_list, name="treaty_list"),
    path("treaties/comparison/", treaties.treaty_comparison, name="treaty_comparison"),
    path(
        "treaties/comparison/table.<treaty_format:form>", treaties.treaty_comparison_file, name="treaty_comparison_file"
    ),
    path("treaties/<slug:slug>/", treaties.treaty_detail, name="treaty"),
    path("treaties/<slug:slug>/status.<treaty_format:form>", treaties.treaty_file, name="treaty_file"),
    path(
        "treaties/<slug:slug>/<treaty_records:what>.<treaty_format:form>",
        treaties.treaty_record_file,
        name="treaty_record_file",
    ),
    path(
        "treaties/<slug:slug>/participants/<slug:participant>/",
        participants.participant_detail,
        name="treaty_participant",
    ),
    path("treaties/<slug:slug>/gaps/", treaties.treaty_gaps, name="treaty_gaps"),
    path("treaties/<slug:slug>/gaps/table.<treaty_format:form>", treaties.treaty_gaps_file, name="treaty_gaps_file"),
    path("treaties/<slug:slug>/gaps/notes/<record_language:language>.zip", treaties.gap_notes, name="gap_notes"),
    path(
        "treaties/<slug:slug>/gaps/<slug:state>/<record_language:language>.<letter_format:form>",
        treaties.gap_note,
        name="gap_note",
    ),
]
