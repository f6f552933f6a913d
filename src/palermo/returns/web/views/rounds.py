"""Rounds of data collection: the list, one with how far each State has come, and the draft of the invitation."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override, pgettext_lazy
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, LANGUAGES
from palermo.core.speech.collation import sort_for_reader
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.returns.models import Return, Round
from palermo.returns.queries.returns import returns_visible_to, with_shown_status
from palermo.returns.queries.rounds import round_invitations_visible_to, rounds_visible_to
from palermo.returns.standings import Standing, StateLine, count_lines, last_returns, line_of, lines_of
from palermo.returns.states.returns import SENT
from palermo.returns.states.rounds import RoundStatus
from palermo.returns.web.charts import map_of_round
from palermo.returns.web.letters import note_on_round
from palermo.returns.web.pages.rounds import INVITATION_ACTS
from palermo.site.access import secretariat_only
from palermo.site.action_pages import ActionLink, action_links, named_action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS, letter_response
from palermo.site.listing import choices_in, filter_value, page_of, search_words

LATE = "late"
STATES_A_PAGE = 100


@login_not_required
@require_safe
def round_list(request: SiteRequest) -> HttpResponse:
    """Rounds, those on the latest year first."""
    found = rounds_visible_to(request.viewer)
    statuses = choices_in(found, "status", RoundStatus.choices)
    status = filter_value(request, "status", RoundStatus.values)
    rows = found.filter(status=status) if status else found
    page = page_of(request, rows.order_by("-year", "slug"))
    context = {"page": page, "status": status, "statuses": statuses}
    return render(request, "returns/rounds/list.html", context)


@login_not_required
@require_safe
def round_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One round: its dates, questionnaire and guidance.

    The secretariat sees how far each State has come, the people of an invited State their own; others see neither.
    """
    viewer = request.viewer
    round_ = get_object_or_404(rounds_visible_to(viewer).select_related("mandate"), slug=slug)
    context: dict[str, object] = {"round": round_, "mandate": _mandate(round_, viewer)}
    if viewer.is_secretariat:
        lines = lines_of(round_)
        context |= _for_secretariat(request, round_, lines)
        return render_with_charts(request, "returns/rounds/detail.html", context, {"map": map_of_round(round_, lines)})
    context["own"] = _own_rows(request, round_)
    return render(request, "returns/rounds/detail.html", context)


def _mandate(round_: Round, viewer: Viewer) -> object:
    return mandates_visible_to(viewer).filter(pk=round_.mandate_id).first() if round_.mandate_id else None


class StateRow(NamedTuple):
    """An invited State, the return that the reader may open, and what the reader may do."""

    line: StateLine
    shown: Return | None
    ways: Sequence[ActionLink]


def _own_rows(request: SiteRequest, round_: Round) -> list[StateRow]:
    """The States of the reader that are invited, each with its return."""
    viewer = request.viewer
    if not viewer.state_ids:
        return []
    invitations = list(round_invitations_visible_to(viewer).filter(round=round_).select_related("agreement"))
    returns = last_returns(returns_visible_to(viewer).filter(round=round_))
    with_shown_status(viewer, returns.values())
    rows = []
    for each in invitations:
        # The rules ask for the round of an invitation: it is this one.
        each.round = round_
        line = line_of(round_, each, returns.get((round_.pk, each.state_id)))
        rows.append(StateRow(line, line.national_return, action_links(each, viewer, request.user)))
    return rows


def _for_secretariat(request: SiteRequest, round_: Round, lines: list[StateLine]) -> dict[str, object]:
    counts = count_lines(lines)
    choices = [(each.value, each.label) for each in Standing if counts.numbers[each]]
    if counts.late:
        choices.append((LATE, pgettext_lazy("national return", "Late")))
    chosen = filter_value(request, "state", [value for value, _label in choices])
    words = search_words(request)
    shown = [line for line in lines if _is_chosen(line, chosen, words)]
    shown = list(sort_for_reader(shown, lambda line: line.state.display_name()))
    page = page_of(request, shown, STATES_A_PAGE)  # type: ignore[arg-type]  # a list is paged like a query
    ways = _ways(request, round_, list(page))
    # What was sent last can be opened, also while a correction of it is in preparation.
    sent = last_returns(round_.returns.filter(status__in=SENT))
    return {
        "counts": counts,
        "numbers": [(each.label, counts.numbers[each], each.value) for each in Standing],
        "choices": choices if len(choices) > 1 else [],
        "chosen": chosen,
        "find": words,
        "page": page,
        "rows": [
            StateRow(line, sent.get((round_.pk, line.state.pk)), links) for line, links in zip(page, ways, strict=True)
        ],
        "is_narrowed": bool(chosen or words),
        "languages": LANGUAGES,
        "forms": FORMS,
        "writes_notes": round_.status != RoundStatus.CLOSED,
    }


def _is_chosen(line: StateLine, chosen: str, words: str) -> bool:
    if words and not all(each in line.state.display_name().casefold() for each in words.casefold().split()):
        return False
    return line.is_late if chosen == LATE else not chosen or line.standing == chosen


def _ways(request: SiteRequest, round_: Round, lines: list[StateLine]) -> list[list[ActionLink]]:
    invitations = [line.invitation for line in lines]
    for each in invitations:
        each.round = round_
    return named_action_links_for_each(INVITATION_ACTS, invitations, request.viewer, request.user)


@require_safe
@secretariat_only
def round_note(request: SiteRequest, slug: str, language: str, form: str) -> HttpResponse:
    """A draft note verbale that invites States to a round, in a language, as DOCX or PDF."""
    round_: Round = get_object_or_404(_with_edition(rounds_visible_to(request.viewer)), slug=slug)
    with override(BY_CODE[language].django_code):
        return letter_response(note_on_round(round_), form, f"{slug}-{language}")


def _with_edition(rounds: QuerySet[Round]) -> QuerySet[Round]:
    return rounds.select_related("edition__questionnaire", "mandate")
