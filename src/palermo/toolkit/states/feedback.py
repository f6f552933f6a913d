"""Who reads tools, what becomes of readers' feedback, and in which forms a text is downloaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReaderRole(models.TextChoices):
    """What a reader is, as the finder asks it."""

    POLICE = "police", _("Police officer")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    JUDGE = "judge", _("Judge")
    PARLIAMENTARIAN = "parliamentarian", _("Parliamentarian")
    NGO = "ngo", _("Staff of a non-governmental organization")
    BUSINESS = "business", _("Business representative")
    TRAINER = "trainer", _("Trainer")
    JOURNALIST = "journalist", _("Journalist")


class ReaderFeedbackStatus(models.TextChoices):
    """Whether somebody has dealt with what a reader wrote."""

    OPEN = "open", pgettext_lazy("feedback of a reader", "Open")
    ANSWERED = "answered", pgettext_lazy("feedback of a reader", "Answered")
    CLOSED = "closed", pgettext_lazy("feedback of a reader", "Closed without reply")


FEEDBACK_MOVES: dict[ReaderFeedbackStatus, frozenset[ReaderFeedbackStatus]] = {
    ReaderFeedbackStatus.OPEN: frozenset({ReaderFeedbackStatus.ANSWERED, ReaderFeedbackStatus.CLOSED}),
    ReaderFeedbackStatus.ANSWERED: frozenset(),
    ReaderFeedbackStatus.CLOSED: frozenset(),
}


class DownloadForm(models.TextChoices):
    """In what form the text of a version is downloaded."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    EPUB = "epub", "EPUB"
    HTML = "html", "HTML"
    XML = "xml", "Akoma Ntoso"
    PACKAGE = "zip", _("Offline package")
