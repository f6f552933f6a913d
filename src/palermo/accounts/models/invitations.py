"""Invitations: how people come to an account, since nobody registers themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models.organisations import Organisation
from palermo.accounts.models.people import Posting
from palermo.accounts.models.world import State
from palermo.accounts.states import InvitationState, Role
from palermo.core import clock
from palermo.core.constraints import LINK_TAKEN, ON_RECORD
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation


class Invitation(models.Model):
    """A posting offered to an e-mail address. The link contains a secret; only its digest is stored.

    A proposal by a colleague waits for the mission's focal point or the secretariat, who send it; acceptance creates
    `posting`.
    """

    email = models.EmailField(gettext_lazy("E-mail address"))
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    language = models.CharField(
        gettext_lazy("Language"), max_length=10, default="en", choices=[(l.django_code, l.name) for l in LANGUAGES]
    )
    role = models.CharField(gettext_lazy("Role"), max_length=20, choices=Role.choices)
    state_for = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    organisation = optional_relation(Organisation, "invitations")
    is_mission_focal_point = models.BooleanField(
        gettext_lazy("Mission focal point: invites, approves and removes the people of the mission or agency"),
        default=False,
    )
    posting_until_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=InvitationState.choices,
        default=InvitationState.PROPOSED,
    )
    digest = models.CharField(max_length=64, blank=True)
    proposed_at = models.DateTimeField(gettext_lazy("Proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    posting = models.OneToOneField(
        Posting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitation",
        error_messages={"unique": ON_RECORD},
    )

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=[Role.DELEGATE, Role.FOCAL_POINT]) | Q(state_for__isnull=False),
                name="invitation_for_a_state_names_it",
                violation_error_message=gettext_lazy(
                    "A delegate or national data focal point acts for a State. Name it."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.COMMITTEE_MEMBER) | Q(organisation__isnull=False),
                name="invitation_for_an_agency_names_it",
                violation_error_message=gettext_lazy(
                    "A member of the Steering Committee acts for an organization. Name it."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=InvitationState.SENT)
                | (Q(sent_at__isnull=False) & Q(expires_at__isnull=False) & ~Q(digest="")),
                name="sent_invitation_has_a_link_that_expires",
                violation_error_message=gettext_lazy(
                    "An invitation that was sent must have a link and an expiry time."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=InvitationState.ACCEPTED)
                | (Q(accepted_at__isnull=False) & Q(posting__isnull=False)),
                name="accepted_invitation_has_its_posting",
                violation_error_message=gettext_lazy(
                    "An accepted invitation must have the time of acceptance and the resulting posting."
                ),
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(proposed_at__isnull=False),
                name="proposer_of_invitation_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None) | Q(sent_at__isnull=False),
                name="sender_of_invitation_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=~Q(digest=""),
                name="one_invitation_a_link",
                violation_error_message=LINK_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"

    def display_name(self) -> str:
        """The name of the person invited."""
        return self.name

    def get_absolute_url(self) -> str:
        """The list of invitations."""
        return f"{reverse('people')}#invitations"

    @property
    def has_expired(self) -> bool:
        """Whether its link has come to its day without being used."""
        return self.state == InvitationState.SENT and self.expires_at is not None and self.expires_at <= clock.now()
