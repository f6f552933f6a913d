"""How an act is registered: the words of an edit, and the rows that forms make or describe."""

import pytest
from django.utils.translation import gettext_lazy as _

from palermo.outreach.models import Advice, AdviceStep
from palermo.site.action_pages import ActionPage, row_creator, row_saver
from palermo.site.forms.fields import ActForm

BASICS = {
    "name": "try-act",
    "model": Advice,
    "records": None,
    "form": ActForm,
    "check": lambda user, record: None,
    "perform": lambda record, *, by: record,
}


def test_an_edit_is_called_edit_and_says_saved_unless_it_gives_other_words():
    act = ActionPage[Advice](**BASICS, is_edit=True)
    assert (str(act.label), str(act.success_message)) == ("Edit", "Saved.")
    words = {"label": _("Edit introduction"), "success_message": _("Budget saved.")}
    act = ActionPage[Advice](**BASICS, is_edit=True, **words)
    assert (str(act.label), str(act.success_message)) == ("Edit introduction", "Budget saved.")


@pytest.mark.parametrize("words", [{}, {"label": _("Publish")}, {"success_message": _("Published.")}])
def test_an_act_that_is_no_edit_has_words_of_its_own(words):
    with pytest.raises(
        TypeError, match=r"^try-act: expected a label and a success message of its own, as it is no edit\.$"
    ):
        ActionPage[Advice](**BASICS, **words)


def given(row, **kwargs):
    return row, kwargs


def test_a_new_row_is_made_of_the_values_of_the_form():
    row, kwargs = row_creator(given, Advice)(None, values={"audience": "teachers"}, by="officer")
    assert (type(row), row.audience, kwargs) == (Advice, "teachers", {"by": "officer"})


def test_a_new_row_belongs_to_the_record_acted_on():
    advice = Advice(pk=3)
    row, kwargs = row_creator(given, AdviceStep, "advice")(advice, values={"number": 2}, by="officer", on="today")
    assert (row.advice, row.number, kwargs) == (advice, 2, {"by": "officer", "on": "today"})


def test_the_row_of_a_form_is_given_to_its_action():
    assert row_saver(given)("record", row="row", seen="digest", by="officer") == (
        "row",
        {"seen": "digest", "by": "officer"},
    )
    assert row_saver(given, "device")("record", device="door", by="officer") == ("door", {"by": "officer"})
