"""Action pages of the pages “What you can do”."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import advice as actions
from palermo.outreach.models import Advice, AdviceStep
from palermo.outreach.queries.press import advice_steps_visible_to, advice_visible_to
from palermo.outreach.rules import advice as rules
from palermo.outreach.web.forms import advice as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.site.row_pages import row_adder, row_pages


def _steps(viewer: Viewer) -> QuerySet[AdviceStep]:
    return advice_steps_visible_to(viewer).select_related("advice")


_advice_page = partial(ActionPage[Advice], model=Advice, records=advice_visible_to, key="audience")

register_actions(
    ActionPage[Advice](
        name="add-advice",
        label=_("Add page"),
        success_message=_("Page added. Add the steps, then publish it."),
        model=Advice,
        records=None,
        form=forms.AddAdviceForm,
        check=rules.check_may_add_advice,
        perform=row_creator(actions.add_advice, Advice),
        list_page="advice_list",
    ),
    _advice_page(
        name="add-advice-step",
        label=_("Add step"),
        success_message=_("Step added."),
        form=forms.StepForm,
        check=rules.check_may_change_advice,
        perform=row_adder(actions.steps),
    ),
    _advice_page(
        name="publish-advice",
        label=pgettext_lazy("page of advice", "Publish"),
        success_message=_("Page published."),
        form=ActForm,
        check=rules.check_may_publish_advice,
        perform=actions.publish_advice,
    ),
    _advice_page(
        name="unpublish-advice",
        label=pgettext_lazy("page of advice", "Unpublish"),
        success_message=_("Only the secretariat can see the page now."),
        form=ActForm,
        check=rules.check_may_unpublish_advice,
        perform=actions.unpublish_advice,
        is_change=True,
    ),
    _advice_page(
        name="change-advice",
        label=_("Edit introduction"),
        form=forms.AdviceForm,
        check=rules.check_may_change_advice,
        perform=actions.change_advice,
        is_edit=True,
    ),
    ActionPage[AdviceStep](
        name="move-advice-step",
        model=AdviceStep,
        records=_steps,
        key="pk",
        label=pgettext_lazy("step", "Move"),
        success_message=_("Step moved."),
        form=forms.MoveStepForm,
        check=rules.check_may_change_step,
        perform=actions.move_step,
        is_change=True,
    ),
    *row_pages(actions.steps, "advice-step", records=_steps, form=forms.StepForm, removed=_("Step removed.")),
)
allow_undo("add-advice", "change-advice", "add-advice-step", "change-advice-step", "remove-advice-step")
