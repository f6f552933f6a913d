"""Addresses of the files of texts."""

from django.urls import path, register_converter

from palermo.site.converters import WordConverter
from palermo.toolkit.rendering import FORMATS
from palermo.toolkit.web import files, importing


class TextFormatConverter(WordConverter):
    """One of the formats of a text."""

    regex = "|".join(FORMATS)


register_converter(TextFormatConverter, "text_format")

urlpatterns = [
    path(
        "tools/<slug:slug>/versions/<int:number>/<record_language:language>.<text_format:form>",
        files.tool_version_file,
        name="tool_version_file",
    ),
    path("tools/<slug:slug>/text/<record_language:language>.docx", files.tool_draft_file, name="tool_draft_file"),
    path("tools/<slug:slug>/text/<record_language:language>/import/", importing.import_text, name="import_tool_text"),
]
