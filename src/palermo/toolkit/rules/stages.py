"""Who takes an edition through its stages, under which authority, and what each stage needs."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.governance.rules.authority import check_authority
from palermo.governance.states.activities import IN_HAND
from palermo.toolkit.models import Edition, EditionStage, Tool
from palermo.toolkit.states.stages import STAGE_MOVES, Stage


def check_may_begin_edition(user: Actor, tool: Tool) -> None:
    """The secretariat begins an edition, while the work on the tool is authorized and its mandate in force."""
    check_may(user, Permission.MOVE_EDITION)
    _check_is_in_hand(tool)
    check_authority(tool.activity.mandate, clock.today())


def check_can_begin_edition(user: Actor, tool: Tool, day: date) -> None:
    """As `check_may_begin_edition`, from a day that is not in the future and on which the mandate was in force."""
    check_may_begin_edition(user, tool)
    _check_day(tool, day)


def check_may_move_edition(user: Actor, edition: Edition) -> None:
    """As `check_may_begin_edition`, while the text of the edition is not final."""
    check_may_begin_edition(user, edition.tool)
    if not STAGE_MOVES[edition.stage]:
        raise Refused(_("The text of this edition is final. Begin a revised edition."))


def check_can_move_edition(user: Actor, edition: Edition, entry: EditionStage) -> None:
    """Along the table of moves, on a day that is not before the latest stage; with what the stage needs."""
    check_may_move_edition(user, edition)
    check_move(STAGE_MOVES, edition.stage, Stage(entry.stage))
    _check_day(edition.tool, entry.began_on)
    check_stage_is_coherent(entry)


def check_may_change_stage(user: Actor, entry: EditionStage) -> None:
    """The secretariat corrects the stages of an edition."""
    check_may(user, Permission.MOVE_EDITION)


def check_may_remove_stage(user: Actor, entry: EditionStage) -> None:
    """The secretariat removes the latest stage of an edition, if it was recorded by mistake.

    Refused to anyone else, and where another stage followed.
    """
    check_may_change_stage(user, entry)
    if any(other.number > entry.number for other in entry.edition.stages.all()):
        raise Refused(_("Another stage followed. Remove that one first."))


def check_stage_is_coherent(entry: EditionStage) -> None:
    """What each stage needs, in the order of the days of the stages before and after it."""
    if entry.began_on > clock.today():
        raise Refused(_("%(day)s is in the future.") % {"day": localize_day(entry.began_on)})
    if entry.until_on is not None and entry.until_on < entry.began_on:
        raise Refused(
            _("The stage began on %(from)s and cannot end before, on %(until)s.")
            % {"from": localize_day(entry.began_on), "until": localize_day(entry.until_on)}
        )
    if entry.stage == Stage.CONSULTATION and not (entry.consulted and entry.until_on):
        raise Refused(_("Enter who is consulted, and until when."))
    if entry.stage == Stage.EXPERTS and entry.meeting is None:
        raise Refused(_("Choose the expert group meeting. Meetings are events that are part of this tool."))
    if entry.meeting is not None and entry.meeting.activity.part_of_id != entry.edition.tool_id:
        raise Refused(_("Choose a meeting that is part of this tool."))
    for other in entry.edition.stages.exclude(pk=entry.pk):
        if (other.number < entry.number) != (other.began_on < entry.began_on) and other.began_on != entry.began_on:
            raise Refused(
                _("The stage “%(stage)s” began on %(day)s. The stages of an edition follow one another by date.")
                % {"stage": other.get_stage_display(), "day": localize_day(other.began_on)}
            )


def _check_is_in_hand(tool: Tool) -> None:
    if tool.activity.state not in IN_HAND:
        raise Refused(
            _(
                "The status of this tool is “%(now)s”. Its text is worked on while the activity is authorized or "
                "under way."
            )
            % {"now": str(tool.activity.get_state_display()).lower()}
        )


def _check_day(tool: Tool, day: date) -> None:
    if day > clock.today():
        raise Refused(_("%(day)s is in the future.") % {"day": localize_day(day)})
    check_authority(tool.activity.mandate, day)
