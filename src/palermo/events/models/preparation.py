"""What an event costs, and who is invited to it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.events.models.events import Event
from palermo.events.models.participant_groups import ParticipantGroup
from palermo.events.states.preparation import REPLIED, EventInvitationState, InvitationChannel
from palermo.governance.models import DonorContribution
from palermo.library.models import Document

NOTHING = Decimal("0.00")
CURRENCY = RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Enter the three-letter code of a currency, such as EUR."))


class BudgetLine(models.Model):
    """Funds for one purpose: planned, committed and spent, in one currency, with the payer.

    `contribution` is the recorded one from which it is paid; without it, `state` or `organisation` may be given.
    """

    event = parent_relation(Event, "budget_lines")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    purpose = models.CharField(gettext_lazy("Purpose"), max_length=200)
    currency = models.CharField(gettext_lazy("Currency"), max_length=3, validators=[CURRENCY])
    planned = models.DecimalField(
        pgettext_lazy("money", "Planned"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    committed = models.DecimalField(
        pgettext_lazy("money", "Committed"),
        max_digits=14,
        decimal_places=2,
        default=NOTHING,
        validators=[MinValueValidator(0)],
    )
    spent = models.DecimalField(
        pgettext_lazy("money", "Spent"),
        max_digits=14,
        decimal_places=2,
        default=NOTHING,
        validators=[MinValueValidator(0)],
    )
    contribution = optional_relation(DonorContribution, "budget_lines")
    state = optional_relation(State, "budget_lines")
    organisation = optional_relation(Organisation, "budget_lines")

    class Meta:
        verbose_name = gettext_lazy("Budget line")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="one_budget_line_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0, committed__gte=0, spent__gte=0),
                name="budget_has_no_debts",
                violation_error_message=gettext_lazy("Amounts must not be negative."),
            ),
            models.CheckConstraint(
                condition=Q(state=None, organisation=None)
                | Q(contribution=None, organisation=None)
                | Q(contribution=None, state=None),
                name="budget_line_has_one_funder",
                violation_error_message=gettext_lazy(
                    "A budget line has at most one funder: a contribution, a State or an organization."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def display_name(self) -> str:
        """Its purpose."""
        return self.purpose

    def get_absolute_url(self) -> str:
        """The budget on the page of the preparation."""
        return f"{reverse('event_preparation', args=[self.event.activity.slug])}#budget"

    def clean(self) -> None:
        """One pays it, or nobody is named yet."""
        if sum(map(bool, (self.contribution_id, self.state_id, self.organisation_id))) > 1:
            raise ValidationError(_("Choose one funder: a contribution, a State or an organization."))


class EventInvitation(models.Model):
    """The invitation of a State, an organization or a listed participant: its date and the reply.

    A note verbale goes to States and organizations only. `seats` is the number of people invited, `coming` the
    number expected. `document` is the text as sent.
    """

    event = parent_relation(Event, "invitations")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    channel = models.CharField(gettext_lazy("Method"), max_length=15, choices=InvitationChannel.choices)
    state_invited = optional_relation(State, "event_invitations", gettext_lazy("State invited"))
    organisation = optional_relation(Organisation, "event_invitations")
    participant = optional_relation(ParticipantGroup, "invitations", gettext_lazy("Participant"))
    seats = models.PositiveSmallIntegerField(
        gettext_lazy("Number of places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    reference = models.CharField(gettext_lazy("Reference"), max_length=60, blank=True)
    document = optional_relation(Document, "event_invitations")
    state = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=EventInvitationState.choices,
        default=EventInvitationState.PLANNED,
    )
    sent_on = models.DateField(gettext_lazy("Sent on"), null=True, blank=True)
    reply_by = models.DateField(gettext_lazy("Reply requested by"), null=True, blank=True)
    replied_on = models.DateField(gettext_lazy("Replied on"), null=True, blank=True)
    coming = models.PositiveSmallIntegerField(gettext_lazy("Number attending"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Invitation to an event")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="one_event_invitation_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["event", "state_invited"],
                condition=Q(state_invited__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_a_state",
                violation_error_message=gettext_lazy("This invitee has already been invited to the event."),
            ),
            models.UniqueConstraint(
                fields=["event", "organisation"],
                condition=Q(organisation__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_an_organisation",
                violation_error_message=gettext_lazy("This invitee has already been invited to the event."),
            ),
            models.UniqueConstraint(
                fields=["event", "participant"],
                condition=Q(participant__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_a_participant",
                violation_error_message=gettext_lazy("This invitee has already been invited to the event."),
            ),
            models.CheckConstraint(
                condition=Q(state_invited__isnull=False, organisation=None, participant=None)
                | Q(state_invited=None, organisation__isnull=False, participant=None)
                | Q(state_invited=None, organisation=None, participant__isnull=False),
                name="one_is_invited",
                violation_error_message=gettext_lazy(
                    "An invitation has exactly one addressee: a State, an organization or a participant."
                ),
            ),
            models.CheckConstraint(
                condition=Q(participant=None) | ~Q(channel=InvitationChannel.NOTE_VERBALE),
                name="note_verbale_is_to_no_person",
                violation_error_message=gettext_lazy(
                    "A note verbale cannot be addressed to an individual. Choose a letter."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=EventInvitationState.PLANNED, sent_on=None)
                | Q(state=EventInvitationState.WITHDRAWN)
                | (~Q(state=EventInvitationState.PLANNED) & Q(sent_on__isnull=False)),
                name="sent_invitation_has_a_date",
                violation_error_message=gettext_lazy(
                    "A sent invitation must have a date of sending; a planned one must not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(REPLIED), replied_on__isnull=False)
                | Q(state=EventInvitationState.WITHDRAWN)
                | (~Q(state__in=sorted(REPLIED)) & Q(replied_on=None)),
                name="reply_has_a_date",
                violation_error_message=gettext_lazy(
                    "An answered invitation must have a date of reply; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(coming=None) | Q(state__in=[EventInvitationState.ACCEPTED, EventInvitationState.WITHDRAWN]),
                name="who_accepts_says_how_many_come",
                violation_error_message=gettext_lazy(
                    "The number attending can be given only for an accepted invitation."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=EventInvitationState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=EventInvitationState.WITHDRAWN) & Q(withdrawn_on=None)),
                name="withdrawn_invitation_has_a_date",
                violation_error_message=gettext_lazy(
                    "A withdrawn record must have a date of withdrawal; others must not."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.number}"

    def display_name(self) -> str:
        """Who is invited to what."""
        words = {"event": plain(self.event.activity.title), "who": self.invited_name()}
        return _("Invitation of %(who)s: %(event)s") % words

    def invited_name(self) -> str:
        """The State, the organization or the participants invited."""
        if self.state_invited:
            return plain(self.state_invited.name_today)
        if self.organisation:
            return plain(self.organisation.name)
        return self.participant.display_name() if self.participant else ""

    def get_absolute_url(self) -> str:
        """The invitations on the page of the preparation."""
        return f"{reverse('event_preparation', args=[self.event.activity.slug])}#invitations"

    def clean(self) -> None:
        """One is invited, in a way that suits them."""
        if sum(map(bool, (self.state_invited_id, self.organisation_id, self.participant_id))) != 1:
            raise ValidationError(_("Choose one invitee: a State, an organization or a participant."))
        if self.participant_id and self.channel == InvitationChannel.NOTE_VERBALE:
            raise ValidationError(
                {"channel": _("A note verbale is sent to States and organizations. Choose a letter.")}
            )
        if self.participant and self.participant.event_id != self.event_id:
            raise ValidationError({"participant": _("This belongs to another event.")})
