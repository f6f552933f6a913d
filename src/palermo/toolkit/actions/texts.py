"""What is done to the text of a tool: each change of words is a text of its own, so that none is ever lost."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, lock_row, next_number, save_row
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.reporting.writing.combining import combine_edits
from palermo.toolkit.actions.sections import list_sections
from palermo.toolkit.models import Edition, Passage, PassageText, Tool, ToolVersion, VersionText
from palermo.toolkit.queries.texts import current_rows
from palermo.toolkit.rules import texts as rules
from palermo.toolkit.states.texts import PassageAct
from palermo.toolkit.texts.passages import digest_rows, rows_to_json


class Saved(NamedTuple):
    """The text that is current after a save; `rejected` is the author's where a colleague changed the same words."""

    text: PassageText
    rejected: PassageText | None = None


@transaction.atomic
def write_passage(
    passage: Passage,
    language: str,
    content: str,
    *,
    base: int,
    by: Actor,
    act: PassageAct = PassageAct.WRITTEN,
    settles: bool = False,
) -> Saved:
    """Keep an author's words of a passage.

    Where a colleague saved other words meanwhile, both edits are combined; where both changed the same words, the
    colleague's count, and these are kept beside them.

    Parameters
    ----------
    passage : Passage
    language : str
    content : str
        With marks (`toolkit.texts.markup`).
    base : int
        The number of the text that the author began from; 0 for none.
    by : Actor
    act : PassageAct
        How the words came about.
    settles : bool
        Whether a translation takes account of the newest original, so that it is no longer out of date.

    Returns
    -------
    Saved

    Raises
    ------
    Refused
        If the author may not write, the passage was removed, or the marks do not fit together.
    """
    tool = lock_text(passage.tool, by=by)
    passage = _find(tool, passage)
    content = content.strip().replace("\r\n", "\n")
    rules.check_words(content, passage.kind)
    current = passage.texts.filter(language=language, is_current=True).first()
    if current and current.number != base:
        begun = passage.texts.filter(language=language, number=base).first()
        combined = combine_edits(begun.content if begun else "", content, current.content)
        if combined is None:
            return Saved(current, _add_text(tool, passage, language, content, PassageAct.REJECTED, by))
        content, act = combined, PassageAct.COMBINED
    if current and current.content == content and not settles:
        return Saved(current)
    return Saved(_add_text(tool, passage, language, content, act, by, settles=settles))


@transaction.atomic
def confirm_passage(passage: Passage, language: str, *, by: Actor) -> PassageText:
    """Keep a translation as it is although the original was changed: it takes account of the newest original.

    Refused if the author may not write, or there is no translation.
    """
    current = passage.texts.filter(language=language, is_current=True).first()
    if current is None:
        raise Refused(_("This passage is not translated yet."))
    number, act = current.number, PassageAct.CONFIRMED
    return write_passage(passage, language, current.content, base=number, by=by, act=act, settles=True).text


@transaction.atomic
def restore_passage_text(passage: Passage, language: str, number: int, *, by: Actor) -> PassageText:
    """Make an earlier text of a passage the current one again, as a further text.

    Refused if the author may not write, or there is no such text.
    """
    earlier = passage.texts.filter(language=language, number=number).first()
    current = passage.texts.filter(language=language, is_current=True).first()
    if earlier is None or current is None:
        raise Refused(_("There is no version %(number)d.") % {"number": number})
    return write_passage(passage, language, earlier.content, base=current.number, by=by, act=PassageAct.RESTORED).text


@transaction.atomic
def add_passage(
    tool: Tool,
    *,
    kind: str,
    parent: Passage | None,
    after: Passage | None,
    language: str,
    content: str,
    by: Actor,
    key: str = "",
    act: PassageAct = PassageAct.WRITTEN,
) -> Passage:
    """Add a passage behind one of its neighbours, or as the first.

    Refused if the author may not write, or the passage cannot stand there.
    """
    tool = lock_text(tool, by=by)
    parent = _find(tool, parent) if parent else None
    rules.check_can_hold(parent, kind)
    rules.check_words(content, kind)
    if after is not None and after.parent_id != (parent.pk if parent else None):
        raise Refused(_("The passages have changed. Reload the page."))
    passage = Passage(tool=tool, key=key or _new_key(tool), parent=parent, kind=kind, position=0)
    passage.full_clean(exclude=["position"])
    passage.save()
    _place(passage, after)
    _add_text(tool, passage, language, content.strip(), act, by)
    record("passage.added", tool, by=by, passage=passage.key, kind=kind)
    return passage


