"""The progress report in six languages and three formats: time and memory of one process, against the aims.

    uv run python -m benchmarks.reports

Prints seconds for each language and format, the total against 10 s, one HTML against 1 s, and the peak of memory.
"""

import resource
import sys
import time

from benchmarks.measuring import make_demonstration
from palermo.core.languages import CODES
from palermo.reporting.models import Report
from palermo.reporting.rendering import RENDERERS, render_report
from palermo.reporting.states import Format

ALL_SECONDS, ONE_HTML_SECONDS = 10, 1


def main() -> int:
    """Make the report eighteen times; 1 where an aim is missed."""
    make_demonstration()
    report = Report.objects.get(slug="progress-2008")
    started, rows = time.perf_counter(), []
    for code in CODES:
        for form in RENDERERS:
            before = time.perf_counter()
            content = render_report(report, code, [form]).files[form]
            rows.append((code, form, time.perf_counter() - before, len(content)))
    total = time.perf_counter() - started
    for code, form, seconds, size in rows:
        print(f"{code} {form:5} {seconds:6.3f} s {size / 1024:8.0f} KiB")
    slowest = max(seconds for code, form, seconds, size in rows if form == Format.HTML)
    print(f"all: {total:.2f} s, {total / ALL_SECONDS:.0%} of the aim of {ALL_SECONDS} s")
    print(f"slowest HTML: {slowest:.2f} s, {slowest / ONE_HTML_SECONDS:.0%} of the aim of {ONE_HTML_SECONDS} s")
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 1 if total > ALL_SECONDS or slowest > ONE_HTML_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
