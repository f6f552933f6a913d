"""The back office of reports. A report is written from the record; only what it recommends is written here."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from palermo.accounts.actors import Actor
from palermo.accounts.backoffice.forms import RecordForm
from palermo.accounts.backoffice.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.reporting.editing import save_recommendation, save_report
from palermo.reporting.models import RecordName, Report, ReportRecommendation


@hooks.register("register_admin_viewset")
def reporting() -> list[MenuEntry]:
    """Reports and their recommendations, until they are issued."""
    return record_group("reporting", _("Reports"), icon="doc-full-inverse", order=500, viewsets=_viewsets())


def _save_report(form: RecordForm, *, by: Actor) -> Report:
    return save_report(form.instance, by=by, seen=form.seen)


def _save_recommendation(form: RecordForm, *, by: Actor) -> ReportRecommendation:
    return save_recommendation(form.instance, by=by, seen=form.seen)


def _viewsets() -> list[RecordViewSet]:
    return [
        record_viewset(
            Report,
            label=_("Report"),
            plural=_("Reports"),
            icon="doc-full-inverse",
            fields=[
                *("slug", "blueprint", "title", "cutoff_on", "session", "agenda_item", "meeting", "symbol"),
                *("original_language", "audience"),
            ],
            columns=["cutoff_on", "state", "audience"],
            filters=["state", "audience"],
            add=_save_report,
            change=_save_report,
        ),
        record_viewset(
            ReportRecommendation,
            label=_("Recommendation to the readers"),
            plural=_("Recommendations to the readers"),
            fields=["number", "text"],
            parents=["report"],
            related=["report"],
            add=_save_recommendation,
            change=_save_recommendation,
        ),
        record_viewset(
            RecordName,
            label=_("Name in sentences"),
            plural=_("Names in sentences"),
            icon="openquote",
            fields=["slug", "kind", "record_id", "field", "full", "short", "full_cases", "short_cases"],
            columns=["kind", "record_id"],
            filters=["kind"],
        ),
    ]
