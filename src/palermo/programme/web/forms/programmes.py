"""What is written about a programme: its days, rooms, people and items, and what is released of it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import HourFormField, MultilingualFormField
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.governance.models import Endorsement, Procedure, TextVersion
from palermo.governance.states.endorsements import ProcedureKind
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.governance.web.forms.drafts import time_zone_of_procedure
from palermo.governance.web.forms.meetings import NamedChoiceField, plain_day_field
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)
from palermo.programme.rules.programmes import programme_of
from palermo.programme.schedule.prints import row_fingerprint
from palermo.programme.schedule.slugs import short_slug
from palermo.programme.states.programmes import ItemRole
from palermo.site.forms.fields import (
    CHOOSE,
    DAYS_WITH_PERSONS,
    ActForm,
    LanguagesField,
    RecordChoiceField,
    day_of_event,
)
from palermo.site.forms.instants import ClockField, ClockForm, name_time_zone
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import RowForm
from palermo.speakers.states import Gender


class PapersField(forms.CharField):
    """Documents by symbol or id, one a line."""

    widget = forms.Textarea({"rows": 3})
    queryset = Document.objects.none()

    def clean(self, value: object) -> list[Document]:
        documents: dict[int, Document] = {}
        for written in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            document = self._find_document(written)
            if document is None:
                raise forms.ValidationError(
                    _("No document has the symbol or identifier “%(written)s”."), params={"written": written}
                )
            documents[document.pk] = document
        return list(documents.values())

    def _find_document(self, written: str) -> Document | None:
        by_symbol = self.queryset.filter(symbol=written).first()
        return by_symbol or self.queryset.filter(slug=written).first()


def _name_time_zone(form: RowForm) -> None:
    """Hours of a programme are those of its event's place."""
    for field in form.fields.values():
        if isinstance(field, HourFormField):
            name_time_zone(field, programme_of(form.row).time_zone)


class NewProgrammeForm(ActForm):
    """Minutes needed between rooms; the days and the time zone are those of the event."""

    changeover_minutes = form_field(Programme, "changeover_minutes", min_value=0, max_value=240, initial=10)

    def action_kwargs(self) -> dict[str, object]:
        return {"programme": Programme(**self.cleaned_data)}


class ProgrammeForm(RowForm):
    """The terms of a programme."""

    model = Programme

    changeover_minutes = form_field(Programme, "changeover_minutes", min_value=0, max_value=240)
    preface = form_field(Programme, "preface")


class ProgrammeDayForm(RowForm):
    """A day and its hours of interpretation."""

    model = ProgrammeDay

    day = form_field(ProgrammeDay, "day")
    title = MultilingualFormField(label=gettext_lazy("Title of the day"), required=False)
    interpreted_from = form_field(ProgrammeDay, "interpreted_from")
    interpreted_until = form_field(ProgrammeDay, "interpreted_until")
    interpreted_again_from = form_field(ProgrammeDay, "interpreted_again_from")
    interpreted_again_until = form_field(ProgrammeDay, "interpreted_again_until")

    def prepare(self) -> None:
        super().prepare()
        _name_time_zone(self)


class RoomForm(RowForm):
    """A room."""

    model = Room

    name = form_field(Room, "name")
    seats = form_field(Room, "seats", min_value=1, max_value=30_000)
    languages = LanguagesField(label=gettext_lazy("Languages interpreted in the room"))

    def name_row(self) -> None:
        if not self.row.slug:
            rooms = self.row.programme.rooms
            self.row.slug, self.row.order = short_slug(rooms, self.row.name, "room"), rooms.count() + 1


class ProgrammePersonForm(RowForm):
    """Somebody who is to have a part in the programme."""

    draft_days = DAYS_WITH_PERSONS

    model = ProgrammePerson

    name = form_field(ProgrammePerson, "name")
    function = form_field(ProgrammePerson, "function")
    organisation = form_field(ProgrammePerson, "organisation")
    state = form_field(ProgrammePerson, "state", StateChoiceField)
    gender = form_field(
        ProgrammePerson,
        "gender",
        choices=[("", "—"), *Gender.choices],
        help_text=gettext_lazy("Used to check the balance of panels only; not published."),
    )

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["state"], day_of_event(self.record), also=[getattr(self.record, "state_id", None)])

    def name_row(self) -> None:
        if not self.row.slug:
            self.row.slug = short_slug(self.row.programme.people, self.row.name, "person")


class PlaceForm(RowForm):
    """Where an item is placed; all empty takes its place from it."""

    model = ProgrammeItem

    day = form_field(ProgrammeItem, "day", RecordChoiceField)
    starts_at = form_field(ProgrammeItem, "starts_at")
    ends_at = form_field(ProgrammeItem, "ends_at")
    room = form_field(ProgrammeItem, "room", RecordChoiceField)

    def prepare(self) -> None:
        super().prepare()
        programme = programme_of(self.row)
        _name_time_zone(self)
        offer_records(self, "day", programme.days.all())
        offer_records(self, "room", programme.rooms.all())

    def fingerprint(self) -> str:
        return row_fingerprint(self.row)


