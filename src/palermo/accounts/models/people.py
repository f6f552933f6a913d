"""People who sign in, and the postings that say for whom they act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models.organisations import Organisation
from palermo.accounts.models.world import State
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation

if TYPE_CHECKING:
    from palermo.accounts.viewer import Viewer


class UserManager(BaseUserManager["User"]):
    """Makes people known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. Their permissions come from their postings, never from this row."""

    email = models.EmailField(
        gettext_lazy("E-mail address"),
        unique=True,
        error_messages={"unique": gettext_lazy("Another account already uses this e-mail address.")},
    )
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    language = models.CharField(
        gettext_lazy("Language"), max_length=10, default="en", choices=[(l.django_code, l.name) for l in LANGUAGES]
    )
    is_active = models.BooleanField(gettext_lazy("Active account"), default=True)
    is_staff = models.BooleanField(gettext_lazy("Can use the administration"), default=False)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_visit_at = models.DateTimeField(null=True, blank=True)
    closing_notice_at = models.DateTimeField(null=True, blank=True)

    # What this request lacks for the person to be read as who they are: set by the middleware, never stored.
    wanted_factor: str = ""
    # Whether a second factor was shown in the session of this request: set by the middleware, never stored.
    has_shown_factor: bool = False
    # What a page has looked up about the person already, for the length of a request: never stored.
    known_viewer: Viewer | None = None
    known_editor: bool | None = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = gettext_lazy("Account")
        verbose_name_plural = gettext_lazy("Accounts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by time."""

    def current_on(self, day: date) -> PostingQuerySet:
        return self.filter(Q(since_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day)))


class Posting(models.Model):
    """A person acting for a State, an organization or the secretariat, for a time.

    `is_mission_focal_point`: this person invites, approves and removes the people of the same State or organization.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(gettext_lazy("Role"), max_length=20, choices=Role.choices)
    state = optional_relation(State, "postings")
    organisation = optional_relation(Organisation, "postings")
    is_mission_focal_point = models.BooleanField(
        gettext_lazy("Mission focal point: invites, approves and removes the people of the mission or agency"),
        default=False,
    )
    since_on = models.DateField(gettext_lazy("Since"))
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["user", "-since_on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=[Role.DELEGATE, Role.FOCAL_POINT]) | Q(state__isnull=False),
                name="posting_for_a_state_names_it",
                violation_error_message=gettext_lazy(
                    "A delegate or national data focal point acts for a State. Name it."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.COMMITTEE_MEMBER) | Q(organisation__isnull=False),
                name="committee_member_names_organisation",
                violation_error_message=gettext_lazy(
                    "A member of the Steering Committee acts for an organization. Name it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("since_on")),
                name="posting_ends_after_it_begins",
                violation_error_message=gettext_lazy("A posting must not end before it begins. Check the two dates."),
            ),
            models.CheckConstraint(
                condition=Q(is_mission_focal_point=False) | Q(role__in=[Role.DELEGATE, Role.COMMITTEE_MEMBER]),
                name="focal_point_is_of_a_delegation_or_agency",
                violation_error_message=gettext_lazy(
                    "Only a delegate or a member of the Steering Committee can be a mission focal point."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def display_name(self) -> str:
        """The name of the person."""
        return self.user.name

    def get_absolute_url(self) -> str:
        """The list of people."""
        return reverse("people")
