"""Forms of the pages on which a report is begun and written."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.governance.models import Activity, Initiative, Meeting, Session
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.bodies import BodyKind, MeetingKind
from palermo.governance.web.forms.choices import offer_choices
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.reporting.cached import cached_versions
from palermo.reporting.document_types import OfferedType, active_types
from palermo.reporting.models import DocumentSlot, Report, ReportSection
from palermo.reporting.rules import NEEDED
from palermo.reporting.states import Addressee
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, show_only_with
from palermo.site.forms.model_fields import form_field

# To these a briefing is given.
CONSULTATIONS = (MeetingKind.CONSULTATION, MeetingKind.BRIEFING)


class Asked(NamedTuple):
    """What a document type asks for: the field of the form, the field of the report, and the name that shows it."""

    field: str
    on_report: str
    shown_with: str
    is_required: bool = True


ASKED: dict[str, Asked] = {
    Addressee.SESSION: Asked("session", "session", "session"),
    Addressee.ANY_SESSION: Asked("session", "session", "session", is_required=False),
    Addressee.CONFERENCE: Asked("conference_session", "session", "conference"),
    Addressee.CONSULTATION: Asked("meeting", "meeting", "consultation", is_required=False),
    Addressee.MEETING: Asked("committee_meeting", "meeting", "meeting"),
    Addressee.FORUM: Asked("forum", "activity", "forum"),
    Addressee.EVENT: Asked("event", "activity", "event_report"),
    Addressee.DONOR: Asked("contribution", "contribution", "donor"),
}


class TypeSelect(forms.Select):
    """Document types; each says which field it asks for, so that the page shows no other."""

    asks: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if asked := self.asks.get(str(value)):
            option["attrs"]["data-asks"] = asked
        return option


class PrepareForm(ActForm):
    """A new report; it gets its id from its kind and its cut-off date."""

    needed_with_others = frozenset(each.field for each in ASKED.values() if each.is_required)

    blueprint = forms.ChoiceField(label=_("Document type"), widget=TypeSelect)
    title = form_field(
        Report, "title", required=False, help_text=_("Leave empty to use the title of the document type.")
    )
    cutoff_on = form_field(
        Report, "cutoff_on", initial=clock.today, help_text=_("The report states the record as at this date.")
    )
    session = form_field(Report, "session", NamedChoiceField)
    conference_session = NamedChoiceField(
        label=_("Session of the Conference of the Parties"),
        empty_label=CHOOSE,
        queryset=Session.objects.none(),
        required=False,
    )
    meeting = RecordChoiceField(
        label=_("Consultation"), empty_label=CHOOSE, queryset=Meeting.objects.none(), required=False
    )
    committee_meeting = RecordChoiceField(
        label=_("Meeting of the Steering Committee"),
        empty_label=CHOOSE,
        queryset=Meeting.objects.none(),
        required=False,
    )
    forum = RecordChoiceField(label=_("Forum"), empty_label=CHOOSE, queryset=Activity.objects.none(), required=False)
    event = RecordChoiceField(label=_("Event"), empty_label=CHOOSE, queryset=Activity.objects.none(), required=False)
    contribution = form_field(Report, "contribution", RecordChoiceField)
    original_language = form_field(Report, "original_language", initial="en")
    audience = form_field(
        Report,
        "audience",
        initial=Audience.SECRETARIAT,
        help_text=_(
            "Only this audience reads the report, before and after it is issued. It can be changed until then."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        for name, records in _offered_records(self.viewer).items():
            self.fields[name].queryset = records  # type: ignore[attr-defined]  # a field of records
        for asked in ASKED.values():
            show_only_with(self.fields[asked.field], asked.shown_with)
        self.types = {each.slug: each for each in active_types() if self._is_possible(each)}
        widget = self.fields["blueprint"].widget
        widget.asks = {slug: _shown_with(each) for slug, each in self.types.items()}
        offer_choices(self, "blueprint", [(slug, each.name) for slug, each in self.types.items()])

    def _is_possible(self, offered: OfferedType) -> bool:
        """Whether there is something for which it can be prepared."""
        asked = ASKED.get(offered.outline.addressee)
        if asked is None or not asked.is_required:
            return True
        return self.fields[asked.field].queryset.exists()  # type: ignore[attr-defined]  # a field of records

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        offered = self.types.get(str(values.get("blueprint", "")))
        if offered is None:
            return values
        asked = ASKED.get(offered.outline.addressee)
        for name in {each.field for each in ASKED.values()}:
            if values.get(name) and (asked is None or name != asked.field):
                self.add_error(name, _not_asked(offered.outline.addressee, name))
        if asked and asked.is_required and not values.get(asked.field) and asked.field not in self.errors:
            needed = NEEDED[Addressee(offered.outline.addressee)]
            self.add_error(asked.field, str(needed[1]))
        return values

    def action_kwargs(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        offered = self.types[given.pop("blueprint")]
        found = {each.field: given.pop(each.field) for each in set(ASKED.values()) if each.field in given}
        if asked := ASKED.get(offered.outline.addressee):
            given[asked.on_report] = found[asked.field]
        return {"report": Report(blueprint=offered.outline.name, document_type=offered.copy, **given)}


def _shown_with(offered: OfferedType) -> str:
    asked = ASKED.get(offered.outline.addressee)
    return asked.shown_with if asked else ""


def _not_asked(addressee: str, name: str) -> str:
    if addressee == Addressee.CONSULTATION and name == "session":
        return gettext("A briefing is given to a consultation. Leave the session empty.")
    if addressee == Addressee.SESSION and name == "meeting":
        return gettext("A progress report goes to a session. Leave the consultation empty.")
    return gettext("This document type does not ask for that. Leave it empty.")


def _offered_records(viewer: Viewer) -> dict[str, QuerySet]:
    """What each field offers: what is on record and not called off."""
    body = Initiative.objects.values_list("governing_body", flat=True).first()
    sessions = Session.objects.select_related("body").order_by("-starts_on")
    meetings = meetings_visible_to(viewer).filter(cancelled_on=None).order_by("-starts_on")
    activities = activities_visible_to(viewer).filter(event__isnull=False).order_by("-starts_on", "slug")
    activities = activities.exclude(state=ActivityState.CANCELLED)
    return {
        "session": sessions.filter(body=body),
        "conference_session": sessions.filter(body__kind=BodyKind.TREATY),
        "meeting": meetings.filter(kind__in=CONSULTATIONS),
        "committee_meeting": meetings.filter(kind=MeetingKind.COMMITTEE),
        "forum": activities.filter(event__kind="forum"),
        "event": activities.exclude(event__kind="forum"),
        "contribution": contributions_visible_to(viewer),
    }


class ChangeReasonForm(ActForm):
    """Why an issued report is changed."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3, "dir": "auto"}))


class AdvanceForm(ActForm):
    """The language versions that are issued before editing is completed: those without problems."""

    languages = forms.MultipleChoiceField(
        label=_("Language versions"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Versions with problems cannot be issued. The text is kept as it is now and cannot be changed or "
            "withdrawn; the issued report replaces it."
        ),
    )

    def prepare(self) -> None:
        """Offer the versions that are complete, all of them chosen."""
        versions = cached_versions(self.record)
        ready = [(each.code, each.name) for each in LANGUAGES if not versions[each.code].blocking]
        languages = self.fields["languages"]
        assert isinstance(languages, forms.MultipleChoiceField)
        languages.choices = ready
        languages.initial = [code for code, _name in ready]


class SectionForm(forms.Form):
    """The heading of a section, in six languages."""

    title = form_field(ReportSection, "title")


class NewSectionForm(SectionForm):
    """A section or an annex, and where it stands."""

    after = forms.ChoiceField(label=_("After section"), required=False)
    is_annex = form_field(
        ReportSection, "is_annex", help_text=_("Annexes follow the report and are numbered separately.")
    )


class SlotForm(forms.Form):
    """The day on which the conference services expect the report."""

    on = form_field(DocumentSlot, "on", required=False)
