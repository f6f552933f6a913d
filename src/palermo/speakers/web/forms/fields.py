"""What forms about a person share: words in one language, a declared interest, a curriculum vitae."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.accounts.state_choices import StateChoiceField
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.text import MultilingualText
from palermo.site.forms.fields import CHOOSE
from palermo.speakers.proposing import Declared
from palermo.speakers.states import Gender, Party, SurvivorAnswer

CODES = [(language.code, language.name) for language in LANGUAGES]
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

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("interest") == INTEREST and not given.get("interest_text"):
            self.add_error("interest_text", _("Write what the conflict of interest is."))
        return given

    def build_declaration(self, party: Party, text: MultilingualText, survivor: str = "") -> Declared:
        """The declaration, as the action takes it."""
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


def state_field(label: Any) -> StateChoiceField:
    """A State, or none."""
    return StateChoiceField(label=label, queryset=State.objects.none(), empty_label=CHOOSE, required=False)
