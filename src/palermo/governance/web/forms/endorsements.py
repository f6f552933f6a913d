"""What is written about a text that is submitted to Member States, and what a delegation answers."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.accounts.state_choices import StateChoiceField
from palermo.core import clock
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.text import MultilingualText
from palermo.core.whole_numbers import MOST
from palermo.governance.models import Endorsement, Extension, TextVersion
from palermo.governance.queries.endorsements import versions_of
from palermo.governance.rules.responses import may_answer_for
from palermo.governance.states.endorsements import COUNTED, EndorsementState, ProcedureKind, ResponseKind
from palermo.governance.web.forms.choices import offer_records
from palermo.site.forms.fields import CHOOSE, ActForm
from palermo.site.forms.instants import WHICH, ClockField, ClockForm
from palermo.site.forms.model_fields import form_field


class ResultForm(ActForm):
    """The result of a text that was submitted to Member States."""

    state = forms.ChoiceField(
        label=_("Result"), choices=[(s.value, s.label) for s in EndorsementState if s != EndorsementState.OPEN]
    )
    on = PartialDateFormField(label=_("Date of the result"))
    note = MultilingualFormField(label=_("Note"), long=True, required=False)

    def clean_state(self) -> EndorsementState:
        return EndorsementState(self.cleaned_data["state"])


class DeadlineForm(ClockForm):
    """A form about an endorsement, whose procedure says in which time zone its times are."""

    record: Endorsement

    @property
    def time_zone(self) -> str:
        return self.record.procedure.time_zone

    def action_kwargs(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if not name.endswith(WHICH)}


class PutForm(DeadlineForm):
    """The words, and between which times Member States answer."""

    clocks: ClassVar[tuple[str, ...]] = ("opens_at", "closes_at")

    text = MultilingualFormField(label=_("Text, if there is no document"), long=True, required=False)
    opens_at = ClockField(label=_("Opens (leave empty for now)"), required=False)
    closes_at = form_field(TextVersion, "closes_at", ClockField, required=True)

    def prepare(self) -> None:
        super().prepare()
        procedure = self.record.procedure
        self.fields["closes_at"].required = procedure.kind != ProcedureKind.MEETING
        self.initial.setdefault("text", _last_words(self.record))
        if procedure.kind != ProcedureKind.MEETING:
            self.initial.setdefault("closes_at", _earliest(self.record))


class NewVersionForm(PutForm):
    """A new version of a text: the fields of submitting a text, and what changed in it."""

    field_order = ("what_changed", "text")

    what_changed = form_field(TextVersion, "what_changed", required=True)


class ExtensionForm(DeadlineForm):
    """A later deadline, and why."""

    clocks: ClassVar[tuple[str, ...]] = ("closes_at",)

    closes_at = form_field(Extension, "closes_at", ClockField)
    reason = form_field(Extension, "reason", required=True)


class PositionForm(ActForm):
    """A delegation's approval or objection; what it says with it may be left out."""

    state = StateChoiceField(label=_("On behalf of"), empty_label=CHOOSE, queryset=None)
    text = MultilingualFormField(label=_("Comment of your delegation"), long=True, required=False)
    # The version that was on the page: an answer is to what was read.
    read = forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def prepare(self) -> None:
        super().prepare()
        states = may_answer_for(self.viewer.user_id)
        offer_records(self, "state", states)
        self.initial.setdefault("state", states.first())
        self.initial.setdefault("read", len(versions_of(self.record)))


class ChangeReplyForm(PositionForm):
    """Another approval or objection than the one given before."""

    field_order = ("state", "kind")

    kind = forms.ChoiceField(
        label=_("Reply"),
        choices=[(kind, kind.label) for kind in ResponseKind if kind in COUNTED],
        widget=forms.RadioSelect,
    )

    def clean_kind(self) -> ResponseKind:
        return ResponseKind(self.cleaned_data["kind"])


class StatementForm(PositionForm):
    """A comment or an explanation of position."""

    text = MultilingualFormField(label=_("Statement of your delegation"), long=True)


def _last_words(endorsement: Endorsement) -> MultilingualText:
    """The text as it was put last, else as it is being prepared."""
    versions = versions_of(endorsement)
    return versions[-1].text if versions else endorsement.text


def _earliest(endorsement: Endorsement) -> datetime:
    """The first full hour at which the procedure lets a text close, on the clocks of its time zone."""
    zone = ZoneInfo(endorsement.procedure.time_zone)
    earliest = clock.now() + timedelta(hours=max(endorsement.procedure.minimum_hours, 1), minutes=59)
    return earliest.astimezone(zone).replace(minute=0, second=0, microsecond=0, tzinfo=None)
