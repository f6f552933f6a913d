"""Pages for readers of tools: versions, chapters, comparison, the finder, feedback and its replies."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.models import User
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock, letters
from palermo.core.digests import digest_of_text
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.core.refusals import Refused
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.site.action_pages import ActionLink, action_links_for_each, named_action_links_for_each
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.site.listing import filter_value, page_of
from palermo.toolkit.actions.feedback import READER, send_feedback
from palermo.toolkit.models import FinderEntry, ReaderFeedback, Tool, ToolVersion
from palermo.toolkit.queries.feedback import (
    FEWEST_DOWNLOADS,
    download_table,
    downloads_of,
    feedback_visible_to,
    finder_entries,
    later_version,
    latest_versions,
    open_feedback,
    versions_to_read,
)
from palermo.toolkit.queries.texts import current_text, drafts_visible_to, version_text, versions_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.states.feedback import ReaderRole
from palermo.toolkit.texts.chapters import neighbours, page_passages
from palermo.toolkit.texts.chapters import page_of as chapter_of
from palermo.toolkit.texts.comparison import ComparedPassage, compare_texts
from palermo.toolkit.texts.labels import cite_passage, heading_of
from palermo.toolkit.texts.passages import Passage, Text
from palermo.toolkit.web.chapter_pages import VersionToRead, address_in, address_of_page, read_page, read_version
from palermo.toolkit.web.forms.feedback import FeedbackForm

KEY, ADDRESS = "tool-feedback", "tool-feedback-address"
# Readers of one office sit behind one address; a program that fills in forms is stopped.
guarded = open_by_link(KEY, rate="30/5m")
DRAFT = "draft"
COMPARED_A_PAGE = 60


def _read(request: SiteRequest, slug: str, number: int) -> VersionToRead:
    versions = versions_visible_to(request.viewer).select_related("tool__activity", "edition")
    version = get_object_or_404(versions, tool__activity__slug=slug, number=number)
    read = read_version(version, active_language())
    if read is None:
        raise Http404
    return read


def _passage(read: VersionToRead, key: str) -> Passage:
    passage = read.text.find(key)
    if passage is None:
        raise Http404
    return passage


def _context(read: VersionToRead, viewer: Viewer) -> dict[str, object]:
    """What every page of a version shows."""
    return {
        "version": read.version,
        "tool": read.version.tool,
        "activity": read.version.tool.activity,
        "read": read,
        "lines": read.lines(),
        "later": later_version(read.version, viewer),
    }


@login_not_required
@require_safe
def tool_version(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """A version: its contents, what changed, and the others."""
    read = _read(request, slug, number)
    context = {
        **_context(read, request.viewer),
        "versions": list(versions_to_read(read.version.tool, request.viewer)),
        "is_partly_missing": read.is_partly_missing(read.text.walk()),
    }
    return render(request, "toolkit/reading/version.html", context)


@login_not_required
@require_safe
def tool_chapter(request: SiteRequest, slug: str, number: int, key: str) -> HttpResponse:
    """A chapter, a module or an article; the key of a passage leads to the page on which it stands."""
    read = _read(request, slug, number)
    passage = _passage(read, key)
    page = chapter_of(read.text, passage)
    if page is None or page.key != key:
        return redirect(address_in(read.version, read.text, passage))
    before, after = neighbours(read.text, page)
    heading = heading_of_page(read, page)
    direction = "rtl" if read.language.right_to_left else "ltr"
    inside = [entry for entry in read.lines() if page.key in entry.entry.passage.path]
    context = {
        **_context(read, request.viewer),
        "chapter": read_page(read, page, request.viewer),
        "heading": heading,
        "shown_heading": format_html('<bdi lang="{}" dir="{}">{}</bdi>', read.language.tag, direction, heading),
        "inside": inside,
        "before": _link_to(read, before),
        "after": _link_to(read, after),
        "is_partly_missing": read.is_partly_missing(page_passages(page)),
    }
    return render(request, "toolkit/reading/chapter.html", context)


def heading_of_page(read: VersionToRead, passage: Passage) -> str:
    """The label and the heading of a passage in the language of the text."""
    return next((line.words for line in read.lines() if line.entry.passage.key == passage.key), heading_of(passage))


def _link_to(read: VersionToRead, passage: Passage | None) -> tuple[str, str] | None:
    return (address_of_page(read.version, passage), heading_of_page(read, passage)) if passage else None


class ComparedRow(NamedTuple):
    """A passage that differs, as the page shows it."""

    compared: ComparedPassage
    place: str
    address: str


@login_not_required
@require_safe
def tool_comparison(request: SiteRequest, slug: str) -> HttpResponse:
    """Two versions of a tool passage by passage, in the reader's language; authors compare with the draft too."""
    tool = get_object_or_404(tools_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    versions = sorted(versions_to_read(tool, request.viewer), key=lambda version: version.number)
    with_draft = drafts_visible_to(request.viewer).filter(pk=tool.pk).exists()
    choices = [str(version.number) for version in versions] + ([DRAFT] if with_draft else [])
    if len(choices) < 2:
        raise Http404
    after = filter_value(request, "to", choices) or choices[-1]
    earlier = choices[: choices.index(after)] or choices
    before = filter_value(request, "from", choices) or earlier[-1]
    by_number = {str(version.number): version for version in versions}
    language = _common_language([by_number[each] for each in (before, after) if each in by_number], tool)
    texts = [_text(tool, by_number.get(each), language) for each in (before, after)]
    compared = compare_texts(*texts)
    shows_all = bool(request.GET.get("all"))
    changed = [each for each in compared if shows_all or each.is_changed]
    page = Paginator(changed, COMPARED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tool": tool,
        "activity": tool.activity,
        "page": page,
        "rows": [_row(each, texts, by_number.get(after)) for each in page.object_list],
        "versions": versions,
        "with_draft": with_draft,
        "sides": [("from", before, _("Earlier text")), ("to", after, _("Later text"))],
        "all_choices": [("1", _("All passages"))],
        "shows_all": shows_all,
        "later": by_number.get(after),
        "language_shown": language,
        "language_wanted": active_language(),
        "count": sum(each.is_changed for each in compared),
    }
    return render(request, "toolkit/reading/comparison.html", context)


def _common_language(versions: Sequence[ToolVersion], tool: Tool) -> Language:
    """The reader's language where both versions have it, else the original one."""
    wanted = active_language()
    kept = [set(version.texts.values_list("language", flat=True)) for version in versions]
    return wanted if all(wanted.code in languages for languages in kept) else BY_CODE[tool.original_language]


def _text(tool: Tool, version: ToolVersion | None, language: Language) -> Text:
    if version is None:
        return current_text(tool, language.code)
    text = version_text(version, language.code)
    return text or Text(language.code, "", ())


def _row(compared: ComparedPassage, texts: Sequence[Text], version: ToolVersion | None) -> ComparedRow:
    text = texts[0] if compared.is_removed else texts[1]
    address = "" if version is None or compared.is_removed else address_in(version, text, compared.passage)
    return ComparedRow(compared, cite_passage(text, compared.passage), address)


class FinderLine(NamedTuple):
    """A chapter, or a whole tool, that the finder leads to."""

    words: str
    tool: str
    address: str


class Finder(NamedTuple):
    """The finder: roles and topics to choose from, and by topic the chapters for the role chosen."""

    roles: list[tuple[str, str]]
    topics: list[tuple[str, str]]
    role: str
    topic: str
    found: list[tuple[str, list[FinderLine]]]


def finder(request: SiteRequest) -> Finder:
    """What the reader chose in the finder, and what it found, by a fixed number of queries."""
    entries = list(finder_entries(request.viewer))
    used = {entry.role for entry in entries}
    roles = [(str(value), str(label)) for value, label in ReaderRole.choices if value in used]
    role = filter_value(request, "role", used)
    mine = [entry for entry in entries if entry.role == role]
    topics = sort_for_reader({entry.topic for entry in mine}, lambda topic: topic.name)
    topic = filter_value(request, "topic", [each.slug for each in topics])
    lines = _finder_lines(mine, request.viewer) if mine else {}
    found = [
        (each.display_name(), [lines[entry.pk] for entry in mine if entry.topic == each and entry.pk in lines])
        for each in topics
        if topic in {"", each.slug}
    ]
    offered = [(each.slug, each.display_name()) for each in topics]
    return Finder(roles, offered, role, topic, [group for group in found if group[1]])


def _finder_lines(entries: Sequence[FinderEntry], viewer: Viewer) -> dict[int, FinderLine]:
    latest = latest_versions(viewer, clock.today()).filter(tool__in={entry.tool_id for entry in entries})
    versions = {each.tool_id: each for each in latest.select_related("tool__activity").prefetch_related("sections")}
    lines = {}
    for entry in entries:
        version = versions.get(entry.tool_id)
        if version is None:
            continue
        title = plain(version.tool.activity.title)
        if entry.passage is None:
            lines[entry.pk] = FinderLine(title, "", version.get_absolute_url())
            continue
        section = next((each for each in version.sections.all() if each.key == entry.passage.key), None)
        if section is not None:
            # Its version is at hand: it is not asked for again.
            section.version = version
            words = plain(section.heading) or str(section.get_kind_display())
            lines[entry.pk] = FinderLine(words, title, section.get_absolute_url())
    return lines


class ReadingOfTool(NamedTuple):
    """What the page of a tool offers to readers: versions, downloads, and to its authors the feedback that waits."""

    latest: ToolVersion | None
    versions: list[ToolVersion]
    can_compare: bool
    downloads: int
    feedback: int
    has_feedback: bool
    ways: Sequence[ActionLink]


def reading_of_tool(tool: Tool, viewer: Viewer, person: User | None) -> ReadingOfTool:
    """The versions of a tool that a reader may open, by a fixed number of queries."""
    versions = list(versions_to_read(tool, viewer))
    latest = next((version for version in versions if version.published_on), None)
    downloads = downloads_of(versions) if versions else 0
    is_author = viewer.is_secretariat or (
        bool(viewer.user_id) and drafts_visible_to(viewer).filter(pk=tool.pk).exists()
    )
    waiting = open_feedback(viewer).filter(version__tool=tool).count() if is_author else 0
    return ReadingOfTool(
        latest,
        versions,
        len(versions) + is_author > 1,
        downloads if is_author or downloads > FEWEST_DOWNLOADS else 0,
        waiting,
        is_author,
        named_action_links_for_each(("arrange-finder",), [tool], viewer, person)[0],
    )


class FeedbackLine(NamedTuple):
    """Feedback with the passage that it is about, and what may be done to it."""

    feedback: ReaderFeedback
    place: str
    address: str
    language: Language
    ways: Sequence[ActionLink]


@require_safe
def tool_feedback(request: SiteRequest, slug: str) -> HttpResponse:
    """What readers wrote about a tool, for the secretariat and the drafting group; and the counts of downloads."""
    viewer = request.viewer
    tool = get_object_or_404(drafts_visible_to(viewer).select_related("activity"), activity__slug=slug)
    rows = feedback_visible_to(viewer).filter(version__tool=tool).select_related("version__tool__activity")
    page = page_of(request, rows)
    feedback = list(page.object_list)
    ways = action_links_for_each(feedback, viewer, request.user)
    texts = {each.version.pk: read_version(each.version, BY_CODE[each.language]) for each in feedback}
    page.object_list = [
        _feedback_line(each, texts[each.version.pk], links) for each, links in zip(feedback, ways, strict=True)
    ]
    context = {
        "tool": tool,
        "activity": tool.activity,
        "page": page,
        "downloads": [
            (version, BY_CODE[code], form, month, count) for version, code, form, month, count in download_table(tool)
        ],
    }
    response = render(request, "toolkit/reading/feedback_list.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _feedback_line(feedback: ReaderFeedback, read: VersionToRead | None, ways: Sequence[ActionLink]) -> FeedbackLine:
    passage = read.text.find(feedback.key) if read else None
    if read is None or passage is None:
        return FeedbackLine(feedback, "", feedback.version.get_absolute_url(), BY_CODE[feedback.language], ways)
    place, address = cite_passage(read.text, passage), address_in(read.version, read.text, passage)
    return FeedbackLine(feedback, place, address, BY_CODE[feedback.language], ways)


@guarded
def send_tool_feedback(request: SiteRequest, slug: str, number: int, key: str) -> HttpResponse:
    """The form by which any reader writes about a passage; afterwards the link to the reply."""
    read = _read(request, slug, number)
    passage = _passage(read, key)
    if read.version.published_on is None:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program():
            return render(request, "toolkit/reading/feedback_reply.html", {"feedback": None})
        try:
            sent = send_feedback(
                read.version,
                key=key,
                language=active_language().code,
                words=form.cleaned_data["words"],
                role=form.cleaned_data["role"],
                viewer=request.viewer,
                by=READER,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("tool_feedback_reply", sent.secret)
    context = {
        **_context(read, request.viewer),
        "form": form,
        "passage": passage,
        "place": cite_passage(read.text, passage),
        "heading": heading_of(passage) if passage.is_holder else "",
        "quoted": read_page(read, passage, request.viewer).shown,
        "back": address_in(read.version, read.text, passage),
    }
    return render(request, "toolkit/reading/feedback.html", context)


@guarded
def tool_feedback_reply(request: SiteRequest, secret: str) -> HttpResponse:
    """Remember whose feedback the link opens, and lead on to an address without the secret."""
    response = lead_on(request, KEY, digest_of_text(secret), "tool_feedback_open")
    # Whoever has the link is shown it on the next page, to keep it: nobody else knows where the reply will be.
    request.session[ADDRESS] = reverse("tool_feedback_reply", args=[secret])
    return response


@guarded
def tool_feedback_open(request: SiteRequest) -> HttpResponse:
    """What a reader wrote, and the reply."""
    feedback = ReaderFeedback.objects.filter(digest=digest_led_by(request, KEY)).first()
    if feedback is None:
        return render(request, "toolkit/reading/feedback_reply.html", {"is_unknown": True}, status=404)
    kept = letters.address(request.session.get(ADDRESS, ""))
    return render(request, "toolkit/reading/feedback_reply.html", {"feedback": feedback, "kept": kept})
