"""What participants say of an event: questions, links that open them, and answers of which nobody knows the giver."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import LINK_TAKEN, NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import relation
from palermo.core.text import MultilingualText, plain
from palermo.events.models.events import Event
from palermo.events.states.preparation import FeedbackLinkState, QuestionKind

# With fewer answers than that, answers could be traced to persons.
FEWEST = 3
MARKS = (1, 2, 3, 4, 5)


def random_number() -> int:
    """A primary key that does not reveal the order of rows."""
    return secrets.randbits(60) + 1


def random_code() -> str:
    """A random name."""
    return secrets.token_hex(16)


class FeedbackForm(models.Model):
    """The questions for participants, from `opens_on` to `closes_on`, both included.

    It is on an event, or on what has the `title`: a training session.

    The evaluation is for `audience`, once the form has closed with at least `threshold` answers.
    """

    slug = RecordIdField()
    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="feedback",
        error_messages={"unique": gettext_lazy("The event already has a feedback form. Edit that one.")},
        verbose_name=gettext_lazy("Event"),
    )
    title = MultilingualField(gettext_lazy("Title"), blank=True)
    introduction = MultilingualField(gettext_lazy("Introduction"), blank=True, long=True)
    opens_on = models.DateField(gettext_lazy("Opens on"))
    closes_on = models.DateField(gettext_lazy("Closes on"))
    threshold = models.PositiveSmallIntegerField(
        gettext_lazy("Minimum number of answers before results are shown"),
        default=5,
        validators=[MinValueValidator(FEWEST)],
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    class Meta:
        verbose_name = gettext_lazy("Feedback form")
        verbose_name_plural = gettext_lazy("Feedback form")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="feedback_closes_after_it_opens",
                violation_error_message=gettext_lazy("The closing date must not be before the opening date."),
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=FEWEST),
                name="feedback_threshold_hides_the_few",
                violation_error_message=gettext_lazy(
                    "Results cannot be shown for fewer than three answers. Enter 3 or more."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """What it is on."""
        return _("Participant feedback: %(event)s") % {"event": plain(self.subject)}

    def get_absolute_url(self) -> str:
        """The evaluation, where the secretariat also finds the form."""
        if self.event is None:
            return reverse("evaluation", args=[self.slug])
        return reverse("event_evaluation", args=[self.event.activity.slug])

    @property
    def subject(self) -> MultilingualText:
        """The title of what participants are asked about."""
        return self.title if self.event is None else self.event.activity.title

    def clean(self) -> None:
        """It is open for a day at least, and on something."""
        if self.event is None and not self.title:
            raise ValidationError({"title": _("Enter the title of what is evaluated.")})
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The form would close before it opens.")})


class FeedbackQuestion(models.Model):
    """One question, answered with a score from 1 (not at all) to 5 (fully), or as text."""

    form = models.ForeignKey(FeedbackForm, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(
        gettext_lazy("Kind"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.SCALE
    )
    words = MultilingualField(gettext_lazy("Question"))

    class Meta:
        verbose_name = gettext_lazy("Feedback question")
        ordering = ["form", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"], name="one_feedback_question_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return str(self.words)

    def display_name(self) -> str:
        """Its wording."""
        return plain(self.words)

    def get_absolute_url(self) -> str:
        """The evaluation of the event."""
        return self.form.get_absolute_url()


class FeedbackLink(models.Model):
    """A link that opens a form, for one answer or for everybody at the event.

    Its secret is derived from `seed` and this installation's key each time it is shown; `digest` identifies it.
    It is not linked to any answer.
    """

    form = models.ForeignKey(FeedbackForm, on_delete=models.CASCADE, related_name="links")
    number = models.PositiveIntegerField()
    is_single_use = models.BooleanField(default=True)
    seed = models.CharField(max_length=43, unique=True, error_messages={"unique": LINK_TAKEN})
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    state = models.CharField(max_length=10, choices=FeedbackLinkState.choices, default=FeedbackLinkState.OPEN)

    class Meta:
        ordering = ["form", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"], name="one_feedback_link_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(is_single_use=True) | ~Q(state=FeedbackLinkState.USED),
                name="only_a_link_for_one_answer_is_used_up",
                violation_error_message=gettext_lazy("Only a single-use link can be used up."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Link %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The links on the page of the evaluation."""
        return f"{self.form.get_absolute_url()}#links"


class FeedbackSheet(models.Model):
    """A submitted form, under a random `code`, without a date or anything else that identifies the participant."""

    id = models.BigIntegerField(primary_key=True, default=random_number, error_messages={"unique": ON_RECORD})
    code = models.CharField(
        gettext_lazy("Answer sheet"),
        max_length=32,
        unique=True,
        default=random_code,
        error_messages={"unique": LINK_TAKEN},
    )
    form = models.ForeignKey(FeedbackForm, on_delete=models.CASCADE, related_name="sheets")

    class Meta:
        ordering = ["form", "code"]

    def __str__(self) -> str:
        return self.code


class FeedbackAnswer(models.Model):
    """The answer to one question of a form, under its number: a score or a text."""

    id = models.BigIntegerField(primary_key=True, default=random_number, error_messages={"unique": ON_RECORD})
    sheet = models.ForeignKey(FeedbackSheet, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    question = relation(FeedbackQuestion, "answers", gettext_lazy("Question"))
    mark = models.PositiveSmallIntegerField(
        gettext_lazy("Rating"),
        null=True,
        blank=True,
        validators=[MinValueValidator(MARKS[0]), MaxValueValidator(MARKS[-1])],
    )
    words = models.TextField(pgettext_lazy("text", "Comment"), blank=True)

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="one_feedback_answer_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.UniqueConstraint(
                fields=["sheet", "question"],
                name="one_answer_a_question_on_a_sheet",
                violation_error_message=gettext_lazy("This question already has an answer on this form."),
            ),
            models.CheckConstraint(
                condition=Q(mark__in=MARKS, words="") | (Q(mark=None) & ~Q(words="")),
                name="feedback_is_a_mark_or_words",
                violation_error_message=gettext_lazy("An answer must be either a rating from 1 to 5 or a comment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, {self.number}"
