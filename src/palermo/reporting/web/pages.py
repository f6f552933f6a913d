"""The action page on which a report is begun."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.reporting import rules
from palermo.reporting.actions.preparing import prepare_report
from palermo.reporting.models import Report
from palermo.reporting.web.forms import PrepareForm
from palermo.site.action_pages import ActionPage, register_actions


def _prepare(record: None, *, report: Report, by: Actor) -> Report:
    """Prepare a report; its slug is made of its kind and its cut-off date."""
    report.slug = free_slug(Report, MultilingualText(), f"{report.blueprint}-{report.cutoff_on.isoformat()}")
    return prepare_report(report, by=by)


register_actions(
    ActionPage(
        name="prepare-report",
        label=_("Prepare a report"),
        success_message=_("Report prepared. It changes with the record until it is issued."),
        model=Report,
        records=None,
        list_page="report_list",
        form=PrepareForm,
        check=lambda user, record: rules.check_can_prepare(user),
        perform=_prepare,
    )
)
