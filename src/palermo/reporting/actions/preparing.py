"""How a report comes to be: an officer chooses its kind, its cut-off date and whom it is for."""

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.actions.issuing import index_report
from palermo.reporting.document_types import current_type, title_for
from palermo.reporting.models import Report


@transaction.atomic
def prepare_report(report: Report, *, by: Actor) -> Report:
    """Put a new report on record, in preparation, with an index of the records that it cites.

    Raises
    ------
    Refused
        If `by` may not, or if its session, item of an agenda or kind is not possible.
    ValidationError
        If the report does not hold together.
    """
    rules.check_can_prepare(by)
    offered = current_type(report)
    if not offered.is_offered:
        raise Refused(_("This document type is not active. Choose another one."))
    report.outline = offered.outline.content
    report.title = report.title or title_for(offered.outline, report)
    report.full_clean()
    rules.check_has_addressee(report, offered.outline.addressee)
    rules.check_addressee(report)
    report.save(force_insert=True)
    record("report.prepared", report, by=by, blueprint=report.blueprint, cutoff_on=report.cutoff_on.isoformat())
    index_report(report)
    return report
