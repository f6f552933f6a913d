"""What is written to prepare an event: what it is about, what it costs, who is invited, who takes part."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import InReadersOrder, StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.speech.signs import label_value
from palermo.core.text import plain
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup
from palermo.events.states.preparation import EventInvitationState, GroupStanding
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.states.activities import PartnerRole
from palermo.governance.web.forms.choices import label_records, offer_records
from palermo.governance.web.money import donor_of, with_donor
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    PlaceChoiceField,
    day_field,
    day_of_event,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import RowForm

BY_SYMBOL = gettext_lazy("Symbol or title of the document.")


class _ManyRecordsField(forms.ModelMultipleChoiceField):
    """Records to be chosen from a long list, in the reader's order."""

    iterator = InReadersOrder
    widget = forms.SelectMultiple({"size": 6})


class StatesField(_ManyRecordsField, StateChoiceField):
    """States, by the names under which lists had them on `day`: today unless `offer_states` sets another."""

    def label_from_instance(self, obj: State) -> str:
        return plain(obj.list_name_on(self.day or clock.today()))


class PartnersField(_ManyRecordsField):
    """Organizations, by their names."""

    model = Organisation

    def label_from_instance(self, obj: Organisation) -> str:
        return plain(obj.name)


class DescriptionForm(ActForm):
    """What an event is about, where, who hosts it and who organizes it with the lead."""

    sections = (
        (gettext_lazy("Subject and participants"), ("theme", "participants", "head_count", "head_count_is_minimum")),
        (gettext_lazy("Place and hosts"), ("place", "hosts", "host_organisations")),
        (gettext_lazy("Co-organizers"), ("co_organisers", "co_organising_states")),
        (gettext_lazy("Concept note and order"), ("concept_note", "order")),
    )
    theme = MultilingualFormField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("As a phrase: for example, “trafficking in persons in post-conflict situations”."),
        long=True,
        required=False,
    )
    participants = form_field(
        Event,
        "participants",
        help_text=gettext_lazy("As a phrase: for example, “judges and prosecutors from the region”."),
    )
    place = form_field(Event, "place", PlaceChoiceField)
    hosts = StatesField(label=gettext_lazy("Hosting States"), queryset=None, required=False)
    host_organisations = PartnersField(label=gettext_lazy("Hosting organizations"), queryset=None, required=False)
    co_organisers = PartnersField(label=gettext_lazy("Co-organizing organizations"), queryset=None, required=False)
    co_organising_states = StatesField(label=gettext_lazy("Co-organizing States"), queryset=None, required=False)
    concept_note = form_field(Event, "concept_note", DocumentField, help_text=BY_SYMBOL)
    head_count = forms.IntegerField(
        label=gettext_lazy("Number attending"), min_value=1, max_value=30_000, required=False
    )
    head_count_is_minimum = forms.BooleanField(label=gettext_lazy("At least this number"), required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Order in reports"),
        help_text=gettext_lazy("Order among events of its kind in reports. If empty, events are ordered by date."),
        min_value=1,
        max_value=9999,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    OWN = ("theme", "participants", "place", "concept_note", "head_count", "head_count_is_minimum", "order")
    PARTNERS = (
        ("hosts", PartnerRole.HOST),
        ("host_organisations", PartnerRole.HOST),
        ("co_organisers", PartnerRole.CO_ORGANISER),
        ("co_organising_states", PartnerRole.CO_ORGANISER),
    )

    def prepare(self) -> None:
        super().prepare()
        for name in self.OWN:
            self.initial.setdefault(name, getattr(self.record, name))
        self.initial.setdefault("seen", fingerprint(self.record))
        partners = list(self.record.activity.partners.select_related("state", "organisation"))
        for name, role in self.PARTNERS:
            of_states = isinstance(self.fields[name], StatesField)
            named = [each.state if of_states else each.organisation for each in partners if each.role == role]
            if of_states:
                offer_states(self.fields[name], day_of_event(self.record), also=[each.pk for each in named if each])
            self.initial.setdefault(name, [each for each in named if each])

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("head_count_is_minimum") and not values.get("head_count"):
            self.add_error("head_count", _("Enter the number if it is a minimum."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        for name in self.OWN:
            setattr(self.record, name, values[name])
        partners = [(role, partner) for name, role in self.PARTNERS for partner in values[name]]
        return {"partners": partners, "seen": values["seen"]}


class _LineForm(RowForm):
    """A row of the preparation of an event: a new one where the record is the event."""

    parent = "event"


class BudgetLineForm(_LineForm):
    """A line of the budget."""

    model = BudgetLine

    purpose = form_field(BudgetLine, "purpose")
    currency = form_field(
        BudgetLine, "currency", min_length=3, help_text=gettext_lazy("Three-letter code, such as EUR or USD.")
    )
    planned = form_field(BudgetLine, "planned", min_value=0)
    committed = form_field(BudgetLine, "committed", min_value=0, initial=0)
    spent = form_field(BudgetLine, "spent", min_value=0, initial=0)
    contribution: forms.ModelChoiceField[DonorContribution] = forms.ModelChoiceField(
        label=gettext_lazy("Paid from contribution"), queryset=None, empty_label=CHOOSE, required=False
    )
    state = StateChoiceField(label=gettext_lazy("or paid by State"), queryset=None, empty_label=CHOOSE, required=False)
    organisation = OrganisationChoiceField(
        label=gettext_lazy("or paid by organization"),
        empty_label=CHOOSE,
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        contributions = with_donor(contributions_visible_to(self.viewer))
        offer_records(self, "contribution", contributions)
        label_records(self, "contribution", _contribution_name)
        offer_states(self.fields["state"], day_of_event(self.row), also=[self.row.state_id])

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


def _contribution_name(contribution: DonorContribution) -> str:
    return label_value(plain(donor_of(contribution)), plain(contribution.purpose))


class EventInvitationForm(_LineForm):
    """Whom to invite, how, and for how many people."""

    needed_with_others = frozenset({"state_invited", "organisation", "participant"})

    model = EventInvitation

    channel = form_field(EventInvitation, "channel")
    state_invited = StateChoiceField(
        label=pgettext_lazy("country", "State"), queryset=None, empty_label=CHOOSE, required=False
    )
    organisation = OrganisationChoiceField(label=gettext_lazy("or organization"), empty_label=CHOOSE, required=False)
    participant: forms.ModelChoiceField[ParticipantGroup] = forms.ModelChoiceField(
        label=gettext_lazy("or a person on the list of participants"),
        queryset=None,
        empty_label=CHOOSE,
        required=False,
    )
    seats = form_field(EventInvitation, "seats", min_value=1, max_value=1000)
    reply_by = form_field(EventInvitation, "reply_by")
    document = DocumentField(label=gettext_lazy("Text as sent"), help_text=BY_SYMBOL)

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["state_invited"], day_of_event(self.row), also=[self.row.state_invited_id])
        lines = ParticipantGroup.objects.filter(event=self.row.event_id).select_related(
            "state", "organisation", "named"
        )
        offer_records(self, "participant", lines)
        label_records(self, "participant", ParticipantGroup.display_name)


class SendInvitationForm(ActForm):
    """When it went out, and under which reference."""

    on = day_field(gettext_lazy("Sent on"))
    reference = form_field(EventInvitation, "reference")


class ReplyForm(ActForm):
    """Whether they come, and how many."""

    REPLIES = (
        (EventInvitationState.ACCEPTED, gettext_lazy("Accept")),
        (
            EventInvitationState.DECLINED,
            gettext_lazy("Decline"),
        ),
    )

    to = forms.ChoiceField(label=gettext_lazy("Reply"), choices=REPLIES, widget=forms.RadioSelect)
    coming = form_field(EventInvitation, "coming", min_value=1, max_value=1000)
    on = day_field(gettext_lazy("Date of the reply"))

    def action_kwargs(self) -> dict[str, object]:
        return {**self.cleaned_data, "to": EventInvitationState(self.cleaned_data["to"])}


class GroupForm(_LineForm):
    """One person by name, or several of whom only the number is recorded."""

    needed_with_others = frozenset({"state", "organisation"})

    model = ParticipantGroup

    state = form_field(ParticipantGroup, "state", StateChoiceField)
    organisation = form_field(ParticipantGroup, "organisation", OrganisationChoiceField)
    category = form_field(ParticipantGroup, "category")
    head_count = forms.IntegerField(label=gettext_lazy("Number of people"), min_value=1, max_value=30_000, initial=1)
    standing = form_field(ParticipantGroup, "standing")
    name = forms.CharField(
        label=gettext_lazy("Name (one person)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Visible to the secretariat only. Not included in any file; can be removed after the event."
        ),
    )
    function = forms.CharField(label=gettext_lazy("Functional title"), max_length=200, required=False)

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["state"], day_of_event(self.row), also=[self.row.state_id])
        if named := getattr(self.row, "named", None) if self.row.pk else None:
            self.initial.setdefault("name", named.name)
            self.initial.setdefault("function", named.function)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("name") and values.get("head_count", 1) != 1:
            self.add_error("head_count", _("An entry with a name is for one person. Add others separately."))
        if values.get("function") and not values.get("name"):
            self.add_error("name", _("Enter the name that belongs to this functional title, or leave the title empty."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        named = self.cleaned_data.pop("name"), self.cleaned_data.pop("function")
        return {"named": named, **super().action_kwargs()}


class WhoCameForm(ActForm):
    """Everybody on the list; ticked are those who came."""

    came: forms.ModelMultipleChoiceField[ParticipantGroup] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Attendance"), queryset=None, widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        super().prepare()
        lines = self.record.participant_list.select_related("state", "organisation", "named")
        offer_records(self, "came", lines)
        label_records(self, "came", ParticipantGroup.display_name)
        self.initial.setdefault("came", [each for each in lines if each.standing != GroupStanding.STAYED_AWAY])
