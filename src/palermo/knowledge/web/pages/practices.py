"""Action pages of good practices."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.knowledge.actions import practices as actions
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.knowledge.rules import practices as rules
from palermo.knowledge.web.forms import practices as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm

_practice_page = partial(ActionPage[GoodPractice], model=GoodPractice, records=practices_visible_to)

register_actions(
    ActionPage(
        name="add-practice",
        label=_("Record a good practice"),
        success_message=_("Good practice recorded as a draft."),
        model=GoodPractice,
        records=None,
        form=forms.PracticeForm,
        check=rules.check_may_add_practice,
        perform=row_creator(actions.add_practice, GoodPractice),
        list_page="practice_list",
    ),
    _practice_page(
        name="publish-practice",
        label=_("Publish"),
        success_message=_("Published."),
        form=ActForm,
        check=rules.check_may_publish_practice,
        perform=actions.publish_practice,
    ),
    _practice_page(
        name="change-practice",
        form=forms.PracticeForm,
        check=rules.check_may_change_practice,
        perform=actions.change_practice,
        is_edit=True,
    ),
    _practice_page(
        name="withdraw-practice",
        label=_("Withdraw"),
        success_message=_("Withdrawn."),
        form=forms.WithdrawForm,
        check=rules.check_may_withdraw_practice,
        perform=actions.withdraw_practice,
    ),
)
allow_undo("add-practice", "change-practice")
