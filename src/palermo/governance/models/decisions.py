"""Decisions and resolutions, with their operative paragraphs."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.base import ModelBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.governance.models.meetings import Meeting
from palermo.governance.models.sessions import Session, SessionPart, days_outside
from palermo.governance.numbers import order_key_of, parse_number
from palermo.governance.states.decisions import NEVER_ADOPTED, AmendmentState, DecisionKind, DecisionState, Wording
from palermo.library.models import Document


class OrderKeyField(models.CharField):
    """The text by which the `number` of its row sorts: made whenever the row is stored, in bulk too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        assert isinstance(model_instance, Decision)
        key = order_key_of(model_instance.number)
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        # For the database it is a text like any other.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Decision(SluggedRecord):
    """A text adopted by a body, or a draft of one.

    `number` is as the body writes it: "16/1", "61/180", "31/16 A", "1325 (2000)"; empty if none is assigned (yet).
    `temporary_number` is the number of the draft, kept as an alias. `order_key` sorts numbers by their parts and is
    derived from `number`. `under` is the mandate under which a body that acts only under guidance adopted it.
    """

    page_name = "decision"

    body = relation(Body, "decisions")
    session = optional_relation(Session, "decisions")
    kind = models.CharField(
        gettext_lazy("Kind"), max_length=10, choices=DecisionKind.choices, default=DecisionKind.DECISION
    )
    number = models.CharField(gettext_lazy("Number"), max_length=40, blank=True)
    order_key = OrderKeyField(max_length=120, blank=True, editable=False)
    temporary_number = models.CharField(gettext_lazy("Temporary number"), max_length=40, blank=True)
    title = MultilingualField(gettext_lazy("Title"))
    preamble = MultilingualField(gettext_lazy("Preamble"), blank=True, long=True)
    wording = models.CharField(
        gettext_lazy("Wording"), max_length=10, choices=Wording.choices, default=Wording.OFFICIAL
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=15, choices=DecisionState.choices, default=DecisionState.DRAFT
    )
    adopted_on = models.DateField(gettext_lazy("Adopted on"), null=True, blank=True)
    adopted_precision = DatePrecisionField()
    adopted = PartialDateOf("adopted")
    adopted_at = optional_relation(Meeting, "decisions", gettext_lazy("Adopted at"))
    endorses = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsed_by",
        verbose_name=gettext_lazy("Endorses"),
    )
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=gettext_lazy("Superseded by"),
    )
    under = models.ForeignKey(
        "Mandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions_taken",
        verbose_name=gettext_lazy("Under the mandate"),
    )
    document = optional_relation(Document, "decisions")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    class Meta:
        verbose_name = gettext_lazy("Decision")
        verbose_name_plural = gettext_lazy("Decisions")
        ordering = ["-adopted_on", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "number"],
                condition=~Q(number=""),
                name="one_decision_a_number",
                violation_error_message=gettext_lazy(
                    "This body already has a decision or resolution with that number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(NEVER_ADOPTED), adopted_on=None)
                | (~Q(state__in=sorted(NEVER_ADOPTED)) & Q(adopted_on__isnull=False)),
                name="adopted_decision_has_a_date",
                violation_error_message=gettext_lazy("An adopted decision must have a date of adoption."),
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.SUPERSEDED, superseded_by__isnull=False)
                | (~Q(state=DecisionState.SUPERSEDED) & Q(superseded_by=None)),
                name="superseded_decision_names_its_successor",
                violation_error_message=gettext_lazy("A superseded decision must name the decision that replaced it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or self.temporary_number}".strip()

    def display_name(self) -> str:
        """Its kind and number, or its kind and date."""
        kind = self.get_kind_display()
        if self.number:
            return _("%(kind)s %(number)s") % {"kind": kind, "number": self.number}
        if self.adopted:
            return _("%(kind)s %(of_date)s") % {"kind": kind, "of_date": localize_day(self.adopted, "of")}
        if self.temporary_number:
            return _("%(kind)s %(number)s (temporary number)") % {"kind": kind, "number": self.temporary_number}
        return plain(self.title) or self.slug

    @property
    def sat_at(self) -> Session | SessionPart | None:
        """The session at which it was adopted, or the later part of it within which the day of its adoption lies."""
        part = self.session.part_on(self.adopted) if self.session and self.adopted else None
        return part or self.session

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        if update_fields is not None and "number" in update_fields:
            update_fields = {*update_fields, "order_key"}
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def clean(self) -> None:
        if self.number:
            try:
                parse_number(self.number)
            except ValidationError as error:
                raise ValidationError({"number": error.messages}) from None
        if self.session and self.adopted and (sentence := days_outside(self.session, self.adopted)):
            raise ValidationError({"session": sentence})


class OperativeParagraph(models.Model):
    """One numbered paragraph of a decision. `reported` is a sentence in the past tense in which a report states it."""

    decision = parent_relation(Decision, "paragraphs")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    reported = MultilingualField(gettext_lazy("Wording in reports"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Operative paragraph")
        verbose_name_plural = gettext_lazy("Operative paragraphs")
        ordering = ["decision", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"],
                name="one_paragraph_a_number",
                violation_error_message=gettext_lazy("This decision already has a paragraph with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}, {self.number}"

    def display_name(self) -> str:
        """Its decision and number."""
        return _("%(decision)s ¶%(number)s") % {"decision": self.decision.display_name(), "number": self.number}

    def get_absolute_url(self) -> str:
        """Its place on the page of its decision."""
        return f"{self.decision.get_absolute_url()}#p{self.number}"


class Amendment(models.Model):
    """A proposal to change a draft: the new text of one paragraph or, without a paragraph, of the whole."""

    slug = RecordIdField()
    decision = parent_relation(Decision, "amendments")
    paragraph = optional_relation(OperativeParagraph, "amendments", gettext_lazy("Paragraph"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    proposed_by = MultilingualField(gettext_lazy("Proposed by"), blank=True)
    proposed_on = models.DateField(gettext_lazy("Proposed on"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.PROPOSED
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    previous_text = MultilingualField(gettext_lazy("Previous text"), blank=True, long=True)
    document = optional_relation(Document, "amendments")

    class Meta:
        verbose_name = gettext_lazy("Amendment")
        verbose_name_plural = gettext_lazy("Amendments")
        ordering = ["decision", "proposed_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PROPOSED, decided_on=None)
                | (~Q(state=AmendmentState.PROPOSED) & Q(decided_on__isnull=False)),
                name="decided_amendment_has_a_date",
                violation_error_message=gettext_lazy(
                    "A decided amendment must have a date of decision; others must not."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.slug}"

    def display_name(self) -> str:
        """What it amends."""
        if self.paragraph:
            return _("Amendment to %(paragraph)s") % {"paragraph": self.paragraph.display_name()}
        return _("Amendment to the whole text of %(decision)s") % {"decision": self.decision.display_name()}

    def get_absolute_url(self) -> str:
        """Its place on the page of its decision."""
        return f"{self.decision.get_absolute_url()}#{self.slug}"
