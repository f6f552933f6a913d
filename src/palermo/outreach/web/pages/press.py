"""Action pages of press releases, the media kit, contacts for journalists and press cuttings."""

from collections.abc import Mapping
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
from palermo.site.forms.fields import ActForm, ReasonOnlyForm

type Values = Mapping[str, object]


def _releases(viewer: Viewer) -> QuerySet[PressRelease]:
    return press_releases_visible_to(viewer).select_related("activity")


def _kit_items(viewer: Viewer) -> QuerySet[KitItem]:
    return kit_items_visible_to(viewer).select_related("document", "material")


def _cuttings(viewer: Viewer) -> QuerySet[Cutting]:
    return cuttings_visible_to(viewer).select_related("activity", "release")


def _is_draft(release: PressRelease) -> bool:
    return release.status == ReleaseStatus.DRAFT


_release_page = partial(ActionPage[PressRelease], model=PressRelease, records=_releases)
_kit_page = partial(ActionPage[KitItem], model=KitItem, records=_kit_items, key="pk")
_contact_page = partial(ActionPage[PressContact], model=PressContact, records=press_contacts_visible_to, key="pk")
_cutting_page = partial(ActionPage[Cutting], model=Cutting, records=_cuttings)

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
        perform=row_creator(actions.add_kit_item, KitItem),
        list_page="press_room",
    ),
    _kit_page(
        name="change-kit-item",
        form=forms.KitItemForm,
        check=rules.check_may_change_kit_item,
        perform=actions.change_kit_item,
        is_edit=True,
    ),
    _kit_page(
        name="remove-kit-item",
        label=_("Remove"),
        success_message=_("Item removed."),
        form=ActForm,
        check=rules.check_may_change_kit_item,
        perform=actions.remove_kit_item,
    ),
    ActionPage[PressContact](
        name="add-press-contact",
        label=_("Add press contact"),
        success_message=_("Contact added."),
        model=PressContact,
        records=None,
        form=forms.ContactForm,
        check=rules.check_may_change_contact,
        perform=row_creator(actions.add_contact, PressContact),
        list_page="press_room",
    ),
    _contact_page(
        name="change-press-contact",
        form=forms.ContactForm,
        check=rules.check_may_change_contact,
        perform=actions.change_contact,
        is_edit=True,
    ),
    _contact_page(
        name="remove-press-contact",
        label=_("Remove"),
        success_message=_("Contact removed."),
        form=ActForm,
        check=rules.check_may_change_contact,
        perform=actions.remove_contact,
    ),
    ActionPage[Cutting](
        name="add-cutting",
        label=_("Add press cutting"),
        success_message=_("Press cutting added."),
        model=Cutting,
        records=None,
        form=forms.CuttingForm,
        check=rules.check_may_change_cutting,
        perform=row_creator(actions.add_cutting, Cutting),
        list_page="cutting_list",
        keeps=("outlet", "language"),
    ),
    _cutting_page(
        name="change-cutting",
        form=forms.CuttingForm,
        check=rules.check_may_change_cutting,
        perform=actions.change_cutting,
        is_edit=True,
    ),
    _cutting_page(
        name="remove-cutting",
        label=_("Remove"),
        success_message=_("Press cutting removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_cutting,
        perform=actions.remove_cutting,
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
