"""Speakers' lists in the room: who asked for the floor, in which order, for how long, and who has spoken."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, RegionalGroup, State
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, relation
from palermo.core.text import plain
from palermo.floor.states import FloorState, ListKind, ListState
from palermo.programme.models.items import ProgrammeItem


class SpeakersList(SluggedRecord):
    """The list of an item: of statements, or of rights of reply.

    `title` is the item's title in the version that its readers had when the list was opened. A closed list takes no
    more requests; those on it still speak, and a point of order can be raised at any time.
    """

    page_name = "speakers_list"

    item = models.ForeignKey(ProgrammeItem, on_delete=models.PROTECT, related_name="speakers_lists")
    slug = RecordIdField(max_length=200)
    title = MultilingualField(gettext_lazy("Title"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ListKind.choices, default=ListKind.STATEMENTS)
    seconds_each = models.PositiveSmallIntegerField(gettext_lazy("Speaking time in seconds"), null=True, blank=True)
    state = models.CharField(gettext_lazy("Status"), max_length=10, choices=ListState.choices, default=ListState.OPEN)
    opened_at = models.DateTimeField(gettext_lazy("Opened at"))
    closed_at = models.DateTimeField(gettext_lazy("Closed at"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("List of speakers")
        ordering = ["item", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"],
                name="one_speakers_list_of_a_kind",
                violation_error_message=gettext_lazy("This item already has a list of speakers of this kind."),
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.OPEN, closed_at=None) | Q(state=ListState.CLOSED, closed_at__isnull=False),
                name="closed_speakers_list_has_an_instant",
                violation_error_message=gettext_lazy(
                    "A closed list of speakers must have a closing time; an open one must not."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_kind_display()}"

    def display_name(self) -> str:
        """Its item and kind."""
        return _("%(item)s: %(kind)s") % {"item": plain(self.title), "kind": self.get_kind_display()}


class GroupLimit(models.Model):
    """The total speaking time, in seconds, of the States of a regional group on one list."""

    speakers_list = models.ForeignKey(SpeakersList, on_delete=models.CASCADE, related_name="limits")
    group = relation(RegionalGroup, "+")
    seconds = models.PositiveIntegerField(gettext_lazy("Total speaking time in seconds"))

    class Meta:
        verbose_name = gettext_lazy("Time limit of a group")
        ordering = ["speakers_list", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["speakers_list", "group"],
                name="one_limit_a_group_on_a_list",
                violation_error_message=gettext_lazy("This group already has a time limit on the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.seconds}"


class FloorRequest(models.Model):
    """A request for the floor by a State or an organization: `number` in the order of requests, `place` in that of
    speaking, which the chair may change, with a reason.

    `seconds_allowed` is the time limit announced when the floor was given.
    """

    speakers_list = models.ForeignKey(SpeakersList, on_delete=models.CASCADE, related_name="requests")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    place = models.PositiveSmallIntegerField(gettext_lazy("Place"))
    delegation = optional_relation(State, "floor_requests", gettext_lazy("Delegation"))
    organisation = optional_relation(Organisation, "floor_requests")
    is_point_of_order = models.BooleanField(gettext_lazy("Point of order"), default=False)
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=FloorState.choices, default=FloorState.WAITING
    )
    requested_at = models.DateTimeField(gettext_lazy("Requested at"))
    began_at = models.DateTimeField(gettext_lazy("Start of the statement"), null=True, blank=True)
    ended_at = models.DateTimeField(gettext_lazy("End of the statement"), null=True, blank=True)
    seconds_allowed = models.PositiveIntegerField(gettext_lazy("Speaking time in seconds"), null=True, blank=True)
    moved_reason = MultilingualField(gettext_lazy("Reason given by the chair"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Request for the floor")
        ordering = ["speakers_list", "-is_point_of_order", "place", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["speakers_list", "number"],
                name="one_floor_request_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=False, organisation=None)
                | Q(delegation=None, organisation__isnull=False, is_point_of_order=False),
                name="floor_is_asked_for_by_one",
                violation_error_message=gettext_lazy(
                    "The floor is requested by one State or one organization; only a State can raise a point of order."
                ),
            ),
            models.UniqueConstraint(
                fields=["speakers_list"],
                condition=Q(state=FloorState.SPEAKING),
                name="one_has_the_floor",
                violation_error_message=gettext_lazy("Another speaker has the floor. End that statement first."),
            ),
            models.UniqueConstraint(
                fields=["speakers_list", "delegation", "is_point_of_order"],
                condition=Q(state=FloorState.WAITING, delegation__isnull=False),
                name="a_delegation_waits_once",
                violation_error_message=gettext_lazy("This State is already waiting on the list."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[FloorState.WAITING, FloorState.WITHDRAWN], began_at=None, ended_at=None)
                | Q(state=FloorState.SPEAKING, began_at__isnull=False, ended_at=None)
                | Q(
                    state=FloorState.SPOKEN,
                    began_at__isnull=False,
                    ended_at__isnull=False,
                    ended_at__gte=F("began_at"),
                ),
                name="state_of_a_floor_request_has_its_instants",
                violation_error_message=gettext_lazy(
                    "A statement that has begun must have a start time, and one that has ended an end time."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.delegation or self.organisation)

    def display_name(self) -> str:
        """Who asks for the floor."""
        if self.delegation:
            return plain(self.delegation.name_today)
        return plain(self.organisation.name) if self.organisation else ""

    def get_absolute_url(self) -> str:
        """The page of the list."""
        return self.speakers_list.get_absolute_url()

    def seconds_used(self, now: datetime) -> int:
        """How long they have spoken."""
        if self.began_at is None:
            return 0
        return max(0, int(((self.ended_at or now) - self.began_at).total_seconds()))
