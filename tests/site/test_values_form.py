"""Forms of the fields of a model: what stands in them, what they offer and what they give the act."""

from datetime import date

import pytest
from django.http import QueryDict

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField
from palermo.library.web.fields import DocumentField, DocumentsField
from palermo.outreach.models import PlanEvaluation
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.models import Review
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db


class EvaluationForm(ValuesForm):
    model = PlanEvaluation
    beside_values = ("reason", "notify")
    of_this_act = ("reason", "evaluator")

    evaluator = form_field(PlanEvaluation, "evaluator", required=False)
    findings = form_field(PlanEvaluation, "findings", required=False)
    made = form_field(PlanEvaluation, "made", required=False)
    document = form_field(PlanEvaluation, "document", DocumentField)
    notify = MultilingualFormField(label="Notice", required=False)
    reason = MultilingualFormField(label="Reason", required=False)


class ReviewForm(ValuesForm):
    model = Review
    documents = form_field(Review, "documents", DocumentsField)


@pytest.fixture
def evaluation():
    made = {"made_on": date(2007, 9, 1), "made_precision": DatePrecision.MONTH}
    return PlanEvaluation(
        evaluator=text("Institute"), findings=text("Useful"), document=make_document(symbol="X/1"), **made
    )


def test_the_row_on_record_stands_in_its_form_and_nothing_in_that_of_another_record(evaluation):
    form = EvaluationForm(record=evaluation, viewer=VISITOR)
    assert form.initial == {
        "findings": evaluation.findings,
        "made": PartialDate(date(2007, 9, 1), DatePrecision.MONTH),
        "document": evaluation.document,
    }
    assert [form["made"].value(), form["document"].value()] == ["September 2007", "X/1"]
    assert EvaluationForm(record=make_document(), viewer=VISITOR).initial == {}
    assert EvaluationForm(record=evaluation, viewer=VISITOR, initial={"made": "2008"}).initial["made"] == "2008"


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [("late September 2007", date(2007, 9, 30), DatePrecision.LATE_MONTH), ("", None, DatePrecision.DAY)],
)
def test_the_act_is_given_values_and_what_it_takes_by_its_own_name(evaluation, typed, day, precision):
    data = QueryDict(mutable=True)
    data.update({"made": typed, "findings_en": "Very useful", "notify_en": "Published", "reason_en": "Typing error"})
    form = EvaluationForm(data, record=evaluation, viewer=VISITOR)
    assert form.is_valid(), form.errors
    assert form.action_kwargs() == {
        "values": {
            "evaluator": {},
            "findings": {"en": "Very useful"},
            "made_on": day,
            "made_precision": precision,
            "document": None,
        },
        "notify": {"en": "Published"},
        "reason": {"en": "Typing error"},
    }


def test_documents_are_offered_to_those_who_may_read_them():
    restricted = make_document(symbol="X/2", audience=Audience.MEMBER_STATES)
    delegate = viewer_of(make_user(Role.DELEGATE))
    for viewer, found in ((VISITOR, False), (delegate, True)):
        form = ReviewForm(QueryDict("documents=X/2"), viewer=viewer)
        assert form.is_valid() is found
        assert form.cleaned_data.get("documents") == ([restricted] if found else None)
