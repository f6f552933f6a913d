"""What is written about a meeting: when and where it is to be, and what happened there."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from babel.core import get_global
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.core.languages import CODES, LANGUAGES, active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.hours import is_zone, zone_city, zone_continent
from palermo.core.speech.signs import label_value
from palermo.core.text import MultilingualText
from palermo.governance.models import Body, Meeting, PointRaised, Procedure, Session, Topic
from palermo.governance.plans import Plan, plan_of
from palermo.site.forms.fields import ActForm, PlaceChoiceField, day_field
from palermo.site.forms.instants import ClockField, ClockForm
from palermo.site.forms.model_fields import form_field

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# What has a name in several languages and an id.
type Named = Body | Procedure | Session | Topic


class NamedChoiceField(forms.ModelChoiceField):
    """A body, a session, a procedure or a topic, by its name in the reader's language where there is one."""

    def label_from_instance(self, obj: Named) -> str:
        shown = obj.name.shown_in(active_language().code)
        words = shown.words if shown else obj.slug
        return label_value(self.label_from_instance(obj.body), words) if isinstance(obj, Session) else words


def plain_day_field(
    label: "_StrOrPromise", *, required: bool = True, initial: Callable[[], date] | None = None
) -> DayFormField:
    """A day; empty at first unless `initial` gives one."""
    return DayFormField(label=label, required=required, initial=initial)


type ZoneChoice = tuple[str, str]


def zone_choices() -> list[tuple[str, list[ZoneChoice]]]:
    """Time zones by the cities they are named after: first those of meetings on record, then all by continent.

    Each begins with its city, so that typing the first letters finds it in the list.
    """
    zones = Meeting.objects.exclude(time_zone="").values_list("time_zone", flat=True).distinct()
    used = {settings.TIME_ZONE, "UTC", *zones}
    others = {name for name in get_global("zone_territories") if is_zone(name) and "/" in name and name[:4] != "Etc/"}
    lang = active_language().code
    by_continent: dict[str, set[str]] = defaultdict(set)
    for name in others - used:
        by_continent[zone_continent(name, lang)].add(name)
    last = by_continent.pop("", set())
    groups = sort_for_reader([(continent, _zones(names)) for continent, names in by_continent.items()], itemgetter(0))
    return [(_("Used so far"), _zones(used)), *groups, (_("Other time zones"), _zones(last))]


def _zones(names: set[str]) -> list[ZoneChoice]:
    lang = active_language().code
    return sort_for_reader([(name, zone_city(name, lang)) for name in names], itemgetter(1))


class PlanForm(ActForm):
    """Days, hours and place."""

    starts_on = plain_day_field(gettext_lazy("First day"))
    ends_on = plain_day_field(gettext_lazy("Last day (if several)"), required=False)
    starts_at = form_field(Meeting, "starts_at")
    ends_at = form_field(Meeting, "ends_at")
    time_zone = form_field(Meeting, "time_zone", forms.ChoiceField, choices=zone_choices, required=True, help_text="")
    place = form_field(Meeting, "place", PlaceChoiceField)
    room = form_field(Meeting, "room")
    link = forms.URLField(label=gettext_lazy("Link for online participation"), required=False, assume_scheme="https")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("time_zone", settings.TIME_ZONE)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        if values.get("ends_at") and not values.get("starts_at"):
            self.add_error("starts_at", _("Enter the starting time as well."))
        elif first and (last or first) == first and values.get("ends_at") and values["ends_at"] <= values["starts_at"]:
            self.add_error("ends_at", _("The end is before the beginning."))
        return values

    def plan(self) -> Plan:
        """What was written, as a plan."""
        values = {name: self.cleaned_data[name] for name in PlanForm.base_fields}
        values["ends_on"] = values["ends_on"] or values["starts_on"]
        values["time_zone"] = values["time_zone"] if values["starts_at"] else ""
        return Plan(**values)


