"""Who signs, joins and speaks on a treaty: a State or an organization, in the name of the day."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation
from palermo.core.text import MultilingualText, plain


class OfParticipant(models.Model):
    """What one participant does or says: a State or an organization, never both."""

    state = optional_relation(State, "%(class)ss")
    organisation = optional_relation(Organisation, "%(class)ss")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__isnull=False, organisation=None) | Q(state=None, organisation__isnull=False),
                name="%(class)s_is_of_one_participant",
                violation_error_message=gettext_lazy("Choose a State or an organization, not both."),
            )
        ]

    @property
    def participant(self) -> State | Organisation:
        """The State or the organization."""
        participant = self.state or self.organisation
        assert participant is not None
        return participant

    def participant_address(self, treaty: str) -> str:
        """The page of the participant in the treaty with this slug."""
        return reverse("treaty_participant", args=[treaty, self.participant.slug])


class ListedName(OfParticipant):
    """How the depositary's lists write a participant where it differs from the name on record, and during which period.

    The period runs from `since_on` to the day before `until_on`; without a date it is open. `name` is what pages call
    an organization in that period, which otherwise has only its present name.
    """

    slug = RecordIdField()
    label = models.CharField(gettext_lazy("In the depositary’s lists"), max_length=120)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)
    name = MultilingualField(gettext_lazy("Name"), blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Name in lists")
        verbose_name_plural = gettext_lazy("Names in lists")
        ordering = ["label", "since_on"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.UniqueConstraint(
                fields=["label", "since_on"],
                name="one_participant_has_a_label_from_a_day",
                violation_error_message=gettext_lazy("Another participant is written like this from that day."),
            ),
            models.UniqueConstraint(
                fields=["label"],
                condition=Q(since_on=None),
                name="one_participant_has_a_label_from_the_start",
                violation_error_message=gettext_lazy("Another participant is written like this from that day."),
            ),
            models.CheckConstraint(
                condition=Q(since_on=None) | Q(until_on=None) | Q(until_on__gt=F("since_on")),
                name="listed_name_ends_after_it_begins",
                violation_error_message=gettext_lazy("A name must end after the day it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def display_name(self) -> str:
        """As the depositary's lists write it."""
        return self.label

    def is_used_on(self, day: date) -> bool:
        """Whether the depositary's lists write the participant so on a day."""
        return (self.since_on is None or self.since_on <= day) and (self.until_on is None or day < self.until_on)


def name_on(participant: State | Organisation, day: date) -> MultilingualText:
    """The name of a participant on a day, as lists have it.

    Reads `former_names` of a State and `listednames` of an organization: prefetch them for many.
    """
    if isinstance(participant, State):
        return participant.list_name_on(day)
    names = [each for each in participant.listednames.all() if each.name and each.is_used_on(day)]
    return names[0].name if names else participant.name


def display_name_on(participant: State | Organisation, day: date) -> str:
    """The name of a participant on a day, in the reader's language."""
    return plain(name_on(participant, day))
