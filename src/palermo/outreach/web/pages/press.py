"""Action pages of press releases, the media kit, contacts for journalists and press cuttings."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import press as actions
from palermo.outreach.models import Cutting, KitItem, PressContact, PressRelease
from palermo.outreach.queries.press import (
    cuttings_visible_to,
    kit_items_visible_to,
    press_contacts_visible_to,
    press_releases_visible_to,
)
from palermo.outreach.rules import press as rules
from palermo.outreach.states.press import ReleaseStatus
from palermo.outreach.web.forms import press as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.site.row_pages import row_adder, row_pages


def _releases(viewer: Viewer) -> QuerySet[PressRelease]:
    return press_releases_visible_to(viewer).select_related("activity")


def _kit_items(viewer: Viewer) -> QuerySet[KitItem]:
    return kit_items_visible_to(viewer).select_related("document", "material")


def _cuttings(viewer: Viewer) -> QuerySet[Cutting]:
    return cuttings_visible_to(viewer).select_related("activity", "release")


def _is_draft(release: PressRelease) -> bool:
    return release.status == ReleaseStatus.DRAFT


_release_page = partial(ActionPage[PressRelease], model=PressRelease, records=_releases)

register_actions(
    ActionPage[PressRelease](
        name="add-press-release",
        label=_("Add press release"),
        success_message=_("Press release added as a draft. Only the secretariat can see it."),
        model=PressRelease,
        records=None,
        form=forms.ReleaseForm,
        check=rules.check_may_add_release,
        perform=row_creator(actions.add_release, PressRelease),
        list_page="press_room",
    ),
    _release_page(
        name="schedule-press-release",
        label=_("Schedule"),
        success_message=_("Scheduled. Until its time only the secretariat can see the press release."),
        form=forms.ScheduleForm,
        check=rules.check_may_schedule_release,
        perform=actions.schedule_release,
        is_primary=_is_draft,
    ),
    _release_page(
        name="publish-press-release",
        label=_("Publish now"),
        success_message=_("Press release published."),
        form=ActForm,
        check=rules.check_may_publish_release,
        perform=actions.publish_release,
    ),
    _release_page(
        name="unschedule-press-release",
        label=pgettext_lazy("press release", "Back to draft"),
        success_message=_("The press release is a draft again. It will not be published."),
        form=ActForm,
        check=rules.check_may_unschedule_release,
        perform=actions.unschedule_release,
        is_change=True,
    ),
    _release_page(
        name="correct-press-release",
        label=pgettext_lazy("press release", "Correct"),
        success_message=_("Correction published."),
        form=forms.CorrectionForm,
        check=rules.check_may_correct_release,
        perform=actions.correct_release,
        is_change=True,
    ),
    _release_page(
        name="withdraw-press-release",
        label=pgettext_lazy("press release", "Withdraw"),
        success_message=_("Press release withdrawn."),
        form=forms.WithdrawalForm,
        check=rules.check_may_withdraw_release,
        perform=actions.withdraw_release,
        is_change=True,
    ),
    _release_page(
        name="change-press-release",
        form=forms.ReleaseForm,
        check=rules.check_may_change_release,
        perform=actions.change_release,
        is_edit=True,
    ),
    ActionPage[KitItem](
        name="add-kit-item",
        label=_("Add item to the media kit"),
        success_message=_("Item added."),
        model=KitItem,
        records=None,
        form=forms.KitItemForm,
        check=rules.check_may_change_kit_item,
        perform=row_adder(actions.kit_items),
        list_page="press_room",
    ),
    *row_pages(actions.kit_items, "kit-item", records=_kit_items, form=forms.KitItemForm, removed=_("Item removed.")),
    ActionPage[PressContact](
        name="add-press-contact",
        label=_("Add press contact"),
        success_message=_("Contact added."),
        model=PressContact,
        records=None,
        form=forms.ContactForm,
        check=rules.check_may_change_contact,
        perform=row_adder(actions.contacts),
        list_page="press_room",
    ),
    *row_pages(
        actions.contacts,
        "press-contact",
        records=press_contacts_visible_to,
        form=forms.ContactForm,
        removed=_("Contact removed."),
    ),
    ActionPage[Cutting](
        name="add-cutting",
        label=_("Add press cutting"),
        success_message=_("Press cutting added."),
        model=Cutting,
        records=None,
        form=forms.CuttingForm,
        check=rules.check_may_change_cutting,
        perform=row_adder(actions.cuttings),
        list_page="cutting_list",
        keeps=("outlet", "language"),
    ),
    *row_pages(
        actions.cuttings,
        "cutting",
        records=_cuttings,
        form=forms.CuttingForm,
        removed=_("Press cutting removed."),
        key="slug",
    ),
)
allow_undo(
    "add-press-release",
    "change-press-release",
    "add-kit-item",
    "change-kit-item",
    "remove-kit-item",
    "add-cutting",
    "change-cutting",
    "remove-cutting",
)
