"""Who a record is meant for."""

from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The four audiences, from the most open to the most restricted."""

    PUBLIC = "public", _("Public")
    MEMBER_STATES = "member_states", _("Member States")
    STEERING_COMMITTEE = "steering_committee", _("Steering Committee")
    SECRETARIAT = "secretariat", _("Secretariat")


class ReaderRights(Protocol):
    """What the slices below accounts need to know of a viewer."""

    @property
    def audiences(self) -> frozenset[Audience]:
        """The audiences whose records they read."""

    @property
    def is_secretariat(self) -> bool:
        """Whether they are an officer of the secretariat."""


def is_wider(one: str, other: str) -> bool:
    """Whether one audience holds more readers than the other: each of the four holds the ones after it."""
    order = Audience.values
    return order.index(one) < order.index(other)
