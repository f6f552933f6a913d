"""Addresses of programmes and screens."""

import re

from django.urls import path, register_converter

from palermo.programme.exchange.lost import FileFormat
from palermo.programme.web.views import editor as programme_editor
from palermo.programme.web.views import files as programme_files
from palermo.programme.web.views import programmes, screens
from palermo.site.converters import WordConverter


class ProgrammeFormConverter(WordConverter):
    """One of the forms in which other systems read a programme."""

    regex = "|".join(map(re.escape, FileFormat.values))


register_converter(ProgrammeFormConverter, "programme_form")

urlpatterns = [
    path("events/<slug:slug>/programme/", programmes.event_programme, name="event_programme"),
    path("events/<slug:slug>/programme/changes/", programmes.programme_changes, name="programme_changes"),
    path("events/<slug:slug>/programme.pdf", programmes.programme_pdf, name="programme_pdf"),
    path("events/<slug:slug>/programme.ics", programmes.programme_calendar, name="programme_calendar"),
    path("events/<slug:slug>/programme.json", programmes.programme_data, name="programme_data"),
    path("events/<slug:slug>/programme/files/", programme_files.programme_files, name="programme_files"),
    path("events/<slug:slug>/<programme_form:form>", programme_files.programme_exchange, name="programme_exchange"),
    path("programmes/<slug:slug>/", programme_editor.programme_editor, name="programme_editor"),
    path("programmes/<slug:slug>/place/", programme_editor.programme_place, name="programme_place"),
    path("programmes/<slug:slug>/screens/", screens.programme_screens, name="programme_screens"),
]