@transaction.atomic
def move_passage(passage: Passage, *, parent: Passage | None, after: Passage | None, by: Actor) -> Passage:
    """Put a passage, with all that it holds, behind another one or as the first that `parent` holds.

    Refused if the author may not write, the passage cannot stand there, or it would stand in itself.
    """
    tool = lock_text(passage.tool, by=by)
    passage = _find(tool, passage)
    parent = _find(tool, parent) if parent else None
    rules.check_can_hold(parent, passage.kind)
    above = parent
    while above is not None:
        if above.pk == passage.pk:
            raise Refused(_("A passage cannot stand in itself."))
        above = above.parent
    if after is not None and (after.parent_id != (parent.pk if parent else None) or after.pk == passage.pk):
        raise Refused(_("The passages have changed. Reload the page."))
    passage.parent = parent
    passage.save(update_fields=["parent"])
    _place(passage, after)
    record("passage.moved", tool, by=by, passage=passage.key)
    return passage


@transaction.atomic
def remove_passage(passage: Passage, *, by: Actor) -> Passage:
    """Leave a passage, with all that it holds, out of the text; it can be restored."""
    return _mark(passage, is_removed=True, verb="passage.removed", by=by)


@transaction.atomic
def restore_passage(passage: Passage, *, by: Actor) -> Passage:
    """Put a removed passage back in its place."""
    return _mark(passage, is_removed=False, verb="passage.restored", by=by)


@transaction.atomic
def freeze_version(
    tool: Tool,
    *,
    by: Actor,
    edition: Edition | None = None,
    name: MultilingualText | None = None,
    changes: MultilingualText | None = None,
    notice: MultilingualText | None = None,
    languages: Iterable[str] | None = None,
    on: date | None = None,
) -> ToolVersion:
    """Keep the text as it is now, in the languages given or in all that it has passages in.

    Without a `notice`, the version has that of the tool. It is frozen today, or on the day given.

    Returns
    -------
    ToolVersion
        Not published yet.

    Raises
    ------
    Refused
        To anyone but the secretariat, and if there is no text.
    """
    rules.check_may_freeze_version(by, tool)
    tool = lock_text(tool, by=by)
    written = set(
        PassageText.objects.filter(passage__tool=tool, passage__is_removed=False, is_current=True)
        .exclude(content="")
        .values_list("language", flat=True)
    )
    chosen = [code for code in CODES if code in written and (languages is None or code in set(languages))]
    if tool.original_language not in chosen:
        raise Refused(_("There is no text in the original language yet. Write it before you freeze a version."))
    number = next_number(tool.versions)
    version = ToolVersion(
        slug=free_id(ToolVersion, f"{tool.activity.slug}-v{number}"),
        tool=tool,
        number=number,
        edition=edition,
        name=name or MultilingualText(),
        changes=changes or MultilingualText(),
        notice=notice or tool.notice,
        original_language=tool.original_language,
        frozen_on=on or clock.today(),
    )
    insert_row(version)
    for code in chosen:
        rows = current_rows(tool, code)
        VersionText.objects.create(version=version, language=code, content=rows_to_json(rows), digest=digest_rows(rows))
    list_sections(version)
    record("tool_version.frozen", version, by=by, tool=tool.activity.slug, number=number, languages=chosen)
    return version


@transaction.atomic
def change_version(
    version: ToolVersion, *, name: MultilingualText, changes: MultilingualText, notice: MultilingualText, by: Actor
) -> ToolVersion:
    """Correct what a version is called and what is said of it, until it is published.

    Refused to anyone but the secretariat, and for a version that is published.
    """
    version = lock_row(version, "tool__activity")
    rules.check_may_publish_version(by, version)
    version.name, version.changes, version.notice = name, changes, notice
    save_row(version)
    record("tool_version.changed", version, by=by)
    return version


