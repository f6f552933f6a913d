"""Checking a file by a layout: every fault at once, each with its row."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from disclosure.progress import Progress, silent

from harmonise.errors import InvalidLayout, UnreadableFile, WrongLayout, quote
from harmonise.finding import Finding
from harmonise.identifiers.in_table import identifiers_in_table
from harmonise.identifiers.recognize import Identifier
from harmonise.layouts.layout import Layout, Severity
from harmonise.layouts.read_layout import SHIPPED, shipped_layout
from harmonise.readers.headings import Match, describe_misfit, find_nearest, match_headings, recognize_layout
from harmonise.readers.read_file import read_file, read_headings
from harmonise.readers.store import lock_store, open_store
from harmonise.readers.table import LISTED, Table
from harmonise.rules.catalogue import RULES
from harmonise.rules.cells import cell_queries
from harmonise.rules.figures import figure_queries
from harmonise.rules.labels import resolve_labels
from harmonise.rules.own import own_queries
from harmonise.rules.query import Query
from harmonise.rules.rows import row_queries
from harmonise.rules.texts import text_queries
from harmonise.rules.view import View


@dataclass
class Report:
    """What was found in a file.

    Attributes
    ----------
    file : str
    layout : Layout
    rows : int
        Rows with data.
    findings : list of Finding
        By row; of each rule and column at most `LISTED`, or as many as were asked for.
    counts : Counter
        Numbers of all findings, by rule and column.
    sheet : str
    identifiers : list of Identifier
        Columns that identify persons, with which a file must not be handed in.
    """

    file: str
    layout: Layout
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, Severity, str]] = field(default_factory=Counter)
    sheet: str = ""
    identifiers: list[Identifier] = field(default_factory=list)

    def number(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(count for (_, each, _), count in self.counts.items() if each is severity)

    def by_rule(self) -> dict[str, int]:
        """How many findings each rule has, rules without any left out."""
        counts: Counter[str] = Counter()
        for (rule, _, _), count in self.counts.items():
            counts[rule] += count
        return dict(counts)

    @property
    def has_errors(self) -> bool:
        """Whether anything has to be corrected."""
        return self.number(Severity.ERROR) > 0


def check_file(
    path: str | Path,
    layout: Layout,
    *,
    today: date | None = None,
    listed: int = LISTED,
    memory: int = 256,
    threads: int | None = None,
    progress: Progress = silent,
    keep: Callable[[Report, Table], object] | None = None,
) -> Report:
    """Check a file by a layout.

    Parameters
    ----------
    path : str or Path
        CSV, workbook (.xlsx) or JSON.
    layout : Layout
        As `read_layout` gives it.
    today : date, optional
        The day by which dates are in the future.
    listed : int
        Of each rule and column so many findings are listed; all are counted.
    memory : int
        MiB that DuckDB may use.
    threads : int, optional
        One for small files, else two.
    progress : callable, optional
    keep : callable, optional
        Called with the report and the cells before these are gone.

    Returns
    -------
    Report

    Raises
    ------
    UnreadableFile
        If the file is no table of a kind that can be read.
    WrongLayout
        If its header is not that of the layout.
    InvalidLayout
        If a rule of the layout is no SQL.
    """
    file = Path(path)
    with open_store(file.stat().st_size, memory=memory, threads=threads) as connection:
        view = open_view(file, layout, connection, today or date.today(), progress)
        lock_store(connection)
        report = Report(str(file), layout, view.table.rows, sheet=view.table.sheet)
        report.identifiers = identifiers_in_table(view.table, layout)
        view.table.report(_header_findings(view.match, view.table))
        for finding in view.table.findings:
            _add(report, finding)
        for (rule, column), count in view.table.counts.items():
            report.counts[rule, RULES[rule], column] = count
        for number, query in enumerate(_queries(view), 1):
            progress("rules checked", number, 0)
            run_query(connection, query, report, listed)
        report.findings.sort(key=lambda each: (each.row or 0, each.column, each.rule))
        if keep:
            keep(report, view.table)
    return report


def recognize_file(path: str | Path) -> Layout:
    """The layout of this package that a file has by its header.

    Raises
    ------
    UnreadableFile
        As for `check_file`.
    WrongLayout
        If it has none; names the nearest, and what speaks against it.
    """
    file, layouts = Path(path), [shipped_layout(name) for name in SHIPPED]
    columns = {column.name: column for layout in layouts for column in layout.columns}
    headings = read_headings(file, Layout("", "", "", "cases", tuple(columns.values())))
    if found := recognize_layout(headings, layouts):
        return found
    shown = ", ".join(quote(heading) for heading in headings[:8] if heading)
    words = f"{file} has none of the layouts {', '.join(SHIPPED)}. Found: {shown}."
    nearest = find_nearest(headings, layouts)
    if nearest:
        layout, match = nearest
        words += f" The nearest is {layout.name}: of its {len(layout.columns)} columns {len(match.columns)} are there"
        words += f" ({', '.join(list(match.columns)[:8])}).{describe_misfit(layout, match)}"
        if describe_misfit(layout, match):
            raise WrongLayout(words)
    raise WrongLayout(f"{words} Expected: the headings of a layout in one row, among the first 20.")


def open_view(
    file: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, today: date, progress: Progress
) -> View:
    """Read a file and match its header with the layout.

    Raises
    ------
    UnreadableFile, WrongLayout
        As for `check_file`.
    """
    try:
        table = read_file(file, layout, connection, progress)
    except duckdb.OutOfMemoryException as error:
        raise UnreadableFile(f"{file}: to read it needs more memory than is allowed.") from error
    match = match_headings(table.headings, layout)
    if not match.fits or describe_misfit(layout, match):
        raise _wrong_layout(file, layout, match, table)
    if layout.figure in match.columns:
        table.leave_out_text_below(match.columns[layout.figure])
    return View(layout, table, match, today)


def _wrong_layout(file: Path, layout: Layout, match: Match, table: Table) -> WrongLayout:
    """What is wrong with a header, and the same without naming what stands in it."""
    nearest = recognize_layout(table.headings, [shipped_layout(name) for name in SHIPPED])
    missing = ", ".join(column.name for column in match.missing[:8]) or "none"
    unknown = ", ".join(map(quote, match.unknown[:8])) or "none"
    advice = f" It looks like {nearest.name}." if nearest else describe_misfit(layout, match)
    known = (
        f"{file} does not have the layout {layout.name}: of its {len(layout.columns)} columns {len(match.columns)} are "
        f"there. Missing: {missing}."
    )
    sentence = f"{known} Unknown: {unknown}.{advice}"
    without_content = f"{known} Unknown: {len(match.unknown)}.{advice}"
    if advice and not nearest:
        words = {"layout": layout.name, "figure": layout.figure}
        return WrongLayout(sentence, "wide-table", without_content=without_content, **words)
    return WrongLayout(
        sentence,
        "wrong-layout",
        without_content=without_content,
        layout=layout.name,
        all=len(layout.columns),
        there=len(match.columns),
        missing=[column.name for column in match.missing],
        unknown=list(match.unknown),
        nearest=nearest.name if nearest else "",
    )


def _header_findings(match: Match, table: Table) -> Iterator[Finding]:
    row = table.header_row or None
    for column in match.missing:
        yield Finding("missing-column", Severity.ERROR, row, column.name)
    for heading in match.unknown:
        yield Finding("unknown-column", Severity.WARNING, row, heading)
    for heading in match.repeated:
        yield Finding("repeated-column", Severity.ERROR, row, heading)


def _queries(view: View) -> Iterator[Query]:
    yield from resolve_labels(view)
    view.create()
    for queries in (cell_queries, text_queries, row_queries, figure_queries, own_queries):
        yield from queries(view)


def run_query(connection: duckdb.DuckDBPyConnection, query: Query, report: Report, listed: int) -> None:
    """Add what a query finds to a report.

    Raises
    ------
    InvalidLayout
        If DuckDB does not accept the query: then a rule of the layout is none.
    UnreadableFile
        If the memory allowed is not enough.
    """
    try:
        cursor = connection.execute(f"SELECT * FROM ({query.sql}) LIMIT {listed + 1}")
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    except duckdb.OutOfMemoryException as error:
        raise UnreadableFile(
            f"{report.file}: a rule on {query.column} needs more memory than is allowed.",
            "no-memory",
            column=query.column,
        ) from error
    except duckdb.Error as error:
        known = f"{report.layout.name}: a rule on {query.column} cannot be used"
        raise InvalidLayout(f"{known}: {error}", without_content=f"{known}.") from error
    findings = [_finding(dict(zip(names, row, strict=True)), query, report.layout) for row in rows]
    for finding in findings[:listed]:
        _add(report, finding)
    if len(rows) > listed:
        _count_all(connection, query, report, findings[:listed])


def _count_all(connection: Any, query: Query, report: Report, listed: list[Finding]) -> None:
    known = Counter(finding.rule for finding in listed)
    for rule, number in connection.execute(f"SELECT rule, count(*) FROM ({query.sql}) GROUP BY rule").fetchall():
        severity = query.severities.get(rule) or RULES.get(rule) or Severity.ERROR
        report.counts[rule, severity, query.column] += number - known[rule]


def _finding(row: dict[str, Any], query: Query, layout: Layout) -> Finding:
    rule, found = row["rule"], row["found"]
    details = dict(query.details.get(rule, {}))
    if query.extra:
        details[query.extra] = row["extra"]
    severity = query.severities.get(rule) or RULES[rule]
    # A finding without words of its own about what is there says nothing, rather than that it is not repeated.
    shown = None if query.hidden else found
    if rule in ("empty-cell", "repeated-row", "repeated-key", "repeated-value"):
        shown = ""
    return Finding(rule, severity, row["row"], query.column, shown, details, tuple(row.get("rows") or ()))


def _add(report: Report, finding: Finding) -> None:
    report.findings.append(replace(finding, sheet=finding.sheet or report.sheet))
    report.counts[finding.rule, finding.severity, finding.column] += 1