class ScheduleForm(PlanForm):
    """A new meeting; it gets its id from its kind and its day."""

    sections = (
        (gettext_lazy("Meeting"), ("kind", "title", "body", "session")),
        (gettext_lazy("Date and time"), ("starts_on", "ends_on", "starts_at", "ends_at", "time_zone")),
        (gettext_lazy("Place"), ("place", "room", "link")),
        (gettext_lazy("Agenda and audience"), ("languages", "agenda", "audience")),
    )
    kind = form_field(Meeting, "kind")
    title = form_field(Meeting, "title")
    body = form_field(Meeting, "body", NamedChoiceField, queryset=Body.objects.all())
    session = form_field(Meeting, "session", NamedChoiceField, queryset=Session.objects.select_related("body"))
    languages = form_field(
        Meeting,
        "languages",
        forms.MultipleChoiceField,
        choices=[(language.code, language.name) for language in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        help_text="",
    )
    agenda = MultilingualFormField(
        label=gettext_lazy("Agenda: one item per line, beginning with its number"), long=True, required=False
    )
    audience = form_field(Meeting, "audience", initial="member_states")

    def clean_languages(self) -> str:
        return " ".join(code for code in CODES if code in self.cleaned_data["languages"])

    def clean_agenda(self) -> list[tuple[str, MultilingualText]]:
        return parse_agenda(self.cleaned_data["agenda"])

    def action_kwargs(self) -> dict[str, object]:
        own = {name: self.cleaned_data[name] for name in ("kind", "title", "body", "session", "languages", "audience")}
        return {"meeting": Meeting(**own, **self.plan().as_values()), "agenda": self.cleaned_data["agenda"]}


def parse_agenda(written: MultilingualText) -> list[tuple[str, MultilingualText]]:
    """Items by number, in the order in which they were first written; "4 Title", "2 (b) Title" or "4. Title".

    Raises
    ------
    ValidationError
        Naming the language and the line that has no number or no title, or a number that comes twice.
    """
    items: dict[str, dict[str, str]] = {}
    for code, words in written.items():
        for line in filter(None, (each.strip() for each in words.splitlines())):
            number, title = _item(line, code)
            if code in items.setdefault(number, {}):
                raise ValidationError(_("Agenda item %(number)s appears twice.") % {"number": number})
            items[number][code] = title
    return [(number, MultilingualText(titles)) for number, titles in items.items()]


def _item(line: str, code: str) -> tuple[str, str]:
    number, _blank, title = line.partition(" ")
    if title.startswith("("):
        letter, _blank, title = title.partition(" ")
        number = f"{number} {letter}"
    if not (number[:1].isdigit() and title):
        raise ValidationError(
            _("An agenda item needs a number and a title, such as “1 Opening”; found “%(line)s” (%(language)s).")
            % {"line": line, "language": next(each.name for each in LANGUAGES if each.code == code)}
        )
    return number.rstrip("."), title


class MoveForm(PlanForm):
    """Where and when it is to be now, since which day, and why."""

    field_order = ("on",)

    on = day_field(gettext_lazy("Decided on"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"), required=False)

    def prepare(self) -> None:
        super().prepare()
        for name, value in plan_of(self.record).as_values().items():
            if value:
                self.initial.setdefault(name, getattr(value, "pk", value))

    def action_kwargs(self) -> dict[str, object]:
        return {"plan": self.plan(), "on": self.cleaned_data["on"], "reason": self.cleaned_data["reason"]}


class BriefingForm(ActForm):
    """What the secretariat reported to Member States, on one topic."""

    topic = MultilingualFormField(label=gettext_lazy("Topic, as a noun phrase"))
    text = MultilingualFormField(label=gettext_lazy("Information provided"), long=True, required=False)


class PointForm(ActForm):
    """What was raised, by topic; no speaker is named."""

    about = form_field(PointRaised, "about", NamedChoiceField, queryset=Topic.objects.all())
    text = MultilingualFormField(label=gettext_lazy("Point raised"), long=True)


class SummaryForm(ActForm):
    """What happened, in whole sentences."""

    summary = MultilingualFormField(label=gettext_lazy("Summary"), long=True)

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("summary", self.record.summary)


class OpenNotesForm(ClockForm):
    """The instant until which delegations may correct the notes, in the meeting's time zone."""

    clocks: ClassVar[tuple[str, ...]] = ("until",)

    until = ClockField(label=gettext_lazy("Open for corrections until"), initial=[None, "18:00"])

    @property
    def time_zone(self) -> str:
        return self.record.time_zone or settings.TIME_ZONE

    def action_kwargs(self) -> dict[str, object]:
        return {"until": self.cleaned_data["until"]}
