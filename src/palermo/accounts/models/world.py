"""States, under the names the United Nations gives them and gave them."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.core import clock
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import parent_relation, relation
from palermo.core.text import MultilingualText, plain


class Naming(NamedTuple):
    """How a State is called from a day to a day: since its beginning, and until now, where there is none."""

    short_name: MultilingualText
    formal_name: MultilingualText
    list_name: MultilingualText
    since: date | None
    until: date | None


class State(SluggedRecord):
    """A State; `slug` is its ISO 3166 alpha-3 code in small letters.

    `list_name` is the form used in lists, in the languages in which it is not the short name: in Chinese the form that
    begins with the name of the country. `is_member` is false for a State that is no Member of the United Nations but
    takes part in treaties. `exists_since` is the day on which it became a State, where that was after 1 January 2000;
    `member_since` is the day on which it became a Member of the United Nations.
    """

    page_name = "state"

    short_name = MultilingualField(gettext_lazy("Short name"))
    formal_name = MultilingualField(gettext_lazy("Formal name"), blank=True)
    list_name = MultilingualField(
        gettext_lazy("Name in lists"),
        blank=True,
        help_text=gettext_lazy("Only in languages where lists use a name other than the short name."),
    )
    is_member = models.BooleanField(gettext_lazy("Member of the United Nations"), default=True)
    exists_since = models.DateField(gettext_lazy("State since"), null=True, blank=True)
    member_since = models.DateField(gettext_lazy("Member since"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("country", "State")
        verbose_name_plural = gettext_lazy("States")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exists_since=None) | Q(member_since=None) | Q(member_since__gte=F("exists_since")),
                name="member_state_exists",
                violation_error_message=gettext_lazy(
                    "A State must become a Member of the United Nations on or after the day on which it became a State."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_member=True) | Q(member_since=None),
                name="only_members_have_a_day_of_membership",
                violation_error_message=gettext_lazy(
                    "A State that is no Member of the United Nations has no day of membership."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.short_name)

    def display_name(self) -> str:
        """The short name in use today."""
        return plain(self.name_today)

    @property
    def name_today(self) -> MultilingualText:
        """The short name in use today."""
        return self.short_name_on(clock.today())

    def short_name_on(self, day: date) -> MultilingualText:
        """The short name in use on `day`."""
        return self._named_on(day).short_name

    def formal_name_on(self, day: date) -> MultilingualText:
        """The formal name in use on `day`; empty where it is not on record."""
        return self._named_on(day).formal_name

    def list_name_on(self, day: date) -> MultilingualText:
        """The form under which a list has the State on `day`: the short name where there is no other."""
        named = self._named_on(day)
        return MultilingualText({**named.short_name, **named.list_name})

    def namings(self) -> list[Naming]:
        """Every way the State was called, the latest first, each from a day to a day."""
        changes = sorted(self.former_names.all(), key=lambda name: name.until_on)
        names: list[State | FormerName] = [*changes, self]
        days = [None, *(former.until_on for former in changes), None]
        namings = [
            Naming(named.short_name, named.formal_name, named.list_name, since, until)
            for named, since, until in zip(names, days[:-1], days[1:], strict=True)
        ]
        return namings[::-1]

    def _named_on(self, day: date) -> "State | FormerName":
        for former in sorted(self.former_names.all(), key=lambda name: name.until_on):
            if day < former.until_on:
                return former
        return self


class FormerName(models.Model):
    """A name in use before `until_on`."""

    state = parent_relation(State, "former_names")
    until_on = models.DateField(gettext_lazy("Until"))
    short_name = MultilingualField(gettext_lazy("Short name"))
    formal_name = MultilingualField(gettext_lazy("Formal name"), blank=True)
    list_name = MultilingualField(
        gettext_lazy("Name in lists"),
        blank=True,
        help_text=gettext_lazy("Only in languages where lists use a name other than the short name."),
    )

    class Meta:
        verbose_name = gettext_lazy("Former name")
        ordering = ["state", "until_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "until_on"],
                name="one_name_until_a_day",
                violation_error_message=gettext_lazy("Another former name of this State already ends on that day."),
            )
        ]

    def __str__(self) -> str:
        return str(self.short_name)


class RegionalGroup(models.Model):
    """A group in which States sit and speak: one of the five regional groups, or a wider one."""

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=GroupKind.choices, default=GroupKind.REGIONAL)

    class Meta:
        verbose_name = gettext_lazy("Group of States")
        verbose_name_plural = gettext_lazy("Groups of States")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """Its name."""
        return plain(self.name)

    def get_absolute_url(self) -> str:
        """The list of its members."""
        return f"{reverse('state_list')}?group={self.slug}"


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    """Memberships by time and purpose."""

    def current_on(self, day: date) -> "GroupMembershipQuerySet":
        """Those that hold on a day; one without a beginning, from the day on which its State became a Member."""
        is_member = Q(state__member_since=None) | Q(state__member_since__lte=day)
        begun = Q(since_on__lte=day) | Q(Q(since_on=None) & is_member)
        return self.filter(begun, Q(until_on=None) | Q(until_on__gt=day))

    def for_purpose(self, purpose: GroupPurpose) -> "GroupMembershipQuerySet":
        """Those that count for a purpose: what is for all purposes counts for each."""
        return self.filter(purpose__in=[GroupPurpose.ALL, purpose])


class GroupMembership(models.Model):
    """The membership of a State in a group, for a purpose and a period: it may vote in one group and consult in two.

    A membership without a beginning is as old as the group, or holds since the State is a Member; its last day is the
    one before `until_on`.
    """

    group = relation(RegionalGroup, "memberships")
    state = relation(State, "groups")
    purpose = models.CharField(
        gettext_lazy("Purpose"), max_length=12, choices=GroupPurpose.choices, default=GroupPurpose.ALL
    )
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("State in a group")
        verbose_name_plural = gettext_lazy("States in groups")
        ordering = ["group", "state", "since_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "state", "purpose", "since_on"],
                name="one_group_membership_from_a_day",
                violation_error_message=gettext_lazy(
                    "This State is already in the group for that purpose from that day."
                ),
            ),
            models.UniqueConstraint(
                fields=["group", "state", "purpose"],
                condition=models.Q(since_on=None),
                name="one_group_membership_from_the_start",
                violation_error_message=gettext_lazy(
                    "This State is already in the group for that purpose from that day."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None)
                | models.Q(since_on=None)
                | models.Q(until_on__gt=models.F("since_on")),
                name="group_membership_ends_after_it_begins",
                violation_error_message=gettext_lazy(
                    "A membership must end after the day it begins. Check the two dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.group}"
