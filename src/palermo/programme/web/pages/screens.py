"""Action pages of screens and the notices on them."""

from collections.abc import Iterable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.languages import LANGUAGES
from palermo.programme.actions import screens as screens_actions
from palermo.programme.models import Programme, Screen, ScreenNotice
from palermo.programme.queries.programmes import programmes_visible_to
from palermo.programme.queries.screens import notices_visible_to, screens_visible_to
from palermo.programme.rules import screens as screens_rules
from palermo.programme.web.forms import screens as screens_forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields


def _programmes(viewer: Viewer) -> QuerySet[Programme]:
    return programmes_visible_to(viewer).select_related("event__activity")


def _screens(viewer: Viewer) -> QuerySet[Screen]:
    return screens_visible_to(viewer).select_related("programme__event__activity")


def _notices(viewer: Viewer) -> QuerySet[ScreenNotice]:
    return notices_visible_to(viewer).select_related("programme__event__activity")


def _save_screen(
    _record: Programme | Screen, *, row: Screen, tiles: Iterable[Screen] = (), seen: str = "", by: Actor
) -> Screen:
    return screens_actions.save_screen(row, tiles=tiles, seen=seen, by=by)


def _write_notice(
    _record: Programme | ScreenNotice,
    *,
    row: ScreenNotice,
    screens: Iterable[Screen] = (),
    seen: str = "",
    by: Actor,
) -> ScreenNotice:
    return screens_actions.write_notice(row, screens=screens, seen=seen, by=by)


def _remove(screen: Screen, *, by: Actor) -> Screen:
    screens_actions.remove_screen(screen, by=by)
    return screen


def _notice_context(notice: ScreenNotice, viewer: Viewer) -> dict[str, object]:
    """The text in each of the six languages, and those in which it is missing."""
    texts = [(language, notice.text.get(language.code, "")) for language in LANGUAGES]
    return {"texts": texts, "on_screens": list(notice.screens.all()), "time_zone": notice.programme.time_zone}


_screen_page = partial(ActionPage[Screen], model=Screen, records=_screens, key="pk")
_notice_page = partial(ActionPage[ScreenNotice], model=ScreenNotice, records=_notices, key="pk")
_published_notice_page = partial(
    _notice_page,
    form=fields.ActForm,
    template="programme/screens/publish.html",
    extra_context=_notice_context,
)

register_actions(
    ActionPage(
        name="add-screen",
        label=_("Add screen"),
        success_message=_("Screen added. Open its address on the device."),
        model=Programme,
        records=_programmes,
        form=screens_forms.ScreenForm,
        check=screens_rules.check_may_manage_screens,
        perform=_save_screen,
        is_offered=False,
    ),
    _screen_page(
        name="change-screen",
        is_edit=True,
        label=_("Edit screen"),
        success_message=_("Screen saved; it updates within a minute."),
        form=screens_forms.ScreenForm,
        check=screens_rules.check_may_manage_screens,
        perform=_save_screen,
    ),
    _screen_page(
        name="give-screen-address",
        label=_("Assign new address"),
        success_message=_("The previous address is no longer valid. Open the new one on the device."),
        form=fields.ActForm,
        check=screens_rules.check_may_manage_screens,
        perform=screens_actions.give_new_address,
    ),
    _screen_page(
        name="remove-screen",
        label=_("Remove screen"),
        success_message=_("Screen removed; its address is no longer valid."),
        form=fields.ActForm,
        check=screens_rules.check_can_remove_screen,
        perform=_remove,
    ),
    ActionPage(
        name="write-notice",
        label=_("Write announcement"),
        success_message=_("Announcement saved as a draft. Publish it to show it on screens."),
        model=Programme,
        records=_programmes,
        form=screens_forms.ScreenNoticeForm,
        check=screens_rules.check_may_write_notice,
        perform=_write_notice,
        is_offered=False,
    ),
    _notice_page(
        name="change-notice",
        is_edit=True,
        label=_("Edit announcement"),
        success_message=_("Draft saved."),
        form=screens_forms.ScreenNoticeForm,
        check=screens_rules.check_may_change_notice,
        perform=_write_notice,
    ),
    _published_notice_page(
        name="publish-notice",
        label=_("Publish announcement"),
        success_message=_("Announcement published: screens show it within a minute of its start."),
        check=screens_rules.check_can_publish_notice,
        perform=screens_actions.publish_notice,
    ),
    _published_notice_page(
        name="withdraw-notice",
        label=_("Withdraw announcement"),
        success_message=_("Announcement withdrawn: it disappears from screens within a minute."),
        check=screens_rules.check_can_withdraw_notice,
        perform=screens_actions.withdraw_notice,
    ),
)
allow_undo(
    "add-screen",
    "change-screen",
    "write-notice",
    "change-notice",
)
