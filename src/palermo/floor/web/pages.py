"""What is done on the site to speakers' lists."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.floor import actions as floor_actions
from palermo.floor import rules as floor_rules
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.queries import floor_requests_visible_to, speakers_lists_visible_to
from palermo.floor.web import forms as floor
from palermo.programme.models import ProgrammeItem
from palermo.programme.queries.programmes import programme_items_visible_to
from palermo.site.action_pages import ActionMaker, ActionPage, as_edit, register_actions
from palermo.site.forms import fields


def _items(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    return programme_items_visible_to(viewer).select_related("programme__event__activity")


def _lists(viewer: Viewer) -> QuerySet[SpeakersList]:
    return speakers_lists_visible_to(viewer).select_related("item__programme")


def _requests(viewer: Viewer) -> QuerySet[FloorRequest]:
    requests = floor_requests_visible_to(viewer).select_related("delegation", "organisation")
    return requests.select_related("speakers_list__item__programme")


_on_list = ActionMaker(SpeakersList, _lists)


_on_request = ActionMaker(FloorRequest, _requests, key="pk", is_offered=False)


register_actions(
    ActionPage(
        name="open-speakers-list",
        label=_("Open list of speakers"),
        success_message=_("List opened: delegates can request the floor."),
        model=ProgrammeItem,
        records=_items,
        form=floor.OpenListForm,
        check=floor_rules.check_may_open_list,
        perform=floor_actions.open_speakers_list,
        key="pk",
        is_offered=False,
    ),
    _on_list(
        "ask-for-floor",
        _("Request the floor"),
        _("Request added to the list."),
        floor.AskForm,
        floor_rules.check_may_ask,
        floor_actions.ask_for_floor,
    ),
    _on_list(
        "close-speakers-list",
        _("Close list"),
        _("List closed: those on it may still speak."),
        fields.ActForm,
        floor_rules.check_can_close_list,
        floor_actions.close_speakers_list,
    ),
    _on_list(
        "reopen-speakers-list",
        _("Reopen list"),
        _("List reopened."),
        fields.ActForm,
        floor_rules.check_can_reopen_list,
        floor_actions.reopen_speakers_list,
    ),
    as_edit(
        _on_list(
            "limit-speakers",
            _("Edit time limits"),
            _("The limits apply from the next speaker."),
            floor.LimitsForm,
            floor_rules.check_may_keep_list,
            floor_actions.set_time_limits,
        )
    ),
    _on_request(
        "give-floor",
        _("Give the floor"),
        _("Timer started."),
        fields.ActForm,
        floor_rules.check_can_give_floor,
        floor_actions.give_floor,
    ),
    _on_request(
        "end-statement",
        _("End statement"),
        _("Statement ended; its time has been recorded."),
        fields.ActForm,
        floor_rules.check_can_end_statement,
        floor_actions.end_statement,
    ),
    _on_request(
        "withdraw-request",
        _("Withdraw request"),
        _("Request withdrawn."),
        fields.ActForm,
        floor_rules.check_can_withdraw_request,
        floor_actions.withdraw_request,
    ),
    ActionPage(
        name="move-request",
        label=_("Change position"),
        success_message=_("Order changed, with the reason recorded."),
        model=FloorRequest,
        records=_requests,
        form=floor.MoveRequestForm,
        check=floor_rules.check_can_move_request,
        perform=floor_actions.move_request,
        key="pk",
        is_offered=False,
    ),
)
