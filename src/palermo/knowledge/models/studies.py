"""Studies: what research is done, what stands in its way, when results are due."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.governance.models import Activity
from palermo.knowledge.models.datasets import DatasetEdition
from palermo.knowledge.states.studies import CommentAnswer, EthicsResult, StudyDraftStatus, StudyRole
from palermo.library.models import Document
from palermo.treaties.models.participants import OfParticipant


class Study(models.Model):
    """Research under the initiative. `question`, `obstacle`, `aim` and `method` are full sentences.

    `protocol` is the document that says how it is done, `publication` the one that holds its results.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="study",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Activity"),
    )
    question = MultilingualField(gettext_lazy("Research question"), blank=True, long=True)
    obstacle = MultilingualField(gettext_lazy("Obstacle"), blank=True, long=True)
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    method = MultilingualField(gettext_lazy("Method"), blank=True, long=True)
    results_due_on = models.DateField(gettext_lazy("Results due"), null=True, blank=True)
    results_due_precision = DatePrecisionField()
    results_due = PartialDateOf("results_due")
    results_for = MultilingualField(gettext_lazy("Results for"), blank=True)
    protocol = optional_relation(Document, "study_protocols", gettext_lazy("Protocol of the study"))
    publication = optional_relation(Document, "study_publications", gettext_lazy("Publication"))
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Study")
        verbose_name_plural = gettext_lazy("Studies")
        ordering = ["activity__slug"]

    def __str__(self) -> str:
        return str(self.activity)

    def is_overdue_on(self, day: date) -> bool:
        """Whether results were due before a day and not published by then."""
        is_past = self.results_due_on is not None and self.results_due_on < day
        return is_past and (self.published_on is None or self.published_on > day)

    def display_name(self) -> str:
        """What links and headings say."""
        return self.activity.display_name()

    def get_absolute_url(self) -> str:
        """The page of the study."""
        return self.activity.get_absolute_url()


