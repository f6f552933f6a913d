"""Rounds of comments on a frozen version of a text, the comments, and experts who take part by a link."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core import clock
from palermo.core.constraints import LINK_TAKEN, NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.hours import is_zone
from palermo.events.models.events import Event
from palermo.toolkit.models.texts import LANGUAGE_CHOICES, PassageText, ToolVersion
from palermo.toolkit.models.tools import Tool
from palermo.toolkit.states.discussion import CommentState, CommentTopic, RoundKind, RoundState


class TextRound(models.Model):
    """A round of comments on a frozen version of a tool.

    `closes_at` is the deadline, an instant; `time_zone` the IANA name of the zone in which it is shown. With
    `shows_comments` participants see each other's comments while the round is open.
    """

    slug = RecordIdField()
    tool = parent_relation(Tool, "rounds")
    version = relation(ToolVersion, "rounds", gettext_lazy("Version"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=RoundKind.choices)
    event = optional_relation(Event, "text_rounds", gettext_lazy("Expert group meeting"))
    all_states = models.BooleanField(gettext_lazy("All Member States"), default=False)
    states = models.ManyToManyField(
        State, blank=True, related_name="text_rounds", verbose_name=gettext_lazy("Member States invited")
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="text_rounds", verbose_name=gettext_lazy("Organizations invited")
    )
    instructions = MultilingualField(gettext_lazy("Instructions"), blank=True, long=True)
    shows_comments = models.BooleanField(gettext_lazy("Participants see each other’s comments"), default=False)
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=RoundState.choices, default=RoundState.PREPARED
    )
    time_zone = models.CharField(gettext_lazy("Time zone"), max_length=50, default="Europe/Vienna")
    opened_on = models.DateField(gettext_lazy("Opened on"), null=True, blank=True)
    closes_at = models.DateTimeField(gettext_lazy("Deadline"), null=True, blank=True)
    extension_reason = MultilingualField(gettext_lazy("Reason for the extension"), blank=True)
    closed_on = models.DateField(gettext_lazy("Closed on"), null=True, blank=True)
    answered_on = models.DateField(gettext_lazy("Responses published on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Round of comments")
        verbose_name_plural = gettext_lazy("Rounds of comments")
        ordering = ["tool", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool", "number"], name="one_text_round_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PREPARED) | Q(opened_on__isnull=False, closes_at__isnull=False),
                name="open_text_round_has_a_deadline",
                violation_error_message=gettext_lazy("Enter the day of opening and the deadline."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.ANSWERED) | Q(answered_on__isnull=False),
                name="answered_text_round_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the responses were published."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """The version is of the same tool, and the time zone is one."""
        if self.version_id and self.version.tool_id != self.tool_id:
            raise ValidationError({"version": _("Choose a version of this tool.")})
        if not is_zone(self.time_zone):
            raise ValidationError({"time_zone": _("Enter the name of a time zone, such as Europe/Vienna.")})

    def display_name(self) -> str:
        """Its kind and number, with the tool."""
        return _("%(tool)s, round %(number)d: %(kind)s") % {
            "tool": self.tool.display_name(),
            "number": self.number,
            "kind": self.get_kind_display(),
        }

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("tool_round", args=[self.tool.activity.slug, self.number])

    @property
    def takes_comments(self) -> bool:
        """Whether comments are received at this moment."""
        return self.state == RoundState.OPEN and self.closes_at is not None and clock.now() < self.closes_at


class RoundExpert(models.Model):
    """Somebody who takes part in a round by a link. Who they are is in `ExpertDetails`, which can be erased.

    `is_named` is their consent that their name is shown to the other participants and in the table of comments.
    """

    round = parent_relation(TextRound, "experts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    is_named = models.BooleanField(gettext_lazy("Name may be shown"), default=False)
    consented_at = models.DateTimeField(gettext_lazy("Date of consent"), null=True, blank=True)
    invited_on = models.DateField(gettext_lazy("Invited on"), default=clock.today)
    ended_on = models.DateField(gettext_lazy("Participation ended on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Invited expert")
        verbose_name_plural = gettext_lazy("Invited experts")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="one_round_expert_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"

    def display_name(self) -> str:
        """Their number: a name is personal data."""
        return _("Expert %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The participants on the page of the round."""
        return f"{self.round.get_absolute_url()}#participants"


