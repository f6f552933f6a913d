"""Texts submitted to Member States: under which procedure, in which versions, and what each State answered when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import DatePrecisionField, DigestField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.hours import is_zone
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.governance.models.meetings import Meeting
from palermo.governance.standing import Answer, Move, OwnReply, Standing
from palermo.governance.states.endorsements import Electorate, EndorsementState, ProcedureKind, ResponseKind
from palermo.library.models import Document


class Procedure(models.Model):
    """How the Member States of a body approve a text, outside or at a meeting; bodies differ, so it is data.

    `minimum_hours` is the minimum period for replies. `time_zone` (an IANA name) is the one used for deadlines. With
    `needs_all_languages` a text opens only when it exists in all six languages. Written approval needs
    `numerator`/`denominator` of the `electorate`. `objections_read_by` are those who may see who objected.
    """

    slug = RecordIdField()
    body = relation(Body, "procedures")
    name = MultilingualField(gettext_lazy("Name"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=ProcedureKind.choices)
    basis = MultilingualField(gettext_lazy("Basis"), blank=True, long=True)
    minimum_hours = models.PositiveIntegerField(gettext_lazy("Minimum review period in hours"), default=0)
    time_zone = models.CharField(
        gettext_lazy("Time zone"),
        max_length=40,
        default="Europe/Vienna",
        help_text=gettext_lazy("The name of a time zone, such as Europe/Vienna."),
    )
    needs_all_languages = models.BooleanField(gettext_lazy("Requires all six languages"), default=False)
    numerator = models.PositiveSmallIntegerField(gettext_lazy("Approval threshold: numerator"), default=1)
    denominator = models.PositiveSmallIntegerField(gettext_lazy("Approval threshold: denominator"), default=2)
    electorate = models.CharField(
        gettext_lazy("Approval threshold: base"), max_length=10, choices=Electorate.choices, default=Electorate.ALL
    )
    objections_read_by = models.CharField(
        gettext_lazy("Objections by State visible to"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.SECRETARIAT,
    )

    class Meta:
        verbose_name = gettext_lazy("Procedure")
        verbose_name_plural = gettext_lazy("Procedures")
        ordering = ["body", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__gte=1, denominator__gte=F("numerator")),
                name="threshold_is_a_share",
                violation_error_message=gettext_lazy(
                    "The approval threshold must be a fraction above zero and up to one, such as 1 of 2."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What reports call it where one of its texts is missing."""
        return plain(self.name) or self.slug

    def clean(self) -> None:
        if not is_zone(self.time_zone):
            raise ValidationError({"time_zone": _("Enter the name of a time zone, such as Europe/Vienna.")})


