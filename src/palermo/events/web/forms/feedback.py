"""What is written to ask participants what they think of an event, and what they write."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.events.actions.feedback import LONGEST
from palermo.events.models import FeedbackForm, FeedbackQuestion
from palermo.events.models.feedback import FEWEST, MARKS
from palermo.events.rules.feedback import MOST_LINKS
from palermo.events.states.preparation import QuestionKind
from palermo.governance.web.forms.meetings import plain_day_field
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import RowForm
from palermo.site.templatetags.texts import localized_text

MARK_WORDS = {1: _("1, not at all"), 5: _("5, fully")}


class AskingForm(RowForm):
    """From when to when participants may answer, and who reads the evaluation."""

    model = FeedbackForm

    opens_on = form_field(FeedbackForm, "opens_on")
    closes_on = plain_day_field(_("Last day"))
    introduction = MultilingualFormField(label=_("Introduction above the questions"), long=True, required=False)
    threshold = form_field(FeedbackForm, "threshold", min_value=FEWEST, max_value=1000, initial=5)
    audience = forms.ChoiceField(
        label=_("Audience of the results"), choices=Audience.choices, initial=Audience.MEMBER_STATES
    )

    def prepare(self) -> None:
        super().prepare()
        if not self.row.pk:
            self.initial.setdefault("opens_on", self.last_day())

    def new(self) -> FeedbackForm:
        return FeedbackForm()

    def last_day(self) -> date | None:
        """The last day of what participants are asked about."""
        activity = self.record.activity
        return activity.ends_on or activity.starts_on


class QuestionForm(RowForm):
    """A question, and how it is answered."""

    model = FeedbackQuestion

    words = form_field(FeedbackQuestion, "words")
    kind = forms.ChoiceField(label=_("Type of answer"), choices=QuestionKind.choices)

    parent = "form"


class LinksForm(ActForm):
    """One link for everybody, or one for each answer."""

    KINDS = (("one", _("One link for all participants")), ("each", _("Single-use links")))

    kind = forms.ChoiceField(label=_("Type of links"), choices=KINDS, initial="one", widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=_("Number of single-use links"), min_value=1, max_value=MOST_LINKS, initial=1, required=False
    )

    def action_kwargs(self) -> dict[str, object]:
        return {"count": self.cleaned_data["count"] or 1, "is_single_use": self.cleaned_data["kind"] == "each"}


class AnswersForm(forms.Form):
    """The questions as a participant sees them; each may be left out."""

    def __init__(self, data: QueryDict | None = None, *, questions: list[FeedbackQuestion]) -> None:
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[f"question_{question.number}"] = _field_of(question)

    def answers(self) -> dict[int, str]:
        """What was answered, by the number of the question."""
        values = {each.number: self.cleaned_data[f"question_{each.number}"] for each in self.questions}
        return {number: value for number, value in values.items() if value}


def _field_of(question: FeedbackQuestion) -> forms.Field:
    words = localized_text(question.words)
    if question.kind == QuestionKind.WORDS:
        return forms.CharField(
            label=words,
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea({"rows": 4}),
            help_text=_("Please do not name anyone or give details that could identify a person."),
        )
    choices = [(str(mark), MARK_WORDS.get(mark, str(mark))) for mark in MARKS]
    return forms.ChoiceField(label=words, choices=choices, required=False, widget=forms.RadioSelect)
