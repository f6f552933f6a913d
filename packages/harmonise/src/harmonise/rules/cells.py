"""Rules on single cells: empty, no number, no date, out of range, of another form than expected."""

from collections.abc import Iterator

from harmonise.layouts.layout import Column, Type
from harmonise.readers.store import quote_text
from harmonise.rules.query import Query
from harmonise.rules.view import View

# A day as spreadsheets count them, 1927 to 2173.
DAY_NUMBER = r"\d{5}(\.\d+)?"


def cell_queries(view: View) -> Iterator[Query]:
    """A query for each column in which a cell can be wrong by itself."""
    for column in view.columns:
        cases = list(_cases(view, column))
        if not cases:
            continue
        text, value = view.text(column.name), view.value(column.name)
        whens = " ".join(f"WHEN {condition} THEN {quote_text(rule)}" for condition, rule in cases)
        limits = _limits(column)
        details = {"out-of-range": limits, "date-out-of-range": limits, "pattern": {"example": column.example}}
        if labels := ", ".join(filter(None, column.kinds)):
            details |= {"not-a-number": {"labels": labels}, "not-a-whole-number": {"labels": labels}}
        # Letters where a number or a date is expected may be a name.
        found = "t" if view.layout.rows == "figures" else r"CASE WHEN NOT regexp_matches(t, '\pL') THEN t END"
        cells = f"SELECT row, {text} AS t, {value} AS v FROM cells"
        sql = f"SELECT CASE {whens} END AS rule, row, {found} AS found FROM ({cells})"
        yield Query(f"SELECT * FROM ({sql}) WHERE rule IS NOT NULL", column.name, view.hides(column), details)


def _cases(view: View, column: Column) -> Iterator[tuple[str, str]]:
    """Conditions, the first of which that is true decides."""
    if column.filled:
        yield "t IS NULL", "empty-cell"
    if column.is_number:
        labels = ", ".join(quote_text(label.casefold()) for label in column.kinds if label)
        kind = "not-a-whole-number" if column.type is Type.WHOLE else "not-a-number"
        yield f"v IS NULL AND t IS NOT NULL{f' AND lower(t) NOT IN ({labels})' if labels else ''}", kind
    if column.type is Type.DATE:
        yield f"v IS NULL AND regexp_full_match(t, {quote_text(DAY_NUMBER)})", "date-as-number"
        yield "v IS NULL AND t IS NOT NULL", "not-a-date"
    limits = [
        f"v {sign} {_limit(view, limit)}"
        for sign, limit in (("<", column.lowest), (">", column.highest))
        if limit is not None
    ]
    if limits:
        yield " OR ".join(limits), "out-of-range" if column.is_number else "date-out-of-range"
    if column.pattern:
        yield f"NOT regexp_full_match(t, {quote_text(column.pattern)})", "pattern"


def _limit(view: View, limit: float | str) -> str:
    if isinstance(limit, str):
        return f"DATE {quote_text(view.today.isoformat() if limit == 'today' else limit)}"
    return str(limit)


def _limits(column: Column) -> dict[str, str]:
    shown = {"lowest": column.lowest, "highest": column.highest}
    return {
        name: "…" if limit is None else f"{limit:,}" if isinstance(limit, (int, float)) else limit
        for name, limit in shown.items()
    }