class ExpertDetails(models.Model):
    """Name, function and address of an invited expert: never exported, and erased on request."""

    expert = models.OneToOneField(
        RoundExpert, on_delete=models.CASCADE, related_name="details", error_messages={"unique": ON_RECORD}
    )
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=300, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en", choices=[(l.django_code, l.name) for l in LANGUAGES])

    class Meta:
        ordering = ["expert"]

    def __str__(self) -> str:
        return f"{self.expert}"


class ExpertLink(models.Model):
    """A link that an invited expert opens without an account. Only the digest of its secret is stored."""

    expert = models.ForeignKey(RoundExpert, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["expert", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert"],
                condition=Q(ended_at=None),
                name="one_open_link_an_expert",
                violation_error_message=gettext_lazy("This expert already has a valid link."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert}"


class PassageComment(models.Model):
    """A comment on a passage in a round, perhaps with a whole new wording of it (`proposal`); or a reply to a comment.

    It is by an expert, or by a person with an account, who may speak for a State or an organization. `led_to` is the
    text of the passage that was written because of it.
    """

    round = parent_relation(TextRound, "comments")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=gettext_lazy("In reply to"),
    )
    passage = models.CharField(gettext_lazy("Passage"), max_length=40)
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    quote = models.TextField(gettext_lazy("Words concerned"), blank=True)
    topic = models.CharField(
        gettext_lazy("Topic"), max_length=12, choices=CommentTopic.choices, default=CommentTopic.SUBSTANCE
    )
    text = models.TextField(gettext_lazy("Comment"), blank=True)
    proposal = models.TextField(gettext_lazy("Proposed wording"), blank=True)
    expert = optional_relation(RoundExpert, "comments", gettext_lazy("Expert"))
    by_state = optional_relation(State, "passage_comments")
    organisation = optional_relation(Organisation, "passage_comments")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="passage_comments",
        verbose_name=gettext_lazy("Submitted by"),
    )
    written_at = models.DateTimeField(gettext_lazy("Date"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=CommentState.choices, default=CommentState.OPEN
    )
    response = MultilingualField(gettext_lazy("Response"), blank=True, long=True)
    decided_on = models.DateField(gettext_lazy("Date of the response"), null=True, blank=True)
    led_to = models.ForeignKey(
        PassageText,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=gettext_lazy("New wording"),
    )

    class Meta:
        verbose_name = gettext_lazy("Comment on a passage")
        verbose_name_plural = gettext_lazy("Comments on passages")
        ordering = ["round", "number"]
        indexes = [models.Index(fields=["round", "passage"], name="comments_by_passage")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="one_passage_comment_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=~Q(text="", proposal=""),
                name="passage_comment_has_words",
                violation_error_message=gettext_lazy("Enter a comment or a proposed wording."),
            ),
            models.CheckConstraint(
                condition=Q(expert=None) | Q(by_state=None, organisation=None, given_by=None),
                name="passage_comment_has_one_author",
                violation_error_message=gettext_lazy("A comment is by an expert, or by a person with an account."),
            ),
            models.CheckConstraint(
                condition=Q(by_state=None) | Q(organisation=None),
                name="passage_comment_is_for_one_participant",
                violation_error_message=gettext_lazy("Choose a State or an organization, not both."),
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.OPEN) | Q(decided_on__isnull=False),
                name="decided_passage_comment_has_a_date",
                violation_error_message=gettext_lazy("Enter the date of the response."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"

    def display_name(self) -> str:
        """Its number and the round."""
        return _("Comment %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place on the page of the round."""
        return f"{self.round.get_absolute_url()}?passage={self.passage}#comment-{self.number}"
