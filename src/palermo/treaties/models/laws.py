"""National law that implements a treaty, and reviews of how a State implements it."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.relations import parent_relation, relation
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.treaties.models.treaties import Treaty
from palermo.treaties.states.laws import SAID_BY_THE_STATE, Element, LawStatus, ReviewStage, SuppliedBy

# For so long a provision is taken to be as it was checked.
CHECK_LASTS = timedelta(days=365)


class LawArticle(models.Model):
    """A provision of national law that implements a treaty; `corrects` is the one that a proposal is to replace.

    `text` is as enacted, in `text_language` (a language tag such as `pt`), with translations where there are any.
    `until_on` is the first day on which it is no longer in force. `checked_on` is the last day on which it was compared
    with its source: of later days the record knows nothing. What it covers is in its elements; what is in none of them
    is not known.
    """

    slug = RecordIdField()
    state = relation(State, "laws")
    treaty = relation(Treaty, "laws", gettext_lazy("Treaty implemented"))
    title = MultilingualField(gettext_lazy("Title"))
    citation = models.CharField(gettext_lazy("Citation"), max_length=300, blank=True)
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    text_language = models.CharField(gettext_lazy("Language of the original"), max_length=35, blank=True)
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    since_on = models.DateField(gettext_lazy("In force from"), null=True, blank=True)
    since_precision = DatePrecisionField()
    since = PartialDateOf("since")
    until_on = models.DateField(gettext_lazy("In force until"), null=True, blank=True)
    until_precision = DatePrecisionField()
    until = PartialDateOf("until")
    penalties = MultilingualField(gettext_lazy("Penalties"), blank=True, long=True)
    protection = MultilingualField(gettext_lazy("Protection of victims"), blank=True, long=True)
    supplied_by = models.CharField(gettext_lazy("Supplied by"), max_length=10, choices=SuppliedBy.choices)
    source = models.CharField(gettext_lazy("Source"), max_length=300, blank=True)
    supplied_on = models.DateField(gettext_lazy("Supplied on"), null=True, blank=True)
    checked_on = models.DateField(
        gettext_lazy("Checked on"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The day on which the provision was last compared with its source."),
    )
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=LawStatus.choices, default=LawStatus.RECORDED
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=gettext_lazy("Corrects"),
    )

    class Meta:
        verbose_name = gettext_lazy("Provision of national law")
        verbose_name_plural = gettext_lazy("Provisions of national law")
        ordering = ["state", "since_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since_on=None) | Q(until_on=None) | Q(until_on__gt=F("since_on")),
                name="law_ends_after_it_begins",
                violation_error_message=gettext_lazy(
                    "A law must cease to be in force after the day on which it enters into force. Check the two dates."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(supplied_by=SuppliedBy.SOURCE) | ~Q(source=""),
                name="law_names_its_source",
                violation_error_message=gettext_lazy("Name the published source of the provision."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[LawStatus.RECORDED, LawStatus.PROPOSED]) | Q(decided_on__isnull=False),
                name="decided_law_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the proposal was decided."),
            ),
        ]
        indexes = [models.Index(fields=["treaty", "status", "state"], name="laws_by_treaty")]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Its place on the page of the State."""
        return f"{self.state.get_absolute_url()}#law-{self.slug}"

    @property
    def is_said_by_the_state(self) -> bool:
        """Whether the State or its mission supplied it, not a published source."""
        return self.supplied_by in SAID_BY_THE_STATE

    @property
    def is_possibly_outdated(self) -> bool:
        """Whether it is possibly out of date today."""
        return self.is_possibly_outdated_on(clock.today())

    def is_possibly_outdated_on(self, day: date) -> bool:
        """Whether, by a day, it was last checked more than a year ago, or no check is on record.

        What is on record as no longer in force cannot become out of date.
        """
        if self.until_on is not None and self.until_on <= day:
            return False
        return self.checked_on is None or self.checked_on + CHECK_LASTS < day

    def is_in_force_on(self, day: date) -> bool:
        """Whether a day is within its period in force, as checked; without a first day on record, it is."""
        return (self.since_on is None or self.since_on <= day) and (self.until_on is None or day < self.until_on)


class LawElement(models.Model):
    """What a provision is known to cover, or not to cover."""

    law = parent_relation(LawArticle, "elements")
    element = models.CharField(gettext_lazy("Element"), max_length=20, choices=Element.choices)
    is_covered = models.BooleanField(gettext_lazy("Covered"), default=True)

    class Meta:
        verbose_name = gettext_lazy("Element of a provision")
        verbose_name_plural = gettext_lazy("Elements of provisions")
        ordering = ["law", "element"]
        constraints = [
            models.UniqueConstraint(
                fields=["law", "element"],
                name="one_law_element",
                violation_error_message=gettext_lazy("This element is already recorded for the provision."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.law}, {self.element}"

    def display_name(self) -> str:
        """Its name."""
        return str(self.get_element_display())

    def get_absolute_url(self) -> str:
        """The place of its provision."""
        return self.law.get_absolute_url()


class Review(models.Model):
    """The review of a State under a mechanism, by its name and symbol: cycle, stage, result, needs and offers."""

    slug = RecordIdField()
    state = relation(State, "reviews")
    treaty = relation(Treaty, "reviews")
    mechanism = MultilingualField(gettext_lazy("Review mechanism"))
    symbol = models.CharField(gettext_lazy("Symbol"), max_length=60, blank=True)
    cycle = models.CharField(gettext_lazy("Cycle"), max_length=60, blank=True)
    stage = models.CharField(
        gettext_lazy("Stage"), max_length=20, choices=ReviewStage.choices, default=ReviewStage.PLANNED
    )
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    completed_on = models.DateField(gettext_lazy("Completed on"), null=True, blank=True)
    documents = models.ManyToManyField(
        Document, blank=True, related_name="reviews", verbose_name=gettext_lazy("Documents")
    )
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    needs = MultilingualField(gettext_lazy("Technical assistance needed"), blank=True, long=True)
    offers = MultilingualField(gettext_lazy("Technical assistance offered"), blank=True, long=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    class Meta:
        verbose_name = pgettext_lazy("of a State", "Review")
        verbose_name_plural = pgettext_lazy("of States", "Reviews")
        ordering = ["state", "due_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=ReviewStage.COMPLETED) | Q(completed_on__isnull=False),
                name="completed_review_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the review was completed."),
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """The mechanism, with the cycle where there is one."""
        return " · ".join(filter(None, (plain(self.mechanism), self.cycle))) or self.slug

    def get_absolute_url(self) -> str:
        """Its place on the page of the State."""
        return f"{self.state.get_absolute_url()}#review-{self.slug}"

    @property
    def is_completed(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.stage == ReviewStage.COMPLETED
