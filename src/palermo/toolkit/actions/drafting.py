"""Who drafts the text of a tool, and with what it begins."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core.languages import BY_CODE
from palermo.core.records import find_by_pk
from palermo.core.rows import save_row
from palermo.toolkit.actions.texts import add_passage, lock_text
from palermo.toolkit.models import DraftingMember, Passage, Tool
from palermo.toolkit.rules import texts as rules
from palermo.toolkit.texts.outlines import STARTS, Start


@transaction.atomic
def add_drafter(tool: Tool, *, user: User, by: Actor) -> DraftingMember:
    """Let somebody draft the text of a tool.

    Raises
    ------
    Refused
        To anyone but the secretariat, and for anyone who is of neither the Committee nor the secretariat.
    ValidationError
        For somebody who is a member already.
    """
    rules.check_can_draft(by, tool, user)
    member = DraftingMember(tool=tool, user=user)
    save_row(member)
    record("drafting_member.added", tool, by=by, user=user.pk)
    return member


@transaction.atomic
def remove_drafter(member: DraftingMember, *, by: Actor) -> Tool:
    """Take somebody out of the drafting group; what they wrote stays. Refused to anyone but the secretariat."""
    rules.check_may_remove_drafter(by, member)
    tool, user = member.tool, member.user_id
    member.delete()
    record("drafting_member.removed", tool, by=by, user=user)
    return tool


@transaction.atomic
def begin_text(tool: Tool, *, by: Actor) -> Passage:
    """Give a tool the chapters that tools of its kind usually have, with headings in the original language.

    Returns
    -------
    Passage
        The first one.

    Raises
    ------
    Refused
        To those who may not write, and where there is a text.
    """
    tool = lock_text(tool, by=by)
    rules.check_can_begin_text(by, tool)
    with translation.override(BY_CODE[tool.original_language].django_code):
        return _add_all(tool, STARTS[tool.kind], None, by)


def _add_all(tool: Tool, starts: Iterable[Start], parent: Passage | None, by: Actor) -> Passage:
    """Passages one after the other, each with what it holds; gives the first."""
    first, after = None, None
    for start in starts:
        after = add_passage(
            tool,
            kind=start.kind,
            parent=parent,
            after=find_by_pk(tool.passages.all(), after.pk if after else None),
            language=tool.original_language,
            content=str(start.heading),
            by=by,
        )
        first = first or after
        if start.children:
            _add_all(tool, start.children, after, by)
    assert first is not None  # Every outline has a chapter, and every passage of it that holds others holds one.
    return first
