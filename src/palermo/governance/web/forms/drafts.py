"""Forms that record a decision, adopted or in draft, or begin the endorsement of a text."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.whole_numbers import whole_number
from palermo.governance.models import Body, Decision, Endorsement, Meeting, Procedure, Session, TextVersion
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.decisions import DecisionState, Wording
from palermo.governance.states.endorsements import ProcedureKind
from palermo.governance.web.forms.choices import offer_records
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.instants import ClockField, ClockForm
from palermo.site.forms.model_fields import form_field


class DraftForm(ActForm):
    """A draft decision, whole."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Decision"), ("body", "session", "kind", "number", "temporary_number")),
        (gettext_lazy("Text"), ("title", "text", "wording", "endorses")),
        (gettext_lazy("Audience"), ("audience",)),
    )

    body = form_field(Decision, "body", NamedChoiceField, queryset=Body.objects.all())
    session = form_field(
        Decision, "session", NamedChoiceField, queryset=Session.objects.select_related("body").order_by("-starts_on")
    )
    kind = form_field(Decision, "kind")
    number = form_field(
        Decision, "number", help_text=gettext_lazy("As assigned by the body: 16/1. Leave empty until then.")
    )
    temporary_number = forms.CharField(
        label=gettext_lazy("Temporary number of the draft"), max_length=40, required=False
    )
    title = form_field(Decision, "title")
    text = MultilingualFormField(
        label=gettext_lazy("Text"),
        long=True,
        help_text=gettext_lazy(
            "The preamble, then each operative paragraph on a new line with its number and a full stop."
        ),
    )
    wording = forms.ChoiceField(label=gettext_lazy("Text type"), choices=Wording.choices)
    endorses = RecordChoiceField(
        label=gettext_lazy("Decision it endorses"), empty_label=CHOOSE, queryset=None, required=False
    )
    audience = form_field(Decision, "audience", initial="member_states")

    def prepare(self) -> None:
        super().prepare()
        adopted = decisions_visible_to(self.viewer).filter(state=DecisionState.ADOPTED)
        offer_records(self, "endorses", adopted.select_related("body"))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        body, session = values.get("body"), values.get("session")
        if body and session and session.body_id != body.pk:
            self.add_error("session", _("That session belongs to another body."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        fields = {name: value for name, value in self.cleaned_data.items() if name != "text"}
        return {"decision": Decision(**fields), "text": self.cleaned_data["text"]}


class AdoptedDecisionForm(DraftForm):
    """A decision that was adopted already, whole, with when and at which meeting."""

    sections = (
        (gettext_lazy("Decision"), ("body", "kind", "number")),
        (gettext_lazy("Adoption"), ("on", "session", "at", "under")),
        (gettext_lazy("Text"), ("title", "text", "wording", "endorses")),
        (gettext_lazy("Audience"), ("audience",)),
    )
    on = PartialDateFormField(label=gettext_lazy("Adopted on"))
    at = RecordChoiceField(label=gettext_lazy("Meeting"), empty_label=CHOOSE, queryset=None, required=False)
    under = form_field(
        Decision,
        "under",
        RecordChoiceField,
        help_text=gettext_lazy("For decisions of the Steering Committee only: a mandate in force on that day."),
    )

    def prepare(self) -> None:
        super().prepare()
        del self.fields["temporary_number"]
        self.fields["number"].help_text = gettext_lazy(
            "As assigned by the body: 16/1. Leave empty if it assigned none."
        )
        offer_records(self, "at", meetings_visible_to(self.viewer).order_by("-starts_on"))

    def clean(self) -> dict[str, object]:
        values = super().clean()
        body, meeting = values.get("body"), values.get("at")
        if isinstance(body, Body) and isinstance(meeting, Meeting) and body not in _bodies_of(meeting):
            self.add_error("at", _("That meeting belongs to another body."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        adoption = {name: self.cleaned_data.pop(name) for name in ("on", "at", "under")}
        return {**super().action_kwargs(), **adoption}


def _bodies_of(meeting: Meeting) -> set[Body]:
    """The body that meets, and the one whose session the meeting is part of."""
    return {body for body in (meeting.body, meeting.session.body if meeting.session else None) if body}


def time_zone_of_procedure(written: str) -> str:
    """The time zone of the procedure chosen; before one is, that of the first procedure there is."""
    number = whole_number(written)
    chosen = Procedure.objects.filter(pk=number).first() if number else None
    first = chosen or Procedure.objects.exclude(kind=ProcedureKind.MEETING).first()
    return first.time_zone if first else "UTC"


class BeginningForm(ClockForm):
    """A text, the procedure under which it is put, and until when Member States answer."""

    needed_with_others = frozenset({"document", "text"})

    clocks: ClassVar[tuple[str, ...]] = ("closes_at",)
    sections = (
        (gettext_lazy("Text"), ("title", "document", "text")),
        (gettext_lazy("Procedure"), ("procedure", "closes_at", "put_at", "under")),
        (gettext_lazy("Audience"), ("audience",)),
    )

    title = form_field(Endorsement, "title")
    procedure = form_field(
        Endorsement, "procedure", NamedChoiceField, queryset=Procedure.objects.select_related("body")
    )
    document = DocumentField(
        label=gettext_lazy("Document containing the text"),
        help_text=gettext_lazy("Its symbol or title. The current versions can then no longer be changed."),
    )
    text = MultilingualFormField(label=gettext_lazy("Text, if there is no document"), long=True, required=False)
    closes_at = form_field(
        TextVersion, "closes_at", ClockField, help_text=gettext_lazy("Leave empty if a meeting decides.")
    )
    put_at = RecordChoiceField(
        label=gettext_lazy("Submitted at the meeting"),
        empty_label=CHOOSE,
        queryset=Meeting.objects.none(),
        required=False,
    )
    under = form_field(Endorsement, "under", RecordChoiceField)
    audience = form_field(
        Endorsement,
        "audience",
        choices=[(a.value, a.label) for a in (Audience.PUBLIC, Audience.MEMBER_STATES)],
        initial=Audience.MEMBER_STATES,
    )

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "put_at", meetings_visible_to(self.viewer).order_by("-starts_on"))

    @property
    def time_zone(self) -> str:
        """The time zone of the procedure chosen; before one is, that of the first procedure there is."""
        return time_zone_of_procedure(str(self.data.get("procedure", "")))

    def clean(self) -> dict[str, object]:
        values = super().clean()
        procedure = values.get("procedure")
        has_deadline = isinstance(procedure, Procedure) and procedure.kind != ProcedureKind.MEETING
        if has_deadline and "closes_at" in values and not values["closes_at"]:
            self.add_error("closes_at", _("This procedure requires a deadline."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        fields = {name: values[name] for name in ("title", "procedure", "document", "put_at", "under", "audience")}
        endorsement = Endorsement(body=values["procedure"].body, **fields)
        return {"endorsement": endorsement, "text": values["text"], "closes_at": values["closes_at"]}
