"""Persons proposed for an event as speakers, moderators or special invitees, from proposal to publication."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import name_words
from palermo.events.models.events import Event
from palermo.governance.models import Mandate
from palermo.speakers.states import DECIDED, OUT, ConsentKind, ConsentState, Gender, Sector, SpeakerRole, SpeakerState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BY = settings.AUTH_USER_MODEL
NOT_SHARED = (SpeakerState.PROPOSED, SpeakerState.TAKEN_BACK)


def cv_path(speaker: "Speaker", filename: str) -> str:
    """The path of a curriculum vitae, by the hash of its content: it can neither be guessed nor reveal a name."""
    return f"speakers/{speaker.cv_sha256[:2]}/{speaker.cv_sha256}"


def consent_field(label: "_StrPromise") -> models.CharField:
    """A field for a consent."""
    return models.CharField(label, max_length=10, choices=ConsentState.choices, default=ConsentState.PENDING)


class Speaker(SluggedRecord):
    """A person nominated for an event. `slug` is made of the event and a number, so that no address reveals a name.

    Their declaration as a survivor, their address and their links are separate rows, which are in no file, history or
    log.
    """

    page_name = "speaker"

    event = parent_relation(Event, "speakers")
    role = models.CharField(
        gettext_lazy("Role"), max_length=20, choices=SpeakerRole.choices, default=SpeakerRole.SPEAKER
    )
    name = MultilingualField(pgettext_lazy("of a person", "Name"))
    function = MultilingualField(gettext_lazy("Functional title"), blank=True)
    organisation = MultilingualField(gettext_lazy("Organization"), blank=True)
    from_state = optional_relation(State, "speakers")
    topic = MultilingualField(gettext_lazy("Topic"), blank=True)
    reason = MultilingualField(gettext_lazy("Justification"), long=True)
    languages = models.CharField(
        gettext_lazy("Languages spoken"),
        max_length=17,
        blank=True,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    sector = models.CharField(gettext_lazy("Sector"), max_length=20, choices=Sector.choices, blank=True)
    gender = models.CharField(gettext_lazy("Gender"), max_length=10, choices=Gender.choices, blank=True)
    cv = MultilingualField(gettext_lazy("Curriculum vitae"), blank=True, long=True)
    cv_file = models.FileField(upload_to=cv_path, max_length=200, blank=True, storage=FileSystemStorage)
    cv_name = models.CharField(gettext_lazy("Curriculum vitae (file)"), max_length=200, blank=True)
    cv_media_type = models.CharField(max_length=100, blank=True)
    cv_sha256 = models.CharField(max_length=64, blank=True)
    biography = MultilingualField(gettext_lazy("Biography"), blank=True, long=True)
    proposed_for_state = optional_relation(State, "speakers_proposed", pgettext_lazy("speaker", "Nominated by"))
    proposed_for_organisation = optional_relation(
        Organisation, "speakers_proposed", pgettext_lazy("speaker", "Nominated by")
    )
    proposed_at = models.DateTimeField(gettext_lazy("Proposed on"))
    proposed_by = models.ForeignKey(
        BY, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Submitted by")
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=20, choices=SpeakerState.choices, default=SpeakerState.PROPOSED
    )
    shared_at = models.DateTimeField(gettext_lazy("Shared on"), null=True, blank=True)
    shared_by = models.ForeignKey(
        BY, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Shared by")
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    decided_under = optional_relation(Mandate, "speakers_chosen", gettext_lazy("Under the mandate"))
    decision_reason = MultilingualField(gettext_lazy("Reason for the decision"), blank=True, long=True)
    invited_on = models.DateField(gettext_lazy("Invited on"), null=True, blank=True)
    answer_by_on = models.DateField(gettext_lazy("Reply by"), null=True, blank=True)
    answered_on = models.DateField(gettext_lazy("Reply given on"), null=True, blank=True)
    answered_by_link = models.BooleanField(gettext_lazy("The person concerned, via their link"), default=False)
    answer_reason = MultilingualField(gettext_lazy("Reply"), blank=True, long=True)
    confirmed_on = models.DateField(gettext_lazy("Confirmed on"), null=True, blank=True)
    ended_on = models.DateField(gettext_lazy("Not participating"), null=True, blank=True)
    end_reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    publication_consent = consent_field(gettext_lazy("Publication of name and biography"))
    recording_consent = consent_field(gettext_lazy("Recording"))
    photograph_consent = consent_field(gettext_lazy("Photographs"))
    published_at = models.DateTimeField(gettext_lazy("Published on"), null=True, blank=True)
    published_by = models.ForeignKey(
        BY, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Published by")
    )
    substitute_for = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitute",
        error_messages={"unique": ON_RECORD},
        verbose_name=pgettext_lazy("speaker", "Replaces"),
    )

    class Meta:
        verbose_name = pgettext_lazy("person", "Speaker")
        verbose_name_plural = gettext_lazy("Speakers")
        ordering = ["event", "slug"]
        indexes = [models.Index(fields=["event", "state"], name="speakers_by_event")]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(proposed_at__isnull=False),
                name="proposer_of_speaker_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
            models.CheckConstraint(
                condition=Q(shared_by=None) | Q(shared_at__isnull=False),
                name="who_shared_a_speaker_has_a_time",
                violation_error_message=gettext_lazy("An action with a recorded author must also have a time."),
            ),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=False) | Q(state__in=[*NOT_SHARED, SpeakerState.NOT_CHOSEN]),
                name="listed_speaker_is_shared",
                violation_error_message=gettext_lazy(
                    "A nomination must be shared with Member States before it can proceed."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(DECIDED | {SpeakerState.DECLINED}))
                | Q(decided_on__isnull=False, decided_under__isnull=False),
                name="no_speaker_chosen_without_a_mandate",
                violation_error_message=gettext_lazy("A selected speaker must have a date and a mandate."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SpeakerState.CONFIRMED)
                | Q(confirmed_on__isnull=False, answered_on__isnull=False, invited_on__isnull=False),
                name="confirmed_speaker_was_invited_and_answered",
                violation_error_message=gettext_lazy(
                    "A confirmed speaker must have dates of invitation, reply and confirmation."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OUT), ended_on__isnull=False)
                | (~Q(state__in=sorted(OUT)) & Q(ended_on=None)),
                name="speaker_who_is_out_has_a_date",
                violation_error_message=gettext_lazy(
                    "A speaker who is not participating must have a date since when; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(
                    published_at__isnull=False,
                    state=SpeakerState.CONFIRMED,
                    publication_consent=ConsentState.GIVEN,
                ),
                name="published_speaker_is_confirmed_and_consents",
                violation_error_message=gettext_lazy(
                    "A speaker can be published only once confirmed and with consent."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cv_file="") | (~Q(cv_sha256="") & ~Q(cv_media_type="")),
                name="cv_of_speaker_is_described",
                violation_error_message=gettext_lazy("The uploaded file was lost. Upload it again."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """The name, in the reader's script where it is on record in it: a name is not translated."""
        return name_words(self.name)

    @property
    def is_published(self) -> bool:
        """Whether their name is public to all readers of the event."""
        return self.published_at is not None

    def consent(self, kind: str) -> ConsentState:
        """What they agreed to of one kind."""
        return ConsentState(getattr(self, f"{ConsentKind(kind)}_consent"))
