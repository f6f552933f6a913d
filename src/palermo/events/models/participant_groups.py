"""Who takes part in an event: by State, organization and category, with names that are kept apart."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.speech.signs import comma
from palermo.core.text import plain
from palermo.events.models.events import Event
from palermo.events.states.preparation import GroupCategory, GroupStanding


class ParticipantGroup(models.Model):
    """A line of the list of participants: a number of people of a State or an organization, in one category.

    The name of a single person is in the `ParticipantName` of the line, visible to the secretariat only.
    """

    event = parent_relation(Event, "participant_list")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    state = optional_relation(State, "participant_groups")
    organisation = optional_relation(Organisation, "participant_groups")
    category = models.CharField(gettext_lazy("Category"), max_length=20, choices=GroupCategory.choices)
    head_count = models.PositiveSmallIntegerField(
        gettext_lazy("Number of participants"), default=1, validators=[MinValueValidator(1)]
    )
    standing = models.CharField(
        pgettext_lazy("participants", "Status"),
        max_length=15,
        choices=GroupStanding.choices,
        default=GroupStanding.EXPECTED,
    )

    class Meta:
        verbose_name = gettext_lazy("Entry in the list of participants")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="one_participant_group_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(head_count__gte=1),
                name="participants_are_at_least_one",
                violation_error_message=gettext_lazy("The number of people must be at least 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.head_count}"

    def display_name(self) -> str:
        """By name where there is one, for the secretariat; else from where they are, as what and how many."""
        named = getattr(self, "named", None)
        first = [named.name, named.function] if named else []
        of = [plain(self.state.name_today)] if self.state else []
        of += [plain(self.organisation.name)] if self.organisation else []
        count = [] if self.head_count == 1 else [str(self.head_count)]
        return comma().join(filter(None, [*first, *of, self.get_category_display(), *count]))

    def get_absolute_url(self) -> str:
        """The participants on the page of the preparation."""
        return f"{reverse('event_participants', args=[self.event.activity.slug])}#participants"


class ParticipantName(models.Model):
    """The name and function of a participant; visible to the secretariat only, in no file, and removable."""

    participant = models.OneToOneField(
        ParticipantGroup,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="named",
        error_messages={"unique": ON_RECORD},
    )
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["participant"]

    def __str__(self) -> str:
        return self.name
