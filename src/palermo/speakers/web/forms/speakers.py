"""What is written about a person who is proposed for an event."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import Organisation, State, User
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.library.actions.versions import NewFile
from palermo.library.web.uploads import read_upload
from palermo.site.forms.fields import CHOOSE, DAYS_WITH_PERSONS, ActForm, LanguagesField, day_field, day_of_event
from palermo.site.forms.model_fields import form_field
from palermo.speakers.models import Speaker
from palermo.speakers.proposing import Declaration
from palermo.speakers.states import DECIDED, AdviceKind, Party, Sector, SpeakerRole
from palermo.speakers.web.forms.fields import (
    LINE,
    LONG,
    UNSAID,
    DeclaringForm,
    WrittenForm,
    file_field,
    gender_field,
    long_words,
    state_field,
    survivor_field,
)


class ProposeSpeakerForm(ActForm, WrittenForm, DeclaringForm):
    """A nomination: the person, role, topic and justification; in one language, that of the nominating party."""

    draft_days = DAYS_WITH_PERSONS
    not_in_drafts = frozenset({"survivor"})
    sections = (
        (gettext_lazy("Nomination"), ("acting_for", "role", "written_in")),
        (gettext_lazy("Nominee"), ("name", "function", "organisation", "from_state", "sector", "languages", "email")),
        (gettext_lazy("Topic and justification"), ("topic", "reason", "cv", "upload")),
        (gettext_lazy("Conflict of interest"), ("interest", "interest_text")),
        (gettext_lazy("Balance of the event"), ("gender", "survivor")),
    )

    acting_for = forms.ChoiceField(label=pgettext_lazy("speaker", "Nominated by"))
    role = forms.ChoiceField(label=gettext_lazy("Nominated as"), choices=SpeakerRole.choices)
    name = form_field(Speaker, "name", forms.CharField, widget=LINE, max_length=300)
    function = form_field(Speaker, "function", forms.CharField, widget=LINE, max_length=300)
    organisation = form_field(Speaker, "organisation", forms.CharField, widget=LINE, max_length=300)
    from_state = form_field(Speaker, "from_state", StateChoiceField)
    sector = form_field(Speaker, "sector", choices=[UNSAID, *Sector.choices])
    languages = form_field(Speaker, "languages", LanguagesField, help_text="")
    topic = form_field(Speaker, "topic", forms.CharField, widget=LINE, max_length=300)
    reason = form_field(
        Speaker,
        "reason",
        forms.CharField,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        max_length=20_000,
        error_messages={"required": gettext_lazy("Enter the justification.")},
    )
    cv = form_field(Speaker, "cv", forms.CharField, widget=LONG, max_length=20_000)
    upload = file_field()
    gender = gender_field()
    survivor = survivor_field()
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Visible to the secretariat only. The person is not contacted before selection."),
    )

    def prepare(self) -> None:
        super().prepare()
        named = [getattr(self.record, "from_state_id", None)]
        offer_states(self.fields["from_state"], day_of_event(self.record), also=named)
        if len(self.viewer.delegation_ids) == 1:
            self.initial.setdefault("from_state", next(iter(self.viewer.delegation_ids)))
        self.places = dict(self._places())
        offer_choices(self, "acting_for", [(key, label) for key, (label, _names) in self.places.items()])

    def _places(self) -> Iterable[tuple[str, tuple[str, dict[str, object]]]]:
        for state in State.objects.filter(pk__in=self.viewer.delegation_ids).prefetch_related("former_names"):
            yield f"state-{state.pk}", (plain(state.short_name_on(clock.today())), {"proposed_for_state": state})
        for organisation in Organisation.objects.filter(pk__in=self.viewer.agency_ids):
            name = plain(organisation.name)
            yield f"organisation-{organisation.pk}", (name, {"proposed_for_organisation": organisation})
        if self.viewer.is_secretariat:
            yield "secretariat", (_("the secretariat"), {})

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        speaker = Speaker(
            **{name: self.written_text(name) for name in ("name", "function", "organisation", "topic", "reason", "cv")},
            **{name: values[name] for name in ("role", "from_state", "sector", "languages", "gender")},
            **self.places[values["acting_for"]][1],
        )
        declaration = self.build_declaration(Party.PROPOSER, self.written_text("interest_text"), values["survivor"])
        return {"speaker": speaker, "declared": declaration, "email": values["email"], "cv": values["upload"]}


class ChangeSpeakerForm(ActForm):
    """The record of a person in every language."""

    draft_days = DAYS_WITH_PERSONS

    TEXTS = ("name", "function", "organisation", "topic", "reason", "cv", "biography")
    PLAIN = ("role", "from_state", "sector", "languages", "gender")
    sections = (
        (
            gettext_lazy("Nominee"),
            ("name", "function", "organisation", "from_state", "sector", "languages", "gender", "email"),
        ),
        (gettext_lazy("Topic and justification"), ("role", "topic", "reason", "cv", "upload")),
        (gettext_lazy("Publication"), ("biography",)),
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Nominated as"), choices=SpeakerRole.choices)
    name = form_field(Speaker, "name")
    function = form_field(Speaker, "function")
    organisation = form_field(Speaker, "organisation")
    from_state = form_field(Speaker, "from_state", StateChoiceField)
    sector = form_field(Speaker, "sector", choices=[UNSAID, *Sector.choices])
    languages = form_field(Speaker, "languages", LanguagesField, help_text="")
    topic = form_field(Speaker, "topic")
    reason = form_field(Speaker, "reason")
    cv = form_field(Speaker, "cv")
    upload = file_field()
    biography = form_field(
        Speaker, "biography", help_text=gettext_lazy("Published only with consent, after confirmation.")
    )
    gender = gender_field()
    email = forms.EmailField(
        label=gettext_lazy("E-mail address (leave empty to keep the present one)"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        super().prepare()
        named = [getattr(self.record, "from_state_id", None)]
        offer_states(self.fields["from_state"], day_of_event(self.record), also=named)
        for name in (*self.TEXTS, *self.PLAIN):
            self.initial.setdefault(name, getattr(self.record, name))
        self.initial.setdefault("seen", fingerprint(self.record))
        if not self.viewer.is_secretariat:
            del self.fields["biography"]

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        for name in (*self.TEXTS, *self.PLAIN):
            if name in values:
                setattr(self.record, name, values[name])
        return {
            "declared": Declaration(Party.PROPOSER),
            "email": values["email"],
            "cv": values["upload"],
            "seen": values["seen"],
        }


class AdviceForm(ActForm, WrittenForm):
    """What a Member State advises."""

    field_order = ("by_state", "kind", "written_in", "text")

    by_state = state_field(gettext_lazy("On behalf of"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("advice", "Position"), choices=AdviceKind.choices, widget=forms.RadioSelect
    )
    text = long_words(pgettext_lazy("text", "Comment"), gettext_lazy("Visible to all Member States."))

    def prepare(self) -> None:
        super().prepare()
        own = State.objects.filter(pk__in=self.viewer.delegation_ids).prefetch_related("former_names")
        field = self.fields["by_state"]
        assert isinstance(field, StateChoiceField)
        field.queryset, field.required = own, True
        if len(self.viewer.delegation_ids) == 1:
            field.empty_label, field.initial = None, next(iter(self.viewer.delegation_ids))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("kind") not in {None, AdviceKind.SUPPORT} and not values.get("text"):
            self.add_error("text", _("Enter the reservation or comment."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        return {
            "by_state": self.cleaned_data["by_state"],
            "kind": self.cleaned_data["kind"],
            "text": self.written_text("text"),
        }


class ChoiceForm(ActForm):
    """The decision for somebody: when, and why."""

    on = day_field(gettext_lazy("Date of the decision"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"), long=True, required=False)


class SubstituteForm(ActForm):
    """Who takes somebody's place."""

    substitute = forms.ChoiceField(label=gettext_lazy("Substitute"))

    def prepare(self) -> None:
        super().prepare()
        chosen = Speaker.objects.filter(event=self.record.event_id, state__in=DECIDED, substitute_for=None)
        self.candidates = {str(each.pk): each for each in chosen}
        named = [(pk, each.display_name()) for pk, each in self.candidates.items()]
        offer_choices(self, "substitute", [("", CHOOSE), *sort_for_reader(named, lambda choice: choice[1])])

    def action_kwargs(self) -> dict[str, object]:
        return {"substitute": self.candidates[self.cleaned_data["substitute"]]}


