"""Action pages of editions and their stages."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ReasonOnlyForm
from palermo.toolkit.actions import stages as actions
from palermo.toolkit.models import Edition, EditionStage, Tool
from palermo.toolkit.queries.occasions import editions_visible_to, stages_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.rules import stages as rules
from palermo.toolkit.web.forms import stages as forms


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity__mandate")


def _editions(viewer: Viewer) -> QuerySet[Edition]:
    return editions_visible_to(viewer).select_related("tool__activity__mandate").prefetch_related("stages")


def _stages(viewer: Viewer) -> QuerySet[EditionStage]:
    return stages_visible_to(viewer).select_related("edition__tool__activity", "meeting__activity")


_stage_page = partial(ActionPage[EditionStage], model=EditionStage, records=_stages, key="pk", is_offered=False)

register_actions(
    ActionPage(
        name="begin-edition",
        label=_("Begin an edition"),
        success_message=_("Edition begun."),
        model=Tool,
        records=_tools,
        key="activity__slug",
        form=forms.BeginEditionForm,
        check=rules.check_may_begin_edition,
        perform=row_creator(actions.begin_edition, Edition, "tool"),
        is_offered=False,
    ),
    ActionPage(
        name="move-edition",
        label=_("Record next stage"),
        success_message=_("Stage recorded."),
        model=Edition,
        records=_editions,
        key="pk",
        form=forms.MoveEditionForm,
        check=rules.check_may_move_edition,
        perform=actions.move_edition,
        is_offered=False,
    ),
    _stage_page(
        name="change-stage",
        form=forms.ChangeStageForm,
        check=rules.check_may_change_stage,
        perform=actions.change_stage,
        is_edit=True,
    ),
    _stage_page(
        name="remove-stage",
        label=_("Remove"),
        success_message=_("Stage removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_remove_stage,
        perform=actions.remove_stage,
    ),
)
allow_undo("begin-edition", "move-edition", "change-stage", "remove-stage")
