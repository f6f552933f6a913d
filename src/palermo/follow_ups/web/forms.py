"""What is written when something is taken over into the register, moved there, reported on or reviewed."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.queries import states_there_on
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Recommendation
from palermo.events.states.events import OutcomeStatus
from palermo.events.web.forms.outcomes import OutcomeItemForm
from palermo.governance.models import Body, FollowUp, ProgressReport, Topic
from palermo.governance.states.follow_ups import FOLLOW_UP_MOVES, Everybody, FollowUpOrigin, FollowUpState
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, day_field
from palermo.site.forms.model_fields import form_field

FOLLOW_UP_FIELDS = ("takes_over", "responsible", "about")

type Responsible = Body | Organisation | State | Everybody


class ResponsibleField(forms.ChoiceField):
    """One of the bodies, the organizations or the States, each under its heading, or each State; cleaned to the record

    of it, to the group or to None.
    """

    KINDS: dict[str, type[Body] | type[Organisation] | type[State]] = {
        "body": Body,
        "organisation": Organisation,
        "state": State,
    }

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Responsible"), required=False, choices=_responsible_choices)

    def clean(self, value: str | None) -> Responsible | None:
        kind, _colon, slug = super().clean(value).partition(":")
        if kind == Everybody.EACH_STATE:
            return Everybody.EACH_STATE
        return self.KINDS[kind].objects.get(slug=slug) if slug else None


def _responsible_choices() -> list[tuple[str, str | Promise | list[tuple[str, str]]]]:
    today = clock.today()
    states = states_there_on(today)
    return [
        ("", CHOOSE),
        (Everybody.EACH_STATE.value, _("each Member State")),
        (_("Bodies"), _sorted_choices("body", [(each.slug, each.name) for each in Body.objects.all()])),
        (
            _("Organizations"),
            _sorted_choices("organisation", [(each.slug, each.name) for each in Organisation.objects.all()]),
        ),
        (_("States"), _sorted_choices("state", [(each.slug, each.list_name_on(today)) for each in states])),
    ]


def _sorted_choices(kind: str, names: Iterable[tuple[str, MultilingualText]]) -> list[tuple[str, str]]:
    return sort_for_reader(((f"{kind}:{slug}", plain(name)) for slug, name in names), lambda pair: pair[1])


def responsible_value(responsible: Responsible | None) -> str:
    """The value of the field for a State, an organization, a body or each State; empty for nobody."""
    if isinstance(responsible, Everybody):
        return responsible.value
    kinds = {model: kind for kind, model in ResponsibleField.KINDS.items()}
    return f"{kinds[type(responsible)]}:{responsible.slug}" if responsible else ""


class TopicField(forms.ModelChoiceField):
    """A topic, by its name in the reader's language."""

    def __init__(self) -> None:
        super().__init__(Topic.objects.all(), label=gettext_lazy("Topic"), required=False, empty_label=CHOOSE)

    def label_from_instance(self, obj: Topic) -> str:
        return plain(obj.name)


class TakeOverForm(ActForm):
    """Who is to do it, by when, and under which topic it is listed."""

    responsible = ResponsibleField()
    due = form_field(FollowUp, "due")
    about = TopicField()
    on = day_field(gettext_lazy("Added on"))

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Recommendation) and self.record.due:
            # From the outcome itself; the officer who adds it may know better.
            self.initial.setdefault("due", self.record.due)


class NewRecommendationForm(OutcomeItemForm):
    """A new recommendation of an outcome and, with it, its entry in the register once the outcome is adopted."""

    sections = (
        (gettext_lazy("Recommendation"), ("text", "addressee", "due")),
        (gettext_lazy("Follow-up"), ("takes_over", "responsible", "about")),
    )
    takes_over = forms.BooleanField(label=gettext_lazy("Add to follow-up"), required=False, initial=True)
    responsible = ResponsibleField()
    about = TopicField()

    def prepare(self) -> None:
        super().prepare()
        if self.record.status != OutcomeStatus.ADOPTED:
            for name in FOLLOW_UP_FIELDS:
                del self.fields[name]

    def action_kwargs(self) -> dict[str, object]:
        follow_up = {name: self.cleaned_data.pop(name) for name in FOLLOW_UP_FIELDS if name in self.fields}
        return {**super().action_kwargs(), **follow_up}


class AssignmentForm(ActForm):
    """Who is responsible from now on, and under which topic it is listed."""

    responsible = ResponsibleField()
    about = TopicField()
    reason = MultilingualFormField(label=gettext_lazy("Reason"))

    def prepare(self) -> None:
        super().prepare()
        entry = self.record
        one = entry.responsible_state or entry.responsible_organisation or entry.responsible_body
        one = Everybody.EACH_STATE if entry.is_for_each_state else one
        self.initial.setdefault("responsible", responsible_value(one))
        self.initial.setdefault("about", entry.about_id)


class DueForm(ActForm):
    """The new due date, and the reason."""

    due = form_field(FollowUp, "due")
    reason = MultilingualFormField(label=gettext_lazy("Reason"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("due", self.record.due)


class FollowUpStateForm(ActForm):
    """The state of an entry, the day since which it holds, the reason, and the result."""

    to = forms.ChoiceField(label=gettext_lazy("Status"))
    on = day_field(gettext_lazy("Since"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"))
    note = form_field(FollowUp, "note")

    def prepare(self) -> None:
        super().prepare()
        possible = FOLLOW_UP_MOVES[FollowUpState(self.record.state)]
        offer_choices(self, "to", [(each.value, each.label) for each in FollowUpState if each in possible])
        self.initial.setdefault("note", self.record.note)

    def clean_to(self) -> FollowUpState:
        return FollowUpState(self.cleaned_data["to"])


class ProgressForm(ActForm):
    """The status reported by those responsible, and the evidence."""

    claims = forms.ChoiceField(label=gettext_lazy("Status"))
    text = MultilingualFormField(label=gettext_lazy("Action taken"), long=True)
    link = forms.URLField(label=gettext_lazy("Web address"), required=False, assume_scheme="https")
    evidence = form_field(ProgressReport, "evidence", DocumentField, help_text=gettext_lazy("Its symbol or title."))
    on = day_field(pgettext_lazy("progress", "Reported on"))
    in_their_name = forms.BooleanField(
        label=gettext_lazy("Submitted to the secretariat by those responsible"), required=False
    )

    def prepare(self) -> None:
        super().prepare()
        now = FollowUpState(self.record.state)
        possible = FOLLOW_UP_MOVES[now] | {now}
        offer_choices(self, "claims", [(each.value, each.label) for each in FollowUpState if each in possible])
        # Only the secretariat can report in the name of others, and only of those that can be named as the reporter.
        if not self.viewer.is_secretariat or not (
            self.record.responsible_state_id
            or self.record.responsible_organisation_id
            or self.record.origin == FollowUpOrigin.COMMITMENT
        ):
            del self.fields["in_their_name"]

    def clean_claims(self) -> FollowUpState:
        return FollowUpState(self.cleaned_data["claims"])


class AcceptanceForm(ActForm):
    """When a report on progress was accepted, and what there is to say of it."""

    on = day_field(gettext_lazy("Accepted on"))
    review = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)


class QueryForm(ActForm):
    """What those responsible are asked about their report."""

    on = day_field(gettext_lazy("Queried on"))
    review = MultilingualFormField(label=gettext_lazy("Question"), long=True)
