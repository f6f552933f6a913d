"""What a programme has at each hour, and who does what there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import ID_TAKEN, NUMBER_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.programme.models.programmes import (
    Programme,
    ProgrammeDay,
    ProgrammePerson,
    Room,
    foreign_id_field,
    one_foreign_id,
)
from palermo.programme.states.programmes import ItemKind, ItemRole


class ProgrammeItem(models.Model):
    """A plenary, a panel, a side event or a break. Until it is scheduled it has no day, hours or room.

    `themes` has one theme a line. `languages` are those of interpretation, as codes with blanks between
    them. `expected` is the expected number of people. `summary` is the rapporteur's, recorded once the session was
    held; no published version of the programme includes it, but it is shown beside them to `summary_audience`.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="items")
    slug = RecordIdField(unique=False)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ItemKind.choices)
    title = MultilingualField(gettext_lazy("Title"))
    objective = MultilingualField(gettext_lazy("Objective"), blank=True, long=True)
    themes = MultilingualField(gettext_lazy("Themes, one per line"), blank=True, long=True)
    day = optional_relation(ProgrammeDay, "items", gettext_lazy("Day"))
    starts_at = models.TimeField(gettext_lazy("Begins at"), null=True, blank=True)
    ends_at = models.TimeField(gettext_lazy("Ends at"), null=True, blank=True)
    room = optional_relation(Room, "items")
    languages = models.CharField(
        gettext_lazy("Languages of interpretation"),
        max_length=17,
        blank=True,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    expected = models.PositiveIntegerField(gettext_lazy("Expected number of people"), null=True, blank=True)
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    summary_audience = models.CharField(
        gettext_lazy("Audience of the summary"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    summarized_on = models.DateField(gettext_lazy("Summary recorded on"), null=True, blank=True)
    documents = models.ManyToManyField(
        Document,
        blank=True,
        related_name="programme_items",
        help_text=gettext_lazy("One per line: the symbol or identifier of the document."),
        verbose_name=gettext_lazy("Documents"),
    )
    foreign_id = foreign_id_field()

    class Meta:
        verbose_name = gettext_lazy("Programme item")
        ordering = ["programme", "day", "starts_at", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="one_item_an_id_in_a_programme", violation_error_message=ID_TAKEN
            ),
            one_foreign_id("one_item_a_foreign_id"),
            models.CheckConstraint(
                condition=Q(day=None, starts_at=None, ends_at=None, room=None)
                | Q(day__isnull=False, starts_at__isnull=False, ends_at__isnull=False),
                name="placed_item_has_a_day_and_hours",
                violation_error_message=gettext_lazy(
                    "An item has either a day, a start and an end, or none of these and no room."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at")),
                name="item_ends_after_it_begins",
                violation_error_message=gettext_lazy("The item must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """The item in the working copy, which opens on its day; as a session reported on, its place among outcomes."""
        # Set by the query of those who record summaries: rapporteurs do not see the working copy.
        if getattr(self, "is_reported_on", False):
            return f"{reverse('event_outcomes', args=[self.programme.event.activity.slug])}#session-{self.slug}"
        return f"{self.programme.get_absolute_url()}?item={self.slug}#item-{self.slug}"

    def clean(self) -> None:
        """Its day and its room are of the same programme, and it has all of a day and two hours, or none."""
        for name in ("day", "room"):
            other = getattr(self, name)
            if other is not None and other.programme_id != self.programme_id:
                raise ValidationError({name: _("This belongs to the programme of another event.")})
        if len({value is None for value in (self.day, self.starts_at, self.ends_at)}) > 1:
            raise ValidationError(_("Enter a day, a start and an end, or none of these."))
        if self.room and self.day is None:
            raise ValidationError({"room": _("Enter the day, start and end as well.")})
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is before the beginning.")})
        if bool(self.summary) != bool(self.summarized_on):
            raise ValidationError({"summarized_on": _("Enter the day on which the summary was recorded.")})


class ProgrammePart(models.Model):
    """The role of a person in an item, with minutes and confirmation date."""

    item = parent_relation(ProgrammeItem, "parts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    person = relation(ProgrammePerson, "parts", gettext_lazy("Person"))
    role = models.CharField(gettext_lazy("Role"), max_length=20, choices=ItemRole.choices)
    minutes = models.PositiveSmallIntegerField(gettext_lazy("Speaking time in minutes"), null=True, blank=True)
    confirmed_on = models.DateField(gettext_lazy("Confirmed on (leave empty if not confirmed)"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Role in an item")
        verbose_name_plural = gettext_lazy("Roles in programmes")
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="one_part_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["item", "person", "role"],
                name="one_part_a_person_and_role",
                violation_error_message=gettext_lazy("This person already has that role in the item."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def display_name(self) -> str:
        """The person and their role."""
        return _("%(person)s (%(role)s)") % {"person": plain(self.person.name), "role": self.get_role_display()}

    def get_absolute_url(self) -> str:
        """The item in the working copy."""
        return self.item.get_absolute_url()

    def clean(self) -> None:
        """The person is of the same programme."""
        if self.person_id and self.item_id and self.person.programme_id != self.item.programme_id:
            raise ValidationError({"person": _("This belongs to the programme of another event.")})