class IntoProgrammeForm(ActForm):
    """As whom somebody stands in the programme."""

    person = forms.ChoiceField(
        label=gettext_lazy("In the programme"),
        required=False,
        help_text=gettext_lazy("Choose the person if already entered manually; the manual entry is replaced."),
    )

    def prepare(self) -> None:
        super().prepare()
        people = self.record.event.programme.people.filter(speaker=None)
        self.people = {str(each.pk): each for each in people}
        named = [(pk, each.display_name()) for pk, each in self.people.items()]
        choices = sort_for_reader(named, lambda choice: choice[1])
        offer_choices(self, "person", [("", gettext_lazy("a new person")), *choices])

    def action_kwargs(self) -> dict[str, object]:
        return {"person": self.people.get(self.cleaned_data["person"])}


class SurvivorOfficerForm(ActForm):
    """An officer of the secretariat, and whether they act on it from now on."""

    user = forms.ModelChoiceField(label=gettext_lazy("Officer"), queryset=User.objects.none(), empty_label=CHOOSE)
    is_named = forms.BooleanField(
        label=gettext_lazy("Responsible for declarations by survivors; clear to remove"),
        required=False,
        initial=True,
    )

    def prepare(self) -> None:
        super().prepare()
        officers = User.objects.filter(is_active=True, postings__role=Role.SECRETARIAT)
        offer_records(self, "user", officers.distinct().order_by("name"))
