"""Who sees the answers of participants on an event, and when: only counts, and never of a few answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import (
    FeedbackAnswer,
    FeedbackForm,
    FeedbackLink,
    FeedbackQuestion,
    FeedbackSheet,
)
from palermo.events.models.feedback import MARKS
from palermo.events.states.preparation import QuestionKind
from palermo.governance.queries.activities import activity_seen_by


def feedback_forms_visible_to(viewer: Viewer) -> QuerySet[FeedbackForm]:
    """Forms for the viewer's audiences, of events the viewer may see, or of what is no event."""
    seen = Q(event=None) | activity_seen_by(viewer, "event__activity__")
    return FeedbackForm.objects.filter(seen, audience__in=viewer.audiences)


def feedback_questions_visible_to(viewer: Viewer) -> QuerySet[FeedbackQuestion]:
    """The questions of those forms."""
    return FeedbackQuestion.objects.filter(form__in=feedback_forms_visible_to(viewer))


def feedback_links_visible_to(viewer: Viewer) -> QuerySet[FeedbackLink]:
    """Links that open a form, which the secretariat gives out."""
    links = FeedbackLink.objects.filter(form__in=feedback_forms_visible_to(viewer))
    return links if viewer.is_secretariat else links.none()


@dataclass(frozen=True)
class QuestionResult:
    """The result of one question. Without enough answers to it, `mean` is None and `marks` and `words` are empty."""

    question: FeedbackQuestion
    answers: int
    mean: Decimal | None
    marks: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    is_shown: bool


@dataclass(frozen=True)
class Evaluation:
    """Feedback of participants on an event. `answers` is always shown; `results` only once the form has closed, with at
    least as many answers as its threshold: results read between two answers would reveal the second one.
    """

    form: FeedbackForm
    answers: int
    is_closed: bool
    results: tuple[QuestionResult, ...]

    @property
    def has_enough(self) -> bool:
        """Whether there are as many answers as the form asks for."""
        return self.answers >= self.form.threshold

    @property
    def is_shown(self) -> bool:
        """Whether the results are shown, not only the number of answers."""
        return self.is_closed and self.has_enough


def evaluation_of(form: FeedbackForm, viewer: Viewer, today: date) -> Evaluation:
    """The evaluation of an event's form, computed from the answers. Words are for the secretariat: they may name
    somebody."""
    answers = FeedbackSheet.objects.filter(form=form).count()
    evaluation = Evaluation(form, answers, form.closes_on < today, ())
    if not evaluation.is_shown:
        return evaluation
    questions = list(form.questions.all())
    counted, answered = _mark_counts(questions), _written_answers(questions) if viewer.is_secretariat else {}
    results = (_result(each, counted.get(each.pk, {}), answered.get(each.pk, []), form.threshold) for each in questions)
    return Evaluation(form, answers, evaluation.is_closed, tuple(results))


def _mark_counts(questions: Iterable[FeedbackQuestion]) -> dict[int, dict[int | None, int]]:
    """How often each mark was given to each question; under None, how many answers are in words."""
    rows = FeedbackAnswer.objects.filter(question__in=questions).order_by().values("question", "mark")
    counts: dict[int, dict[int | None, int]] = {}
    for question, mark, count in rows.annotate(n=Count("pk")).values_list("question", "mark", "n"):
        counts.setdefault(question, {})[mark] = count
    return counts


def _written_answers(questions: Iterable[FeedbackQuestion]) -> dict[int, list[str]]:
    """The answers in words, by question; in an order of their own, since the order of sheets would link two answers."""
    rows = FeedbackAnswer.objects.filter(~Q(words=""), question__in=questions).order_by("words")
    answers: dict[int, list[str]] = {}
    for question, words in rows.values_list("question", "words"):
        answers.setdefault(question, []).append(words)
    return answers


def _result(
    question: FeedbackQuestion, counted: dict[int | None, int], words: list[str], threshold: int
) -> QuestionResult:
    answers = sum(counted.values())
    if answers < threshold:
        return QuestionResult(question, answers, None, (), (), is_shown=False)
    if question.kind == QuestionKind.WORDS:
        return QuestionResult(question, answers, None, (), tuple(words), is_shown=True)
    marks = tuple((mark, counted.get(mark, 0)) for mark in MARKS)
    mean = Decimal(sum(mark * count for mark, count in marks)) / answers
    rounded = mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return QuestionResult(question, answers, rounded, marks, (), is_shown=True)
