"""Other ways to publish the figures of a prepared release, in words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.figures.dimensions import BY_KEY
from palermo.figures.labels import category_name, join_words
from palermo.figures.models import Release
from palermo.figures.remedies import TOO_LONG, TOO_MANY
from palermo.site.charts.values import format_number, format_percent

LEAVE_OUT, MERGE, ROUND = "leave out", "merge", "round"
# So many categories are named.
NAMED = 5


class Way(NamedTuple):
    """A way to publish: what it hides or changes, why it cannot be gone, and the form in which it is chosen."""

    words: str
    figures: str
    hidden: str
    share_of_sum: str
    changed: str
    refused: str
    address: str


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
        [_way(release, each, may_change) for each in found["ways"]],
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
        "way": _words(way),
        "hidden": format_number(way["hidden"]),
        "figures": format_number(way["figures"]),
        "hidden_now": format_number(loss["hidden"]),
        "figures_now": format_number(loss["cells"]),
    }


def _way(release: Release, way: Mapping[str, Any], may_change: bool) -> Way:
    is_measured = bool(way["figures"])
    return Way(
        _words(way),
        format_number(way["figures"]) if is_measured else "",
        format_number(way["hidden"]) if is_measured else "",
        format_percent(way["share_of_sum"]) if is_measured else "",
        _describe_change(way) if is_measured else "",
        way["refused"],
        _address(release, way) if may_change and _can_be_chosen(way) else "",
    )


def _words(way: Mapping[str, Any]) -> str:
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
    """The form of the release with the breakdowns of the dimension not ticked."""
    return f"{reverse('act', args=['change-release', release.slug])}?leave_out={way['dimension']}"
