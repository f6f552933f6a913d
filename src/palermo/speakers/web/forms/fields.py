"""What forms about a person share: words in one language, a declared interest, a curriculum vitae."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.accounts.state_choices import StateChoiceField
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.text import MultilingualText
from palermo.site.forms.fields import CHOOSE
from palermo.speakers.proposing import Declaration
from palermo.speakers.states import Gender, Party, SurvivorAnswer

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

CODES = [(language.code, language.name) for language in LANGUAGES]
UNSAID = ("", gettext_lazy("Not stated"))
NO_INTEREST, INTEREST = "no", "yes"
INTERESTS = [
    (NO_INTEREST, gettext_lazy("No conflict of interest")),
    (INTEREST, gettext_lazy("Conflict of interest, described below")),
]


# For a line, and for a longer text, in one language.
LINE = forms.TextInput({"dir": "auto"})
LONG = forms.Textarea({"rows": 5, "dir": "auto"})


def long_words(label: "_StrOrPromise", help_text: "_StrOrPromise" = "", *, rows: int = 5) -> forms.CharField:
    """A field for a longer text in one language."""
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text, max_length=20_000)


class WrittenForm(forms.Form):
    """What somebody writes in one language, which they name; the secretariat adds the others."""

    written_in = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        choices=CODES,
        initial=lambda: active_language().code,
    )

    def written_text(self, name: str) -> MultilingualText:
        """The text of a field, in the language that was chosen."""
        written = self.cleaned_data.get(name, "").replace("\r\n", "\n")
        return MultilingualText({self.cleaned_data["written_in"]: written})


class DeclaringForm(forms.Form):
    """A conflict of interest: none, or one with its description."""

    interest = forms.ChoiceField(
        label=gettext_lazy("Conflict of interest"),
        choices=INTERESTS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether there is a conflict of interest.")},
        help_text=gettext_lazy("Anything that might be seen as influencing the statement or selection."),
    )
    interest_text = long_words(gettext_lazy("Description of the conflict of interest"), rows=3)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("interest") == INTEREST and not values.get("interest_text"):
            self.add_error("interest_text", _("Enter the conflict of interest."))
        return values

    def build_declaration(self, party: Party, text: MultilingualText, survivor: str = "") -> Declaration:
        """The declaration that was made in the form."""
        has = self.cleaned_data["interest"] == INTEREST
        return Declaration(party, has, text if has else MultilingualText(), survivor)


def survivor_field() -> forms.ChoiceField:
    """A field for taking part as a survivor, which nobody has to fill in."""
    return forms.ChoiceField(
        label=gettext_lazy("Participation as a survivor (optional)"),
        choices=[UNSAID, *SurvivorAnswer.choices],
        required=False,
        help_text=gettext_lazy(
            "Counted for the balance of the event. For an individual it is visible only to the officers "
            "responsible, and kept in no file, history or log."
        ),
    )


def gender_field() -> forms.ChoiceField:
    """A field for the gender, as the person says."""
    return forms.ChoiceField(
        label=gettext_lazy("Gender (self-identified)"),
        choices=[UNSAID, *Gender.choices],
        required=False,
        help_text=gettext_lazy("For the balance of the event only."),
    )


def file_field() -> forms.FileField:
    """A field for a curriculum vitae as a file."""
    return forms.FileField(label=gettext_lazy("Curriculum vitae (file)"), required=False, allow_empty_file=True)


def state_field(label: "_StrOrPromise") -> StateChoiceField:
    """A field for a State, or none."""
    return StateChoiceField(label=label, queryset=State.objects.none(), empty_label=CHOOSE, required=False)
