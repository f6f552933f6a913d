"""Action plans: their editions with sections and measures, the progress reported on these, and evaluations."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import plain
from palermo.events.models import Outcome, Recommendation
from palermo.governance.models import Activity
from palermo.governance.states.activities import ActivityKind
from palermo.library.models import Document
from palermo.outreach.models.makers import OfMaker
from palermo.outreach.states.plans import (
    EvaluationKind,
    MeasureStatus,
    PlanEditionStatus,
    PlanLevel,
    ProgressRoundStatus,
)
from palermo.treaties.models import LawArticle, Treaty
from palermo.treaties.provisions import check_provisions


class ActionPlan(OfMaker, SluggedRecord):
    """A plan of a State, a region, faith communities or a sector; what it says is in its editions.

    `activity` is the event at which it was drawn up, `outcome` what came out of it there, `template` the tool that it
    follows. `stresses_monitoring` is whether it lays emphasis on monitoring and evaluation.
    """

    page_name = "action_plan"

    slug = RecordIdField()
    title = MultilingualField(gettext_lazy("Title"))
    level = models.CharField(gettext_lazy("Level"), max_length=10, choices=PlanLevel.choices)
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    stresses_monitoring = models.BooleanField(gettext_lazy("Emphasis on monitoring and evaluation"), default=False)
    activity = optional_relation(Activity, "action_plans", gettext_lazy("Event"))
    outcome = optional_relation(Outcome, "action_plans")
    template = optional_relation(Activity, "plans_from_template", gettext_lazy("Template"))
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )
    arranged = ArrangedField()

    class Meta(OfMaker.Meta):
        verbose_name = gettext_lazy("Action plan")
        verbose_name_plural = gettext_lazy("Action plans")
        ordering = ["slug"]
        constraints = [*OfMaker.Meta.constraints]
        indexes = [models.Index(fields=["level", "slug", "audience"], name="plans_by_level")]

    def clean(self) -> None:
        """Refuse a template that is no tool.

        Raises
        ------
        ValidationError
            At the template.
        """
        if self.template is not None and self.template.kind != ActivityKind.TOOL:
            raise ValidationError({"template": _("Choose a tool.")})


class PlanEdition(models.Model):
    """One edition of a plan: a draft, the one in force, or one that was replaced.

    Sections and measures keep their keys from edition to edition, so that two editions can be compared. A draft is
    read by those who keep the plan and the secretariat, unless `is_shared`.
    """

    plan = parent_relation(ActionPlan, "editions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Edition"))
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=PlanEditionStatus.choices, default=PlanEditionStatus.DRAFT
    )
    is_shared = models.BooleanField(gettext_lazy("The draft may be read by the audience of the plan"), default=False)
    drafted_on = models.DateField(gettext_lazy("Drafted on"), null=True, blank=True)
    adopted_on = models.DateField(gettext_lazy("Adopted on"), null=True, blank=True)
    adopted_precision = DatePrecisionField()
    adopted = PartialDateOf("adopted")
    ended_on = models.DateField(gettext_lazy("Replaced or abandoned on"), null=True, blank=True)
    period_from = models.DateField(gettext_lazy("Period from"), null=True, blank=True)
    period_until = models.DateField(gettext_lazy("Period until"), null=True, blank=True)
    changes = MultilingualField(gettext_lazy("Changes from the previous edition"), blank=True, long=True)
    document = optional_relation(Document, "plan_editions")

    class Meta:
        verbose_name = gettext_lazy("Edition of an action plan")
        verbose_name_plural = gettext_lazy("Editions of action plans")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="one_plan_edition_a_number",
                violation_error_message=gettext_lazy("This plan already has an edition with that number."),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status=PlanEditionStatus.DRAFT),
                name="one_draft_edition_a_plan",
                violation_error_message=gettext_lazy("This plan already has a draft edition."),
            ),
            models.UniqueConstraint(
                fields=["plan", "status"],
                condition=Q(status=PlanEditionStatus.ADOPTED),
                name="one_edition_of_a_plan_in_force",
                violation_error_message=gettext_lazy("This plan already has an edition in force."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanEditionStatus.ADOPTED) | Q(adopted_on__isnull=False),
                name="adopted_plan_edition_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the edition was adopted."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PlanEditionStatus.REPLACED, PlanEditionStatus.ABANDONED])
                | Q(ended_on__isnull=False),
                name="ended_plan_edition_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the edition was replaced or abandoned."),
            ),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_until=None) | Q(period_until__gte=F("period_from")),
                name="plan_period_ends_after_it_begins",
                violation_error_message=gettext_lazy("The period must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Edition %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The page of the edition."""
        return reverse("plan_edition", args=[self.plan.slug, self.number])


