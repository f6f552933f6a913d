"""The people registered for an event. These rows are deleted on the announced day: they have no versions, and the log
never names anyone.
"""

from uuid import UUID

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.states import OrganisationKind
from palermo.core.constraints import LINK_TAKEN, NUMBER_TAKEN
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation
from palermo.registration.models.registrations import Registration
from palermo.registration.parties import party_words
from palermo.registration.states import (
    ACCREDITED_CATEGORIES,
    COMING,
    AccreditationState,
    CheckInResult,
    DelegationRole,
    ParticipantCategory,
    ParticipantState,
    StatedBy,
)


def letter_path(letter: "CredentialsLetter", filename: str) -> str:
    """The path of a letter beside the library's files; two equal letters are two files, so that each can be deleted."""
    return f"letters/{letter.key}"


def _people_page(registration: Registration) -> str:
    """The list of participants."""
    return reverse("participant_list", args=[registration.event.activity.slug])


class Accreditation(models.Model):
    """An organization or a news medium that applied to send people, or was invited to.

    Its people are registered by the link whose `digest` is stored. `name` is its own name; `organisation` the recorded
    one, if there is one. `places` is the number of people it may send.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="accreditations")
    category = models.CharField(max_length=20, choices=ParticipantCategory.choices)
    name = models.CharField(max_length=200)
    # Of an organization, not of a medium.
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="accreditations"
    )
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    language = models.CharField(max_length=10, choices=[(l.django_code, l.name) for l in LANGUAGES], default="en")
    about = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=AccreditationState.choices, default=AccreditationState.APPLIED)
    was_invited = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["registration", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=sorted(ACCREDITED_CATEGORIES)),
                name="accreditation_is_of_organisation_or_media",
                violation_error_message=gettext_lazy(
                    "Only organizations and the media are accredited. Choose one of these categories."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=AccreditationState.APPLIED, decided_on=None)
                | (~Q(state=AccreditationState.APPLIED) & Q(decided_on__isnull=False)),
                name="decided_accreditation_has_a_date",
                violation_error_message=gettext_lazy(
                    "A decided amendment must have a date of decision; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=AccreditationState.REFUSED) | ~Q(reason=""),
                name="refused_accreditation_has_a_reason",
                violation_error_message=gettext_lazy("A refusal must have a reason."),
            ),
            models.CheckConstraint(
                condition=Q(was_invited=False) | ~Q(state=AccreditationState.APPLIED),
                name="invited_organisation_need_not_apply",
                violation_error_message=gettext_lazy(
                    "An organization that was invited does not apply for accreditation: it is approved or refused."
                ),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=~Q(digest=""),
                name="one_accreditation_a_link",
                violation_error_message=LINK_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def display_name(self) -> str:
        """What links and headings say."""
        return self.name

    def get_absolute_url(self) -> str:
        """Its place among the organizations and media."""
        page = reverse("registration_organisations", args=[self.registration.event.activity.slug])
        return f"{page}#accreditation-{self.pk}"


class Participant(models.Model):
    """A person registered for an event, under a number. No other personal data are collected.

    `order` is the position in the delegation within one role. `is_listed`: consent to be named in the list of
    participants, as stated by `listing_stated_by` until they state it themselves by the link sent to `listing_email`,
    of which the digest is stored.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    category = models.CharField(gettext_lazy("Category"), max_length=20, choices=ParticipantCategory.choices)
    state_for = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="participants")
    organisation = optional_relation(Organisation, "participants")
    accreditation = models.ForeignKey(
        Accreditation, on_delete=models.PROTECT, null=True, blank=True, related_name="participants"
    )
    role = models.CharField(gettext_lazy("Role"), max_length=10, choices=DelegationRole.choices, blank=True)
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    honorific = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    function = models.CharField(gettext_lazy("Functional title"), max_length=200, blank=True)
    is_listed = models.BooleanField(default=False)
    listing_email = models.EmailField(blank=True)
    listing_digest = models.CharField(max_length=64, blank=True)
    listing_stated_by = models.CharField(max_length=10, choices=StatedBy.choices, default=StatedBy.SENDER)
    listing_answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=ParticipantState.choices,
        default=ParticipantState.REGISTERED,
    )
    registered_at = models.DateTimeField()
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    reason = models.TextField(gettext_lazy("Reason"), blank=True, max_length=2000)

    class Meta:
        ordering = ["registration", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "number"], name="one_participant_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["registration", "state_for"],
                condition=Q(role=DelegationRole.HEAD, state__in=sorted(COMING)),
                name="one_head_a_delegation",
                violation_error_message=gettext_lazy("This delegation already has a head."),
            ),
            models.CheckConstraint(
                condition=Q(
                    category=ParticipantCategory.DELEGATION,
                    state_for__isnull=False,
                    role__in=DelegationRole.values,
                    accreditation=None,
                )
                | (~Q(category=ParticipantCategory.DELEGATION) & Q(role="")),
                name="delegate_has_a_state_and_a_role",
                violation_error_message=gettext_lazy(
                    "A delegate must have a State and a role in the delegation; other participants must "
                    "not have such a role."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(category__in=sorted(ACCREDITED_CATEGORIES))
                | Q(organisation__isnull=False)
                | Q(accreditation__isnull=False),
                name="participant_of_an_organisation_names_it",
                violation_error_message=gettext_lazy(
                    "A participant from an organization or the media must have an accredited organization."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=ParticipantState.REGISTERED, decided_on=None)
                | (~Q(state=ParticipantState.REGISTERED) & Q(decided_on__isnull=False)),
                name="decided_participant_has_a_date",
                violation_error_message=gettext_lazy(
                    "A decided amendment must have a date of decision; others must not."
                ),
            ),
            models.UniqueConstraint(
                fields=["listing_digest"],
                condition=~Q(listing_digest=""),
                name="one_participant_a_link",
                violation_error_message=LINK_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(listing_stated_by=StatedBy.PERSON, listing_answered_at__isnull=False)
                | (~Q(listing_stated_by=StatedBy.PERSON) & Q(listing_answered_at=None)),
                name="own_answer_of_participant_has_a_time",
                violation_error_message=gettext_lazy("An answer by the person must have a time; others must not."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ParticipantState.REFUSED) | ~Q(reason=""),
                name="refused_participant_has_a_reason",
                violation_error_message=gettext_lazy("A refusal must have a reason."),
            ),
        ]
        indexes = [models.Index(fields=["registration", "state"], name="participants_by_state")]

    # Annotated by `with_arrival` and prefetched for the page of people; on other participants they are not set.
    has_come: bool
    has_letter: bool
    held: "list[Badge]"

    def __str__(self) -> str:
        return f"{self.number}"

    def display_name(self) -> str:
        """What links and headings say."""
        return self.name

    def get_absolute_url(self) -> str:
        """Their place among those registered."""
        return f"{_people_page(self.registration)}#participant-{self.number}"

    @property
    def name(self) -> str:
        """As on the badge."""
        return " ".join(part for part in (self.honorific, self.given_name, self.family_name) if part)

    @property
    def is_coming(self) -> bool:
        return self.state in COMING


