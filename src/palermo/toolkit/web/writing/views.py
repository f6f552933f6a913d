"""Pages on which the text of a tool is written, translated and ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.core.refusals import Refused
from palermo.reporting.writing import tables
from palermo.reporting.writing.comparison import compare_words
from palermo.reporting.writing.content import TableContent
from palermo.reporting.writing.editors import note_editor
from palermo.reporting.writing.footnotes import add_footnote
from palermo.site.action_pages import action_links_for_each, named_action_links
from palermo.toolkit.actions import drafting
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.queries.drafts import Draft, Node, find_passage, read_draft, read_words
from palermo.toolkit.queries.texts import drafts_visible_to, versions_visible_to
from palermo.toolkit.states.texts import CHILDREN, PassageAct, PassageKind
from palermo.toolkit.texts.labels import label_passage
from palermo.toolkit.texts.markup import join_rows
from palermo.toolkit.web.writing.beside import comments_beside
from palermo.toolkit.web.writing.rows import (
    kind_choices,
    language_choices,
    live_siblings,
    open_passage,
    outline_rows,
    page_nodes,
    passage_row,
    shorten,
    walk_rows,
)


@dataclass(frozen=True)
class _Opened:
    """A tool whose text the reader may write, in the language chosen; its outline is read where a page needs it."""

    tool: Tool
    language: Language

    @cached_property
    def draft(self) -> Draft:
        """The outline of the text as it is now."""
        return read_draft(self.tool, self.language.code)

    @property
    def is_translation(self) -> bool:
        """Whether the language is another than the original one."""
        return self.language.code != self.tool.original_language

    def find(self, key: str) -> Passage:
        """The passage with a key."""
        passage = find_passage(self.tool, key)
        if passage is None:
            raise Http404
        return passage


type Act = Callable[[SiteRequest, _Opened, Passage], Passage]


@require_safe
def tool_text(request: SiteRequest, slug: str) -> HttpResponse:
    """A chapter of the text as it is being written, with one passage open where the address names it."""
    opened = _open(request, slug)
    return _page(request, opened, request.GET.get("edit", ""))


@require_POST
def write_passage(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Do with a passage what the pressed button says, and show it where it stands then."""
    opened = _open(request, slug)
    passage, act = opened.find(key), request.POST.get("act", "save")
    if act == "autosave":
        return _autosave(request, opened, passage)
    if act not in ACTS:
        raise Refused(_("Unknown action “%(act)s”. Reload the page.") % {"act": act})
    try:
        passage = ACTS[act](request, opened, passage)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, opened, key, is_refused=True)
    return redirect(_address(opened, passage.key, is_open=act not in CLOSING))


def tool_outline(request: SiteRequest, slug: str) -> HttpResponse:
    """The parts, chapters and articles of the text: put in order, added, removed and restored."""
    opened = _open(request, slug)
    if request.method != "POST":
        return _outline_page(request, opened)
    try:
        at = _change_outline(request, opened)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _outline_page(request, opened, is_refused=True)
    if not at:
        return redirect(_address(opened))
    return redirect(f"{reverse('tool_outline', args=[slug])}?version={opened.language.code}#o-{at}")


