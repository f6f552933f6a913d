"""The progress report in six languages and every format: CPU, time and memory, against the aims.

    uv run python -m benchmarks.reports

Prints CPU seconds for each language and format, of this process and of the programs that set the PDFs, the total
against 6 s, one HTML against 1 s, and the peak of memory. The first file warms up what a process reads once: compiled
sentences, templates; it counts too.
"""

import resource
import sys
import time

from benchmarks.measuring import make_demonstration
from palermo.core.languages import CODES
from palermo.reporting.models import Report
from palermo.reporting.rendering import RENDERERS, render_report
from palermo.reporting.states import Format

ALL_SECONDS, ONE_HTML_SECONDS = 6, 1


def main() -> int:
    """Make the report in every language and format; 1 where an aim is missed."""
    make_demonstration()
    report = Report.objects.get(slug="progress-2008")
    started, before_all, rows = time.perf_counter(), _cpu_seconds(), []
    for code in CODES:
        for form in RENDERERS:
            before = _cpu_seconds()
            content = render_report(report, code, [form]).files[form]
            rows.append((code, form, _cpu_seconds() - before, len(content)))
    total, elapsed = _cpu_seconds() - before_all, time.perf_counter() - started
    for code, form, seconds, size in rows:
        print(f"{code} {form:5} {seconds:6.3f} s CPU {size / 1024:8.0f} KiB")
    slowest = max(seconds for code, form, seconds, size in rows if form == Format.HTML)
    print(f"all {len(rows)}: {total:.2f} s CPU, {total / ALL_SECONDS:.0%} of {ALL_SECONDS} s; {elapsed:.1f} s elapsed")
    print(f"slowest HTML: {slowest:.2f} s CPU, {slowest / ONE_HTML_SECONDS:.0%} of {ONE_HTML_SECONDS} s")
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 1 if total > ALL_SECONDS or slowest > ONE_HTML_SECONDS else 0


def _cpu_seconds() -> float:
    """Of this process and of the programs it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    sys.exit(main())
