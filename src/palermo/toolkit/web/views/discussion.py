"""The rounds of comments on a tool, one round, its table, and what changed from one version to the next."""

from itertools import pairwise
from uuid import uuid4

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.core.rules import can
from palermo.core.speech.collation import sort_for_reader
from palermo.site.action_pages import action_links, action_links_for_each, named_action_links
from palermo.site.listing import PER_PAGE, filter_value
from palermo.toolkit.models import TextRound
from palermo.toolkit.queries.discussion import comments_visible_to, rounds_visible_to
from palermo.toolkit.queries.texts import versions_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.rules.discussion import check_may_comment
from palermo.toolkit.rules.texts import check_may_write_text
from palermo.toolkit.states.discussion import CommentState, CommentTopic, RoundState
from palermo.toolkit.web.discussion import Authors, Filters, RoundPage, divide, sort_lines, text_of
from palermo.toolkit.web.forms.discussion import CommentForm, language_of_reader
from palermo.toolkit.web.round_changes import changes_between
from palermo.toolkit.web.round_table import MEDIA_TYPES, table_file, table_lines, with_changes

SORTS = ("topic", "author", "state")


@require_safe
def tool_rounds(request: SiteRequest, slug: str) -> HttpResponse:
    """The rounds of a tool, and what changed between two of its versions, with the comments that led to it."""
    viewer = request.viewer
    tool = get_object_or_404(tools_visible_to(viewer).select_related("activity"), activity__slug=slug)
    rounds = rounds_visible_to(viewer).filter(tool=tool).select_related("version", "event__activity", "tool__activity")
    shown = comments_visible_to(viewer).filter(reply_to=None).order_by()
    counts = dict(shown.filter(round__tool=tool).values_list("round").annotate(number=Count("pk")))
    readable = Q(pk__in=versions_visible_to(viewer).order_by().values("pk")) | Q(rounds__in=rounds)
    versions = list(tool.versions.filter(readable).distinct().order_by("number"))
    pairs = list(pairwise(versions))
    chosen = filter_value(request, "to", [later.number for _earlier, later in pairs])
    pair = next((each for each in pairs if str(each[1].number) == chosen), pairs[-1] if pairs else None)
    context = {
        "tool": tool,
        "activity": tool.activity,
        "rounds": [(each, counts.get(each.pk, 0)) for each in rounds.order_by("-number")],
        "pairs": [(str(later.number), earlier, later) for earlier, later in pairs],
        "pair": pair,
        "changes": changes_between(*pair, comments_visible_to(viewer), Authors()) if pair else None,
        "ways": named_action_links(("prepare-text-round",), tool, viewer, request.user),
    }
    return render(request, "toolkit/discussion/rounds.html", context)


@require_safe
def tool_round(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """A chapter of the version that is discussed, with the comments on each passage, and a form to comment."""
    viewer, round = request.viewer, _round(request, slug, number)
    is_drafter = can(check_may_write_text, request.user, round.tool)
    page = RoundPage(
        round,
        language_of_reader(round.version),
        comments_visible_to(viewer).filter(round=round),
        Authors(names_experts=viewer.is_secretariat),
        Filters.from_address(request.GET),
        chapter_key=request.GET.get("chapter", ""),
        passage_key=request.GET.get("passage", ""),
    )
    takes_comments = can(check_may_comment, request.user, round)
    experts = list(round.experts.select_related("details", "round__tool__activity")) if viewer.is_secretariat else []
    context = {
        **_about(round),
        "shown": page,
        "kept": page.filters.in_address,
        "takes_comments": takes_comments,
        "behalf_choices": CommentForm(record=round, viewer=viewer).behalf_choices if takes_comments else [],
        "comment_address": (address := reverse("act", args=["comment-on-passage", round.slug])),
        "reply_address": address,
        "may_respond": is_drafter and round.state != RoundState.ANSWERED,
        "topics": CommentTopic.choices,
        "states": CommentState.choices,
        "once": uuid4,
        "ways": action_links(round, viewer, request.user),
        "invited_states": _invited_states(round) if is_drafter else [],
        "experts": list(zip(experts, action_links_for_each(experts, viewer, request.user), strict=True)),
    }
    return render(request, "toolkit/discussion/round.html", context)


@require_safe
def round_table(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """The comments of a round with the responses, sorted and filtered."""
    round = _round(request, slug, number)
    text = text_of(round.version, language_of_reader(round.version))
    if text is None:
        raise Http404
    filters, authors = Filters.from_address(request.GET), Authors()
    comments = comments_visible_to(request.viewer).filter(round=round)
    places = [each.key for _head, inside in divide(text) for each in inside]
    sort = filter_value(request, "sort", SORTS)
    lines = sort_lines(table_lines(filters.apply(comments), text, authors), sort, places)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_about(round),
        "page": page,
        "lines": with_changes(page, text),
        "filters": filters,
        "sort": sort,
        "sorts": [
            ("topic", _("Topic")),
            ("author", pgettext("of a comment", "Author")),
            ("state", _("Status")),
        ],
        "topics": CommentTopic.choices,
        "states": CommentState.choices,
        "author_choices": RoundPage(round, "", comments, authors).author_choices,
        "formats": [(form, form.upper()) for form in MEDIA_TYPES],
    }
    return render(request, "toolkit/discussion/table.html", context)


@require_safe
def round_table_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The table as a Word or PDF file, with the comments that the reader may see."""
    round = _round(request, slug, number)
    comments = comments_visible_to(request.viewer).filter(round=round)
    content = table_file(round, comments, language_of_reader(round.version), form)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{round.slug}-comments.{form}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _round(request: SiteRequest, slug: str, number: int) -> TextRound:
    rounds = rounds_visible_to(request.viewer).select_related(
        "version__tool__activity", "tool__activity", "event__activity"
    )
    return get_object_or_404(rounds.select_related("tool__activity"), tool__activity__slug=slug, number=number)


def _about(round: TextRound) -> dict[str, object]:
    return {"round": round, "tool": round.tool, "activity": round.tool.activity}


def _invited_states(round: TextRound) -> list[State]:
    states = round.states.prefetch_related("former_names")
    return sort_for_reader(states, lambda state: state.name_today)
