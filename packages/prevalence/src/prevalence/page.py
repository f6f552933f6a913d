"""One HTML page that needs nothing else: text first, then plots and tables."""

from collections import Counter
from html import escape
from typing import Any

from prevalence.assessment import Assessment
from prevalence.errors import NotAvailable
from prevalence.histories import CaptureHistories
from prevalence.page_style import STYLE
from prevalence.report import limits
from prevalence.results import Interval, MethodRow
from prevalence.svg import Bar, plot

Cells = list[tuple[str, bool]]


def of_assessment(assessment: Assessment) -> str:
    """Verdict, every method, how far the total moves, how the lists overlap, where it all comes from."""
    histories = assessment.histories
    n, common = histories.total, _common(assessment)
    return _page(
        "How many people do the lists not show?",
        _lead(histories),
        "<h2>What may be concluded</h2>",
        "<ul class='verdict'>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in assessment.verdict) + "</ul>",
        "<h2>Every method</h2>",
        _figure(
            plot([_bar(row) for row in assessment.methods], n, "Total by method, with limits"), "Totals and limits."
        ),
        *(f"<p>{escape(text)}</p>" for text in common),
        _table(
            ["Method", "Total", "From", "To", "Model and remarks"], [_method(row, common) for row in assessment.methods]
        ),
        "<h2>How far the total moves</h2>",
        *_moves(assessment),
        "<h2>How the lists overlap</h2>",
        _sizes(assessment),
        _pairs(assessment),
        *_known_lists(assessment),
        f"<footer><p>{escape(str(assessment.provenance))}</p></footer>",
    )


def of_estimate(histories: CaptureHistories, estimate: Any, interval: Interval, command: str) -> str:
    """One estimate: the sentence, the plot, what the model says, what to know about it, how to compute it again."""
    low, high = (None if isinstance(x, NotAvailable) else float(x) for x in (interval.low, interval.high))
    bar = Bar(estimate.provenance.method, float(estimate.total), low, high)
    notes = dict.fromkeys(note.message for note in (*estimate.notes, *interval.notes))
    inside = "The choice of the model is inside the limits." if interval.includes_selection else ""
    return _page(
        "How many people do the lists not show?",
        _lead(histories),
        f"<p class='answer'>{escape(str(estimate))}.</p><p>{escape(str(interval))}. {inside}</p>",
        _figure(plot([bar], histories.total, "The total with its limits"), "The total with its limits."),
        "<h2>What to know about it</h2>" if notes else "",
        "<ul class='verdict'>" + "".join(f"<li>{escape(text)}</li>" for text in notes) + "</ul>" if notes else "",
        *_model(histories, estimate),
        f"<footer><p>{escape(str(interval.provenance or estimate.provenance))}</p>"
        f"<p>To compute it again: <code>{escape(command)}</code></p></footer>",
    )


def _model(histories: CaptureHistories, estimate: Any) -> list[str]:
    """What the model says of the lists, and the numbers by which it names them."""
    model = getattr(estimate, "model", None)
    if model is None:
        return []
    lines = "".join(f"<li>{escape(line)}</li>" for line in model.explain(histories.lists))
    names = "".join(f"<li>{escape(name)}</li>" for name in histories.lists)
    return ["<h2>The model</h2>", f"<ul>{lines}</ul>", "<h2>The lists</h2>", f"<ol>{names}</ol>"]


def _page(title: str, *parts: str) -> str:
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
    )
    body = f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _lead(histories: CaptureHistories) -> str:
    source = f" Source: {escape(histories.source)}." if histories.source else ""
    if histories.columns:
        source += f" Columns: {escape(histories.columns)}."
    lists = escape(", ".join(histories.lists))
    return f"<p class='lead'>{histories.total:,} people are on at least one of the lists {lists}.{source}</p>"


def _figure(drawing: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption)} Logarithmic scale.</figcaption>"
    return f"<figure><div class='wide'>{drawing}</div>{words}</figure>"


def _bar(row: MethodRow) -> Bar:
    low, high = (None if isinstance(x, NotAvailable) else float(x) for x in limits(row.interval))
    return Bar(row.method, None if isinstance(row.total, NotAvailable) else row.total, low, high)


