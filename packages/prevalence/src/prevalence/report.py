"""An assessment as JSON and CSV."""

import csv
import io
import json
from typing import Any

from prevalence.assessment import Assessment
from prevalence.errors import NotAvailable
from prevalence.results import Interval, MethodRow


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
    ['checks', 'consistency', 'data', 'interrupted']
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
        "interrupted": assessment.interrupted,
        "provenance": str(assessment.provenance),
        "versions": assessment.provenance.to_dict()["versions"],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_csv(assessment: Assessment) -> str:
    """One line per method: total, limits, what it is, warnings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["method", "total", "low", "high", "lower_bound", "detail", "warnings", "provenance"])
    for row in assessment.methods:
        low, high = limits(row.interval)
        kinds = " ".join(sorted({note.kind for note in row.notes}))
        numbers = plain(row.total), plain(low), plain(high)
        origin = assessment.provenance
        if isinstance(row.interval, Interval) and row.interval.provenance is not None:
            origin = row.interval.provenance
        writer.writerow([row.method, *numbers, row.is_lower_bound, row.detail, kinds, origin])
    return out.getvalue()


def _method(row: MethodRow) -> dict[str, Any]:
    low, high = limits(row.interval)
    return {
        "method": row.method,
        "total": plain(row.total),
        "low": plain(low),
        "high": plain(high),
        "interval": row.interval.method if isinstance(row.interval, Interval) else None,
        "lower_bound": row.is_lower_bound,
        "provenance": str(row.interval.provenance) if isinstance(row.interval, Interval) else None,
        "detail": row.detail,
        "warnings": [{"kind": note.kind, "message": note.message} for note in row.notes],
    }
