"""CPU and memory of files of figures: a release of 64,000 figures in every format, and one of five million as a stream.

    uv run python -m benchmarks.exchange

The figures are invented and never went through the gate: only what reads and writes them is measured. Prints, for each
file, size, CPU seconds and by how much the process grew; ends with 1 where a limit is passed.
"""

import resource
import sys
import time
from datetime import date

import duckdb

import benchmarks.measuring  # noqa: F401  # sets Django up
from palermo.accounts.models import User
from palermo.config import tables
from palermo.core.text import MultilingualText
from palermo.figures.cubes import COLUMNS, ORDER
from palermo.figures.exchange.formats import FORMATS
from palermo.figures.exchange.rows import Extract
from palermo.figures.models import FigureOrigin, Release, ReleaseRegister
from palermo.figures.pipeline.places import cube_path
from palermo.figures.states.releases import ReleaseStatus

FEW, MANY = 64_000, 5_000_000
# CPU seconds of a file of few figures; megabytes by which a stream of many may let the process grow.
SECONDS, MEGABYTES = 3, 60
STATES = "['afg','alb','arg','aut','bra','chn','fra','ind','ken','mex','nga','tha','usa','zaf']"
FIGURES = f"""
    SELECT 'indicator-' || (i // 500000) AS indicator, 'sex' AS "by", {STATES}[(i // 100) % 14 + 1] AS state,
        (2000 + i % 25)::SMALLINT AS year, ['female', 'male', 'other'][i % 3 + 1] AS sex, 'total' AS age,
        'total' AS form, 'total' AS citizenship, 'total' AS repatriation,
        CASE i % 10 WHEN 0 THEN 'suppressed' WHEN 1 THEN 'zero' ELSE 'count' END AS kind,
        CASE i % 10 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE 5 + hash(i) % 5000 END::BIGINT AS value,
        CASE i % 10 WHEN 0 THEN 1 END::BIGINT AS low, CASE i % 10 WHEN 0 THEN 4 END::BIGINT AS high,
        (i % 200 + 1)::INTEGER AS origin
    FROM range(?) AS made(i)
"""


def make_release(number: int, figures: int) -> Release:
    """A release with so many figures, by way of no gate."""
    register, _is_new = ReleaseRegister.objects.get_or_create(slug="measured", defaults={"title": _text("Measured")})
    release = Release.objects.create(
        slug=f"measured-{number}",
        register=register,
        number=number,
        title=_text("Measured"),
        population="nobody",
        population_edition=str(number),
        author=User.objects.get_or_create(email="author@example.org")[0],
        released_on=date(2008, 1, 1),
        digest="0" * 64,
        cube_digest="0" * 64,
    )
    FigureOrigin.objects.bulk_create(
        FigureOrigin(release=release, number=each + 1, unit="persons", source_text=f"Ministry {each}", agency="Police")
        for each in range(200)
    )
    # Only now: the database keeps what is released as it is.
    release.status = ReleaseStatus.RELEASED
    release.save()
    path = cube_path(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT {columns} FROM ({FIGURES}) ORDER BY {', '.join(ORDER)}) TO '{path}' "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384)",
            [figures],
        )
    return release


def measure(extract: Extract, form: str) -> tuple[int, float, float]:
    """The bytes of a file, CPU seconds, and the megabytes by which the process grew."""
    before, started = _megabytes(), time.process_time()
    content = FORMATS[form].content(extract)
    if hasattr(content, "read"):
        with content:
            size = content.seek(0, 2)
    else:
        size = sum(map(len, content))
    return size, time.process_time() - started, _megabytes() - before


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _text(words: str) -> MultilingualText:
    return MultilingualText({"en": words})


def main() -> int:
    """Make both releases, write every file, print the table; 1 where a limit is passed."""
    tables.create_tables()
    failed = 0
    print(f"{'figures':>10} {'format':10}{'MB':>8}{'CPU s':>8}{'grew MB':>9}")
    few, many = make_release(1, FEW), make_release(2, MANY)
    for form in FORMATS:
        size, seconds, grew = measure(Extract.of_release(few), form)
        is_wrong = seconds > SECONDS
        failed += is_wrong
        print(f"{FEW:>10} {form:10}{size / 1e6:>8.1f}{seconds:>8.2f}{grew:>9.0f}{'  passed' if is_wrong else ''}")
    for form in ("csv", "json", "sdmx.csv", "sdmx.xml", "parquet"):
        size, seconds, grew = measure(Extract.of_release(many), form)
        is_stream = FORMATS[form].pieces is not None
        is_wrong = is_stream and grew > MEGABYTES
        failed += is_wrong
        print(f"{MANY:>10} {form:10}{size / 1e6:>8.0f}{seconds:>8.0f}{grew:>9.0f}{'  passed' if is_wrong else ''}")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
