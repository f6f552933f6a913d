"""Datasets, what becomes of an edition, and what its checks found."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DatasetRows(models.TextChoices):
    """What a row of a dataset is, as `harmonise` has it."""

    CASES = "cases", pgettext_lazy("rows of a dataset", "Cases")
    FIGURES = "figures", pgettext_lazy("rows of a dataset", "Figures")


class DatasetEditionStatus(models.TextChoices):
    """How far an edition has come."""

    RECEIVED = "received", pgettext_lazy("edition of a dataset", "Received")
    CHECKED = "checked", pgettext_lazy("edition of a dataset", "Checked")
    ACCEPTED = "accepted", pgettext_lazy("edition of a dataset", "Accepted")
    REFUSED = "refused", pgettext_lazy("edition of a dataset", "Returned to the source")


DATASET_EDITION_MOVES: dict[DatasetEditionStatus, frozenset[DatasetEditionStatus]] = {
    DatasetEditionStatus.RECEIVED: frozenset({DatasetEditionStatus.CHECKED, DatasetEditionStatus.REFUSED}),
    DatasetEditionStatus.CHECKED: frozenset({DatasetEditionStatus.ACCEPTED, DatasetEditionStatus.REFUSED}),
    DatasetEditionStatus.ACCEPTED: frozenset(),
    DatasetEditionStatus.REFUSED: frozenset(),
}


class StepKind(models.TextChoices):
    """What is done with the data of an edition, in this order."""

    RECEIVED = "received", pgettext_lazy("step", "Received")
    PARSED = "parsed", pgettext_lazy("step", "Read")
    HARMONISED = "harmonised", pgettext_lazy("step", "Harmonized")
    CHECKED = "checked", pgettext_lazy("step", "Checked")
    FIGURES = "figures", pgettext_lazy("step", "Made available for comparison")
    PURGED = "purged", pgettext_lazy("step", "Deleted, since it identified persons")


# What the background work does with a file that was received.
CHECKING_STEPS = (StepKind.RECEIVED, StepKind.PARSED, StepKind.HARMONISED, StepKind.CHECKED)


class FindingSeverity(models.TextChoices):
    """How grave a finding is, as `harmonise` has it."""

    ERROR = "error", pgettext_lazy("finding", "Error")
    WARNING = "warning", pgettext_lazy("finding", "Warning")
    NOTE = "note", pgettext_lazy("finding", "Note")


class FindingStatus(models.TextChoices):
    """What became of a finding."""

    OPEN = "open", pgettext_lazy("finding", "Open")
    EXPLAINED = "explained", pgettext_lazy("finding", "Explained")
    CORRECTED = "corrected", _("Corrected in a later edition")


FINDING_MOVES: dict[FindingStatus, frozenset[FindingStatus]] = {
    FindingStatus.OPEN: frozenset({FindingStatus.EXPLAINED, FindingStatus.CORRECTED}),
    FindingStatus.EXPLAINED: frozenset({FindingStatus.OPEN}),
    FindingStatus.CORRECTED: frozenset({FindingStatus.OPEN}),
}
