"""A day and an hour as clocks of a named place show them, for deadlines."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.dates import PartialDate
from palermo.core.forms import DayFormField, DayInput, HourFormField
from palermo.core.instants import instants_shown_as
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import format_time_zone
from palermo.site.forms.fields import ActForm
from palermo.site.forms.help import add_help

EXAMPLE = gettext_lazy("For example, 2007-06-18 or 18 June 2007; 9:30 or 18:00.")
WHICH = "_which"
# Beyond them an instant could not be shown on the clocks of every place.
YEARS = range(1900, 2200)
TWICE = [
    ("", "—"),
    ("0", gettext_lazy("first occurrence, before clocks go back")),
    ("1", gettext_lazy("second occurrence, after clocks go back")),
]


class ClockInput(forms.MultiWidget):
    """A day, typed as every date is, and an hour beside it."""

    template_name = "site/widgets/clock.html"
    use_fieldset = True

    def __init__(self) -> None:
        # A list would name the inputs by number; with a mapping they are called `closes_at_day`, `closes_at_hour`.
        super().__init__({"day": DayInput(), "hour": HourFormField().widget})

    def decompress(self, value: object) -> list[object]:
        # An address may give in advance what is no day and hour: `?closes_at=x`.
        return [value.date(), value.time()] if isinstance(value, datetime) else [None, None]


class ClockField(forms.MultiValueField):
    """Gives a day and a time without a time zone, as they stand on a clock."""

    default_error_messages = {
        "required": gettext_lazy("Enter a date and time."),
        "no_day": gettext_lazy("Enter the date as well."),
        "no_hour": gettext_lazy("Enter the time as well."),
        "year": gettext_lazy("Enter a date in the years %(first)s to %(last)s; found the year %(found)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = [DayFormField(required=False), HourFormField(required=False)]
        super().__init__(fields, widget=ClockInput(), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[date | time | None]) -> datetime | None:
        day, hour = [*data_list, None, None][:2]
        if isinstance(day, date) and day.year not in YEARS:
            raise ValidationError(
                self.error_messages["year"],
                code="year",
                params={"first": YEARS[0], "last": YEARS[-1], "found": day.year},
            )
        if isinstance(day, date) and isinstance(hour, time):
            return datetime.combine(day, hour)
        if day or hour is not None:
            missing = "no_hour" if day else "no_day"
            raise ValidationError(self.error_messages[missing], code=missing)
        return None


def name_time_zone(field: forms.Field, zone: str) -> None:
    """Say beside a field on whose clocks its hours are; `zone` is an IANA name."""
    add_help(field, _("Local time: %(zone)s.") % {"zone": format_time_zone(zone, active_language().code)})


class ClockForm(ActForm):
    """A form with times on the clocks of a place; each becomes an instant.

    A time that those clocks skip is refused. Of one that they show twice it is asked which is meant.
    """

    clocks: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        super().prepare()
        for name in self.clocks:
            field = self.fields[name]
            add_help(field, EXAMPLE)
            name_time_zone(field, self.time_zone)
            shown = self._written_in(name)
            if shown and len(instants_shown_as(shown, self.time_zone)) > 1:
                self.fields[name + WHICH] = forms.ChoiceField(
                    label=_("%(field)s: which occurrence") % {"field": field.label}, choices=TWICE, required=False
                )

    def _written_in(self, name: str) -> datetime | None:
        """What was written in a field, where it is a day and an hour."""
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, {}, name))
        except ValidationError:
            return None

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