class CredentialsLetter(models.Model):
    """A letter in which a mission or an organization names its people; seen by the sender and the secretariat."""

    key = models.UUIDField(unique=True, error_messages={"unique": LINK_TAKEN})
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="letters")
    state_for = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    file = models.FileField(upload_to=letter_path, max_length=200, storage=FileSystemStorage)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["registration", "-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state_for__isnull=False, organisation=None) | Q(state_for=None, organisation__isnull=False),
                name="letter_is_of_a_state_or_an_organisation",
                violation_error_message=gettext_lazy(
                    "A letter of credentials is from either a State or an organization."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.key)

    def display_name(self) -> str:
        """Whose letter it is."""
        return _("Letter of credentials: %(party)s") % {"party": party_words(self)}

    def get_absolute_url(self) -> str:
        """The letters among those registered."""
        return f"{_people_page(self.registration)}#letters"


class Badge(models.Model):
    """A badge issued to a participant. A lost badge is revoked and replaced under the next `issue`."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="badges")
    issue = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    token = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["participant", "-issue"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "issue"], name="one_badge_an_issue", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(revoked_at=None),
                name="one_valid_badge_a_participant",
                violation_error_message=gettext_lazy("This participant already has a valid badge. Revoke it first."),
            ),
            models.CheckConstraint(
                condition=Q(issue__gte=1, issue__lte=255),
                name="badge_issue_is_a_small_number",
                violation_error_message=gettext_lazy("A participant can be issued at most 255 badges."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="badge_ends_after_it_begins",
                violation_error_message=gettext_lazy("The last day of validity must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}-{self.issue}"

    def display_name(self) -> str:
        """The name of the participant."""
        return self.participant.name

    def get_absolute_url(self) -> str:
        """The place of the participant."""
        return self.participant.get_absolute_url()


class CheckIn(models.Model):
    """A person's arrival as reported by a device, under the device's id, so that a repeated report is stored once.

    One check-in of each participant is counted.
    """

    key = models.UUIDField(primary_key=True, error_messages={"unique": LINK_TAKEN})
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    device = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=10, choices=CheckInResult.choices)

    class Meta:
        ordering = ["participant", "received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(result=CheckInResult.COUNTED),
                name="a_participant_is_counted_once",
                violation_error_message=gettext_lazy("This participant is already checked in."),
            )
        ]

    def __str__(self) -> str:
        return str(UUID(str(self.key)))

    def display_name(self) -> str:
        """The name of the participant."""
        return self.participant.name

    def get_absolute_url(self) -> str:
        """The page for checking in."""
        return reverse("check_in", args=[self.participant.registration.event.activity.slug])
