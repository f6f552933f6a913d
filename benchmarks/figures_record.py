"""The record of `benchmarks.figures`: 193 States, 25 years, 12 indicators and their breakdowns, more than six million
figures, as the cube of one release and as a table for the peer.

    PALERMO_BENCHMARK_DATA=… uv run python -m benchmarks.figures_record TABLE.csv

Its figures are drawn with a seed and did not pass the gate: measured is how they are read, not how they are released.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from benchmarks.measuring import make_demonstration
from palermo.accounts.models import State
from palermo.figures.cubes import COLUMNS, write_cube
from palermo.figures.dimensions import KEYS, TOTAL, breakdown_of
from palermo.figures.models import FigureOrigin, Indicator, IndicatorEdition, Release, ReleaseRegister, ReleaseSeries
from palermo.figures.pipeline.places import cube_path
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import DAY, make_indicator

SEED, YEARS, INDICATORS = 2026, range(2000, 2025), 12
SEXES, AGES = (TOTAL, "female", "male", "other", "unknown"), (TOTAL, "0-17")
FORMS = (
    *(TOTAL, "sexual", "forced_labour", "slavery", "servitude", "forced_criminality", "forced_begging"),
    *("forced_marriage", "organ_removal", "other", "unknown"),
)
# Below it, a figure is withheld.
BELOW = 5


def slugs() -> list[str]:
    """The indicators."""
    return [f"measured-{number}" for number in range(1, INDICATORS + 1)]


def figures(states: list[str]) -> Iterator[tuple[object, ...]]:
    """Rows of the cube; most figures are small, some are very large."""
    chance = random.Random(SEED)
    for indicator in slugs():
        for state in states:
            for year in YEARS:
                for form in FORMS:
                    for sex in SEXES:
                        for age in AGES:
                            codes = {"sex": sex, "age": age, "form": form, "citizenship": TOTAL, "repatriation": TOTAL}
                            number = int(chance.paretovariate(0.8))
                            value = ("suppressed", None, 1, 4) if number < BELOW else ("count", number, None, None)
                            place = (indicator, breakdown_of(codes), state, year)
                            yield (*place, *(codes[key] for key in KEYS), *value, 1)


def make_release() -> Release:
    """The release of all figures, still a draft: nothing is added to one that was released."""
    for position, slug in enumerate(slugs(), 1):
        make_indicator(f"Measured {slug}", slug, position=position)
    register = ReleaseRegister.objects.create(slug="measured", title=text("Measured"), policy="")
    release = Release.objects.create(
        slug="measured",
        register=register,
        number=1,
        title=text("Measured"),
        population="measured",
        population_edition="1",
        author=make_user("Author"),
    )
    release.indicators.set(IndicatorEdition.objects.filter(published_on=DAY, indicator__slug__in=slugs()))
    FigureOrigin.objects.create(release=release, number=1, unit="persons", source_text="Drawn with a seed")
    return release


def keep_series(release: Release, states: int) -> None:
    """What the release contains."""
    indicators = dict(Indicator.objects.filter(slug__in=slugs()).values_list("slug", "pk"))
    shapes: dict[str, int] = {}
    for form in FORMS:
        for sex in SEXES:
            for age in AGES:
                by = breakdown_of({"sex": sex, "age": age, "form": form})
                shapes[by] = shapes.get(by, 0) + 1
    ReleaseSeries.objects.bulk_create(
        ReleaseSeries(
            release=release,
            indicator_id=indicators[slug],
            by=by,
            year_from=YEARS[0],
            year_until=YEARS[-1],
            states=states,
            cells=number * states * len(YEARS),
            suppressed=0,
        )
        for slug in slugs()
        for by, number in shapes.items()
    )


def publish(release: Release) -> None:
    """Let every reader see it."""
    release.digest, release.cube_digest = (sha256(path.read_bytes()).hexdigest() for path in [cube_path(release)] * 2)
    release.status, release.released_on = ReleaseStatus.RELEASED, date(2008, 1, 7)
    release.save()


def main() -> None:
    """Make the record in the data folder, and the table."""
    make_demonstration()
    states = list(State.objects.filter(is_member=True).order_by("slug").values_list("slug", flat=True))
    release = make_release()
    keep_series(release, len(states))
    count = write_cube(cube_path(release), figures(states))
    publish(release)
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name for name, _kind in COLUMNS])
        writer.writerows(figures(states))
    print(f"{count:,} figures of {len(states)} States; the cube has {cube_path(release).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
