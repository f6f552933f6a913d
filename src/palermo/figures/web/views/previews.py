"""What a prepared release would hide, and why: for the secretariat alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import active_language
from palermo.core.rules import can
from palermo.figures.bundles import NAMES, Key
from palermo.figures.dimensions import BY_KEY, KEYS, TOTAL
from palermo.figures.labels import breakdown_name, category_name, join_words, state_names
from palermo.figures.models import Indicator, Release
from palermo.figures.pipeline.compiling.editions import NO_LABEL, OTHER_UNIT, UNKNOWN_STATE, UNREADABLE
from palermo.figures.pipeline.compiling.returns import NO_CODE, OUT_OF_SCOPE
from palermo.figures.pipeline.contradictions import Contradiction
from palermo.figures.pipeline.hidden_reasons import DISPUTED, MASKED, NEAR, OTHERS, SMALL, HiddenFigure
from palermo.figures.pipeline.preparing import Preview, count_hidden_cells, hidden_cells, read_preview
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.rules.releases import check_has_prepared, check_may_change_release, list_subjects
from palermo.figures.states.releases import ReleaseKind
from palermo.figures.web.drawn_parts import length_lines
from palermo.figures.web.views.preview_remedies import remedies_of
from palermo.figures.web.views.republications import republication_preview
from palermo.site.access import secretariat_only
from palermo.site.charts.values import format_number, format_percent, noisy
from palermo.site.listing import filter_value

HIDDEN_A_PAGE = 100
# So many labels and conflicts of the sources are listed.
MOST_LISTED = 100
# So many figures are named from which another one could be computed.
MOST_USED = 8

REASONS: Mapping[str, str | Promise] = {
    SMALL: pgettext_lazy("reason to hide a figure", "Below the threshold"),
    MASKED: pgettext_lazy("reason to hide a figure", "Masked by the source"),
    NEAR: pgettext_lazy("reason to hide a figure", "Almost the same in an earlier edition"),
    OTHERS: pgettext_lazy("reason to hide a figure", "To protect others"),
    DISPUTED: pgettext_lazy("reason to hide a figure", "Figures around it contradict each other"),
}
LEFT_OUT: Mapping[str, str | Promise] = {
    NO_LABEL: _("The source uses a label that has no code."),
    UNKNOWN_STATE: _("The State is not on record."),
    OTHER_UNIT: _("The figure is in another counting unit."),
    UNREADABLE: _("The row has no label, State, year or figure that can be read."),
    OUT_OF_SCOPE: _("The table has a dimension that releases do not have."),
    NO_CODE: _("The questionnaire uses a category that has no code."),
}


class GroupLine(NamedTuple):
    """What is hidden of an indicator under a breakdown, in all and by reason; `shown` is its table in an address."""

    indicator: str
    breakdown: str
    shown: str
    numbers: Mapping[str, Any]
    by_reason: list[tuple[str, int]]
    share_of_cells: str
    share_of_sum: str


class HiddenLine(NamedTuple):
    """A hidden figure, why it is, what it would give away, or which figures contradict each other, and with which."""

    figure: str
    reason: str
    detail: str
    used: list[str]
    more: int


@require_safe
@secretariat_only
def release_preview(request: SiteRequest, slug: str) -> HttpResponse:
    """What is hidden in all, by indicator and breakdown, and figure by figure with the reason."""
    release = get_object_or_404(releases_visible_to(request.viewer), slug=slug)
    preview = read_preview(release)
    if preview is None:
        raise Http404
    check_has_prepared(release)
    if release.is_drawn:
        return _drawn_preview(request, release, preview)
    if release.kind == ReleaseKind.REPUBLICATION:
        return republication_preview(request, release, preview, _sources(preview, _Words({})))
    indicators = {each.slug: each for each in indicators_visible_to(request.viewer)}
    names = {each: _name(indicators, each) for each in sorted({group["indicator"] for group in preview.loss["groups"]})}
    reason = filter_value(request, "reason", REASONS)
    indicator = filter_value(request, "indicator", names)
    page = _page(request, release, reason, indicator)
    figures = hidden_cells(
        release,
        reason=reason,
        indicator=indicator,
        offset=(page.number - 1) * HIDDEN_A_PAGE,
        limit=HIDDEN_A_PAGE,
    )
    words = _Words(names)
    context = {
        "release": release,
        "heading": gettext("What will be hidden"),
        "loss": preview.loss,
        "share_of_cells": format_percent(preview.loss["share_of_cells"]),
        "share_of_sum": format_percent(preview.loss["share_of_sum"]),
        "by_reason": _by_reason(preview.loss, preview.loss["reasons"]),
        "groups": [_group_line(names, each, preview.loss["reasons"]) for each in preview.loss["groups"]],
        "remedies": remedies_of(release, preview.loss, may_change=can(check_may_change_release, request.user, release)),
        "undeclared": list_subjects(release),
        **_sources(preview, words),
        "page": page,
        "lines": [_hidden_line(words, each) for each in figures],
        "reason": reason,
        "reasons": [(each, label) for each, label in REASONS.items() if preview.loss["reasons"].get(each)],
        "indicator": indicator,
        "indicators": list(names.items()) if len(names) > 1 else [],
    }
    return render(request, "figures/releases/preview.html", context)


def _drawn_preview(request: SiteRequest, release: Release, preview: Preview) -> HttpResponse:
    """How good counts that were drawn are and what they cost, or how far invented rows are off."""
    loss = preview.loss
    context: dict[str, object] = {"release": release, "heading": gettext("Quality and privacy loss")}
    if release.kind == ReleaseKind.NOISY:
        value, low, high = loss["quality"]["persons"]
        budget = loss["budget"]
        context |= {
            "persons": noisy(value, low, high),
            "lengths": length_lines(loss["quality"]),
            "epsilon": f"{release.epsilon:g}",
            "is_new": budget["is_new"],
            "budget": f"{budget['epsilon']:g}",
            "spent": f"{budget['spent']:.2f}",
            "left": f"{max(budget['epsilon'] - budget['spent'], 0):.2f}",
        }
    else:
        context |= {"rows": loss["rows"], "error": format_percent(loss["error"])}
    return render(request, "figures/releases/preview_drawn.html", context)


def _page(request: SiteRequest, release: Release, reason: str, indicator: str) -> Page:
    total = count_hidden_cells(release, reason=reason, indicator=indicator)
    return Paginator(range(total), HIDDEN_A_PAGE).get_page(request.GET.get("page"))


def _name(indicators: Mapping[str, Indicator], slug: str) -> str:
    return indicators[slug].display_name() if slug in indicators else slug


def _by_reason(numbers: Mapping[str, Any], occurring: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many figures are hidden for each reason that occurs in a release; together they are all that are hidden."""
    return [(str(words), numbers["reasons"].get(reason, 0)) for reason, words in REASONS.items() if reason in occurring]


