"""What is done on the site to screens and the notices on them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.languages import LANGUAGES
from palermo.events.actions import screens
from palermo.events.models import Programme, Screen, ScreenNotice
from palermo.events.queries.programmes import programmes_visible_to
from palermo.events.queries.screens import notices_visible_to, screens_visible_to
from palermo.events.rules import screens as screens_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import fields
from palermo.portal.forms import screens as screens_forms


def _programmes(viewer: Viewer) -> QuerySet[Programme]:
    return programmes_visible_to(viewer).select_related("event__activity")


def _screens(viewer: Viewer) -> QuerySet[Screen]:
    return screens_visible_to(viewer).select_related("programme__event__activity")


def _notices(viewer: Viewer) -> QuerySet[ScreenNotice]:
    return notices_visible_to(viewer).select_related("programme__event__activity")


def _save_screen(_record: Any, *, row: Screen, by: Any, **given: Any) -> Screen:
    return screens.save_screen(row, by=by, **given)


def _write_notice(_record: Any, *, row: ScreenNotice, by: Any, **given: Any) -> ScreenNotice:
    return screens.write_notice(row, by=by, **given)


def _remove(screen: Screen, *, by: Any) -> Screen:
    screens.remove_screen(screen, by=by)
    return screen


def _notice_context(notice: ScreenNotice, viewer: Viewer) -> dict[str, Any]:
    """The text in each of the six languages, and those in which it is missing."""
    texts = [(language, notice.text.get(language.code, "")) for language in LANGUAGES]
    return {"texts": texts, "on_screens": list(notice.screens.all()), "time_zone": notice.programme.time_zone}


ACTS = (
    Act(
        "add-screen",
        _("Put up a screen"),
        _("The screen is on the list. Open its address on it."),
        Programme,
        _programmes,
        screens_forms.ScreenForm,
        screens_rules.check_may_manage_screens,
        _save_screen,
        is_offered=False,
    ),
    Act(
        "change-screen",
        _("Change the screen"),
        _("The screen is changed; it shows so within a minute."),
        Screen,
        _screens,
        screens_forms.ScreenForm,
        screens_rules.check_may_manage_screens,
        _save_screen,
        key="pk",
    ),
    Act(
        "give-screen-address",
        _("Give it another address"),
        _("The address before opens nothing any more. Open the new one on the screen."),
        Screen,
        _screens,
        fields.ActForm,
        screens_rules.check_may_manage_screens,
        screens.give_new_address,
        key="pk",
    ),
    Act(
        "remove-screen",
        _("Take the screen down"),
        _("The screen is taken down; its address opens nothing any more."),
        Screen,
        _screens,
        fields.ActForm,
        screens_rules.check_can_remove_screen,
        _remove,
        key="pk",
    ),
    Act(
        "write-notice",
        _("Write a notice"),
        _("The notice is a draft: it is on no screen until it is published."),
        Programme,
        _programmes,
        screens_forms.ScreenNoticeForm,
        screens_rules.check_may_write_notice,
        _write_notice,
        is_offered=False,
    ),
    Act(
        "change-notice",
        _("Change the notice"),
        _("The draft is changed."),
        ScreenNotice,
        _notices,
        screens_forms.ScreenNoticeForm,
        screens_rules.check_may_change_notice,
        _write_notice,
        key="pk",
    ),
    Act(
        "publish-notice",
        _("Publish the notice"),
        _("The notice is published: screens show it within a minute, from its hour on."),
        ScreenNotice,
        _notices,
        fields.ActForm,
        screens_rules.check_can_publish_notice,
        screens.publish_notice,
        key="pk",
        template="portal/screens/publish.html",
        extra_context=_notice_context,
    ),
    Act(
        "withdraw-notice",
        _("Withdraw the notice"),
        _("The notice is withdrawn: it leaves the screens within a minute."),
        ScreenNotice,
        _notices,
        fields.ActForm,
        screens_rules.check_can_withdraw_notice,
        screens.withdraw_notice,
        key="pk",
        template="portal/screens/publish.html",
        extra_context=_notice_context,
    ),
)