class StudyContribution(OfParticipant):
    """What a State or an organization does in a study."""

    study = parent_relation(Study, "contributions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    role = models.CharField(gettext_lazy("Role"), max_length=10, choices=StudyRole.choices)
    description = MultilingualField(gettext_lazy("Contribution"), blank=True)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Contribution to a study")
        verbose_name_plural = gettext_lazy("Contributions to studies")
        ordering = ["study", "number"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.UniqueConstraint(
                fields=["study", "number"],
                name="one_study_contribution_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["study", "state", "role"],
                name="one_study_contribution_a_state_and_role",
                violation_error_message=ON_RECORD,
            ),
            models.UniqueConstraint(
                fields=["study", "organisation", "role"],
                name="one_study_contribution_an_organisation_and_role",
                violation_error_message=ON_RECORD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study}: {self.participant}"

    def display_name(self) -> str:
        """Who contributes."""
        return self.participant.display_name()

    def get_absolute_url(self) -> str:
        """Its place on the page of the study."""
        return f"{self.study.get_absolute_url()}#contributions"


class EthicsReview(models.Model):
    """The review of a study by an ethics body."""

    study = parent_relation(Study, "ethics_reviews")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    body = MultilingualField(gettext_lazy("Ethics body"))
    reference = models.CharField(gettext_lazy("Reference"), max_length=100, blank=True)
    submitted_on = models.DateField(gettext_lazy("Submitted on"), null=True, blank=True)
    result = models.CharField(
        gettext_lazy("Result"), max_length=12, choices=EthicsResult.choices, default=EthicsResult.PENDING
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    conditions = MultilingualField(gettext_lazy("Conditions"), blank=True, long=True)
    valid_until = models.DateField(gettext_lazy("Valid until"), null=True, blank=True)
    document = optional_relation(Document, "ethics_reviews")

    class Meta:
        verbose_name = gettext_lazy("Ethics review")
        verbose_name_plural = gettext_lazy("Ethics reviews")
        ordering = ["study", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"], name="one_ethics_review_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(result=EthicsResult.PENDING) | Q(decided_on__isnull=False),
                name="decided_ethics_review_has_a_date",
                violation_error_message=gettext_lazy("Enter the day of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(result=EthicsResult.CONDITIONAL) | ~Q(conditions={}),
                name="conditions_of_an_ethics_review_are_stated",
                violation_error_message=gettext_lazy("Enter the conditions."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study}, {self.number}"

    def display_name(self) -> str:
        """The result."""
        return str(self.get_result_display())

    def get_absolute_url(self) -> str:
        """Its place on the page of the study."""
        return f"{self.study.get_absolute_url()}#ethics"


class StudyDataset(models.Model):
    """An edition of a dataset that a study uses, and for what."""

    study = parent_relation(Study, "datasets")
    edition = relation(DatasetEdition, "studies", gettext_lazy("Edition"))
    use = MultilingualField(gettext_lazy("Use in the study"), blank=True)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Dataset used in a study")
        verbose_name_plural = gettext_lazy("Datasets used in studies")
        ordering = ["study", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "edition"], name="one_use_of_an_edition_a_study", violation_error_message=ON_RECORD
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study}: {self.edition}"

    def display_name(self) -> str:
        """The edition."""
        return self.edition.display_name()

    def get_absolute_url(self) -> str:
        """Its place on the page of the study."""
        return f"{self.study.get_absolute_url()}#datasets"


class StudyDraft(models.Model):
    """A draft of a study's results and the time in which its audience may comment on it."""

    study = parent_relation(Study, "drafts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    document = relation(Document, "study_drafts")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=StudyDraftStatus.choices, default=StudyDraftStatus.DRAFT
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    circulated_on = models.DateField(gettext_lazy("Circulated on"), null=True, blank=True)
    comments_until = models.DateField(gettext_lazy("Comments until"), null=True, blank=True)
    note = MultilingualField(gettext_lazy("Note"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Draft of a study")
        verbose_name_plural = gettext_lazy("Drafts of studies")
        ordering = ["study", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"], name="one_study_draft_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(status=StudyDraftStatus.DRAFT)
                | (Q(circulated_on__isnull=False) & Q(comments_until__gte=F("circulated_on"))),
                name="circulated_draft_has_its_dates",
                violation_error_message=gettext_lazy(
                    "Enter the day on which comments end. It must not be before the draft is circulated."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study}, {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Draft %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The page with the comments on it."""
        return reverse("study_draft", args=[self.study.activity.slug, self.number])


class DraftComment(OfParticipant):
    """A comment of a State or an organization on a draft, and the authors' reply.

    The commenter and the secretariat read it. `place` is the page or paragraph to which it refers.
    """

    draft = parent_relation(StudyDraft, "comments")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    place = models.CharField(pgettext_lazy("in a text", "Place"), max_length=100, blank=True)
    text = models.TextField(gettext_lazy("Comment"))
    made_on = models.DateField(gettext_lazy("Made on"))
    answer = models.CharField(
        gettext_lazy("Decision"), max_length=10, choices=CommentAnswer.choices, default=CommentAnswer.OPEN
    )
    reply = models.TextField(gettext_lazy("Reply"), blank=True)
    answered_on = models.DateField(gettext_lazy("Answered on"), null=True, blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Comment on a draft")
        verbose_name_plural = gettext_lazy("Comments on drafts")
        ordering = ["draft", "number"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.UniqueConstraint(
                fields=["draft", "number"], name="one_draft_comment_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[CommentAnswer.OPEN, CommentAnswer.ACCEPTED]) | ~Q(reply=""),
                name="comment_not_fully_accepted_has_a_reply",
                violation_error_message=gettext_lazy("Enter a reply that gives the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft}: {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Comment %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place in the table of comments."""
        return f"{self.draft.get_absolute_url()}#comment-{self.number}"
