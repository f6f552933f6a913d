"""Parts of a questionnaire in words: rows and columns, what is asked, and rules."""

from collections.abc import Mapping
from itertools import product

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.speech.signs import comma
from palermo.core.text import plain
from palermo.returns.structure import Comparison, Rule, Side, Structure

ASKED: Mapping[str, str | Promise] = {
    "article": gettext_lazy("Article of law"),
    "agency": gettext_lazy("Authority that recorded the data"),
    "unit": gettext_lazy("Counting unit"),
}


def name_side(side: Side) -> str:
    """The dimension of a side."""
    return plain(side.dimension.title)


def named_keys(sides: tuple[Side, ...]) -> list[tuple[str, str]]:
    """The keys of the rows or columns with their names, those of several dimensions joined."""
    codes = [[(code, plain(names)) for code, names in side.dimension.codes.items()] for side in sides]
    return [
        ("-".join(code for code, _words in chosen), " — ".join(words for _code, words in chosen))
        for chosen in product(*codes)
    ]


def describe_comparison(comparison: Comparison) -> str:
    """With which series a table is compared, in the words of the layout."""
    parts = [f"{column} = {label}" for column, label in comparison.where.items()]
    for dimension, known in comparison.codes.items():
        if isinstance(known, str):
            parts.append(f"{dimension} = {known}")
            continue
        for code, labels in known.items():
            parts += [f"{dimension} {code}: {column} = {label}" for column, label in labels.items()]
    return f"{comparison.layout} ({'; '.join(parts)})"


def describe_rule(rule: Rule, structure: Structure) -> str:
    """What a rule checks, in a sentence."""
    table = structure.tables[rule.table]
    other = structure.tables.get(rule.other_table or rule.table, table)
    words = {
        "code": _name_of(rule.code, table.rows if rule.side == "rows" else table.columns),
        "of": comma().join(_name_of(code, other.rows if rule.side == "rows" else other.columns) for code in rule.of),
        "other": plain(other.title),
        "low": rule.low,
        "high": rule.high,
        "factor": f"{rule.factor:g}" if rule.factor else "",
    }
    if rule.kind == "sum":
        return _("“%(code)s” equals the sum of: %(of)s.") % words
    if rule.kind == "at_most" and rule.other_table:
        if not rule.of:
            return _("Each figure is at most that of the table “%(other)s”.") % words
        return _("“%(code)s” is at most “%(of)s” in the table “%(other)s”.") % words
    if rule.kind == "at_most":
        return _("“%(code)s” is at most “%(of)s”.") % words
    if rule.kind == "jump":
        return _("A figure differs from that of the year before by at most %(factor)s times.") % words
    if rule.low is None:
        return _("A figure is at most %(high)d.") % words
    if rule.high is None:
        return _("A figure is at least %(low)d.") % words
    return _("A figure is from %(low)d to %(high)d.") % words


def _name_of(code: str, sides: tuple[Side, ...]) -> str:
    found = (side.dimension.codes[code] for side in sides if code in side.dimension.codes)
    return plain(next(found, None)) or code
