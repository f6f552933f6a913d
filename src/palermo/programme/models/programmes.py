"""The programme of an event: its days, its rooms and the people in it. This is the working copy, the secretariat's."""

from datetime import time

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.events.models.events import Event
from palermo.speakers.models.speakers import Speaker
from palermo.speakers.states import Gender

LONGEST_FOREIGN_ID = 200


def foreign_id_field() -> models.CharField:
    """What a row that was brought in from another system is called there, so that the same file brings nothing twice.

    Empty for what was written here.
    """
    label = gettext_lazy("Identifier in the source system")
    return models.CharField(label, max_length=LONGEST_FOREIGN_ID, blank=True)


def one_foreign_id(name: str) -> models.UniqueConstraint:
    """Of one programme, each id of another system once."""
    return models.UniqueConstraint(
        fields=["programme", "foreign_id"],
        condition=~Q(foreign_id=""),
        name=name,
        violation_error_message=gettext_lazy("This identifier is already used by another entry."),
    )


class Programme(SluggedRecord):
    """What happens at an event, hour by hour, in the time zone of the event's place.

    `changeover_minutes` is the time needed to change rooms. This is the working copy; readers see published versions.
    """

    page_name = "programme_editor"

    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        related_name="programme",
        error_messages={"unique": gettext_lazy("This event already has a programme. Edit that one.")},
        verbose_name=gettext_lazy("Event"),
    )
    changeover_minutes = models.PositiveSmallIntegerField(gettext_lazy("Minutes needed between rooms"), default=10)
    preface = MultilingualField(gettext_lazy("Introductory note"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Programme")
        verbose_name_plural = gettext_lazy("Programmes")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.event)

    def display_name(self) -> str:
        """Its event."""
        return _("Programme: %(event)s") % {"event": plain(self.event.activity.title)}

    @property
    def time_zone(self) -> str:
        """The IANA name of the time zone of its hours."""
        return self.event.time_zone


class ProgrammeDay(models.Model):
    """A day of a programme, with one or two periods of interpretation."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(gettext_lazy("Day"))
    title = MultilingualField(gettext_lazy("Title"), blank=True)
    interpreted_from = models.TimeField(gettext_lazy("Interpretation begins at"), null=True, blank=True)
    interpreted_until = models.TimeField(gettext_lazy("Interpretation ends at"), null=True, blank=True)
    interpreted_again_from = models.TimeField(
        gettext_lazy("Second interpretation period begins at"), null=True, blank=True
    )
    interpreted_again_until = models.TimeField(
        gettext_lazy("Second interpretation period ends at"), null=True, blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("Programme day")
        ordering = ["programme", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "day"],
                name="one_day_once_a_programme",
                violation_error_message=gettext_lazy("The programme already has this day."),
            ),
            models.CheckConstraint(
                condition=Q(interpreted_from=None, interpreted_until=None)
                | Q(
                    interpreted_from__isnull=False,
                    interpreted_until__isnull=False,
                    interpreted_until__gt=F("interpreted_from"),
                ),
                name="interpretation_ends_after_it_begins",
                violation_error_message=gettext_lazy("Enter both the start and the end of interpretation, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(interpreted_again_from=None, interpreted_again_until=None)
                | Q(
                    interpreted_until__isnull=False,
                    interpreted_again_from__isnull=False,
                    interpreted_again_until__isnull=False,
                    interpreted_until__lte=F("interpreted_again_from"),
                    interpreted_again_until__gt=F("interpreted_again_from"),
                ),
                name="interpretation_again_comes_after_the_first",
                violation_error_message=gettext_lazy(
                    "The second interpretation period must begin after the first and end after it begins."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.day}"

    def display_name(self) -> str:
        """The date."""
        return localize_day(self.day)

    def get_absolute_url(self) -> str:
        """The day in the working copy."""
        return f"{self.programme.get_absolute_url()}#day-{self.day.isoformat()}"

    @property
    def interpreted(self) -> tuple[tuple[time, time], ...]:
        """The hours in which there is interpretation."""
        hours = (
            (self.interpreted_from, self.interpreted_until),
            (self.interpreted_again_from, self.interpreted_again_until),
        )
        return tuple((first, last) for first, last in hours if first and last)


class Room(models.Model):
    """A room of an event. `languages` are those interpreted there, as codes with blanks between them."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rooms")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    slug = RecordIdField(unique=False)
    name = MultilingualField(gettext_lazy("Name"))
    seats = models.PositiveIntegerField(
        gettext_lazy("Number of places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    languages = models.CharField(
        gettext_lazy("Languages of interpretation"),
        max_length=17,
        blank=True,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    foreign_id = foreign_id_field()

    class Meta:
        verbose_name = gettext_lazy("Room")
        ordering = ["programme", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="one_room_an_id_in_a_programme", violation_error_message=ID_TAKEN
            ),
            one_foreign_id("one_room_a_foreign_id"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.name)

    def get_absolute_url(self) -> str:
        """The rooms in the working copy."""
        return f"{self.programme.get_absolute_url()}#rooms"


class ProgrammePerson(models.Model):
    """A person with a role in a programme: name, function, organization or State.

    Gender is used for the balance of panels only and is in no published version. With a `speaker`, the fields are a
    copy of that record, which alone holds the confirmation.
    """

    programme = parent_relation(Programme, "people")
    slug = RecordIdField(unique=False)
    name = MultilingualField(gettext_lazy("Name"))
    function = MultilingualField(gettext_lazy("Functional title"), blank=True)
    organisation = MultilingualField(gettext_lazy("Organization"), blank=True)
    state = optional_relation(State, "people_in_programmes")
    gender = models.CharField(gettext_lazy("Gender"), max_length=10, choices=Gender.choices, blank=True)
    speaker = optional_relation(Speaker, "programme_people")
    foreign_id = foreign_id_field()

    class Meta:
        verbose_name = gettext_lazy("Person in the programme")
        verbose_name_plural = gettext_lazy("People in programmes")
        ordering = ["programme", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="one_person_an_id_in_a_programme", violation_error_message=ID_TAKEN
            ),
            models.UniqueConstraint(
                fields=["programme", "speaker"],
                condition=Q(speaker__isnull=False),
                name="one_person_a_speaker",
                violation_error_message=gettext_lazy("This speaker is already in the programme as another person."),
            ),
            one_foreign_id("one_person_a_foreign_id"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.name)

    def get_absolute_url(self) -> str:
        """The people in the working copy."""
        return f"{self.programme.get_absolute_url()}#people"
