"""Good practices: what was done against trafficking, by whom, and what shows that it works."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.audiences import Audience
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.events.models import Outcome
from palermo.governance.models import Activity
from palermo.knowledge.states.practices import EvidenceLevel, PracticeField, PracticeStatus
from palermo.library.models import Document


class GoodPractice(SluggedRecord):
    """What was done, where, by whom, on what evidence, and whether others can do it.

    `activities` are the tools and studies of the record to which it belongs.
    """

    page_name = "good_practice"

    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("What was done"), long=True)
    field = models.CharField(pgettext_lazy("good practice", "Field"), max_length=12, choices=PracticeField.choices)
    states = models.ManyToManyField(
        State, blank=True, related_name="good_practices", verbose_name=pgettext_lazy("countries", "States")
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="good_practices", verbose_name=gettext_lazy("Organizations")
    )
    carried_out_by = MultilingualField(gettext_lazy("Carried out by"), blank=True)
    starts_on = models.DateField(gettext_lazy("From"), null=True, blank=True)
    starts_precision = DatePrecisionField()
    starts = PartialDateOf("starts")
    ends_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)
    ends_precision = DatePrecisionField()
    ends = PartialDateOf("ends")
    evidence_level = models.CharField(
        gettext_lazy("Level of evidence"), max_length=10, choices=EvidenceLevel.choices, default=EvidenceLevel.DESCRIBED
    )
    evidence = MultilingualField(gettext_lazy("Evidence"), blank=True, long=True)
    evaluation = MultilingualField(gettext_lazy("Evaluation"), blank=True, long=True)
    evaluated_by = MultilingualField(gettext_lazy("Evaluated by"), blank=True)
    evaluated_on = models.DateField(gettext_lazy("Evaluated on"), null=True, blank=True)
    evaluation_document = optional_relation(Document, "evaluated_practices", gettext_lazy("Evaluation report"))
    transferability = MultilingualField(gettext_lazy("Transferability"), blank=True, long=True)
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="good_practices", verbose_name=gettext_lazy("Tools and studies")
    )
    outcomes = models.ManyToManyField(
        Outcome, blank=True, related_name="good_practices", verbose_name=gettext_lazy("Outcomes of events")
    )
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=PracticeStatus.choices, default=PracticeStatus.DRAFT
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Good practice")
        verbose_name_plural = gettext_lazy("Good practices")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_level__in=[EvidenceLevel.DESCRIBED, EvidenceLevel.MONITORED])
                | (~Q(evaluation={}) & ~Q(evaluated_by={})),
                name="evaluated_practice_names_its_evaluation",
                violation_error_message=gettext_lazy("Enter the evaluation and who carried it out."),
            ),
            models.CheckConstraint(
                condition=Q(status=PracticeStatus.DRAFT) | Q(published_on__isnull=False),
                name="published_practice_has_a_date",
                violation_error_message=gettext_lazy("Enter the day of publication."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PracticeStatus.WITHDRAWN) | (Q(withdrawn_on__isnull=False) & ~Q(reason={})),
                name="withdrawn_practice_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day of withdrawal and the reason."),
            ),
        ]
