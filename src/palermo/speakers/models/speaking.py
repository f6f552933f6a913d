"""Comments, declarations and consents about a nominated person; and details for the responsible officers only."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core import clock
from palermo.core.constraints import LINK_TAKEN, NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.languages import LANGUAGES
from palermo.core.relations import parent_relation, relation
from palermo.events.models.events import Event
from palermo.speakers.models.speakers import Speaker
from palermo.speakers.states import AdviceKind, ConsentKind, ConsentState, LinkPurpose, Party, SurvivorAnswer

BY = settings.AUTH_USER_MODEL


class SpeakerAdvice(models.Model):
    """A comment by a Member State on a shared nomination. Comments are added, never replaced."""

    speaker = parent_relation(Speaker, "advice")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    by_state = relation(State, "advice_on_speakers")
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=AdviceKind.choices)
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    given_at = models.DateTimeField(gettext_lazy("Date"))
    given_by = models.ForeignKey(
        BY, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Submitted by")
    )

    class Meta:
        verbose_name = gettext_lazy("Comment by a Member State")
        ordering = ["speaker", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "number"], name="one_advice_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | Q(given_at__isnull=False),
                name="who_advised_on_a_speaker_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.number}"

    def clean(self) -> None:
        """A reservation or a comment says what it is about."""
        if self.kind != AdviceKind.SUPPORT and not self.text:
            raise ValidationError({"text": _("Enter the reservation or comment.")})


class SpeakerInterest(models.Model):
    """A declaration of a conflict of interest, or of none; later declarations are added."""

    speaker = parent_relation(Speaker, "interests")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    party = models.CharField(gettext_lazy("Declared by"), max_length=10, choices=Party.choices)
    has_interest = models.BooleanField(gettext_lazy("Conflict of interest"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    declared_on = models.DateField(gettext_lazy("Date"), default=clock.today)

    class Meta:
        verbose_name = gettext_lazy("Declaration of interest")
        ordering = ["speaker", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "number"], name="one_interest_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.number}"

    def clean(self) -> None:
        """A conflict is described."""
        if self.has_interest and not self.text:
            raise ValidationError(_("Enter the conflict of interest."))


class SpeakerConsent(models.Model):
    """A change of a consent: subject, date and author (the person by their link, or the secretariat)."""

    speaker = parent_relation(Speaker, "consents")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ConsentKind.choices)
    to = models.CharField(pgettext_lazy("consent", "Status"), max_length=10, choices=ConsentState.choices)
    is_by_link = models.BooleanField(gettext_lazy("The person concerned, via their link"), default=False)
    changed_at = models.DateTimeField(gettext_lazy("Date"))
    changed_by = models.ForeignKey(
        BY, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Recorded by")
    )
    reason = MultilingualField(gettext_lazy("Reason"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Consent")
        ordering = ["speaker", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "number"], name="one_consent_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(changed_by=None) | Q(changed_at__isnull=False),
                name="who_changed_a_consent_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.number}"


class SpeakerContact(models.Model):
    """The e-mail address of an invited person. It is never exported."""

    speaker = models.OneToOneField(
        Speaker, on_delete=models.CASCADE, related_name="contact", error_messages={"unique": ON_RECORD}
    )
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en", choices=[(l.django_code, l.name) for l in LANGUAGES])

    class Meta:
        ordering = ["speaker"]

    def __str__(self) -> str:
        return f"{self.speaker}"


class SurvivorDeclaration(models.Model):
    """A person's declaration as a survivor: counted in totals, shown for one person only to the officers named."""

    speaker = models.OneToOneField(
        Speaker, on_delete=models.CASCADE, related_name="survivor_declaration", error_messages={"unique": ON_RECORD}
    )
    answer = models.CharField(max_length=5, choices=SurvivorAnswer.choices)
    party = models.CharField(max_length=10, choices=Party.choices)

    class Meta:
        ordering = ["speaker"]

    def __str__(self) -> str:
        return f"{self.speaker}"


class SurvivorOfficer(models.Model):
    """An officer of the secretariat who acts, at one event, on declarations by survivors."""

    event = parent_relation(Event, "survivor_officers")
    user = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(gettext_lazy("Named from"), default=clock.today)
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)

    class Meta:
        ordering = ["event", "named_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(until_on=None),
                name="one_survivor_officer_at_a_time",
                violation_error_message=gettext_lazy("This person has already been nominated for this event."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.user}"


class SpeakerLink(models.Model):
    """A link that an invited person opens without an account. Only the digest of its secret is stored."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["speaker", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=LinkPurpose.ANSWER) | Q(expires_at__isnull=False),
                name="link_to_answer_expires",
                violation_error_message=gettext_lazy("A reply link must have an expiry time."),
            ),
            models.UniqueConstraint(
                fields=["speaker", "purpose"],
                condition=Q(used_at=None, ended_at=None),
                name="one_open_link_a_purpose",
                violation_error_message=gettext_lazy("This speaker already has a valid link for this purpose."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}"

    @property
    def has_expired(self) -> bool:
        """Whether its day has come without it being used."""
        return self.used_at is None and self.expires_at is not None and self.expires_at <= clock.now()