@transaction.atomic
def publish_version(version: ToolVersion, *, audience: str, by: Actor, on: date | None = None) -> ToolVersion:
    """Open a version to an audience, from today or from the day given.

    Refused to anyone but the secretariat, for a version that is published, and for a wider audience than the tool's.
    """
    version = lock_row(version, "tool__activity")
    rules.check_can_publish_version(by, version, audience)
    version.audience, version.published_on = audience, on or clock.today()
    version.save(update_fields=["audience", "published_on"])
    record("tool_version.published", version, by=by, audience=audience)
    return version


@transaction.atomic
def withdraw_version(version: ToolVersion, *, reason: MultilingualText, by: Actor) -> ToolVersion:
    """Close a version that was published to all but the secretariat and the drafting group; the log has the reason.

    Refused to anyone but the secretariat, and for a version that is not published.
    """
    version = lock_row(version, "tool__activity")
    rules.check_may_withdraw_version(by, version)
    version.audience, version.published_on = Audience.SECRETARIAT, None
    version.save(update_fields=["audience", "published_on"])
    record("tool_version.withdrawn", version, by=by, reason=dict(reason))
    return version


def lock_text(tool: Tool, *, by: Actor) -> Tool:
    """The tool locked for a change of its text. Refused if `by` may not write it."""
    locked = lock_row(tool, "activity")
    rules.check_may_write_text(by, locked)
    return locked


def _find(tool: Tool, passage: Passage) -> Passage:
    found = tool.passages.select_related("parent").filter(pk=passage.pk, is_removed=False).first()
    if found is None:
        raise Refused(_("This passage is no longer in the text. Reload the page."))
    return found


def _new_key(tool: Tool) -> str:
    taken = set(tool.passages.values_list("key", flat=True))
    return next(key for _try in range(1000) if (key := f"p{token_hex(4)}") not in taken)


def _place(passage: Passage, after: Passage | None) -> None:
    """Give the passage its place among those that one passage holds; removed ones keep theirs among them."""
    siblings = Passage.objects.filter(tool=passage.tool_id, parent=passage.parent_id).exclude(pk=passage.pk)
    place = 1
    if after is not None:
        place = siblings.get(pk=after.pk).position + 1
    siblings.filter(position__gte=place).update(position=F("position") + 1)
    passage.position = place
    passage.save(update_fields=["position"])


def _mark(passage: Passage, *, is_removed: bool, verb: str, by: Actor) -> Passage:
    tool = lock_text(passage.tool, by=by)
    passage = tool.passages.get(pk=passage.pk)
    if passage.is_removed != is_removed:
        passage.is_removed = is_removed
        passage.save(update_fields=["is_removed"])
        record(verb, tool, by=by, passage=passage.key)
    return passage


def _add_text(
    tool: Tool, passage: Passage, language: str, content: str, act: PassageAct, by: Actor, *, settles: bool = False
) -> PassageText:
    """A further text, current unless it was rejected; a translation rests on what it rested on, until it is settled."""
    texts = passage.texts.filter(language=language)
    current = texts.filter(is_current=True).first()
    is_current = act != PassageAct.REJECTED
    rests_on = 0
    if language != tool.original_language:
        original = passage.texts.filter(language=tool.original_language, is_current=True).first()
        newest = original.number if original else 0
        rests_on = current.rests_on if current and not settles else newest
    if is_current:
        texts.filter(is_current=True).update(is_current=False)
    text = PassageText.objects.create(
        passage=passage,
        language=language,
        number=next_number(texts),
        content=content,
        is_current=is_current,
        act=act,
        rests_on=rests_on,
        by=by if isinstance(by, User) else None,
        by_name=str(by),
        at=clock.now(),
    )
    record("passage.written", tool, by=by, passage=passage.key, language=language, number=text.number, act=act)
    return text
