"""Action pages of action plans: editions, sections, measures."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import measure_tables
from palermo.outreach.actions import plans as actions
from palermo.outreach.exchange.measures import MeasureTable
from palermo.outreach.models import ActionPlan, Measure, PlanEdition, PlanSection
from palermo.outreach.queries.plans import (
    measures_visible_to,
    plan_editions_visible_to,
    plan_sections_visible_to,
    plans_visible_to,
)
from palermo.outreach.rules import plans as rules
from palermo.outreach.web.forms import plans as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.site.row_pages import row_adder, row_pages


def _plans(viewer: Viewer) -> QuerySet[ActionPlan]:
    return plans_visible_to(viewer).select_related("outcome", "template")


def _measures(viewer: Viewer) -> QuerySet[Measure]:
    return measures_visible_to(viewer).select_related("edition__plan", "section", "treaty", "organisation")


def _import(edition: PlanEdition, *, table: MeasureTable, by: Actor) -> PlanEdition:
    measure_tables.import_measures(edition, table=table, by=by)
    return edition


_plan_page = partial(ActionPage[ActionPlan], model=ActionPlan, records=_plans)
_edition_page = partial(ActionPage[PlanEdition], model=PlanEdition, records=plan_editions_visible_to, key="pk")
_measure_page = partial(ActionPage[Measure], model=Measure, records=_measures, key="pk", is_offered=False)

register_actions(
    ActionPage(
        name="add-plan",
        label=_("Record an action plan"),
        success_message=_("Action plan recorded. Begin its first edition."),
        model=ActionPlan,
        records=None,
        form=forms.PlanForm,
        check=rules.check_may_add_plan,
        perform=row_creator(actions.add_plan, ActionPlan),
        list_page="plan_list",
    ),
    _plan_page(
        name="begin-plan-edition",
        label=_("Begin an edition"),
        success_message=_("Edition begun."),
        form=forms.EditionForm,
        check=rules.check_may_begin_edition,
        perform=actions.begin_edition,
    ),
    _plan_page(
        name="change-plan",
        form=forms.PlanForm,
        check=rules.check_may_keep_plan,
        perform=actions.change_plan,
        is_edit=True,
    ),
    _edition_page(
        name="add-measure",
        label=_("Add a measure"),
        success_message=_("Measure added."),
        form=forms.MeasureForm,
        check=rules.check_may_change_edition,
        perform=row_creator(actions.add_measure, Measure, "edition"),
        keeps=("section", "treaty"),
    ),
    _edition_page(
        name="add-plan-section",
        label=_("Add a section"),
        success_message=_("Section added."),
        form=forms.SectionForm,
        check=rules.check_may_change_edition,
        perform=row_adder(actions.sections),
    ),
    _edition_page(
        name="import-measures",
        label=_("Import measures"),
        success_message=_("Measures imported."),
        form=forms.ImportMeasuresForm,
        check=rules.check_may_change_edition,
        perform=_import,
        template="outreach/plans/import.html",
    ),
    _edition_page(
        name="share-plan-draft",
        label=_("Share draft"),
        success_message=_("The draft can now be read by the audience of the plan."),
        form=ActForm,
        check=rules.check_may_share_draft,
        perform=actions.share_draft,
        template="outreach/plans/share.html",
    ),
    _edition_page(
        name="stop-sharing-plan-draft",
        label=_("Stop sharing"),
        success_message=_("The draft is no longer shared."),
        form=ActForm,
        check=rules.check_may_stop_sharing,
        perform=actions.stop_sharing,
    ),
    _edition_page(
        name="adopt-plan-edition",
        label=pgettext_lazy("action plan", "Record adoption"),
        success_message=_("Adoption recorded."),
        form=forms.AdoptEditionForm,
        check=rules.check_may_adopt_edition,
        perform=actions.adopt_edition,
        template="outreach/plans/adopt.html",
    ),
    _edition_page(
        name="abandon-plan-edition",
        label=_("Abandon draft"),
        success_message=_("Draft abandoned."),
        form=forms.AbandonEditionForm,
        check=rules.check_may_abandon_edition,
        perform=actions.abandon_edition,
    ),
    _edition_page(
        name="change-plan-edition",
        label=_("Edit description"),
        form=forms.EditionForm,
        check=rules.check_may_change_edition,
        perform=actions.change_edition,
        is_edit=True,
    ),
    *row_pages(
        actions.sections,
        "plan-section",
        records=plan_sections_visible_to,
        form=forms.SectionForm,
        removed=_("Section removed."),
        labels=(_("Edit section"), _("Remove section")),
        is_offered=False,
    ),
    ActionPage[PlanSection](
        name="move-plan-section",
        model=PlanSection,
        records=plan_sections_visible_to,
        key="pk",
        is_offered=False,
        label=_("Move section"),
        success_message=_("Section moved."),
        form=forms.MoveSectionForm,
        check=rules.check_may_change_section,
        perform=actions.move_section,
    ),
    _measure_page(
        name="change-measure",
        label=_("Edit measure"),
        form=forms.MeasureForm,
        check=rules.check_may_change_measure,
        perform=actions.change_measure,
        is_edit=True,
    ),
    _measure_page(
        name="move-measure",
        label=_("Move measure"),
        success_message=_("Measure moved."),
        form=forms.MoveMeasureForm,
        check=rules.check_may_change_measure,
        perform=actions.move_measure,
    ),
    _measure_page(
        name="remove-measure",
        label=_("Remove measure"),
        success_message=_("Measure removed."),
        form=ActForm,
        check=rules.check_may_change_measure,
        perform=actions.remove_measure,
    ),
)
allow_undo(
    *("add-plan", "change-plan", "begin-plan-edition", "change-plan-edition", "abandon-plan-edition"),
    *("add-plan-section", "change-plan-section", "move-plan-section", "remove-plan-section"),
    *("add-measure", "change-measure", "move-measure", "remove-measure", "import-measures"),
)
