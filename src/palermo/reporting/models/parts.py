"""What the parts of a report have in common: each goes by the name of its report and is shown on its page."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from palermo.reporting.models.reports import Report


class PartOfReport(models.Model):
    """A record that belongs to one report, which its field `report` names."""

    report: "models.ForeignKey[Report, Report]"

    class Meta:
        abstract = True

    def display_name(self) -> str:
        """Its report."""
        return self.report.display_name()

    def get_absolute_url(self) -> str:
        """The page of its report."""
        return self.report.get_absolute_url()
