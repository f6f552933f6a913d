"""What an event costs, and who is invited to it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.events.models.events import Event
from palermo.events.models.participant_groups import ParticipantGroup
from palermo.events.states import REPLIED, EventInvitationState, InvitationChannel
from palermo.governance.models import DonorContribution
from palermo.library.models import Document

NOTHING = Decimal("0.00")
CURRENCY = RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Write the three capital letters of a currency, such as EUR."))


class BudgetLine(models.Model):
    """Money for one purpose: planned, committed, spent, in one currency, and who pays it.

    `contribution` is the one on record from which it is paid; without it, `state` or `organisation` may be named.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="budget_lines")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, validators=[CURRENCY])
    planned = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    committed = models.DecimalField(max_digits=14, decimal_places=2, default=NOTHING, validators=[MinValueValidator(0)])
    spent = models.DecimalField(max_digits=14, decimal_places=2, default=NOTHING, validators=[MinValueValidator(0)])
    contribution = models.ForeignKey(
        DonorContribution, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_budget_line_a_number"),
            models.CheckConstraint(
                condition=Q(planned__gte=0, committed__gte=0, spent__gte=0), name="budget_has_no_debts"
            ),
            models.CheckConstraint(
                condition=Q(state=None, organisation=None)
                | Q(contribution=None, organisation=None)
                | Q(contribution=None, state=None),
                name="budget_line_has_one_funder",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def clean(self) -> None:
        """One pays it, or nobody is named yet."""
        if sum(map(bool, (self.contribution_id, self.state_id, self.organisation_id))) > 1:
            raise ValidationError(_("Name one funder: a contribution on record, a State or an organisation."))


class EventInvitation(models.Model):
    """That a State, an organisation or somebody on the list of participants is invited; when, and what they replied.

    A note verbale goes to States and organisations only. `seats` is for how many people; `coming` how many are said
    to come. `document` is the text as it was sent.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=15, choices=InvitationChannel.choices)
    state_invited = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, related_name="event_invitations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="event_invitations"
    )
    participant = models.ForeignKey(
        ParticipantGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    seats = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    reference = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="event_invitations"
    )
    state = models.CharField(max_length=10, choices=EventInvitationState.choices, default=EventInvitationState.PLANNED)
    sent_on = models.DateField(null=True, blank=True)
    reply_by = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    coming = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_event_invitation_a_number"),
            models.UniqueConstraint(
                fields=["event", "state_invited"],
                condition=Q(state_invited__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_a_state",
            ),
            models.UniqueConstraint(
                fields=["event", "organisation"],
                condition=Q(organisation__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["event", "participant"],
                condition=Q(participant__isnull=False) & ~Q(state=EventInvitationState.WITHDRAWN),
                name="one_event_invitation_a_participant",
            ),
            models.CheckConstraint(
                condition=Q(state_invited__isnull=False, organisation=None, participant=None)
                | Q(state_invited=None, organisation__isnull=False, participant=None)
                | Q(state_invited=None, organisation=None, participant__isnull=False),
                name="one_is_invited",
            ),
            models.CheckConstraint(
                condition=Q(participant=None) | ~Q(channel=InvitationChannel.NOTE_VERBALE),
                name="note_verbale_is_to_no_person",
            ),
            models.CheckConstraint(
                condition=Q(state=EventInvitationState.PLANNED, sent_on=None)
                | Q(state=EventInvitationState.WITHDRAWN)
                | (~Q(state=EventInvitationState.PLANNED) & Q(sent_on__isnull=False)),
                name="sent_invitation_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(REPLIED), replied_on__isnull=False)
                | Q(state=EventInvitationState.WITHDRAWN)
                | (~Q(state__in=sorted(REPLIED)) & Q(replied_on=None)),
                name="reply_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(coming=None) | Q(state__in=[EventInvitationState.ACCEPTED, EventInvitationState.WITHDRAWN]),
                name="who_accepts_says_how_many_come",
            ),
            models.CheckConstraint(
                condition=Q(state=EventInvitationState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=EventInvitationState.WITHDRAWN) & Q(withdrawn_on=None)),
                name="withdrawn_invitation_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.number}"

    def clean(self) -> None:
        """One is invited, in a way that suits them."""
        if sum(map(bool, (self.state_invited_id, self.organisation_id, self.participant_id))) != 1:
            raise ValidationError(_("Name one who is invited: a State, an organisation or a participant."))
        if self.participant_id and self.channel == InvitationChannel.NOTE_VERBALE:
            raise ValidationError({"channel": _("A note verbale goes to States and organisations. Write a letter.")})
        if self.participant and self.participant.event_id != self.event_id:
            raise ValidationError({"participant": _("This belongs to another event.")})
