"""An assessment as text, JSON, CSV or one HTML page with its plots inside."""

import csv
import io
import json
from html import escape
from typing import Any

from prevalence.assessment import Assessment, MethodRow
from prevalence.errors import NotAvailable
from prevalence.results import Interval
from prevalence.svg import Bar, plot

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem "
    "auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8886}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto}.small{font-size:.875rem}"
)


def plain(value: Any) -> Any:
    """A value for JSON and CSV: a reason stands where a number is not available."""
    return str(value) if isinstance(value, NotAvailable) else value


def limits(interval: Interval | NotAvailable) -> tuple[Any, Any]:
    """Both limits, or the reason twice."""
    return (interval, interval) if isinstance(interval, NotAvailable) else (interval.low, interval.high)


def as_json(assessment: Assessment) -> str:
    """The whole assessment, numbers as numbers and reasons as text.

    Examples
    --------
    >>> from prevalence import assess, datasets
    >>> sorted(json.loads(as_json(assess(datasets.load("korea"), replicates=50))))[:4]
    ['checks', 'consistency', 'data', 'methods']
    """
    consistency, checks = assessment.consistency, assessment.checks
    content = {
        "data": {
            "lists": assessment.histories.list_sizes,
            "people": assessment.histories.total,
            "fingerprint": assessment.histories.fingerprint,
            "source": assessment.histories.source,
            "pairs": [
                {"first": p.first, "second": p.second, "shared": p.shared, "odds_ratio": plain(p.odds_ratio)}
                for p in assessment.overlap.pairs
            ],
        },
        "methods": [_method(row) for row in assessment.methods],
        "sensitivity": [{"kind": v.kind, "change": v.change, "total": plain(v.total)} for v in assessment.sensitivity],
        "consistency": plain(consistency)
        if isinstance(consistency, NotAvailable)
        else [
            {"list": x.name, "size": x.size, "total": plain(x.total), "covered": plain(x.covered)}
            for x in consistency.lists
        ],
        "checks": plain(checks)
        if isinstance(checks, NotAvailable)
        else {"deviance": checks.deviance, "on_several": checks.on_several, "never_meeting": checks.never_meeting},
        "verdict": list(assessment.verdict),
        "provenance": str(assessment.provenance),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_csv(assessment: Assessment) -> str:
    """One line per method: total, limits, what it is, warnings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["method", "total", "low", "high", "lower_bound", "detail", "warnings"])
    for row in assessment.methods:
        low, high = limits(row.interval)
        kinds = " ".join(sorted({note.kind for note in row.notes}))
        writer.writerow([row.method, plain(row.total), plain(low), plain(high), row.is_lower_bound, row.detail, kinds])
    return out.getvalue()


def as_html(assessment: Assessment) -> str:
    """One page that needs nothing else: verdict, plot and table of methods, overlaps, variations, provenance."""
    methods = [_bar(row) for row in assessment.methods]
    moved = [
        Bar(v.change, None if isinstance(v.total, NotAvailable) else v.total)
        for v in assessment.sensitivity
        if v.kind in ("omit", "merge", "threshold", "prior")
    ]
    n = assessment.histories.total
    body = [
        "<h1>How many people do the lists not show?</h1>",
        f"<p>{escape(repr(assessment.histories)[1:-1])}.</p>",
        "<h2>What may be concluded</h2>",
        "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in assessment.verdict) + "</ul>",
        "<h2>Every method</h2>",
        plot(methods, n, "Total by method, with limits"),
        _table(["Method", "Total", "From", "To", "Remarks"], [_cells(row) for row in assessment.methods]),
        "<h2>How far the total moves</h2>",
        plot(moved, n, "Stepwise total when lists, threshold or prior change"),
        "<h2>How the lists overlap</h2>",
        _table(
            ["Lists", "People on both", "Odds ratio"],
            [[f"{p.first}, {p.second}", f"{p.shared:,}", _number(p.odds_ratio, 2)] for p in assessment.overlap.pairs],
        ),
        f'<p class="small">{escape(str(assessment.provenance))}</p>',
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Assessment</title>'
        f"<style>{STYLE}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _method(row: MethodRow) -> dict[str, Any]:
    low, high = limits(row.interval)
    return {
        "method": row.method,
        "total": plain(row.total),
        "low": plain(low),
        "high": plain(high),
        "interval": row.interval.method if isinstance(row.interval, Interval) else None,
        "lower_bound": row.is_lower_bound,
        "detail": row.detail,
        "warnings": [{"kind": note.kind, "message": note.message} for note in row.notes],
    }


def _bar(row: MethodRow) -> Bar:
    low, high = (None if isinstance(x, NotAvailable) else float(x) for x in limits(row.interval))
    return Bar(row.method, None if isinstance(row.total, NotAvailable) else row.total, low, high)


def _cells(row: MethodRow) -> list[str]:
    low, high = limits(row.interval)
    remarks = "; ".join(filter(None, [row.detail, *dict.fromkeys(note.message for note in row.notes)]))
    if isinstance(row.total, NotAvailable):
        return [row.method, "–", "–", "–", str(row.total)]
    least = "at least " if row.is_lower_bound else ""
    return [row.method, least + _number(row.total), _number(low), _number(high), remarks]


def _number(value: float | NotAvailable, digits: int = 0) -> str:
    return "–" if isinstance(value, NotAvailable) else f"{value:,.{digits}f}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
