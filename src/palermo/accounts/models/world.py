"""States, under the names the United Nations gives them and gave them."""

from datetime import date

from django.db import models

from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.core.fields import MultilingualField
from palermo.core.text import MultilingualText


class State(models.Model):
    """A State; `slug` is its ISO 3166 alpha-3 code in small letters.

    `list_name` is the form under which lists put it, where it is not the short name: “Korea, Republic of”.
    """

    slug = models.SlugField(max_length=100, unique=True)
    short_name = MultilingualField()
    formal_name = MultilingualField(blank=True)
    list_name = MultilingualField(blank=True)
    member_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.short_name)

    def short_name_on(self, day: date) -> MultilingualText:
        """The short name in use on `day`."""
        for former in sorted(self.former_names.all(), key=lambda name: name.until_on):
            if day < former.until_on:
                return former.short_name
        return self.short_name


class FormerName(models.Model):
    """A name in use before `until_on`."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="former_names")
    until_on = models.DateField()
    short_name = MultilingualField()
    formal_name = MultilingualField(blank=True)
    list_name = MultilingualField(blank=True)

    class Meta:
        ordering = ["state", "until_on"]
        constraints = [models.UniqueConstraint(fields=["state", "until_on"], name="one_name_until_a_day")]

    def __str__(self) -> str:
        return str(self.short_name)


class RegionalGroup(models.Model):
    """A group in which States sit and speak: one of the five regional groups, or a wider one."""

    slug = models.SlugField(max_length=100, unique=True)
    name = MultilingualField()
    kind = models.CharField(max_length=10, choices=GroupKind.choices, default=GroupKind.REGIONAL)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class GroupMembership(models.Model):
    """A State in a group, for a purpose and a time: a State may vote in one group and be consulted in two."""

    group = models.ForeignKey(RegionalGroup, on_delete=models.PROTECT, related_name="memberships")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="groups")
    purpose = models.CharField(max_length=12, choices=GroupPurpose.choices, default=GroupPurpose.ALL)
    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["group", "state", "since_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "state", "purpose", "since_on"], name="one_group_membership_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["group", "state", "purpose"],
                condition=models.Q(since_on=None),
                name="one_group_membership_from_the_start",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None)
                | models.Q(since_on=None)
                | models.Q(until_on__gt=models.F("since_on")),
                name="group_membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.group}"
