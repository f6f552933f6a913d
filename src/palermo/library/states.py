"""Kinds and states of documents and of their language versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentState(models.TextChoices):
    """The status of a document."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The legal moves: from a state to the states that may follow.
DOCUMENT_MOVES: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.ISSUED, DocumentState.WITHDRAWN}),
    DocumentState.ISSUED: frozenset({DocumentState.WITHDRAWN}),
    DocumentState.WITHDRAWN: frozenset(),
}


class DocumentKind(models.TextChoices):
    """What kind of paper."""

    REPORT = "report", _("Report")
    PROVISIONAL_AGENDA = "provisional_agenda", _("Provisional agenda")
    PROGRAMME = "programme", _("Programme")
    MEETING_REPORT = "meeting_report", _("Report of a meeting")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action_plan", _("Action plan")
    CONCEPT_NOTE = "concept_note", _("Concept note")
    TOOL = "tool", _("Tool")
    STUDY = "study", _("Study")
    NOTE = "note", pgettext_lazy("document", "Note")


class VersionStatus(models.TextChoices):
    """How finished one language version is."""

    DRAFT = "draft", _("Draft")
    ADVANCE_UNEDITED = "advance_unedited", _("Advance unedited version")
    FINAL = "final", _("Final")
    REISSUED = "reissued", _("Reissued for technical reasons")


class WithoutFile(models.TextChoices):
    """What a language version without a file is to its readers, whatever its status."""

    SUMMARY = "summary", _("Summary only")


class AliasKind(models.TextChoices):
    """Why a document is also known under another symbol."""

    TEMPORARY = "temporary", _("Temporary number")
    DOUBLE = "double", _("Double symbol")
    FORMER = "former", _("Former symbol")


class Modification(models.TextChoices):
    """How one document changes another."""

    ADDENDUM = "addendum", _("Addendum")
    AMENDMENT = "amendment", pgettext_lazy("document", "Amendment")
    CORRIGENDUM = "corrigendum", _("Corrigendum")
    REVISION = "revision", _("Revision")


class Paper(models.TextChoices):
    """The kinds of restricted paper in the log of reads."""

    DOCUMENT = "document", _("Document")
    REPORT = "report", _("Report")
    CV = "cv", _("Curriculum vitae")


# How the last part of a symbol says that the document changes another.
MODIFIED_BY: dict[str, Modification] = {
    "Add.": Modification.ADDENDUM,
    "Amend.": Modification.AMENDMENT,
    "Corr.": Modification.CORRIGENDUM,
    "Rev.": Modification.REVISION,
}
# The letter that follows a job number in each language version.
JOB_SUFFIXES: dict[str, str] = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}


# The formats in which a file is kept, by media type: the ending of their names, and of their addresses.
FORMATS: dict[str, str] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/html": "html",
    "text/plain": "txt",
}


class ReadBy(models.TextChoices):
    """By which way a restricted text or file was given out."""

    PAGE = "page", _("text")
    FILE = "file", _("file")
    ZIP = "zip", _("ZIP file")
    BUNDLE = "bundle", _("package")


class Extraction(models.TextChoices):
    """The result of extracting the words of a file."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Text extracted")
    EMPTY = "empty", _("No text (scanned)")
    FAILED = "failed", _("Unreadable")
