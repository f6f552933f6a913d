"""Action pages of the texts of tools: their drafting groups and their versions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms.fields import ReasonOnlyForm
from palermo.toolkit.actions import drafting
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.models import DraftingMember, Tool, ToolVersion
from palermo.toolkit.queries.texts import drafts_visible_to, versions_visible_to
from palermo.toolkit.rules import texts as rules
from palermo.toolkit.web.forms import texts as forms


def _drafts(viewer: Viewer) -> QuerySet[Tool]:
    return drafts_visible_to(viewer).select_related("activity")


def _members(viewer: Viewer) -> QuerySet[DraftingMember]:
    tools = drafts_visible_to(viewer).order_by().values("pk")
    return DraftingMember.objects.filter(tool__in=tools).select_related("tool__activity", "user")


def _versions(viewer: Viewer) -> QuerySet[ToolVersion]:
    return versions_visible_to(viewer).select_related("tool__activity")


register_actions(
    ActionPage(
        name="add-drafter",
        label=_("Add member"),
        success_message=_("Added to the drafting group."),
        model=Tool,
        records=_drafts,
        key="activity__slug",
        form=forms.AddDrafterForm,
        check=rules.check_may_manage_text,
        perform=drafting.add_drafter,
        is_offered=False,
    ),
    ActionPage(
        name="remove-drafter",
        label=_("Remove"),
        success_message=_("Removed from the drafting group."),
        model=DraftingMember,
        records=_members,
        key="pk",
        form=forms.RemoveDrafterForm,
        check=rules.check_may_remove_drafter,
        perform=drafting.remove_drafter,
    ),
    ActionPage(
        name="freeze-version",
        label=_("Freeze version"),
        success_message=_("Version frozen. It is not published yet."),
        model=Tool,
        records=_drafts,
        key="activity__slug",
        form=forms.FreezeVersionForm,
        check=rules.check_may_freeze_version,
        perform=actions.freeze_version,
        is_offered=False,
    ),
    ActionPage(
        name="publish-version",
        label=_("Publish"),
        success_message=_("Version published."),
        model=ToolVersion,
        records=_versions,
        form=forms.PublishVersionForm,
        check=rules.check_may_publish_version,
        perform=actions.publish_version,
    ),
    ActionPage(
        name="withdraw-version",
        label=_("Withdraw"),
        success_message=_("Version withdrawn."),
        model=ToolVersion,
        records=_versions,
        form=ReasonOnlyForm,
        check=rules.check_may_withdraw_version,
        perform=actions.withdraw_version,
    ),
    ActionPage(
        name="change-version",
        model=ToolVersion,
        records=_versions,
        form=forms.ChangeVersionForm,
        check=rules.check_may_publish_version,
        perform=actions.change_version,
        is_edit=True,
    ),
)
allow_undo("add-drafter", "remove-drafter", "change-version")
