"""What is written about a person who is proposed for an event, and what they write themselves."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.actions import fingerprint
from palermo.accounts.models import Organisation, State, User
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.refusals import Refused
from palermo.core.speech.collation import sorted_here
from palermo.core.templatetags.texts import plain
from palermo.core.text import MultilingualText
from palermo.events.models import Speaker
from palermo.events.proposing import Declared
from palermo.events.states import (
    DECIDED,
    AdviceKind,
    ConsentKind,
    ConsentState,
    Gender,
    Party,
    Sector,
    SpeakerRole,
    SurvivorAnswer,
)
from palermo.library.actions import NewFile
from palermo.library.intake import check_file
from palermo.library.media import check_size
from palermo.portal.forms.fields import CHOOSE, ActForm, ReasonForm, StateChoiceField, day_field
from palermo.portal.forms.meetings import plain_day_field
from palermo.portal.forms.programmes import LanguagesField
from palermo.portal.speakers.names import name_words

CODES = [(language.code, language.name) for language in LANGUAGES]
DJANGO_CODES = [(language.django_code, language.name) for language in LANGUAGES]
UNSAID = ("", gettext_lazy("not said"))
NO_INTEREST, INTEREST = "no", "yes"
INTERESTS = [(NO_INTEREST, gettext_lazy("There is none")), (INTEREST, gettext_lazy("There is one, described below"))]


def long_words(label: Any, help_text: Any = "", *, rows: int = 5) -> forms.CharField:
    """A longer text in one language."""
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text, max_length=20_000)


def words(label: Any, *, required: bool = False) -> forms.CharField:
    """A line in one language."""
    return forms.CharField(label=label, required=required, max_length=300, widget=forms.TextInput({"dir": "auto"}))


class WrittenForm(forms.Form):
    """What somebody writes in one language, which they name; the secretariat adds the others."""

    written_in = forms.ChoiceField(label=gettext_lazy("The language in which you write"), choices=CODES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("written_in", active_language().code)

    def text(self, name: str) -> MultilingualText:
        """A field as a text in the language named."""
        written = self.cleaned_data.get(name, "").replace("\r\n", "\n")
        return MultilingualText({self.cleaned_data["written_in"]: written})


class DeclaringForm(forms.Form):
    """A conflict of interest: none, or one with its description."""

    interest = forms.ChoiceField(
        label=gettext_lazy("Conflict of interest"),
        choices=INTERESTS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Anything that could be thought to influence what the person says, or their choice."),
    )
    interest_text = long_words(gettext_lazy("What the conflict of interest is"), rows=3)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("interest") == INTEREST and not given.get("interest_text"):
            self.add_error("interest_text", _("Write what the conflict of interest is."))
        return given

    def declared(self, party: Party, text: MultilingualText, survivor: str = "") -> Declared:
        """What was declared, as the act takes it."""
        has = self.cleaned_data["interest"] == INTEREST
        return Declared(party, has, text if has else MultilingualText(), survivor)


def survivor_field() -> forms.ChoiceField:
    """What a person says of taking part as a survivor; nobody has to say anything."""
    return forms.ChoiceField(
        label=gettext_lazy("Taking part as a survivor, if the person wishes to say so"),
        choices=[UNSAID, *SurvivorAnswer.choices],
        required=False,
        help_text=gettext_lazy(
            "It is counted for the balance of the event. Of one person it is told to nobody but the officers named to "
            "act on it, and it is in no file, history or log."
        ),
    )


def gender_field() -> forms.ChoiceField:
    """As the person says."""
    return forms.ChoiceField(
        label=gettext_lazy("Gender, as the person says"),
        choices=[UNSAID, *Gender.choices],
        required=False,
        help_text=gettext_lazy("For the balance of the event only."),
    )


def file_field() -> forms.FileField:
    """A curriculum vitae as a file."""
    return forms.FileField(label=gettext_lazy("Curriculum vitae as a file"), required=False, allow_empty_file=True)


def checked_file(upload: UploadedFile | None) -> NewFile | None:
    """A file as the library would take it.

    Raises
    ------
    ValidationError
        Saying why it would not.
    """
    if upload is None:
        return None
    try:
        check_size(upload.size or 0, settings.PALERMO_MAX_UPLOAD_MB)
        content, name = upload.read(), PurePath(upload.name or "").name
        return NewFile(content, name, check_file(content, name))
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None


def state_field(label: Any) -> StateChoiceField:
    """A State, or none."""
    return StateChoiceField(label=label, queryset=State.objects.none(), empty_label=CHOOSE, required=False)


class ProposeSpeakerForm(ActForm, WrittenForm, DeclaringForm):
    """Somebody for an event: who, as what, on what, why; in the language of whoever proposes."""

    field_order = (
        *("acting_for", "role", "written_in", "name", "function", "organisation", "from_state", "sector"),
        *("languages", "topic", "reason", "cv", "upload", "interest", "interest_text", "gender", "survivor", "email"),
    )

    acting_for = forms.ChoiceField(label=pgettext_lazy("speaker", "Proposed by"))
    role = forms.ChoiceField(label=gettext_lazy("Proposed as"), choices=SpeakerRole.choices)
    name = words(gettext_lazy("Name"), required=True)
    function = words(gettext_lazy("Functional title"))
    organisation = words(gettext_lazy("Organization"))
    from_state = state_field(pgettext_lazy("country", "State"))
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=[UNSAID, *Sector.choices], required=False)
    languages = LanguagesField(label=gettext_lazy("Languages that the person speaks"))
    topic = words(gettext_lazy("Topic"))
    reason = forms.CharField(
        label=gettext_lazy("Why this person"), widget=forms.Textarea({"rows": 4, "dir": "auto"}), max_length=20_000
    )
    cv = long_words(gettext_lazy("Curriculum vitae"))
    upload = file_field()
    gender = gender_field()
    survivor = survivor_field()
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Only the secretariat reads it. Nobody is written to before they are chosen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_state"].queryset = State.objects.prefetch_related("former_names")
        self.places = dict(self._places())
        self.fields["acting_for"].choices = [(key, label) for key, (label, _found) in self.places.items()]

    def _places(self) -> Iterable[tuple[str, tuple[str, dict[str, Any]]]]:
        for state in State.objects.filter(pk__in=self.viewer.delegation_ids).prefetch_related("former_names"):
            yield f"state-{state.pk}", (plain(state.short_name_on(clock.today())), {"proposed_for_state": state})
        for organisation in Organisation.objects.filter(pk__in=self.viewer.agency_ids):
            name = plain(organisation.name)
            yield f"organisation-{organisation.pk}", (name, {"proposed_for_organisation": organisation})
        if self.viewer.is_secretariat:
            yield "secretariat", (_("the secretariat"), {})

    def clean_upload(self) -> NewFile | None:
        return checked_file(self.cleaned_data["upload"])

    def act(self) -> dict[str, Any]:
        given = self.cleaned_data
        speaker = Speaker(
            **{name: self.text(name) for name in ("name", "function", "organisation", "topic", "reason", "cv")},
            **{name: given[name] for name in ("role", "from_state", "sector", "languages", "gender")},
            **self.places[given["acting_for"]][1],
        )
        declared = self.declared(Party.PROPOSER, self.text("interest_text"), given["survivor"])
        return {"speaker": speaker, "declared": declared, "email": given["email"], "cv": given["upload"]}


class ChangeSpeakerForm(ActForm):
    """The record of a person in every language."""

    TEXTS = ("name", "function", "organisation", "topic", "reason", "cv", "biography")
    PLAIN = ("role", "from_state", "sector", "languages", "gender")

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Proposed as"), choices=SpeakerRole.choices)
    name = MultilingualFormField(label=gettext_lazy("Name"))
    function = MultilingualFormField(label=gettext_lazy("Functional title"), required=False)
    organisation = MultilingualFormField(label=gettext_lazy("Organization"), required=False)
    from_state = state_field(pgettext_lazy("country", "State"))
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=[UNSAID, *Sector.choices], required=False)
    languages = LanguagesField(label=gettext_lazy("Languages that the person speaks"))
    topic = MultilingualFormField(label=gettext_lazy("Topic"), required=False)
    reason = MultilingualFormField(label=gettext_lazy("Why this person"), long=True)
    cv = MultilingualFormField(label=gettext_lazy("Curriculum vitae"), long=True, required=False)
    upload = file_field()
    biography = MultilingualFormField(
        label=gettext_lazy("Biography"),
        long=True,
        required=False,
        help_text=gettext_lazy("Published only with the person's consent, once they are confirmed."),
    )
    gender = gender_field()
    email = forms.EmailField(
        label=gettext_lazy("E-mail address; empty to keep the one on record"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_state"].queryset = State.objects.prefetch_related("former_names")
        for name in (*self.TEXTS, *self.PLAIN):
            self.initial.setdefault(name, getattr(self.record, name))
        self.initial.setdefault("seen", fingerprint(self.record))
        if not self.viewer.is_secretariat:
            del self.fields["biography"]

    def clean_upload(self) -> NewFile | None:
        return checked_file(self.cleaned_data["upload"])

    def act(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name in (*self.TEXTS, *self.PLAIN):
            if name in given:
                setattr(self.record, name, given[name])
        return {
            "declared": Declared(Party.PROPOSER),
            "email": given["email"],
            "cv": given["upload"],
            "seen": given["seen"],
        }


class AdviceForm(ActForm, WrittenForm):
    """What a Member State advises."""

    field_order = ("by_state", "kind", "written_in", "text")

    by_state = state_field(pgettext_lazy("country", "State"))
    kind = forms.ChoiceField(label=gettext_lazy("Advice"), choices=AdviceKind.choices, widget=forms.RadioSelect)
    text = long_words(gettext_lazy("In words"), gettext_lazy("Every Member State reads it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = State.objects.filter(pk__in=self.viewer.delegation_ids).prefetch_related("former_names")
        field = self.fields["by_state"]
        field.queryset, field.required = own, True
        if len(self.viewer.delegation_ids) == 1:
            field.empty_label, field.initial = None, next(iter(self.viewer.delegation_ids))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") not in {None, AdviceKind.SUPPORT} and not given.get("text"):
            self.add_error("text", _("Write what the reservation or the comment is."))
        return given

    def act(self) -> dict[str, Any]:
        return {"by_state": self.cleaned_data["by_state"], "kind": self.cleaned_data["kind"], "text": self.text("text")}


class ChoiceForm(ActForm):
    """The decision for somebody: when, and why."""

    on = day_field(gettext_lazy("Date of the decision"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"), long=True, required=False)


class InviteSpeakerForm(ActForm):
    """Until when somebody is to answer, and where they are written to."""

    answer_by = plain_day_field(gettext_lazy("Answer until"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("A link to answer is sent there; without one, you record the answer yourself."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=DJANGO_CODES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = getattr(self.record, "contact", None)
        if contact:
            self.initial.setdefault("email", contact.email)
            self.initial.setdefault("language", contact.language)
        self.initial.setdefault("language", active_language().django_code)


class AcceptedForm(ReasonForm, DeclaringForm):
    """How and when somebody accepted otherwise than by the link, and what they declare."""

    reason = MultilingualFormField(label=gettext_lazy("How the answer came, and why it is entered here"))

    def act(self) -> dict[str, Any]:
        text = MultilingualText({active_language().code: self.cleaned_data["interest_text"]})
        return {
            "on": self.cleaned_data["on"],
            "reason": self.cleaned_data["reason"],
            "declared": self.declared(Party.INVITEE, text),
        }


class InterestForm(ActForm, WrittenForm, DeclaringForm):
    """A declaration that somebody makes later."""

    field_order = ("interest", "written_in", "interest_text")

    def act(self) -> dict[str, Any]:
        return {"declared": self.declared(Party.INVITEE, self.text("interest_text"))}


class ConsentForm(ActForm):
    """One consent as somebody gave or withdrew it."""

    kind = forms.ChoiceField(label=gettext_lazy("Consent to"), choices=ConsentKind.choices)
    to = forms.ChoiceField(
        label=gettext_lazy("What the person says"),
        choices=[(each.value, each.label) for each in (ConsentState.GIVEN, ConsentState.WITHDRAWN)],
        widget=forms.RadioSelect,
    )
    reason = MultilingualFormField(label=gettext_lazy("How the person said so"))


class SubstituteForm(ActForm):
    """Who takes somebody's place."""

    substitute = forms.ChoiceField(label=gettext_lazy("Who takes their place"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Speaker.objects.filter(event=self.record.event_id, state__in=DECIDED, substitute_for=None)
        self.found = {str(each.pk): each for each in chosen}
        named = [(pk, name_words(each.name)) for pk, each in self.found.items()]
        self.fields["substitute"].choices = [("", CHOOSE), *sorted_here(named, lambda choice: choice[1])]

    def act(self) -> dict[str, Any]:
        return {"substitute": self.found[self.cleaned_data["substitute"]]}


class IntoProgrammeForm(ActForm):
    """As whom somebody stands in the programme."""

    person = forms.ChoiceField(
        label=gettext_lazy("In the programme"),
        required=False,
        help_text=gettext_lazy("Choose the person if they were entered there by hand; what was written gives way."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.record.event.programme.people.filter(speaker=None)
        self.found = {str(each.pk): each for each in people}
        named = [(pk, name_words(each.name)) for pk, each in self.found.items()]
        choices = sorted_here(named, lambda choice: choice[1])
        self.fields["person"].choices = [("", gettext_lazy("a new person")), *choices]

    def act(self) -> dict[str, Any]:
        return {"person": self.found.get(self.cleaned_data["person"])}


class SurvivorOfficerForm(ActForm):
    """An officer of the secretariat, and whether they act on it from now on."""

    user = forms.ModelChoiceField(label=gettext_lazy("Officer"), queryset=User.objects.none(), empty_label=CHOOSE)
    is_named = forms.BooleanField(
        label=gettext_lazy("Acts on what persons declare as survivors; unticked, no longer"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = User.objects.filter(is_active=True, postings__role=Role.SECRETARIAT)
        self.fields["user"].queryset = officers.distinct().order_by("name")


class OwnConsentsForm(WrittenForm):
    """What an invited person agrees to, each on its own, and their biography: by their link."""

    biography = long_words(
        gettext_lazy("Biography, as it may be published"), gettext_lazy("A few sentences, in one language."), rows=7
    )
    publication = forms.BooleanField(label=ConsentKind.PUBLICATION.label, required=False)
    recording = forms.BooleanField(label=ConsentKind.RECORDING.label, required=False)
    photograph = forms.BooleanField(label=ConsentKind.PHOTOGRAPH.label, required=False)

    def consents(self) -> dict[str, bool]:
        """Each consent, given or not."""
        return {kind.value: self.cleaned_data[kind.value] for kind in ConsentKind}


class OwnAnswerForm(OwnConsentsForm, DeclaringForm):
    """An invited person's answer, by their link."""

    field_order = (
        *("answer", "written_in", "reason", "interest", "interest_text", "biography"),
        *("publication", "recording", "photograph", "survivor"),
    )

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("accept", gettext_lazy("I accept")), ("decline", gettext_lazy("I decline"))],
        widget=forms.RadioSelect,
    )
    reason = long_words(gettext_lazy("If you decline, why; you need not say"), rows=2)
    survivor = survivor_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interest"].required = False
        self.fields["survivor"].label = gettext_lazy("Taking part as a survivor, if you wish to say so")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "accept" and not given.get("interest"):
            self.add_error("interest", _("Say whether there is one. Without that nobody is confirmed."))
        return given

    def answer_given(self) -> dict[str, Any]:
        """The action's arguments."""
        accepts = self.cleaned_data["answer"] == "accept"
        text, survivor = self.text("interest_text"), self.cleaned_data["survivor"]
        declared = self.declared(Party.INVITEE, text, survivor) if accepts else Declared(Party.INVITEE)
        return {
            "accepts": accepts,
            "reason": self.text("reason"),
            "consents": self.consents() if accepts else {},
            "biography": self.text("biography"),
            "declared": declared,
        }