@require_safe
def passage_history(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Every text that a passage had in one language, each compared with the one before it."""
    opened = _open(request, slug)
    passage = opened.find(key)
    rows, before = list[tuple[PassageText, object]](), ""
    for text in passage.texts.filter(language=opened.language.code).order_by("number"):
        rows.append((text, compare_words(before, text.content)))
        before = text.content if text.act != PassageAct.REJECTED else before
    context = {**_context(opened), "key": key, "rows": rows[::-1], "kind": passage.get_kind_display()}
    return render(request, "toolkit/writing/history.html", context)


def _open(request: SiteRequest, slug: str) -> _Opened:
    tools = drafts_visible_to(request.viewer).select_related("activity")
    tool = get_object_or_404(tools, activity__slug=slug)
    code = request.GET.get("version") or request.POST.get("version") or ""
    return _Opened(tool, BY_CODE.get(code) or active_language())


def _context(opened: _Opened) -> dict[str, object]:
    return {
        "tool": opened.tool,
        "version": opened.language,
        "original": BY_CODE[opened.tool.original_language],
        "is_translation": opened.is_translation,
    }


def _page(request: SiteRequest, opened: _Opened, key: str, *, is_refused: bool = False) -> HttpResponse:
    """The chapter that the address names, or that with the open passage; after a refusal with all that was typed."""
    tool, draft, viewer = opened.tool, opened.draft, request.viewer
    node = draft.nodes.get(key)
    chapter = node or draft.nodes.get(request.GET.get("chapter", "")) or draft.first_chapter()
    person = request.user if viewer.roles else None
    context = {
        **_context(opened),
        "versions": language_choices(tool),
        "outline": outline_rows(draft, tool, opened.language),
        "group": _group(request, tool),
        "group_links": named_action_links(("add-drafter", "freeze-version"), tool, viewer, person),
        "frozen": versions_visible_to(viewer).filter(tool=tool).order_by("-number"),
    }
    if chapter is None:
        return render(request, "toolkit/writing/page.html", context)
    chapter = chapter.chapter
    shown = page_nodes(chapter)
    words = read_words(tool, shown, opened.language.code)
    row = passage_row(chapter, shown, words, opened.language, viewer)
    text = (words[node.pk].own or words[node.pk].original) if node and node.pk in words else None
    own = comments_beside(tool, [each.key for each in shown], key, text.content if text else "", viewer)
    for each in walk_rows(row):
        each.comments = own.counts.get(each.key, 0)
    context |= {"chapter": row, "comments": own.lines, "kinds_inside": kind_choices(chapter)}
    if node is not None and not node.is_gone:
        context |= _editor(request, opened, node, words, is_refused=is_refused)
    return render(request, "toolkit/writing/page.html", context, status=422 if is_refused else 200)


def _editor(request: SiteRequest, opened: _Opened, node: Node, words: object, *, is_refused: bool) -> dict[str, object]:
    typed = request.POST if is_refused else {}
    shown = open_passage(opened.draft, node, words, opened.language, request.user)  # type: ignore[arg-type]
    if "cell" in typed:
        table = _table(request)
        shown = replace(shown, cells=[list(table.headings), *map(list, table.rows)])
    language = opened.language.code
    return {
        "open": shown,
        "typed": typed.get("text"),
        "typed_new": typed.get("content", ""),
        "typed_note": typed.get("note", ""),
        "typed_note_after": typed.get("note_after", ""),
        "table_changed": "table" in request.GET,
        "others": note_editor(_name(opened), node.key, language, request.user),
    }


def _group(request: SiteRequest, tool: Tool) -> list[tuple[object, object]]:
    """The drafting group, each member with what the reader may do."""
    members = list(tool.drafting_group.select_related("user", "tool__activity").order_by("user__name", "pk"))
    person = request.user if request.viewer.roles else None
    return list(zip(members, action_links_for_each(members, request.viewer, person), strict=True))


def _name(opened: _Opened) -> str:
    """By which the cache knows who has a passage of this text open."""
    return f"tool:{opened.tool.pk}"


def _address(opened: _Opened, key: str = "", *, is_open: bool = False) -> str:
    query = {"version": opened.language.code} | ({"edit" if is_open else "chapter": key} if key else {})
    address = f"{reverse('tool_text', args=[opened.tool.activity.slug])}?{urlencode(query)}"
    return f"{address}#p-{key}" if key else address


def _number(request: SiteRequest, name: str = "number") -> int:
    found = request.POST.get(name, "")
    return int(found) if found.isdecimal() and len(found) < 9 else 0


# What the buttons of a passage do


def _words(request: SiteRequest) -> str:
    """The words of the form: of a table, its cells."""
    if "cell" not in request.POST:
        return request.POST.get("text", "")
    return _table_words(_table(request))


def _table_words(table: TableContent) -> str:
    return join_rows([table.headings, *table.rows])


def _table(request: SiteRequest) -> TableContent:
    """The cells of the form, row by row; rows without any words are left out."""
    width = min(max(_number(request, "columns"), 1), tables.MOST_COLUMNS)
    cells = [cell.strip() for cell in request.POST.getlist("cell")]
    lines = [tuple(cells[at : at + width]) for at in range(0, len(cells), width)]
    headings, *rows = lines or [("",)]
    return TableContent("", headings, tuple(row for row in rows if any(row)))


def _write(request: SiteRequest, opened: _Opened, passage: Passage, content: str, *, settles: bool = False) -> Passage:
    saved = actions.write_passage(
        passage, opened.language.code, content, base=_number(request, "base"), by=request.user, settles=settles
    )
    if saved.rejected:
        messages.warning(
            request,
            _("A colleague changed the same words. Their text counts; yours is kept below it for you to settle."),
        )
    elif saved.text.act == PassageAct.COMBINED:
        messages.success(request, _("Saved, together with a colleague’s edit of the same paragraph."))
    else:
        messages.success(request, _("Saved."))
    return passage


def _save(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    return _write(request, opened, passage, _words(request))


def _save_and_settle(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    return _write(request, opened, passage, _words(request), settles=True)


def _confirm(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    actions.confirm_passage(passage, opened.language.code, by=request.user)
    messages.success(request, _("Marked as up to date with the original."))
    return passage


def _restore_text(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    actions.restore_passage_text(passage, opened.language.code, _number(request), by=request.user)
    messages.success(request, _("Version restored."))
    return passage


def _change_table(change: Callable[[TableContent, int, int], TableContent]) -> Act:
    """An act that saves the cells as typed, with a row or column more or less."""

    def act(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
        table = change(_table(request), _number(request, "row"), _number(request, "column"))
        return _write(request, opened, passage, _table_words(table))

    return act


def _add_footnote(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    """Save the text as typed, with a footnote behind the words that were given."""
    text = add_footnote(request.POST.get("text", ""), request.POST.get("note_after", ""), request.POST.get("note", ""))
    return _write(request, opened, passage, text)


def _add(request: SiteRequest, opened: _Opened, passage: Passage, parent: Passage | None) -> Passage:
    after = None if parent is not None and parent.pk == passage.pk else passage
    if parent is not None and after is None:
        after = parent.children.order_by("position", "pk").last()
    return actions.add_passage(
        opened.tool,
        kind=_kind(request),
        parent=parent,
        after=after,
        language=opened.tool.original_language,
        content=request.POST.get("content", ""),
        by=request.user,
    )


def _add_after(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    return _add(request, opened, passage, passage.parent)


def _add_inside(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    return _add(request, opened, passage, passage)


def _kind(request: SiteRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind not in PassageKind.values:
        raise Refused(_("Choose what to add."))
    return kind


def _move(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    holder, _colon, after = request.POST.get("place", "").partition(":")
    return actions.move_passage(
        passage,
        parent=opened.find(holder) if holder else None,
        after=opened.find(after) if after else None,
        by=request.user,
    )


def _move_by(step: int) -> Act:
    """An act that moves a passage behind the next one, or before the one above it."""

    def act(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
        node = opened.draft.nodes[passage.key]
        siblings = live_siblings(opened.draft, node)
        at = siblings.index(node) + step
        if not 0 <= at < len(siblings):
            raise Refused(_("It cannot be moved further. Use “Move to”."))
        rest = [each for each in siblings if each is not node]
        after = rest[at - 1] if at else None
        return actions.move_passage(
            passage, parent=passage.parent, after=opened.find(after.key) if after else None, by=request.user
        )

    return act


def _move_into(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    """To the end of the nearest passage above it that may hold it."""
    node = opened.draft.nodes[passage.key]
    siblings = live_siblings(opened.draft, node)
    above = siblings[: siblings.index(node)]
    holder = next((each for each in reversed(above) if node.kind in CHILDREN[each.kind]), None)
    if holder is None:
        raise Refused(_("Nothing above it can hold it. Use “Move to”."))
    parent = opened.find(holder.key)
    after = parent.children.order_by("position", "pk").last()
    return actions.move_passage(passage, parent=parent, after=after, by=request.user)


def _move_out(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    """Behind the passage that holds it."""
    if passage.parent is None:
        raise Refused(_("It stands at the top of the text."))
    holder = opened.find(passage.parent.key)
    return actions.move_passage(passage, parent=holder.parent, after=holder, by=request.user)


def _remove(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    actions.remove_passage(passage, by=request.user)
    messages.success(request, _("Removed. It stays here, struck out, until you restore it."))
    return passage


def _restore(request: SiteRequest, opened: _Opened, passage: Passage) -> Passage:
    actions.restore_passage(passage, by=request.user)
    messages.success(request, _("Restored."))
    return passage


ACTS: dict[str, Act] = {
    "save": _save,
    "settle": _save_and_settle,
    "confirm": _confirm,
    "restore-text": _restore_text,
    "add": _add_after,
    "add-inside": _add_inside,
    "add-row": _change_table(tables.add_row),
    "remove-row": _change_table(tables.remove_row),
    "add-column": _change_table(tables.add_column),
    "remove-column": _change_table(tables.remove_column),
    "add-footnote": _add_footnote,
    "move": _move,
    "up": _move_by(-1),
    "down": _move_by(1),
    "remove": _remove,
    "restore": _restore,
}
# After these nothing is left to edit.
CLOSING = frozenset({"confirm", "move", "up", "down", "remove", "restore"})


def _autosave(request: SiteRequest, opened: _Opened, passage: Passage) -> JsonResponse:
    """Save what was typed so far, or only note that the passage is open; says what to show beside it."""
    language = opened.language.code
    others = note_editor(_name(opened), passage.key, language, request.user)
    answer: dict[str, object] = {"others": ", ".join(others)}
    if "text" not in request.POST:
        return JsonResponse(answer)
    try:
        saved = actions.write_passage(
            passage, language, request.POST["text"], base=_number(request, "base"), by=request.user
        )
    except Refused as refusal:
        return JsonResponse({**answer, "refusal": str(refusal)}, status=422)
    time = formats.time_format(clock.now().astimezone(), "H:i")
    answer |= {"key": passage.key, "saved": _("Saved at %(time)s") % {"time": time}}
    if saved.rejected:
        return JsonResponse({**answer, "refusal": _("A colleague changed the same words. Save to settle it.")})
    return JsonResponse({**answer, "base": saved.text.number, "text": saved.text.content})


# The outline


def _outline_page(request: SiteRequest, opened: _Opened, *, is_refused: bool = False) -> HttpResponse:
    typed = request.POST if is_refused else {}
    rows = outline_rows(opened.draft, opened.tool, opened.language)
    context = {
        **_context(opened),
        "outline": rows,
        "kinds": [(kind, label) for kind, label in kind_choices(None)],
        "places": [
            ("", _("At the end")),
            *((row.key, shorten(f"{row.label} {row.heading}".strip())) for row in rows if not row.is_removed),
        ],
        "typed": typed,
    }
    return render(request, "toolkit/writing/outline.html", context, status=422 if is_refused else 200)


OUTLINE_ACTS: dict[str, Act] = {
    "up": ACTS["up"],
    "down": ACTS["down"],
    "into": _move_into,
    "out": _move_out,
    "remove": _remove,
    "restore": _restore,
}


def _change_outline(request: SiteRequest, opened: _Opened) -> str:
    """Do what the pressed button says; gives the key of what it was done to, or nothing where the text was begun."""
    if "begin" in request.POST:
        drafting.begin_text(opened.tool, by=request.user)
        messages.success(request, _("Text begun. Change the outline as you need it."))
        return ""
    for name, act in OUTLINE_ACTS.items():
        if name in request.POST:
            return act(request, opened, opened.find(request.POST[name])).key
    return _add_to_outline(request, opened).key


def _add_to_outline(request: SiteRequest, opened: _Opened) -> Passage:
    """A part, chapter, module or article behind another passage, or in it where it can only stand there."""
    kind, content = _kind(request), request.POST.get("content", "").strip()
    if not content:
        raise Refused(_("Enter the heading."))
    place = request.POST.get("place", "")
    at = opened.find(place) if place else None
    parent, after = None, opened.tool.passages.filter(parent=None).order_by("position", "pk").last()
    if at is not None:
        parent, after = at.parent, at
        if kind not in CHILDREN[parent.kind if parent else ""] and kind in CHILDREN[at.kind]:
            parent, after = at, at.children.order_by("position", "pk").last()
    added = actions.add_passage(
        opened.tool,
        kind=kind,
        parent=parent,
        after=after,
        language=opened.tool.original_language,
        content=content,
        by=request.user,
    )
    messages.success(request, _("Added: %(passage)s") % {"passage": label_passage(PassageKind(kind), 0)})
    return added
