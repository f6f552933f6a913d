"""Notes verbales: to permanent missions and ministries, and to nobody else."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, Place
from palermo.core.audiences import Audience
from palermo.core.fields import MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.core.speech.here import localize_day
from palermo.governance.models.endorsements import Endorsement
from palermo.governance.models.meetings import Meeting
from palermo.governance.states.bodies import NoteKind, NoteState
from palermo.library.models import Document


class NoteVerbale(SluggedRecord):
    """A note from the secretariat in the third person; its text is generated and, once issued, frozen.

    `reference` is the secretariat's filing number. `enclosures` are listed at its end, by symbol. With
    `to_all_member_states` it is sent to every permanent mission. `dated_at` is the seat of the secretariat: a note ends
    with its place and date.
    """

    page_name = "note"

    reference = models.CharField(gettext_lazy("Reference"), max_length=60, blank=True)
    kind = models.CharField(gettext_lazy("Kind"), max_length=15, choices=NoteKind.choices)
    meeting = optional_relation(Meeting, "notes")
    endorsement = optional_relation(Endorsement, "notes")
    to_all_member_states = models.BooleanField(gettext_lazy("All permanent missions of Member States"), default=True)
    addressees = models.ManyToManyField(
        Organisation, blank=True, related_name="notes_received", verbose_name=gettext_lazy("Addressees")
    )
    enclosures = models.ManyToManyField(
        Document, blank=True, related_name="enclosed_in", verbose_name=gettext_lazy("Enclosures")
    )
    dated_at = optional_relation(Place, "notes", gettext_lazy("Place of the note"))
    dated_on = models.DateField(gettext_lazy("Date"))
    reply_by = models.DateField(gettext_lazy("Reply requested by"), null=True, blank=True)
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    state = models.CharField(gettext_lazy("Status"), max_length=10, choices=NoteState.choices, default=NoteState.DRAFT)
    issued_on = models.DateField(gettext_lazy("Issued on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Note verbale")
        verbose_name_plural = gettext_lazy("Notes verbales")
        ordering = ["-dated_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, endorsement=None) | Q(meeting=None, endorsement__isnull=False),
                name="note_is_about_one_thing",
                violation_error_message=gettext_lazy("A note verbale concerns either a meeting or a text."),
            ),
            models.CheckConstraint(
                condition=Q(state=NoteState.ISSUED, issued_on__isnull=False)
                | (~Q(state=NoteState.ISSUED) & Q(issued_on=None)),
                name="issued_note_has_a_date",
                violation_error_message=gettext_lazy(
                    "An issued note verbale must have a date of issue; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=NoteState.ISSUED) | ~Q(reference=""),
                name="issued_note_has_a_reference",
                violation_error_message=gettext_lazy("An issued note verbale must have a reference."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="one_note_a_reference",
                violation_error_message=gettext_lazy("Another note verbale already has this reference."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.slug

    def display_name(self) -> str:
        """Its kind and reference, or its kind and date."""
        values = {
            "kind": self.get_kind_display(),
            "reference": self.reference,
            "of_date": localize_day(self.dated_on, "of"),
        }
        return _("%(kind)s, %(reference)s") % values if self.reference else _("%(kind)s %(of_date)s") % values

    @property
    def audience(self) -> Audience:
        """Whom it is meant for: Member States once it is issued, before that the secretariat."""
        return Audience.MEMBER_STATES if self.state == NoteState.ISSUED else Audience.SECRETARIAT
