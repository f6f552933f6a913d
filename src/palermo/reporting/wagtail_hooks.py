"""The administration of reports. A report is written from the record; only what it recommends is written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from palermo.accounts.actors import Actor
from palermo.reporting.editing import save_recommendation, save_report
from palermo.reporting.models import RecordName, Report, ReportRecommendation
from palermo.reporting.states import Case
from palermo.site.administration.forms import RecordForm
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.site.forms.model_fields import form_field

# What reports name in sentences, by the folders of the record's files, and the texts of these that they name.
NAMED = {
    "bodies": _("Body"),
    "endorsements": _("Endorsement"),
    "events": _("Event"),
    "initiatives": _("Initiative"),
    "organisations": _("Organization"),
    "reports_due": _("Report due"),
    "states": pgettext_lazy("country", "State"),
    "studies": _("Study"),
    "tools": _("Tool"),
    "treaties": _("Treaty"),
}
NAMED_TEXTS = {"": _("The record itself"), "description": _("Description"), "subject": _("Subject")}


class CasesField(forms.MultiValueField):
    """A Russian name in the other cases: one input each."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, label=case.label) for case in Case]
        super().__init__(fields, require_all_fields=False, required=False, widget=CasesWidget(), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {case.value: words for case, words in zip(Case, data_list, strict=False) if words}


class CasesWidget(forms.MultiWidget):
    """The inputs of the cases, each with the name of its case."""

    template_name = "reporting/cases.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({case.value: forms.TextInput({"lang": "ru", "dir": "ltr"}) for case in Case})

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(case.value, "") for case in Case]

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        context["rows"] = list(zip(Case.labels, context["widget"]["subwidgets"], strict=True))
        return context


class NameForm(RecordForm):
    """The kind of record is chosen by its name; the cases of a Russian name are written one by one."""

    kind = form_field(RecordName, "kind", forms.ChoiceField, choices=NAMED.items())
    record_id = forms.CharField(label=_("Identifier"), max_length=100, widget=forms.TextInput({"dir": "ltr"}))
    field = forms.ChoiceField(label=_("What is named"), choices=NAMED_TEXTS.items(), required=False)
    full_cases = CasesField(label=_("Full name in Russian, by case"))
    short_cases = CasesField(label=_("Short name in Russian, by case"))


@hooks.register("register_admin_viewset")
def reporting() -> list[MenuEntry]:
    """Reports and their recommendations, until they are issued; how reports name records, among settings."""
    return record_group("reporting", _("Reports"), icon="doc-full-inverse", order=350, viewsets=_viewsets())


def _save_report(form: RecordForm, *, by: Actor) -> Report:
    return save_report(form.instance, by=by, seen=form.seen)


def _save_recommendation(form: RecordForm, *, by: Actor) -> ReportRecommendation:
    return save_recommendation(form.instance, by=by, seen=form.seen)


def _viewsets() -> list[RecordViewSet]:
    report = record_viewset(
        Report,
        fields=[
            *("blueprint", "title", "cutoff_on", "session", "agenda_item", "meeting", "symbol", "original_language"),
            "audience",
        ],
        columns=["cutoff_on", "state", "audience"],
        filters=["state", "audience"],
        add=_save_report,
        change=_save_report,
    )
    recommendation = record_viewset(
        ReportRecommendation,
        fields=["number", "text", "treaty"],
        parents=["report"],
        related=["report"],
        add=_save_recommendation,
        change=_save_recommendation,
    )
    name = record_viewset(
        RecordName,
        fields=["kind", "record_id", "field", "full", "short", "full_cases", "short_cases"],
        form=NameForm,
        setting=160,
    )
    return [report, recommendation, name]