class Endorsement(SluggedRecord):
    """A text submitted to Member States under one of the body's procedures.

    `target` is the day by which approval was requested, if recorded. Its `versions` hold the frozen text and the period
    for replies. `state` and `result` follow from the replies and the procedure; they are derived from the times of the
    acts, never from the time of reading.
    """

    page_name = "endorsement"

    body = relation(Body, "endorsements")
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    document = optional_relation(Document, "endorsements")
    procedure = relation(Procedure, "endorsements")
    put_on = models.DateField(gettext_lazy("Submitted to Member States on"))
    put_at = optional_relation(Meeting, "endorsements", gettext_lazy("Submitted at"))
    target_on = models.DateField(gettext_lazy("Target date"), null=True, blank=True)
    target_precision = DatePrecisionField()
    target = PartialDateOf("target")
    under = models.ForeignKey(
        "Mandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsements_sought",
        verbose_name=gettext_lazy("Under the mandate"),
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=15, choices=EndorsementState.choices, default=EndorsementState.OPEN
    )
    result_on = models.DateField(gettext_lazy("Date of the result"), null=True, blank=True)
    result_precision = DatePrecisionField()
    result = PartialDateOf("result")
    result_note = MultilingualField(gettext_lazy("Note"), blank=True, long=True)
    announced_on = models.DateField(gettext_lazy("Result announced on"), null=True, blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    # Not stored. What a standing follows from, once `queries.endorsements` has read it: the versions in their order,
    # and since when each State is a Member.
    put: "list[TextVersion]"
    members: dict[int, date | None]
    # What a page shows of it; see `web.open_endorsements`.
    standing: Standing
    own: OwnReply | None

    class Meta:
        verbose_name = gettext_lazy("Endorsement")
        verbose_name_plural = gettext_lazy("Endorsements")
        ordering = ["-put_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EndorsementState.OPEN, result_on=None)
                | (~Q(state=EndorsementState.OPEN) & Q(result_on__isnull=False)),
                name="closed_endorsement_has_a_date",
                violation_error_message=gettext_lazy("A closed endorsement must have the date of its result."),
            ),
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(result_on__gte=F("put_on")),
                name="endorsement_closes_after_it_opens",
                violation_error_message=gettext_lazy(
                    "The text must not be submitted after its result. Check the dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class TextVersion(models.Model):
    """A text as submitted to Member States, frozen: its text, the hashes of its document, and a digest over both.

    Replies count from `opens_at` until just before the deadline. `closes_at` is the deadline as first set; extensions
    postpone it. Without one the text is decided at a meeting.
    """

    endorsement = parent_relation(Endorsement, "versions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    document = optional_relation(Document, "put_as")
    files = models.JSONField(gettext_lazy("Files"), default=dict, blank=True)
    digest = models.CharField(gettext_lazy("Checksum"), max_length=64)
    what_changed = MultilingualField(gettext_lazy("Changes since the previous version"), blank=True, long=True)
    opens_at = models.DateTimeField(gettext_lazy("Opens on"))
    closes_at = models.DateTimeField(gettext_lazy("Deadline"), null=True, blank=True)

    # Not stored; read by `queries.endorsements`: the extensions of the deadline, and the answers that may count.
    moves: tuple[Move, ...]
    counted: tuple[Answer, ...]

    class Meta:
        verbose_name = gettext_lazy("Version of the text")
        ordering = ["endorsement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["endorsement", "number"],
                name="one_version_of_a_text_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="version_closes_after_it_opens",
                violation_error_message=gettext_lazy("The deadline must be later than the time of submission."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement}, {self.number}"


class Extension(models.Model):
    """The postponement of a deadline, made before it had passed."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="extensions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    made_at = models.DateTimeField(gettext_lazy("Extended on"))
    closes_at = models.DateTimeField(gettext_lazy("New deadline"))
    reason = MultilingualField(gettext_lazy("Reason"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Extension of the deadline")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="one_extension_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("made_at")),
                name="extension_is_made_before_it_ends",
                violation_error_message=gettext_lazy(
                    "The new deadline must be in the future when the extension is made."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.closes_at}"


class Response(models.Model):
    """The reply of a Member State to a version of a text, and its time.

    Of approvals and objections a State's latest counts; of two at the same instant, the one with the higher number.
    `changes` is the number of the State's own approval or objection that it replaces, 0 if none: a State can return to
    an earlier position, and a reply sent twice is recorded once.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="responses")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    state = relation(State, "responses")
    kind = models.CharField(gettext_lazy("Kind"), max_length=15, choices=ResponseKind.choices)
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    made_at = models.DateTimeField(gettext_lazy("Replied on"))
    changes = models.PositiveIntegerField(gettext_lazy("Number of the reply it replaces"), default=0)
    said = DigestField(of=("text",))

    class Meta:
        verbose_name = gettext_lazy("Reply of a Member State")
        ordering = ["version", "made_at", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="one_response_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["version", "state", "kind", "said", "changes"],
                name="one_response_once",
                violation_error_message=gettext_lazy("This State has already given this reply."),
            ),
        ]
        indexes = [models.Index(fields=["version", "kind", "made_at"], name="responses_by_kind")]

    def __str__(self) -> str:
        return f"{self.version}: {self.state}, {self.get_kind_display()}"
