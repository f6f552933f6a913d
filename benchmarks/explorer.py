"""CPU, waiting, bytes and memory of pages of the data explorer, on as many figures as UNODC publishes and on millions.

    uv run python -m benchmarks.explorer
    uv run python -m benchmarks.explorer --bundle 0001.zip --key release-key

The figures are invented and never went through the gate, unless a bundle with the key that signed it is named. Of each
page the first request counts too, in which what is kept of its figures is made. Ends with 1 where a limit is passed.
"""

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import duckdb
from disclosure.release import Signer
from django.test import Client

import benchmarks.measuring  # noqa: F401  # sets Django up
from palermo.accounts.models import State, User
from palermo.config import tables
from palermo.core.text import MultilingualText
from palermo.figures.bundles import rows_of_bundle
from palermo.figures.cubes import COLUMNS, ORDER, ask_cubes, write_cube
from palermo.figures.labels import category_name, codes_in_order
from palermo.figures.models import FigureOrigin, Indicator, IndicatorEdition, Release, ReleaseRegister, ReleaseSeries
from palermo.figures.pipeline.places import cube_path
from palermo.figures.states.releases import ReleaseStatus

# Milliseconds of CPU and of waiting at the 95th percentile on the figures of UNODC, bytes of a page, and megabytes by
# which a process may grow.
CPU, WAIT, BYTES, MEGABYTES = 40, 100, 300_000, 100
REPEATS = 4
GROUPS = frozenset({"total", "own", "abroad", "stateless", "other", "unknown"})
VICTIMS = "victims-detected"


@dataclass(frozen=True)
class Size:
    """How many States, years, indicators and citizenships there are, and every how many-eth figure is recorded."""

    states: int
    years: int
    indicators: int
    citizenships: int
    every: int


# About 64,000 figures, and five million.
FEW, MANY = Size(190, 17, 1, 60, 5), Size(193, 25, 12, 65, 1)


def categories(size: Size) -> list[tuple[str, ...]]:
    """Breakdowns with their categories: sex, age, both, form, and citizenship."""
    sexes, ages, forms = (
        [code for code in codes_in_order(key) if code != "total"][:most]
        for key, most in (("sex", 3), ("age", 4), ("form", 8))
    )
    areas = [code for code in codes_in_order("citizenship") if code not in GROUPS][: size.citizenships]
    total = "total"
    return [
        ("", total, total, total, total),
        *(("sex", sex, total, total, total) for sex in sexes),
        *(("age", total, age, total, total) for age in ages),
        *(("sex+age", sex, age, total, total) for sex, age in product(sexes, ages)),
        *(("form", total, total, form, total) for form in forms),
        *(("citizenship", total, total, total, area) for area in areas),
    ]


def write_invented(path: Path, size: Size, areas: Sequence[str]) -> int:
    """A cube of invented figures; in a process of its own, so that the memory it takes is not that of pages."""
    columns = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as database:
        database.execute('CREATE TABLE c ("by" VARCHAR, sex VARCHAR, age VARCHAR, form VARCHAR, citizenship VARCHAR)')
        database.executemany("INSERT INTO c VALUES (?, ?, ?, ?, ?)", categories(size))
        database.execute("CREATE TABLE s AS SELECT unnest(?::VARCHAR[]) AS state", [list(areas[: size.states])])
        names = [VICTIMS, *(f"indicator-{at}" for at in range(1, size.indicators))]
        database.execute("CREATE TABLE i AS SELECT unnest(?::VARCHAR[]) AS indicator", [names])
        made = f"""
            SELECT *, 'total' AS repatriation, 1::INTEGER AS origin, CASE h % 4 WHEN 0 THEN 'suppressed' WHEN 1 THEN
            'zero' ELSE 'count' END AS kind, CASE h % 4 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE 5 + h % 900 END::BIGINT AS
            value, CASE h % 4 WHEN 0 THEN 1 END::BIGINT AS low, CASE h % 4 WHEN 0 THEN 4 END::BIGINT AS high
            FROM (SELECT *, hash(indicator || "by" || state || year || sex || age || form || citizenship) % 100000 AS h
            FROM i, c, s, (SELECT unnest(range(2025 - {size.years}, 2025))::SMALLINT AS year))
            WHERE (h // 7) % {size.every} = 0
        """
        database.execute(
            f"COPY (SELECT {columns} FROM ({made}) ORDER BY {', '.join(ORDER)}) TO '{path}' "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384)"
        )
        found = database.execute(f"SELECT count(*) FROM '{path}'").fetchone()
    return int(found[0]) if found else 0


def write_from_bundle(path: Path, bundle: Path, key: Path) -> int:
    """The cube of a bundle."""
    return write_cube(path, rows_of_bundle(bundle, Signer.read(key).public_key, lambda _key: 1))


def make_release(number: int) -> Release:
    """A release by way of no gate, of which the cube is not written yet."""
    register, _is_new = ReleaseRegister.objects.get_or_create(slug="measured", defaults={"title": _text("Measured")})
    release = Release.objects.create(
        slug=f"measured-{number}",
        register=register,
        number=number,
        title=_text("Measured"),
        population="nobody",
        population_edition=str(number),
        author=User.objects.get_or_create(email="author@example.org")[0],
        released_on=date(2008, 1, number),
        digest="0" * 64,
        cube_digest=str(number) * 64,
    )
    FigureOrigin.objects.create(release=release, number=1, unit="persons", source_text="Ministry")
    return release


