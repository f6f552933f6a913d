"""What is written of progress rounds, of progress on measures, and of evaluations and their lessons."""

from decimal import Decimal
from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core import clock
from palermo.core.forms import DayFormField
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText
from palermo.governance.web.forms.choices import offer_records
from palermo.library.web.fields import DocumentField
from palermo.outreach.measures import progress_mark
from palermo.outreach.models import Lesson, Measure, MeasureProgress, PlanEvaluation, ProgressRound
from palermo.outreach.queries.plans import in_order
from palermo.outreach.states.plans import EvaluationKind, MeasureStatus, PlanEditionStatus
from palermo.site.forms.fields import CHOOSE, ActForm, Sections, day_field
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm


class RoundForm(ValuesForm):
    """A round: the period on which it reports, and until when."""

    model = ProgressRound

    period_from = form_field(ProgressRound, "period_from")
    period_until = form_field(ProgressRound, "period_until")
    due_on = DayFormField(label=gettext_lazy("Reports due"), required=False)

    def prepare(self) -> None:
        super().prepare()
        if self.row_on_record() is not None:
            return
        last = self.record.rounds.order_by("number").last()
        self.initial.setdefault("period_from", last.period_until if last else self.record.adopted_on)
        self.initial.setdefault("period_until", clock.today())

    def clean(self) -> dict[str, object] | None:
        super().clean()
        begins, ends = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_until")
        if begins and ends and begins > ends:
            self.add_error("period_until", _("The period must not end before it begins. Check the two dates."))
        return None


class ChangeRoundForm(RoundForm):
    """The period of a round, until when it is open, and the assessment of the whole."""

    assessment = form_field(ProgressRound, "assessment")


class CloseRoundForm(ActForm):
    """When a round was closed."""

    on = day_field(gettext_lazy("Date"))


class PublishRoundForm(ActForm):
    """When a round is published, with an assessment of the whole."""

    on = day_field(gettext_lazy("Date"))
    assessment = form_field(ProgressRound, "assessment")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("assessment", self.record.assessment)


class MeasureReportForm(forms.Form):
    """What is reported on one measure, in the reader's language: a line of the page on which a round is reported."""

    status = form_field(MeasureProgress, "status", choices=[("", CHOOSE), *MeasureStatus.choices])
    value = form_field(MeasureProgress, "value", forms.CharField, max_length=300)
    spent = forms.DecimalField(
        label=pgettext_lazy("money", "Spent so far"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    text = form_field(MeasureProgress, "text", forms.CharField, widget=forms.Textarea({"rows": 2, "dir": "auto"}))
    link = form_field(MeasureProgress, "link")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, measure: Measure, progress: MeasureProgress | None, **kwargs: object) -> None:
        self.measure, self.progress = measure, progress
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as those of any form
        if measure.currency:
            self.fields["spent"].label = _("Spent so far (%(currency)s)") % {"currency": measure.currency}
        else:
            del self.fields["spent"]
        self.initial = {"seen": progress_mark(progress)}
        if progress is not None:
            code = active_language().code
            stored = {name: getattr(progress, name) for name in ("status", "spent", "link")}
            self.initial |= {**stored, "value": progress.value.get(code, ""), "text": progress.text.get(code, "")}

    def values(self) -> dict[str, object]:
        """The fields of the model; of texts, other languages stay as they are."""
        values, code = dict(self.cleaned_data), active_language().code
        del values["seen"]
        for name in ("value", "text"):
            kept = getattr(self.progress, name) if self.progress else {}
            values[name] = MultilingualText({**kept, code: values[name].replace("\r\n", "\n")})
        return values


class ProgressForm(ValuesForm):
    """What is reported on a measure, in every language and with its evidence."""

    model = MeasureProgress
    beside_values = ("seen",)

    status = form_field(MeasureProgress, "status")
    text = form_field(MeasureProgress, "text")
    value = form_field(MeasureProgress, "value")
    spent = forms.DecimalField(
        label=pgettext_lazy("money", "Spent so far"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    link = form_field(MeasureProgress, "link")
    evidence = form_field(MeasureProgress, "evidence", DocumentField)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        super().prepare()
        if self.record.measure.currency:
            self.fields["spent"].label = _("Spent so far (%(currency)s)") % {"currency": self.record.measure.currency}
        else:
            del self.fields["spent"]
        self.initial.setdefault("seen", progress_mark(self.record))


class EvaluationForm(ValuesForm):
    """An evaluation: by whom, how, with which findings."""

    model = PlanEvaluation

    sections: ClassVar[Sections] = (
        (gettext_lazy("Evaluation"), ("kind", "evaluator", "is_independent", "made", "method")),
        (gettext_lazy("Result"), ("findings", "document")),
    )

    kind = form_field(PlanEvaluation, "kind", choices=[("", CHOOSE), *EvaluationKind.choices])
    evaluator = form_field(PlanEvaluation, "evaluator")
    is_independent = form_field(
        PlanEvaluation, "is_independent", help_text=gettext_lazy("Made by a body that does not carry out the plan.")
    )
    made = form_field(PlanEvaluation, "made")
    method = form_field(PlanEvaluation, "method")
    findings = form_field(PlanEvaluation, "findings")
    document = form_field(PlanEvaluation, "document", DocumentField)


class PublishEvaluationForm(ActForm):
    """When an evaluation is published."""

    on = day_field(gettext_lazy("Date"))


class LessonForm(ValuesForm):
    """A lesson of an evaluation."""

    model = Lesson

    text = form_field(Lesson, "text")


class TakeUpLessonForm(ActForm):
    """Which measure of the latest edition takes up a lesson."""

    measure = form_field(
        Lesson,
        "measure",
        RecordField[Measure],
        key="key",
        title="text",
        help_text=gettext_lazy("The key or the wording of a measure of the latest edition; empty for none."),
    )

    def prepare(self) -> None:
        super().prepare()
        plan = self.record.evaluation.edition.plan
        latest = plan.editions.exclude(status=PlanEditionStatus.ABANDONED).order_by("number").last()
        offer_records(self, "measure", in_order(Measure.objects.filter(edition=latest).select_related("edition")))
        if self.record.measure_id:
            self.initial.setdefault("measure", self.record.measure)
