"""Commitments: who promised what, at which event, by when. Their progress is in the follow-up register."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import LINK_TAKEN, ON_RECORD
from palermo.core.dates import PartialDate
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.events.models import Outcome
from palermo.governance.models import Activity, FollowUp
from palermo.governance.states.activities import ActivityKind
from palermo.outreach.models.makers import OfMaker
from palermo.outreach.states.commitments import CommitmentStatus


class Pledging(models.Model):
    """The period in which participants of an event make commitments by a form, with or without an account.

    `on_screens` is whether commitments whose speakers agree are shown on the screens of the event.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="pledging",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Event"),
    )
    introduction = MultilingualField(gettext_lazy("Introduction"), blank=True, long=True)
    opens_on = models.DateField(gettext_lazy("Opens on"))
    closes_on = models.DateField(gettext_lazy("Closes on"))
    on_screens = models.BooleanField(gettext_lazy("Show commitments on the screens of the event"), default=False)

    class Meta:
        verbose_name = gettext_lazy("Form for commitments")
        verbose_name_plural = gettext_lazy("Forms for commitments")
        ordering = ["activity"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="pledging_closes_after_it_opens",
                violation_error_message=gettext_lazy("The form must not close before it opens. Check the two dates."),
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def display_name(self) -> str:
        """The event."""
        return self.activity.display_name()

    def is_open_on(self, day: date) -> bool:
        """Whether commitments are received by the form on a day."""
        return self.opens_on <= day <= self.closes_on

    def get_absolute_url(self) -> str:
        """The form."""
        return reverse("pledge", args=[self.activity.slug])


class Commitment(OfMaker, SluggedRecord):
    """What a partner, a group, an organization or a State promised, at an event or otherwise.

    `number` counts the commitments of an event, or those made at none. `due` is the deadline as stated; once recorded,
    `follow_up` has the deadline in force, the progress reported and the queries. `speaker` is who made it at an event;
    `is_shown_on_screens` is whether they agree that it is shown there. `reminded_of` is the last due date of which its
    makers were reminded.
    """

    page_name = "commitment"

    slug = RecordIdField()
    activity = optional_relation(Activity, "commitments", gettext_lazy("Event"))
    outcome = optional_relation(Outcome, "commitments")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(pgettext_lazy("document", "Commitment"), long=True)
    indicator = MultilingualField(gettext_lazy("Indicator"), blank=True)
    target = MultilingualField(gettext_lazy("Target"), blank=True)
    made_on = models.DateField(gettext_lazy("Made on"))
    made_precision = DatePrecisionField()
    made = PartialDateOf("made")
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    speaker = models.CharField(gettext_lazy("Made by (person)"), max_length=200, blank=True)
    is_shown_on_screens = models.BooleanField(gettext_lazy("May be shown on screens"), default=False)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=CommitmentStatus.choices, default=CommitmentStatus.MADE
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment",
        error_messages={
            "unique": gettext_lazy("Another record is already linked to this follow-up entry. Choose another entry.")
        },
        verbose_name=gettext_lazy("Follow-up"),
    )
    reminded_of = models.DateField(null=True, editable=False)
    arranged = ArrangedField()

    class Meta(OfMaker.Meta):
        verbose_name = gettext_lazy("Commitment")
        verbose_name_plural = gettext_lazy("Commitments")
        ordering = ["-made_on", "slug"]
        constraints = [
            *OfMaker.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "number"],
                name="one_commitment_a_number",
                violation_error_message=gettext_lazy("This event already has a commitment with that number."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(activity=None),
                name="one_commitment_outside_events_a_number",
                violation_error_message=gettext_lazy("There is already a commitment with that number."),
            ),
            models.CheckConstraint(
                condition=Q(status=CommitmentStatus.MADE) | Q(decided_on__isnull=False),
                name="decided_commitment_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the commitment was decided."),
            ),
            models.CheckConstraint(
                condition=Q(follow_up=None) | Q(status__in=[CommitmentStatus.RECORDED, CommitmentStatus.WITHDRAWN]),
                name="only_a_recorded_commitment_is_followed_up",
                violation_error_message=gettext_lazy("Record the commitment before it is followed up."),
            ),
        ]
        indexes = [
            # All that says who may see a commitment, so that lists are counted without reading texts.
            models.Index(
                fields=["-made_on", "slug", "status", "audience", "partnership", "state", "organisation"],
                name="commitments_by_day",
            ),
            models.Index(fields=["activity", "status", "audience"], name="commitments_by_event"),
            models.Index(fields=["partnership", "status"], name="commitments_by_partner"),
        ]

    def clean(self) -> None:
        """Refuse an activity that is no event.

        Raises
        ------
        ValidationError
            At the event.
        """
        if self.activity is not None and self.activity.kind != ActivityKind.EVENT:
            raise ValidationError({"activity": _("Choose an event.")})

    @property
    def due_in_force(self) -> PartialDate | None:
        """By when it is to be carried out: as the follow-up register says, where it has an entry."""
        return self.follow_up.due if self.follow_up else self.due


class PledgeContact(models.Model):
    """How to reach the person who made a commitment by a form. Only the secretariat sees it; it can be deleted.

    `digest` is that of the secret in the link by which they change, withdraw or report on the commitment. `pledging` is
    the form, which stays while commitments made by it have contacts.
    """

    commitment = models.OneToOneField(
        Commitment,
        on_delete=models.CASCADE,
        related_name="contact",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Commitment"),
    )
    pledging = models.ForeignKey(
        Pledging,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=gettext_lazy("Form for commitments"),
    )
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    email = models.EmailField(gettext_lazy("E-mail address"), blank=True)
    language = models.CharField(gettext_lazy("Language"), max_length=10, default="en")
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, error_messages={"unique": LINK_TAKEN})
    made_at = models.DateTimeField(gettext_lazy("Received"))

    class Meta:
        verbose_name = gettext_lazy("Contact of a commitment")
        verbose_name_plural = gettext_lazy("Contacts of commitments")
        ordering = ["commitment"]

    def __str__(self) -> str:
        return f"{self.commitment}"
