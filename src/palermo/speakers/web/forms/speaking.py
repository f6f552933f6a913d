"""How an invited person answers, and what they declare and agree to."""

from typing import TypedDict

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.text import MultilingualText
from palermo.governance.web.forms.meetings import plain_day_field
from palermo.site.forms.fields import ActForm, ReasonForm
from palermo.speakers.proposing import Declaration
from palermo.speakers.states import ConsentKind, ConsentState, Party
from palermo.speakers.web.forms.fields import DeclaringForm, WrittenForm, long_words, survivor_field

DJANGO_CODES = [(language.django_code, language.name) for language in LANGUAGES]


class InviteSpeakerForm(ActForm):
    """Until when somebody is to answer, and where they are written to."""

    answer_by = plain_day_field(gettext_lazy("Reply by"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("A reply link is sent to this address. Without one, record the reply yourself."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the e-mail"), choices=DJANGO_CODES)

    def prepare(self) -> None:
        super().prepare()
        contact = getattr(self.record, "contact", None)
        if contact:
            self.initial.setdefault("email", contact.email)
            self.initial.setdefault("language", contact.language)
        self.initial.setdefault("language", active_language().django_code)


class AcceptedForm(ReasonForm, DeclaringForm):
    """How and when somebody accepted otherwise than by the link, and what they declare."""

    reason = MultilingualFormField(label=gettext_lazy("How the reply was received, and why it is entered here"))

    def action_kwargs(self) -> dict[str, object]:
        text = MultilingualText({active_language().code: self.cleaned_data["interest_text"]})
        return {
            "on": self.cleaned_data["on"],
            "reason": self.cleaned_data["reason"],
            "declared": self.build_declaration(Party.INVITEE, text),
        }


class InterestForm(ActForm, WrittenForm, DeclaringForm):
    """A declaration that somebody makes later."""

    field_order = ("interest", "written_in", "interest_text")

    def action_kwargs(self) -> dict[str, object]:
        return {"declared": self.build_declaration(Party.INVITEE, self.written_text("interest_text"))}


class ConsentForm(ActForm):
    """One consent as somebody gave or withdrew it."""

    kind = forms.ChoiceField(label=gettext_lazy("Consent to"), choices=ConsentKind.choices)
    to = forms.ChoiceField(
        label=gettext_lazy("Statement of the person"),
        choices=[(each.value, each.label) for each in (ConsentState.GIVEN, ConsentState.WITHDRAWN)],
        widget=forms.RadioSelect,
    )
    reason = MultilingualFormField(label=gettext_lazy("How consent was given"))


class OwnConsentsForm(WrittenForm):
    """What an invited person agrees to, each on its own, and their biography: by their link."""

    biography = long_words(
        gettext_lazy("Biography for publication"), gettext_lazy("A few sentences, in one language."), rows=7
    )
    publication = forms.BooleanField(label=ConsentKind.PUBLICATION.label, required=False)
    recording = forms.BooleanField(label=ConsentKind.RECORDING.label, required=False)
    photograph = forms.BooleanField(label=ConsentKind.PHOTOGRAPH.label, required=False)

    def consents(self) -> dict[str, bool]:
        """Each consent, given or not."""
        return {kind.value: self.cleaned_data[kind.value] for kind in ConsentKind}


class Answer(TypedDict):
    """An answer as the action takes it."""

    accepts: bool
    reason: MultilingualText
    consents: dict[str, bool]
    biography: MultilingualText
    declared: Declaration


class OwnAnswerForm(OwnConsentsForm, DeclaringForm):
    """An invited person's answer, by their link."""

    field_order = (
        *("answer", "written_in", "reason", "interest", "interest_text", "biography"),
        *("publication", "recording", "photograph", "survivor"),
    )

    answer = forms.ChoiceField(
        label=gettext_lazy("Your reply"),
        choices=[("accept", gettext_lazy("Accept")), ("decline", gettext_lazy("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = long_words(gettext_lazy("Reason for declining (optional)"), rows=2)
    survivor = survivor_field()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["interest"].required = False
        self.fields["survivor"].label = gettext_lazy("Participation as a survivor (optional)")

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("answer") == "accept" and not values.get("interest"):
            self.add_error(
                "interest", _("Declare whether there is a conflict of interest. This is required before confirmation.")
            )
        return values

    def answer_kwargs(self) -> Answer:
        """The arguments with which the answer is recorded."""
        accepts = self.cleaned_data["answer"] == "accept"
        text, survivor = self.written_text("interest_text"), self.cleaned_data["survivor"]
        declared = self.build_declaration(Party.INVITEE, text, survivor) if accepts else Declaration(Party.INVITEE)
        return {
            "accepts": accepts,
            "reason": self.written_text("reason"),
            "consents": self.consents() if accepts else {},
            "biography": self.written_text("biography"),
            "declared": declared,
        }
