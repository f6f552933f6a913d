"""The text of a report as it stands, marked as its advance unedited version."""

from dataclasses import replace
from datetime import date

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE
from palermo.reporting import spoken, tree
from palermo.reporting.realization.inline import realize_all
from palermo.reporting.realization.telling import Telling


def advance_text(report: spoken.Report, on: date) -> spoken.Report:
    """The text of a report whose masthead says that it is an advance unedited version, and of which day."""
    head, telling = report.masthead, Telling(report.language)
    # Printed in English where the other particulars of the masthead are.
    particulars = Telling(BY_CODE[head.particulars_language]) if head.particulars_language else telling
    head = replace(
        head,
        status=realize_all((tree.Message("changes.advance"),), telling),
        status_note=realize_all((tree.Message("changes.advance_note"),), telling),
        date=realize_all((tree.Day(PartialDate(on)),), particulars),
        issued_on=on,
    )
    return replace(report, masthead=head)
