"""Bodies and who belongs to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import parent_relation, relation
from palermo.core.text import plain
from palermo.governance.states.bodies import BodyKind, Seat


class Body(models.Model):
    """An organ that meets."""

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    short_name = MultilingualField(gettext_lazy("Short name"), blank=True)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=BodyKind.choices)
    purpose = MultilingualField(gettext_lazy("Purpose"), blank=True, long=True)
    role = MultilingualField(gettext_lazy("Role"), blank=True, long=True)
    composition = MultilingualField(gettext_lazy("Composition"), blank=True)
    bold_recommendations = models.BooleanField(gettext_lazy("Recommendations in bold in its documents"), default=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=gettext_lazy("Parent body"),
    )

    class Meta:
        verbose_name = gettext_lazy("Body")
        verbose_name_plural = gettext_lazy("Bodies")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return capfirst(plain(self.name)) or self.slug


class Membership(models.Model):
    """An organization's seat in a body, for a period; `capacity` states in which capacity, if needed.

    When the chair changes, one seat ends and another begins, so that members on any day are known.
    """

    body = parent_relation(Body, "memberships")
    organisation = relation(Organisation, "memberships")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    seat = models.CharField(
        pgettext_lazy("in a body", "Seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER
    )
    capacity = MultilingualField(gettext_lazy("Capacity"), blank=True)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Member")
        verbose_name_plural = gettext_lazy("Members")
        ordering = ["body", "order", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "organisation", "since_on"],
                name="one_seat_at_a_time",
                violation_error_message=gettext_lazy(
                    "This organization already has a seat in this body from that day."
                ),
            ),
            # A seat whose beginning is not on record: empty dates differ from one another, so it needs its own.
            models.UniqueConstraint(
                fields=["body", "organisation"],
                condition=Q(since_on=None),
                name="one_seat_without_a_beginning",
                violation_error_message=gettext_lazy(
                    "This organization already has a seat in this body from that day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(since_on=None) | Q(until_on=None) | Q(until_on__gt=F("since_on")),
                name="seat_ends_after_it_begins",
                violation_error_message=gettext_lazy(
                    "A membership must end after the day it begins. Check the two dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.body}"

    def display_name(self) -> str:
        """The organization that has the seat."""
        return plain(self.organisation.name)
