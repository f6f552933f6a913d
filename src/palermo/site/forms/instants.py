"""A day and an hour as clocks of a named place show them, for deadlines."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.dates import PartialDate
from palermo.core.instants import instants_shown_as
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import format_time_zone
from palermo.site.forms.fields import ActForm

WHICH = "_which"
TWICE = [
    ("", "—"),
    ("0", gettext_lazy("first occurrence, before clocks go back")),
    ("1", gettext_lazy("second occurrence, after clocks go back")),
]


class ClockField(forms.Field):
    """Gives a day and a time without a time zone, as a clock shows them."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: object) -> datetime | None:
        written = str(value or "").strip()
        if not written:
            return None
        shown = read_clock(written)
        if shown is None:
            raise ValidationError(
                _("Enter a date and time such as 2008-02-10 18:00; found “%(found)s”."), params={"found": written}
            )
        return shown


def read_clock(written: str) -> datetime | None:
    """What was written, where it is a day and a time without a time zone."""
    try:
        shown = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return shown if shown.tzinfo is None and len(written.strip()) > len("2008-02-10") else None


class ClockForm(ActForm):
    """A form with times on the clocks of a place; each becomes an instant.

    A time that those clocks skip is refused. Of one that they show twice it is asked which is meant.
    """

    clocks: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        super().prepare()
        zone = format_time_zone(self.time_zone, active_language().code)
        for name in self.clocks:
            field = self.fields[name]
            field.help_text = _("Local time: %(zone)s.") % {"zone": zone}
            shown = read_clock(str(self.data.get(name, "")))
            if shown and len(instants_shown_as(shown, self.time_zone)) > 1:
                self.fields[name + WHICH] = forms.ChoiceField(
                    label=_("%(field)s: which occurrence") % {"field": field.label}, choices=TWICE, required=False
                )

    @property
    def time_zone(self) -> str:
        """The IANA name of the time zone in which times are written here."""
        raise NotImplementedError

    def clean(self) -> dict[str, object]:
        values = super().clean()
        assert values is not None
        for name in self.clocks:
            if shown := values.get(name):
                values[name] = self._instant(name, shown)
        return values

    def _instant(self, name: str, shown: datetime) -> datetime | None:
        instants, chosen = instants_shown_as(shown, self.time_zone), self.cleaned_data.get(name + WHICH, "")
        if len(instants) > 1 and not chosen:
            self.add_error(name + WHICH, self._format_sentence(_twice, shown))
            return None
        if not instants:
            self.add_error(name, self._format_sentence(_never, shown))
            return None
        return instants[int(chosen or 0) if len(instants) > 1 else 0]

    def _format_sentence(self, sentence: Callable[[dict[str, str]], str], shown: datetime) -> str:
        lang = active_language().code
        words = {"day": format_day(PartialDate(shown.date()), lang), "hour": shown.strftime("%H:%M")}
        return sentence({**words, "zone": format_time_zone(self.time_zone, lang)})


def _never(words: dict[str, str]) -> str:
    return _("On %(day)s clocks go forward past %(hour)s (%(zone)s): that time does not exist. Choose another.") % words


def _twice(words: dict[str, str]) -> str:
    return _("On %(day)s clocks go back and %(hour)s occurs twice (%(zone)s). Choose one of the two.") % words