def publish(release: Release) -> None:
    """The series of a release by its cube, and the release itself."""
    path = str(cube_path(release))
    rows = ask_cubes(
        'SELECT indicator, "by", min(year), max(year), count(DISTINCT state), count(*) FROM read_parquet(?) '
        "GROUP BY ALL ORDER BY ALL",
        [path],
    )
    for slug in dict.fromkeys(row[0] for row in rows):
        _make_indicator(slug)
    pks = dict(Indicator.objects.values_list("slug", "pk"))
    ReleaseSeries.objects.bulk_create(
        ReleaseSeries(
            release=release,
            indicator_id=pks[slug],
            by=by,
            year_from=first,
            year_until=last,
            states=states,
            cells=cells,
            suppressed=0,
        )
        for slug, by, first, last, states, cells in rows
    )
    release.status = ReleaseStatus.RELEASED
    release.save()


def _make_indicator(slug: str) -> None:
    indicator, is_new = Indicator.objects.get_or_create(
        slug=slug, defaults={"basis": "releases", "measure": "detection"}
    )
    words = _text(slug.replace("-", " ").capitalize())
    if is_new:
        IndicatorEdition.objects.create(
            indicator=indicator,
            number=1,
            status="published",
            published_on=date(2008, 1, 1),
            unit="persons",
            **dict.fromkeys(("title", "definition", "method", "comparability"), words),
        )


def addresses(release: Release, states: Sequence[str]) -> Iterator[str]:
    """Choices of one kind of reader after another."""
    fixed = f"release={release.slug}&indicator={VICTIMS}"
    for view in ("table", "line", "bars", "intervals", "map"):
        yield f"{fixed}&by=total&view={view}"
    for by, views in (
        ("by=sex", ("table", "line", "bars", "matrix")),
        ("by=sex&by=age", ("table", "matrix")),
        ("by=form", ("table", "bars", "matrix")),
        ("by=citizenship", ("table", "matrix")),
    ):
        yield from (f"{fixed}&{by}&view={view}" for view in views)
    yield from (f"{fixed}&by=citizenship&view=table&page={page}" for page in (5, 40))
    for at in range(0, 60, 6):
        few = "&".join(f"state={each}" for each in sorted(states[at : at + 3]))
        one = f"state={states[at]}"
        yield f"{fixed}&by=total&{few}&view=line"
        yield f"{fixed}&by=total&{few}&sum=1&view=line"
        yield f"{fixed}&by=form&{one}&view=bars"
        yield f"{fixed}&by=sex&{one}&view=line"
        yield f"{fixed}&by=citizenship&{one}&view=table"


@dataclass(frozen=True)
class Measured:
    """What pages took: milliseconds of CPU and of waiting of each request, and the bytes of the largest page."""

    cpu: Sequence[float]
    wait: Sequence[float]
    size: int


def measure(release: Release, states: Sequence[str]) -> Measured:
    """Every page several times, as a visitor."""
    client, cpu, wait, size = Client(), list[float](), list[float](), 0
    for query in addresses(release, states):
        for _each in range(REPEATS):
            started, began = time.process_time(), time.perf_counter()
            response = client.get(f"/en/data/explorer/?{query}", follow=True)
            cpu.append((time.process_time() - started) * 1000)
            wait.append((time.perf_counter() - began) * 1000)
            assert response.status_code == 200, query
            size = max(size, len(response.content))
    return Measured(cpu, wait, size)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not pass."""
    return statistics.quantiles(values, n=20)[-1]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _text(words: str) -> MultilingualText:
    return MultilingualText({"en": words})


def main() -> int:
    """Both sizes, one after the other; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, help="a bundle in place of the fewer of the invented figures")
    parser.add_argument("--key", type=Path, help="the key that signed it")
    asked = parser.parse_args()
    tables.create_tables()
    areas = [code for code in codes_in_order("citizenship") if code not in GROUPS]
    State.objects.bulk_create(
        State(slug=code, short_name=_text(category_name("citizenship", code))) for code in areas[:193]
    )
    failed = 0
    print(f"{'figures':>10}{'p50 CPU':>9}{'p95 CPU':>9}{'p50 ms':>8}{'p95 ms':>8}{'kB':>6}{'grew MB':>9}")
    for number, size in enumerate((FEW, MANY), 1):
        release = make_release(number)
        path = cube_path(release)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
            if asked.bundle and number == 1:
                count = elsewhere.submit(write_from_bundle, path, asked.bundle, asked.key).result()
            else:
                count = elsewhere.submit(write_invented, path, size, areas).result()
        publish(release)
        # What every page of the site takes is no part of it.
        Client().get("/en/data/indicators/")
        before = _megabytes()
        found = measure(release, areas)
        grew = _megabytes() - before
        limits = [found.size <= BYTES, grew <= MEGABYTES, p95(found.wait) <= WAIT]
        # Of millions of figures less is asked: pages are to be there at once.
        limits += [p95(found.cpu) <= CPU] if number == 1 else []
        failed += not all(limits)
        print(
            f"{count:>10}{statistics.median(found.cpu):>9.0f}{p95(found.cpu):>9.0f}"
            f"{statistics.median(found.wait):>8.0f}{p95(found.wait):>8.0f}{found.size / 1000:>6.0f}{grew:>9.0f}"
            f"{'' if all(limits) else '  passed'}"
        )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
