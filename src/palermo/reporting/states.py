"""The status of a report, and the formats it is issued in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """A report is prepared from the record until it is issued; then it is frozen."""

    PREPARED = "prepared", _("In preparation")
    ISSUED = "issued", _("Issued")


REPORT_MOVES: dict[ReportState, frozenset[ReportState]] = {
    ReportState.PREPARED: frozenset({ReportState.ISSUED}),
    ReportState.ISSUED: frozenset(),
}


class Case(models.TextChoices):
    """The cases of a Russian name, beside the nominative."""

    GENITIVE = "gen", _("Genitive")
    DATIVE = "dat", _("Dative")
    ACCUSATIVE = "acc", _("Accusative")
    INSTRUMENTAL = "ins", _("Instrumental")
    PREPOSITIONAL = "loc", _("Prepositional")


class Format(models.TextChoices):
    """The formats a report is set in."""

    HTML = "html", _("HTML")
    DOCX = "docx", _("Word")
    PDF = "pdf", _("PDF")
    AKN = "akn", _("Akoma Ntoso")

    @property
    def extension(self) -> str:
        """How the name of its files ends."""
        return "xml" if self is Format.AKN else self.value