class PlanSection(models.Model):
    """A goal of a plan with its text; the measures under it follow."""

    edition = parent_relation(PlanEdition, "sections", gettext_lazy("Edition"))
    key = models.SlugField(gettext_lazy("Key"), max_length=40)
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"))
    heading = MultilingualField(gettext_lazy("Heading"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Section of an action plan")
        verbose_name_plural = gettext_lazy("Sections of action plans")
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"],
                name="one_plan_section_a_key",
                violation_error_message=gettext_lazy("This edition already has a section with that key."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.key}"

    def display_name(self) -> str:
        """Its heading."""
        return plain(self.heading) or self.key

    def get_absolute_url(self) -> str:
        """Its place on the page of the edition that shows it."""
        return f"{self.edition.get_absolute_url()}?at={self.key}#{self.key}"


class Measure(models.Model):
    """A measure of a plan: who does what by when, at what cost, and how one sees that it is done.

    `responsible` is as the plan words it; `organisation` the organization of the record that it means.
    """

    edition = parent_relation(PlanEdition, "measures", gettext_lazy("Edition"))
    section = optional_relation(PlanSection, "measures", gettext_lazy("Section"))
    key = models.SlugField(gettext_lazy("Key"), max_length=40)
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"))
    text = MultilingualField(gettext_lazy("Measure"), long=True)
    responsible = MultilingualField(gettext_lazy("Responsible"), blank=True)
    organisation = optional_relation(Organisation, "measures")
    starts_on = models.DateField(gettext_lazy("Begins on"), null=True, blank=True)
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    budget = models.DecimalField(
        gettext_lazy("Budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(gettext_lazy("Currency"), max_length=3, blank=True)
    indicator = MultilingualField(gettext_lazy("Indicator"), blank=True)
    baseline = MultilingualField(gettext_lazy("Baseline"), blank=True)
    target = MultilingualField(gettext_lazy("Target"), blank=True)
    treaty = optional_relation(Treaty, "measures")
    provision = models.CharField(gettext_lazy("Provisions"), max_length=100, blank=True, validators=[check_provisions])
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="measures", verbose_name=gettext_lazy("Recommendations implemented")
    )
    laws = models.ManyToManyField(
        LawArticle, blank=True, related_name="measures", verbose_name=gettext_lazy("Provisions of law")
    )
    tools = models.ManyToManyField(Activity, blank=True, related_name="measures", verbose_name=gettext_lazy("Tools"))

    class Meta:
        verbose_name = gettext_lazy("Measure")
        verbose_name_plural = gettext_lazy("Measures")
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"],
                name="one_measure_a_key",
                violation_error_message=gettext_lazy("This edition already has a measure with that key."),
            ),
            models.CheckConstraint(
                condition=Q(budget=None, currency="") | (Q(budget__gte=0) & ~Q(currency="")),
                name="budget_of_a_measure_has_a_currency",
                violation_error_message=gettext_lazy("Enter both the amount and its currency, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(provision="") | Q(treaty__isnull=False),
                name="provision_of_a_measure_is_of_a_treaty",
                violation_error_message=gettext_lazy("Choose the treaty to which the provisions belong."),
            ),
        ]
        indexes = [models.Index(fields=["due_on", "edition"], name="measures_by_due_date")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.key}"

    def display_name(self) -> str:
        """Its key and its wording."""
        return plain(self.text) or self.key

    def get_absolute_url(self) -> str:
        """Its place on the page of the edition that shows it."""
        return f"{self.edition.get_absolute_url()}?at={self.key}#{self.key}"


class ProgressRound(models.Model):
    """A round in which progress on the measures of an edition is reported."""

    edition = relation(PlanEdition, "rounds", gettext_lazy("Edition"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    period_from = models.DateField(gettext_lazy("Period from"))
    period_until = models.DateField(gettext_lazy("Period until"))
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ProgressRoundStatus.choices, default=ProgressRoundStatus.OPEN
    )
    opened_on = models.DateField(gettext_lazy("Opened on"))
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    closed_on = models.DateField(gettext_lazy("Closed on"), null=True, blank=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    assessment = MultilingualField(gettext_lazy("Assessment"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Progress round")
        verbose_name_plural = gettext_lazy("Progress rounds")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="one_progress_round_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(status=ProgressRoundStatus.OPEN),
                name="one_open_progress_round_an_edition",
                violation_error_message=gettext_lazy("Another round of this edition is still open. Close it first."),
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="progress_period_ends_after_it_begins",
                violation_error_message=gettext_lazy("The period must not end before it begins. Check the two dates."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ProgressRoundStatus.PUBLISHED) | Q(published_on__isnull=False),
                name="published_progress_round_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the round was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Progress round %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("progress_round", args=[self.edition.plan.slug, self.edition.number, self.number])


class MeasureProgress(models.Model):
    """What is reported on a measure in a round: its status, the value of its indicator, what was spent."""

    round = parent_relation(ProgressRound, "progress")
    measure = relation(Measure, "progress")
    status = models.CharField(gettext_lazy("Status"), max_length=12, choices=MeasureStatus.choices)
    text = MultilingualField(gettext_lazy("Progress"), blank=True, long=True)
    value = MultilingualField(gettext_lazy("Value of the indicator"), blank=True)
    spent = models.DecimalField(
        pgettext_lazy("money", "Spent"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    evidence = optional_relation(Document, "measure_progress", gettext_lazy("Supporting document"))
    reported_on = models.DateField(pgettext_lazy("progress", "Reported on"))

    class Meta:
        verbose_name = gettext_lazy("Progress of a measure")
        verbose_name_plural = gettext_lazy("Progress of measures")
        ordering = ["round", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure"],
                name="one_progress_a_measure_and_round",
                violation_error_message=gettext_lazy("Progress on this measure is already reported in this round."),
            ),
            models.CheckConstraint(
                condition=Q(spent=None) | Q(spent__gte=0),
                name="spent_on_a_measure_is_not_negative",
                violation_error_message=gettext_lazy("Amounts must not be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.measure}"

    def display_name(self) -> str:
        """The measure."""
        return self.measure.display_name()

    def get_absolute_url(self) -> str:
        """Its place on the page of the round."""
        return f"{self.round.get_absolute_url()}#{self.measure.key}"


class PlanEvaluation(models.Model):
    """An evaluation of an edition of a plan: by whom, how, with which findings and lessons."""

    edition = relation(PlanEdition, "evaluations", gettext_lazy("Edition"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=EvaluationKind.choices)
    evaluator = MultilingualField(gettext_lazy("Evaluator"))
    is_independent = models.BooleanField(gettext_lazy("Independent evaluation"), default=False)
    made_on = models.DateField(gettext_lazy("Date"))
    made_precision = DatePrecisionField()
    made = PartialDateOf("made")
    method = MultilingualField(gettext_lazy("Method"), blank=True, long=True)
    findings = MultilingualField(gettext_lazy("Findings"), long=True)
    document = optional_relation(Document, "plan_evaluations")
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Evaluation of an action plan")
        verbose_name_plural = gettext_lazy("Evaluations of action plans")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="one_plan_evaluation_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.number}"

    def display_name(self) -> str:
        """What kind of evaluation it is."""
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its place on the page of the plan."""
        return f"{self.edition.plan.get_absolute_url()}#evaluation-{self.edition.number}-{self.number}"


class Lesson(models.Model):
    """A lesson of an evaluation, and the measure of a later edition that takes it up."""

    evaluation = parent_relation(PlanEvaluation, "lessons", gettext_lazy("Evaluation"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Lesson"), long=True)
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=gettext_lazy("Taken up by the measure"),
    )

    class Meta:
        verbose_name = gettext_lazy("Lesson")
        verbose_name_plural = gettext_lazy("Lessons")
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "number"], name="one_lesson_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}, {self.number}"

    def display_name(self) -> str:
        """Its wording."""
        return plain(self.text)

    def get_absolute_url(self) -> str:
        """Its evaluation."""
        return self.evaluation.get_absolute_url()