def _common(assessment: Assessment) -> list[str]:
    """Remarks that stand beside most methods, to be said once."""
    times_of = Counter(note.message for row in assessment.methods for note in row.notes)
    given = sum(not isinstance(row.total, NotAvailable) for row in assessment.methods)
    return [text for text, times in times_of.items() if times > 1 and 2 * times > given]


def _method(row: MethodRow, common: list[str]) -> Cells:
    low, high = limits(row.interval)
    notes = [note.message for note in row.notes if note.message not in common]
    detail = row.detail[:1].upper() + row.detail[1:] + "." if row.detail else ""
    if isinstance(row.total, NotAvailable):
        return [(row.method, False), ("–", True), ("–", True), ("–", True), (str(row.total), False)]
    reasons = [f"Upper limit {high}." for _ in (0,) if isinstance(high, NotAvailable)]
    least = "≥ " if row.is_lower_bound else ""
    words = " ".join(filter(None, [detail, *reasons, *dict.fromkeys(notes)]))
    return [(row.method, False), (least + _number(row.total), True), *_two(low, high), (words, False)]


def _two(low: Any, high: Any) -> Cells:
    return [(_number(low), True), (_number(high), True)]


def _moves(assessment: Assessment) -> list[str]:
    shown = [v for v in assessment.sensitivity if v.kind in ("omit", "merge", "threshold", "prior", "model")]
    if not shown:
        return ["<p>Nothing could be varied.</p>"]
    bars = [Bar(v.change, None if isinstance(v.total, NotAvailable) else v.total) for v in shown]
    title = "Total when lists, threshold, prior or model change"
    return [
        _figure(plot(bars, assessment.histories.total, title), "The stepwise total, unless another method is named."),
        *(f"<p>{escape(sentence)}</p>" for sentence in _one_person(assessment)),
    ]


def _one_person(assessment: Assessment) -> list[str]:
    moved = [v.total for v in assessment.sensitivity if v.kind == "one person"]
    known = [total for total in moved if not isinstance(total, NotAvailable)]
    if not known:
        return []
    return [
        f"With one person more or fewer on one pattern the total lies between {min(known):,.0f} and {max(known):,.0f}."
    ]


def _sizes(assessment: Assessment) -> str:
    rows = [[(name, False), (f"{size:,}", True)] for name, size in assessment.overlap.sizes.items()]
    return _table(["List", "People"], rows)


def _pairs(assessment: Assessment) -> str:
    return _table(
        ["Two lists", "People on both", "Odds ratio", "Total by these two alone"],
        [
            [
                (f"{p.first} and {p.second}", False),
                (f"{p.shared:,}", True),
                (_number(p.odds_ratio, 2), True),
                (_number(p.chapman), True),
            ]
            for p in assessment.overlap.pairs
        ],
    )


def _known_lists(assessment: Assessment) -> list[str]:
    if isinstance(assessment.consistency, NotAvailable):
        return []
    rows: list[Cells] = [
        [
            (x.name, False),
            (f"{x.size:,}", True),
            (_number(x.total), True),
            ("" if isinstance(x.covered, NotAvailable) else "yes" if x.covered else "no", False),
        ]
        for x in assessment.consistency.lists
    ]
    head = ["List", "People", "Estimated from the others", "Inside the limits"]
    return ["<h2>Could the others have guessed it?</h2>", _table(head, rows)]


def _number(value: float | NotAvailable, digits: int = 0) -> str:
    return "–" if isinstance(value, NotAvailable) else f"{value:,.{digits}f}"


def _table(head: list[str], rows: list[Cells]) -> str:
    numeric = [is_number for _, is_number in rows[0]] if rows else [False] * len(head)
    top = "".join(
        f'<th scope="col"{" class=n" if n else ""}>{escape(name)}</th>' for name, n in zip(head, numeric, strict=True)
    )
    lines = "".join("<tr>" + "".join(_cell(place, *cell) for place, cell in enumerate(row)) + "</tr>" for row in rows)
    return f"<div class='wide'><table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>"


def _cell(place: int, text: str, is_number: bool) -> str:
    if place == 0:
        return f'<th scope="row">{escape(text)}</th>'
    return f"<td{' class=n' if is_number else ''}>{escape(text)}</td>"
