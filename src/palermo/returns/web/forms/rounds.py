"""What is written of rounds of data collection, invitations and agreements."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.accounts.queries import states_on
from palermo.accounts.state_choices import offer_states
from palermo.core import clock
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.events.web.forms.preparation import StatesField
from palermo.governance.models import Extension, NoteVerbale
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.states.bodies import NoteState
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.forms.choices import offer_records
from palermo.knowledge.models import Agreement
from palermo.knowledge.queries.sources import agreements_visible_to, in_force
from palermo.returns.actions.rounds import Terms
from palermo.returns.models import QuestionnaireEdition, Round, RoundInvitation
from palermo.returns.queries.rounds import questionnaire_editions_visible_to
from palermo.returns.standings import due_day
from palermo.returns.states.rounds import RoundStatus
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections, day_field
from palermo.site.forms.model_fields import form_field

# So many notes verbales are offered, the latest first.
OFFERED = 100
EARLIEST = 1990


class RoundForm(ActForm):
    """A round: which questionnaire on which year, under which mandate, and the dates."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Round of data collection"), ("title", "edition", "year", "mandate")),
        (gettext_lazy("Dates"), ("opens_on", "due_on")),
        (gettext_lazy("For those who fill in the return"), ("guidance",)),
    )

    title = form_field(Round, "title")
    edition = RecordChoiceField(
        QuestionnaireEdition.objects.none(), label=gettext_lazy("Questionnaire"), empty_label=CHOOSE
    )
    year = form_field(Round, "year", min_value=1900, max_value=2999)
    mandate = form_field(
        Round,
        "mandate",
        RecordChoiceField,
        help_text=gettext_lazy("Under which States are asked. It must be in force when the round opens."),
    )
    opens_on = form_field(Round, "opens_on")
    due_on = form_field(Round, "due_on")
    guidance = form_field(Round, "guidance")

    def prepare(self) -> None:
        super().prepare()
        offer_records(
            self, "edition", questionnaire_editions_visible_to(self.viewer).order_by("questionnaire", "-number")
        )
        offer_records(self, "mandate", mandates_visible_to(self.viewer).filter(state=MandateState.IN_FORCE))
        self.initial.setdefault("year", clock.today().year - 1)
        round_ = self.record if isinstance(self.record, Round) else None
        if round_ is None:
            return
        if round_.mandate_id:
            mandates = mandates_visible_to(self.viewer)
            named = mandates.filter(state=MandateState.IN_FORCE) | mandates.filter(pk=round_.mandate_id)
            offer_records(self, "mandate", named)
        if round_.status != RoundStatus.PLANNED:
            for name in ("edition", "year", "mandate", "opens_on"):
                del self.fields[name]
        for name in self.fields:
            self.initial[name] = getattr(round_, name)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        last = clock.today().year
        if not EARLIEST <= year <= last:
            raise forms.ValidationError(
                _("Expected a year from %(first)d to %(last)d, found %(year)d."),
                params={"first": EARLIEST, "last": last, "year": year},
            )
        return year

    def clean(self) -> dict[str, object] | None:
        super().clean()
        opens, due = self.cleaned_data.get("opens_on"), self.cleaned_data.get("due_on")
        if isinstance(self.record, Round) and self.record.status != RoundStatus.PLANNED:
            opens = self.record.opens_on
            if "due_on" in self.cleaned_data and not due:
                self.add_error("due_on", _("Enter the day by which returns are due."))
        if opens and due and due < opens:
            self.add_error("due_on", _("Returns must not be due before the round opens."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        return {"values": dict(self.cleaned_data)}


class OpenRoundForm(ActForm):
    """The day on which a round opens."""

    on = day_field(gettext_lazy("Opens on"))


class CloseRoundForm(ActForm):
    """The day on which a round closed."""

    on = day_field(gettext_lazy("Closed on"))


class TermsFields(ActForm):
    """The terms of an agreement with a State."""

    agreement_title = MultilingualFormField(label=gettext_lazy("Title of the agreement"), required=False)
    terms = MultilingualFormField(label=gettext_lazy("Terms"), long=True, required=False)
    signed_on = form_field(Agreement, "signed_on")
    ends_on = form_field(Agreement, "ends_on")
    keep_until = form_field(Agreement, "keep_until")

    def read_terms(self) -> Terms | None:
        """The terms, with a fault for each that is missing."""
        values = self.cleaned_data
        for name, sentence in (
            ("agreement_title", _("Enter the title of the agreement.")),
            ("signed_on", _("Enter the day on which the agreement was signed.")),
        ):
            if name not in self.errors and not values.get(name):
                self.add_error(name, sentence)
        if self.errors:
            return None
        if values["ends_on"] and values["ends_on"] < values["signed_on"]:
            self.add_error("ends_on", _("An agreement must not end before it is in force. Check the two dates."))
            return None
        return Terms(
            title=values["agreement_title"],
            signed_on=values["signed_on"],
            text=values["terms"],
            ends_on=values["ends_on"],
            keep_until=values["keep_until"],
        )


class InviteForm(TermsFields):
    """Which States are invited, by which note, and the agreement for those that have none."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("States"), ("all_members", "states")),
        (gettext_lazy("Invitation"), ("on", "note")),
        (
            gettext_lazy("Agreement"),
            ("makes_agreements", "agreement_title", "terms", "signed_on", "ends_on", "keep_until"),
        ),
    )
    needed_with_others = frozenset({"all_members", "states", "agreement_title", "signed_on"})

    all_members = forms.BooleanField(label=gettext_lazy("All Member States not invited yet"), required=False)
    states = StatesField(label=gettext_lazy("Or these States"), required=False, queryset=State.objects.none())
    on = day_field(gettext_lazy("Invited on"))
    note = RecordChoiceField(
        NoteVerbale.objects.none(),
        label=gettext_lazy("Note verbale"),
        required=False,
        empty_label=CHOOSE,
        help_text=gettext_lazy("The note verbale by which the States were invited, if there is one."),
    )
    makes_agreements = forms.BooleanField(
        label=gettext_lazy("Record an agreement on these terms for States without one in force"),
        required=False,
        help_text=gettext_lazy("Without an agreement in force no return is accepted. It can also be recorded later."),
    )

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["states"])
        self.invited = set(self.record.invitations.values_list("state", flat=True))
        field = self.fields["states"]
        field.queryset = field.queryset.exclude(pk__in=self.invited)  # type: ignore[attr-defined]  # a choice of States
        issued = notes_visible_to(self.viewer).filter(state=NoteState.ISSUED).order_by("-dated_on")
        latest = list(issued.values_list("pk", flat=True)[:OFFERED])
        offer_records(self, "note", notes_visible_to(self.viewer).filter(pk__in=latest))

    def clean(self) -> dict[str, object] | None:
        super().clean()
        values = self.cleaned_data
        if bool(values.get("all_members")) == bool(values.get("states")) and "states" not in self.errors:
            self.add_error("states", _("Choose either all Member States or single States."))
        self.agreed = self.read_terms() if values.get("makes_agreements") else None
        return None

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        states = list(values["states"])
        if values["all_members"]:
            states = list(states_on(clock.today()).exclude(pk__in=self.invited))
        return {"states": states, "on": values["on"], "note": values["note"], "terms": self.agreed}


class AgreementForm(TermsFields):
    """Under which agreement the return of a State is accepted: one on record, or a new one."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Agreement on record"), ("agreement",)),
        (gettext_lazy("Or a new agreement"), ("agreement_title", "terms", "signed_on", "ends_on", "keep_until")),
    )
    needed_with_others = frozenset({"agreement", "agreement_title", "signed_on"})

    agreement = RecordChoiceField(
        Agreement.objects.none(), label=gettext_lazy("Agreement"), required=False, empty_label=CHOOSE
    )

    def prepare(self) -> None:
        super().prepare()
        invitation = self.record
        assert isinstance(invitation, RoundInvitation)
        own = agreements_visible_to(self.viewer).filter(in_force(clock.today()), source__state=invitation.state_id)
        offer_records(self, "agreement", own.order_by("slug"))
        self.initial.setdefault("agreement", invitation.agreement_id)

    def clean(self) -> dict[str, object] | None:
        super().clean()
        values = self.cleaned_data
        self.agreed = None
        is_new = bool(values.get("agreement_title") or values.get("signed_on"))
        if values.get("agreement") and is_new:
            self.add_error("agreement", _("Choose an agreement on record, or enter a new one, not both."))
        elif not values.get("agreement"):
            self.agreed = self.read_terms()
        return None

    def action_kwargs(self) -> dict[str, object]:
        return {"agreement": self.cleaned_data["agreement"], "terms": self.agreed}


class ExtensionForm(ActForm):
    """Until when the deadline of a State is extended, and why."""

    until = DayFormField(label=gettext_lazy("Extended to"))
    reason = form_field(
        Extension,
        "reason",
        forms.CharField,
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The State and the secretariat read it."),
        required=True,
    )

    def prepare(self) -> None:
        super().prepare()
        invitation = self.record
        assert isinstance(invitation, RoundInvitation)
        self.initial.setdefault("until", due_day(invitation.round, invitation))
