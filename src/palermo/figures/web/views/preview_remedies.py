"""Other ways to publish the figures of a prepared release, in words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.figures.dimensions import BY_KEY, TOTAL
from palermo.figures.labels import breakdown_name, category_name, join_words
from palermo.figures.models import Release
from palermo.figures.pipeline.hidden_reasons import OTHERS
from palermo.figures.pipeline.remedies import TOO_LONG, TOO_MANY
from palermo.site.charts.values import format_number, format_percent

REQUIRE, LEAVE_OUT, MERGE, ROUND = "require", "leave out", "merge", "round"
# So many categories are named.
NAMED = 5


class Way(NamedTuple):
    """A way to publish: what it hides or changes, why it is not possible, and the form and the link to choose it."""

    words: str
    figures: str
    hidden: str
    share_of_sum: str
    changed: str
    refused: str
    address: str
    link: str


class Remedies(NamedTuple):
    """Other ways than that which is prepared, the sentence that recommends one, and why there are none."""

    ways: Sequence[Way]
    recommended: str
    address: str
    left_out: str


def remedies_of(release: Release, loss: Mapping[str, Any], *, may_change: bool) -> Remedies | None:
    """What the preparation found; None of a release that was prepared before it was compared."""
    found = loss.get("alternatives")
    if found is None:
        return None
    best = _best(found["ways"], loss)
    return Remedies(
        [_way(release, each, loss, may_change) for each in found["ways"]],
        _recommendation(best, loss) if best else "",
        _address(release, best) if best and may_change else "",
        _left_out(found["left_out"]),
    )


def _best(ways: Sequence[Mapping[str, Any]], loss: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The dimension without which a smaller share is hidden and most figures remain that are not."""
    share = loss["hidden"] / max(loss["cells"], 1)
    better = [
        each
        for each in ways
        if _can_be_chosen(each) and each["hidden"] < loss["hidden"] and each["hidden"] < share * each["figures"]
    ]
    return max(better, key=lambda each: each["figures"] - each["hidden"], default=None)


def _can_be_chosen(way: Mapping[str, Any]) -> bool:
    return way["method"] == LEAVE_OUT and not way["categories"] and not way["refused"]


def _recommendation(way: Mapping[str, Any], loss: Mapping[str, Any]) -> str:
    return _(
        "%(way)s: about %(hidden)s of %(figures)s figures are hidden, instead of %(hidden_now)s of %(figures_now)s."
    ) % {
        "way": _words(way, loss),
        "hidden": format_number(way["hidden"]),
        "figures": format_number(way["figures"]),
        "hidden_now": format_number(loss["hidden"]),
        "figures_now": format_number(loss["cells"]),
    }


def _way(release: Release, way: Mapping[str, Any], loss: Mapping[str, Any], may_change: bool) -> Way:
    is_measured = bool(way["figures"])
    can_be_chosen = may_change and (_can_be_chosen(way) or (way["method"] == REQUIRE and not way["refused"]))
    return Way(
        _words(way, loss),
        format_number(way["figures"]) if is_measured else "",
        format_number(way["hidden"]) if is_measured else "",
        format_percent(way["share_of_sum"]) if is_measured else "",
        _describe_change(way) if is_measured else "",
        way["refused"],
        _address(release, way) if can_be_chosen else "",
        _("Publish this breakdown in any case") if way["method"] == REQUIRE else _("Leave out these breakdowns"),
    )


def _words(way: Mapping[str, Any], loss: Mapping[str, Any]) -> str:
    if way["method"] == REQUIRE:
        hidden = sum(each["reasons"].get(OTHERS, 0) for each in loss["groups"] if each["by"] == way["dimension"])
        return _("Must be published: %(breakdown)s (hidden to protect others as prepared: %(number)s)") % {
            "breakdown": breakdown_name(way["dimension"]),
            "number": format_number(hidden),
        }
    if way["method"] == ROUND:
        return _("Round to multiples of %(base)d") % {"base": way["base"]}
    if way["method"] not in (LEAVE_OUT, MERGE):
        return _("Change figures at random by at most %(base)d") % {"base": way["base"]}
    if not way["dimension"]:
        return _("Put categories together")
    names = {"dimension": str(BY_KEY[way["dimension"]].title), "categories": _categories(way)}
    if way["method"] == MERGE:
        return _("Put together in %(dimension)s: %(categories)s") % names
    if way["categories"]:
        return _("Leave out of %(dimension)s: %(categories)s") % names
    return _("Leave out %(dimension)s") % names


def _categories(way: Mapping[str, Any]) -> str:
    codes = way["categories"]
    names = join_words(category_name(way["dimension"], code) for code in codes[:NAMED])
    if len(codes) <= NAMED:
        return names
    return _("%(names)s and %(number)s more") % {"names": names, "number": format_number(len(codes) - NAMED)}


def _describe_change(way: Mapping[str, Any]) -> str:
    if not way["changed"]:
        return ""
    return _("%(number)s, by %(mean)s on average") % {
        "number": format_number(way["changed"]),
        "mean": format_number(round(way["mean_change"], 2)),
    }


def _left_out(reason: str) -> str:
    sentences = {
        TOO_MANY: _("Not compared: the release has too many figures. Choose fewer years, indicators or breakdowns."),
        TOO_LONG: _("Not compared: it took too long. Choose fewer years, indicators or breakdowns."),
    }
    return sentences.get(reason, reason)


def _address(release: Release, way: Mapping[str, Any]) -> str:
    """The form of the release with the breakdowns of the dimension not ticked, or the one that must be published."""
    chosen = {"require": way["dimension"] or TOTAL} if way["method"] == REQUIRE else {"leave_out": way["dimension"]}
    return f"{reverse('act', args=['change-release', release.slug])}?{urlencode(chosen)}"