class ProgrammeItemForm(PlaceForm):
    """An item, whole."""

    sections = (
        (gettext_lazy("Kind and title"), ("kind", "title")),
        (gettext_lazy("Time and room"), ("day", "starts_at", "ends_at", "room")),
        (gettext_lazy("Content"), ("objective", "themes", "papers")),
        (gettext_lazy("Interpretation and attendance"), ("languages", "expected")),
    )
    kind = form_field(ProgrammeItem, "kind")
    title = form_field(ProgrammeItem, "title")
    objective = form_field(ProgrammeItem, "objective")
    themes = form_field(ProgrammeItem, "themes")
    languages = form_field(ProgrammeItem, "languages", LanguagesField, help_text="")
    expected = form_field(ProgrammeItem, "expected", min_value=0, max_value=30_000)
    papers = PapersField(
        label=gettext_lazy("Documents"),
        required=False,
        help_text=gettext_lazy("Symbol or identifier of each document, one per line."),
    )

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "papers", documents_visible_to(self.viewer))
        if self.row.pk:
            held = [document.symbol or document.slug for document in self.row.documents.all()]
            self.initial.setdefault("papers", "\n".join(held))

    def action_kwargs(self) -> dict[str, object]:
        return {"documents": self.cleaned_data.pop("papers"), **super().action_kwargs()}

    def name_row(self) -> None:
        if not self.row.slug:
            self.row.slug = short_slug(self.row.programme.items, self.row.title, self.row.kind)


class SessionSummaryForm(RowForm):
    """What was discussed and concluded in a session, and who reads it: rapporteurs leave that to the secretariat."""

    model = ProgrammeItem

    summary = form_field(ProgrammeItem, "summary", required=True)
    summary_audience = forms.ChoiceField(label=gettext_lazy("Audience"), choices=Audience.choices)

    def prepare(self) -> None:
        super().prepare()
        if not self.viewer.is_secretariat:
            del self.fields["summary_audience"]
        elif not self.row.summary:
            self.initial["summary_audience"] = self.row.programme.event.activity.audience

    def fingerprint(self) -> str:
        return row_fingerprint(self.row)

    def action_kwargs(self) -> dict[str, object]:
        audience = self.cleaned_data.get("summary_audience", Audience.SECRETARIAT)
        return {
            "summary": self.cleaned_data["summary"],
            "audience": audience,
            "seen": self.cleaned_data["seen"],
        }


class PartForm(RowForm):
    """Who does what in an item."""

    model = ProgrammePart

    person = form_field(ProgrammePart, "person", forms.ChoiceField)
    role = form_field(ProgrammePart, "role", initial=ItemRole.SPEAKER)
    minutes = form_field(ProgrammePart, "minutes", min_value=1, max_value=600)
    confirmed_on = form_field(ProgrammePart, "confirmed_on")

    def prepare(self) -> None:
        super().prepare()
        self.people = {str(person.pk): person for person in programme_of(self.row).people.all()}
        named = [(pk, plain(person.name)) for pk, person in self.people.items()]
        offer_choices(self, "person", [("", CHOOSE), *sort_for_reader(named, lambda choice: choice[1])])
        if self.row.pk:
            self.initial["person"] = str(self.row.person_id)

    parent = "item"

    def clean_person(self) -> ProgrammePerson:
        return self.people[self.cleaned_data["person"]]


class ReleaseForm(ActForm):
    """A release: its audience, and a comment on it."""

    audience = form_field(
        ProgrammeRelease,
        "audience",
        initial=Audience.MEMBER_STATES,
        help_text=gettext_lazy(
            "The public sees only the names of those who have confirmed; Member States see all names."
        ),
    )
    comment = form_field(ProgrammeRelease, "comment")


class PutReleaseForm(ClockForm):
    """Under which procedure a version is submitted to Member States, and until when they answer."""

    clocks: ClassVar[tuple[str, ...]] = ("closes_at",)

    procedure = form_field(
        Endorsement, "procedure", NamedChoiceField, queryset=Procedure.objects.select_related("body")
    )
    closes_at = form_field(
        TextVersion, "closes_at", ClockField, help_text=gettext_lazy("Leave empty if a meeting decides.")
    )
    under = form_field(Endorsement, "under", RecordChoiceField)

    @property
    def time_zone(self) -> str:
        """That of the procedure chosen."""
        return time_zone_of_procedure(str(self.data.get("procedure", "")))

    def clean(self) -> dict[str, object]:
        values = super().clean()
        procedure = values.get("procedure")
        has_no_deadline = "closes_at" in values and not values["closes_at"]
        if isinstance(procedure, Procedure) and procedure.kind != ProcedureKind.MEETING and has_no_deadline:
            self.add_error("closes_at", _("This procedure requires a deadline."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("procedure", "closes_at", "under")}


class WithdrawReleaseForm(ActForm):
    """When a version was withdrawn, and why."""

    on = plain_day_field(gettext_lazy("Date"), initial=clock.today)
    reason = MultilingualFormField(label=gettext_lazy("Reason"))
