"""Who writes the text of a tool, what a passage may hold, and when a version is published."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core.audiences import Audience, is_wider
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.toolkit.models import DraftingMember, Passage, Tool, ToolVersion
from palermo.toolkit.queries.drafts import drafters
from palermo.toolkit.queries.texts import DRAFTERS
from palermo.toolkit.states.texts import CHILDREN, PassageKind
from palermo.toolkit.texts.markup import MarkupError, parse, parse_table

LONGEST = 20_000


def check_may_write_text(user: Actor, tool: Tool) -> None:
    """The secretariat and the drafting group of a tool write its text."""
    if not isinstance(user, str) and not (viewer := viewer_of(user)).is_secretariat:
        if viewer.roles & DRAFTERS and DraftingMember.objects.filter(tool=tool, user=user.pk).exists():
            return
        raise Refused(_("Only the secretariat and members of the drafting group may edit this text."))
    check_may(user, Permission.WRITE_TOOL)


def check_may_manage_text(user: Actor, _tool: Tool) -> None:
    """The secretariat freezes versions, publishes them and chooses the drafting group."""
    check_may(user, Permission.WRITE_TOOL)


def check_may_freeze_version(user: Actor, tool: Tool) -> None:
    """As `check_may_manage_text`, once there is a text."""
    check_may_manage_text(user, tool)
    if not tool.passages.filter(is_removed=False).exists():
        raise Refused(_("This tool has no text yet. Begin the text first."))


def check_can_begin_text(user: Actor, tool: Tool) -> None:
    """A text is begun once.

    Refused to those who may not write it, and where there are passages, removed ones included.
    """
    check_may_write_text(user, tool)
    if tool.passages.exists():
        raise Refused(_("The text of this tool has been begun. Reload the page."))


def check_can_draft(user: Actor, _tool: Tool, member: User) -> None:
    """The drafting group has members of the Steering Committee and officers of the secretariat.

    Refused to anyone but the secretariat, and for anyone else.
    """
    check_may(user, Permission.WRITE_TOOL)
    if not drafters().filter(pk=member.pk).exists():
        raise Refused(_("Choose a member of the Steering Committee or an officer of the secretariat."))


def check_may_remove_drafter(user: Actor, _member: DraftingMember) -> None:
    """The secretariat chooses the drafting group."""
    check_may(user, Permission.WRITE_TOOL)


def check_can_hold(parent: Passage | None, kind: str) -> None:
    """A passage stands only in one that may hold it: `CHILDREN` has what may stand where."""
    if kind in CHILDREN[parent.kind if parent else ""]:
        return
    what = str(PassageKind(kind).label)
    if parent is None:
        raise Refused(_("“%(passage)s” cannot stand at the top of the text.") % {"passage": what})
    raise Refused(
        _("“%(passage)s” cannot stand in “%(holder)s”.") % {"passage": what, "holder": parent.get_kind_display()}
    )


def check_words(content: str, kind: str) -> None:
    """Words that are not too long and whose marks fit together."""
    if len(content) > LONGEST:
        raise Refused(
            _("The text has %(found)d characters. At most %(most)d fit. Divide it into passages.")
            % {"found": len(content), "most": LONGEST}
        )
    try:
        if kind == PassageKind.TABLE:
            parse_table(content)
        else:
            parse(content)
    except MarkupError as wrong:
        raise Refused(
            _("Character %(at)d: the mark %(mark)s has no end. Close it, or put a backslash before it.")
            % {"at": wrong.at, "mark": wrong.mark}
        ) from wrong


def check_may_publish_version(user: Actor, version: ToolVersion) -> None:
    """A version is published once. Refused to anyone but the secretariat, and for a version that is published."""
    check_may(user, Permission.WRITE_TOOL)
    if version.published_on is not None:
        raise Refused(_("This version was published on %(day)s.") % {"day": localize_day(version.published_on)})


def check_may_withdraw_version(user: Actor, version: ToolVersion) -> None:
    """What was published can be withdrawn.

    Refused to anyone but the secretariat, and for a version that is not published.
    """
    check_may(user, Permission.WRITE_TOOL)
    if version.published_on is None:
        raise Refused(_("This version is not published."))


def check_can_publish_version(user: Actor, version: ToolVersion, audience: str) -> None:
    """As `check_may_publish_version`, for no wider audience than that of the tool."""
    check_may_publish_version(user, version)
    if is_wider(audience, version.tool.activity.audience):
        raise Refused(
            _("The tool is for this audience: %(audience)s. Choose it or a narrower one.")
            % {"audience": Audience(version.tool.activity.audience).label}
        )
