"""Training with a tool: courses, their sessions, and how many people took part."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Place, State
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.languages import LANGUAGES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, relation
from palermo.core.speech.zones import zone_of
from palermo.core.text import plain
from palermo.events.models import FeedbackForm
from palermo.library.models import Document
from palermo.toolkit.models.tools import Tool
from palermo.toolkit.models.trainers import Trainer
from palermo.toolkit.states.training import LearnerSex, Profession, TrainingStatus
from palermo.treaties.models.participants import OfParticipant

# More than any course lasts, in hours.
LONGEST_COURSE = 2000
# More than any group of participants has.
MOST_LEARNERS = 100_000


class Course(SluggedRecord):
    """A course that teaches the use of a tool. `materials` are documents of the library.

    `languages` are those in which it can be given, as codes with blanks between them.
    """

    page_name = "course"

    tool = relation(Tool, "courses")
    title = MultilingualField(gettext_lazy("Title"))
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    learners = MultilingualField(gettext_lazy("Intended for"), blank=True)
    hours = models.PositiveSmallIntegerField(
        gettext_lazy("Hours of instruction"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_COURSE)],
    )
    languages = models.CharField(
        gettext_lazy("Languages"),
        max_length=17,
        blank=True,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    materials = models.ManyToManyField(
        Document, blank=True, related_name="courses", verbose_name=gettext_lazy("Training materials")
    )

    class Meta:
        verbose_name = gettext_lazy("Course")
        verbose_name_plural = gettext_lazy("Courses")
        ordering = ["tool", "slug"]

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title)

    @property
    def audience(self) -> str:
        """Who may read it: the audience of the tool."""
        return self.tool.activity.audience

    @property
    def language_codes(self) -> list[str]:
        """The languages in which it can be given."""
        return self.languages.split()


class TrainingSession(OfParticipant, SluggedRecord):
    """A course as it is given once, by the State or the organization that organizes it, at a place or online.

    `begins_at` is an hour in the time zone of the place or, online, in `zone`, an IANA name.
    """

    page_name = "training_session"

    slug = RecordIdField()
    course = relation(Course, "sessions")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=TrainingStatus.choices, default=TrainingStatus.PLANNED
    )
    starts_on = models.DateField(gettext_lazy("First day"))
    ends_on = models.DateField(gettext_lazy("Last day"))
    begins_at = models.TimeField(gettext_lazy("Begins at"), null=True, blank=True)
    place = optional_relation(Place, "training_sessions")
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    zone = models.CharField(gettext_lazy("Time zone"), max_length=64, blank=True)
    language = models.CharField(
        gettext_lazy("Language"),
        max_length=2,
        blank=True,
        choices=[(language.code, language.name) for language in LANGUAGES],
    )
    trainers = models.ManyToManyField(
        Trainer, blank=True, related_name="sessions", verbose_name=gettext_lazy("Trainers")
    )
    evaluation = models.OneToOneField(
        FeedbackForm,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="training_session",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Evaluation"),
    )
    cancelled_on = models.DateField(gettext_lazy("Cancelled on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason for cancellation"), blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Training session")
        verbose_name_plural = gettext_lazy("Training sessions")
        ordering = ["starts_on", "slug"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_ends_after_it_starts",
                violation_error_message=gettext_lazy("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(link=""),
                name="training_is_at_a_place_or_online",
                violation_error_message=gettext_lazy("Enter the place, or the web address of a session held online."),
            ),
            models.CheckConstraint(
                condition=~Q(status=TrainingStatus.CANCELLED) | Q(cancelled_on__isnull=False),
                name="cancelled_training_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the session was cancelled."),
            ),
        ]

    def clean(self) -> None:
        """Its time zone is one."""
        if self.zone and zone_of(self.zone) is None:
            raise ValidationError({"zone": _("Enter the name of a time zone, such as Europe/Vienna.")})

    def display_name(self) -> str:
        """Its course and where it is given."""
        where = plain(self.place.name) if self.place else _("online")
        return _("%(course)s, %(place)s") % {"course": self.course.display_name(), "place": where}

    @property
    def audience(self) -> str:
        """Who may read it: the audience of the tool."""
        return self.course.audience

    @property
    def time_zone(self) -> str:
        """The IANA name of the time zone of its hour: its own, that of its place, or the installation’s."""
        return self.zone or (self.place.time_zone if self.place else "") or str(settings.TIME_ZONE)

    @property
    def zone_info(self) -> ZoneInfo:
        """The time zone of its hour."""
        return ZoneInfo(self.time_zone)

    def is_over_on(self, day: date) -> bool:
        """Whether its last day is past."""
        return self.ends_on < day


class LearnerGroup(models.Model):
    """How many participants of a session were of one sex, one profession and one State. Nobody is named."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="learners")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    sex = models.CharField(gettext_lazy("Sex"), max_length=12, choices=LearnerSex.choices)
    profession = models.CharField(gettext_lazy("Profession"), max_length=14, choices=Profession.choices)
    state = optional_relation(State, "learners")
    count = models.PositiveIntegerField(
        gettext_lazy("Number of participants"), validators=[MinValueValidator(1), MaxValueValidator(MOST_LEARNERS)]
    )

    class Meta:
        verbose_name = gettext_lazy("Group of participants in training")
        verbose_name_plural = gettext_lazy("Groups of participants in training")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="one_learner_group_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["session", "sex", "profession", "state"],
                name="one_learner_group_a_state",
                violation_error_message=gettext_lazy("This group of participants has already been entered."),
            ),
            models.UniqueConstraint(
                fields=["session", "sex", "profession"],
                condition=Q(state=None),
                name="one_learner_group_without_a_state",
                violation_error_message=gettext_lazy("This group of participants has already been entered."),
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="learner_group_is_not_empty",
                violation_error_message=gettext_lazy("Enter 1 or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}, {self.number}"

    def display_name(self) -> str:
        """Whom it counts."""
        return f"{self.get_profession_display()}, {self.get_sex_display()}"

    def get_absolute_url(self) -> str:
        """The page of the session."""
        return self.session.get_absolute_url()
