"""Rows below a record: added, changed and removed by acts that are described once."""

from functools import partial

import pytest
from django.utils.translation import gettext_lazy as _

from palermo.accounts.row_acts import RowActs
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.outreach.models import Advice, AdviceStep
from palermo.outreach.queries.press import advice_steps_visible_to
from palermo.site.forms.fields import ActForm, ReasonOnlyForm
from palermo.site.row_pages import row_adder, row_pages
from tests.factories.common import text

pytestmark = pytest.mark.django_db
describe_acts = partial(
    RowActs, model=AdviceStep, noun="step", above="advice", number="number", logged_on=lambda step: step.advice
)


def allow(by, record):
    """Refuse nobody."""


def refuse(by, record):
    raise Refused(f"Not for {by}.")


@pytest.fixture
def page():
    return Advice.objects.create(audience="teachers", introduction=text("Introduction"))


def entries():
    return [(each.verb, each.target_id, each.details) for each in AuditEvent.objects.order_by("sequence")]


def test_a_row_is_numbered_checked_logged_and_removed_with_a_reason(page):
    acts = describe_acts(
        may_add=allow,
        may_change=allow,
        details=lambda step: {"number": step.number, "title": step.title["en"]},
        logs_former=True,
        removal_needs_reason=True,
    )
    first = acts.add(AdviceStep(advice=page, title=text("One")), by="test")
    second = row_adder(acts)(page, values={"title": text("Two")}, by="test")
    assert [first.number, second.number] == [1, 2]
    changed = acts.change(second, values={"title": text("Three")}, reason=text("Typing error"), by="test")
    assert AdviceStep.objects.get(pk=changed.pk).title["en"] == "Three [en]"
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        acts.remove(first, by="test")
    assert acts.remove(first, reason=text("Entered twice"), by="test") == page
    assert [step.number for step in page.steps.all()] == [2]
    target = str(page.pk)
    assert entries() == [
        ("step.added", target, {"number": 1, "title": "One [en]"}),
        ("step.added", target, {"number": 2, "title": "Two [en]"}),
        (
            "step.changed",
            target,
            {
                "before": {"number": 2, "title": "Two [en]"},
                "number": 2,
                "title": "Three [en]",
                "reason": dict(text("Typing error")),
            },
        ),
        ("step.removed", target, {"number": 1, "title": "One [en]", "reason": dict(text("Entered twice"))}),
    ]


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        ("may_add", "add"),
        ("may_change", "change"),
        ("may_change", "remove"),
        ("may_remove", "remove"),
        ("can_remove", "remove"),
        ("can_keep", "add"),
        ("can_keep", "change"),
    ],
)
def test_what_a_rule_refuses_is_not_done(page, rule, act):
    rules = {"may_add": allow, "may_change": allow} | {rule: refuse}
    acts = describe_acts(**rules)
    step = AdviceStep.objects.create(advice=page, number=1, title=text("One"))
    perform = {
        "add": partial(acts.add, AdviceStep(advice=page, title=text("Two"))),
        "change": partial(acts.change, step, values={"title": text("Two")}),
        "remove": partial(acts.remove, step),
    }[act]
    with pytest.raises(Refused, match=r"^Not for test\.$"):
        perform(by="test")
    assert [each.title["en"] for each in AdviceStep.objects.all()] == ["One [en]"]
    assert entries() == []


@pytest.mark.parametrize(("needs_reason", "form"), [(True, ReasonOnlyForm), (False, ActForm)])
def test_the_pages_take_rules_and_form_from_the_acts(needs_reason, form):
    acts = describe_acts(may_add=allow, may_change=allow, may_remove=refuse, removal_needs_reason=needs_reason)
    change, remove = row_pages(acts, "step", records=advice_steps_visible_to, form=ActForm, removed=_("Step removed."))
    shown = [
        (each.name, str(each.label), str(each.success_message), each.form, each.check) for each in (change, remove)
    ]
    assert shown == [
        ("change-step", "Edit", "Saved.", ActForm, allow),
        ("remove-step", "Remove", "Step removed.", form, refuse),
    ]
    assert (change.is_edit, remove.is_edit) == (True, False)