def _group_line(names: Mapping[str, str], group: Mapping[str, Any], occurring: Mapping[str, int]) -> GroupLine:
    return GroupLine(
        names[group["indicator"]],
        breakdown_name(group["by"]),
        urlencode({"indicator": group["indicator"], "by": group["by"] or TOTAL}),
        group,
        _by_reason(group, occurring),
        format_percent(group["share_of_cells"]),
        format_percent(group["share_of_sum"]),
    )


def _sources(preview: Preview, words: "_Words") -> dict[str, object]:
    """What became of the figures of the sources."""
    sources, report = preview.loss.get("sources", {}), preview.report
    code = active_language().code
    return {
        "read": sources.get("read", 0),
        "duplicates": sources.get("duplicates", 0),
        "left_out": [(LEFT_OUT.get(each, each), number) for each, number in sources.get("left_out", {}).items()],
        "labels": report.get("labels", [])[:MOST_LISTED],
        "conflict_count": sources.get("conflict_count", 0),
        "conflicts": [
            (words.name_figure(tuple(each["key"][name] for name in NAMES)), each["used"], each["also"])
            for each in report.get("conflicts", [])[:MOST_LISTED]
        ],
        "losses": [sentence for each in report.get("losses", []) for sentence in each.get(code, [])],
    }


def _hidden_line(words: "_Words", hidden: HiddenFigure) -> HiddenLine:
    used = hidden.used
    return HiddenLine(
        words.name_figure(hidden.key),
        str(REASONS[hidden.reason]),
        _detail(words, hidden),
        [f"{words.name_figure(each.key)}: {each.shown}" for each in used[:MOST_USED]],
        max(len(used) - MOST_USED, 0),
    )


def _detail(words: "_Words", hidden: HiddenFigure) -> str:
    """What a figure would give away; or the sum in which figures of the sources contradict each other."""
    if hidden.contradiction:
        return _contradiction_sentence(words, hidden.contradiction)
    if hidden.reason == DISPUTED:
        return gettext("No sum of the sources is wrong by itself: what masked figures add up to is not known.")
    return words.name_figure(hidden.protects) if hidden.protects else ""


def _contradiction_sentence(words: "_Words", found: Contradiction) -> str:
    number = {
        "whole": words.name_figure(found.whole),
        "value": format_number(found.value),
        "dimension": BY_KEY[found.dimension].title,
        "low": format_number(found.low),
        "high": format_number(found.high or 0),
        "parts": join_words(category_name(found.dimension, part[NAMES.index(found.dimension)]) for part in found.parts),
    }
    if found.low == found.high:
        return gettext("%(whole)s: %(value)s; by %(dimension)s the parts add up to %(low)s (%(parts)s).") % number
    if found.high is None:
        return (
            gettext("%(whole)s: %(value)s; by %(dimension)s the parts add up to at least %(low)s (%(parts)s).") % number
        )
    return (
        gettext("%(whole)s: %(value)s; by %(dimension)s the parts add up to between %(low)s and %(high)s (%(parts)s).")
        % number
    )


class _Words:
    """The names of figures, with the names of States read once."""

    def __init__(self, indicators: Mapping[str, str]) -> None:
        self.indicators, self.states = indicators, state_names()

    def name_figure(self, key: Key) -> str:
        """A figure in words: State, year, indicator, categories."""
        named = dict(zip(NAMES, key, strict=True))
        parts = [
            self.states.get(named["state"], named["state"]),
            named["year"],
            self.indicators.get(named["indicator"], named["indicator"]),
            *(category_name(each, named[each]) for each in KEYS if named[each] != TOTAL),
        ]
        return " · ".join(parts)
