"""What is computed from released figures: sums with limits, who reported, trends, flows, the series of SDG 16.2.2."""

import pytest

from palermo.figures.cubes import Figure
from palermo.figures.derived import (
    OTHERS,
    SDG_SERIES,
    VICTIMS,
    Released,
    Series,
    citizenship_sums,
    citizenships,
    flows_between,
    flows_of,
    form_sums,
    justice_of,
    sdg_figures,
    sex_and_age_sums,
    trend_of,
    year_shown,
)
from palermo.figures.dimensions import OWN, UNKNOWN
from palermo.figures.models import Release
from palermo.figures.pipeline.places import cube_path
from palermo.figures.queries.releases import current_releases
from palermo.figures.sums import add_sums, sum_of
from tests.factories.figures import make_release
from tests.figures.reported import reported_figures


def figure(state="fra", year=2006, kind="count", value=None, low=None, high=None, by="", **codes):
    return Figure(VICTIMS, by, state, year, codes, kind, value, low, high, 1)


def known(total):
    return total.low, total.high, total.counted, total.suppressed, len(total.states)


def test_a_sum_keeps_what_is_withheld_as_an_interval():
    counted, zero = figure(value=10), figure("tha", kind="zero", value=0)
    small, hidden = figure("ind", kind="suppressed", low=1, high=4), figure("zaf", kind="suppressed", low=0)
    unrecorded = figure("bra", kind="not recorded")
    assert known(sum_of([counted, zero])) == (10, 10, 2, 0, 2)
    assert known(sum_of([counted, small])) == (11, 14, 1, 1, 2)
    assert known(sum_of([counted, small, hidden])) == (11, None, 1, 2, 3)
    # What was not recorded is in no sum, and its State did not report.
    assert known(sum_of([counted, unrecorded])) == (10, 10, 1, 0, 1)
    assert (sum_of([unrecorded]).is_known, sum_of([zero]).is_known, sum_of([zero]).is_exact) == (False, True, True)
    assert known(add_sums([sum_of([counted, small]), sum_of([zero])])) == (11, 14, 2, 1, 3)
    assert known(add_sums([sum_of([small]), sum_of([hidden])])) == (1, None, 0, 2, 2)


def test_the_year_shown_is_the_latest_with_enough_states():
    assert year_shown({}) is None
    assert year_shown({2005: "abcdef", 2006: "abcd", 2007: "abc"}) == 2006
    assert year_shown({2005: "abc", 2006: ""}) == 2005


def test_a_trend_is_of_states_with_a_published_number_for_each_year():
    states = ("aut", "bra", "fra", "ind", "tha", "zaf")
    figures = [figure(state, year, value=10 * year) for state in states for year in range(2001, 2007)]
    withheld = figure("zaf", 2003, kind="suppressed", low=1, high=4)
    figures = [withheld if (each.state, each.year) == ("zaf", 2003) else each for each in figures]

    def series_of(rows):
        return Series(Release(slug="x"), VICTIMS, "", tuple(rows))

    trend = trend_of(series_of(figures), 2006)
    assert trend is not None
    assert (trend.years, sorted(trend.states)) == ((2001, 2002, 2003, 2004, 2005, 2006), list(states[:5]))
    assert [each.low for each in trend.sums] == [50 * year for year in range(2001, 2007)]
    # Where a State falls out, the trend is shorter; where too few are left, there is none.
    fewer = [each for each in figures if (each.state, each.year) != ("aut", 2002)]
    assert trend_of(series_of(fewer), 2006).years == (2003, 2004, 2005, 2006)
    fewer = [each for each in fewer if (each.state, each.year) != ("bra", 2005) and each.state != "zaf"]
    assert trend_of(series_of(fewer), 2006) is None


def citizens(*rows):
    figures = [
        figure(state, by="citizenship", value=value, citizenship=code)
        if value is not None
        else code_hidden(state, code)
        for state, code, value in rows
    ]
    return Series(Release(slug="x"), VICTIMS, "citizenship", tuple(figures))


def code_hidden(state, code):
    return figure(state, by="citizenship", kind="suppressed", low=0, citizenship=code)


def test_nobody_is_counted_twice_by_citizenship():
    series = citizens(
        # Own nationals as a group and by name; all foreigners as a group and by name.
        ("fra", "own", 40),
        ("fra", "fra", 40),
        ("fra", "abroad", 12),
        ("fra", "ukr", 7),
        ("fra", "tha", 5),
        ("aut", "abroad", 9),
        ("aut", "unknown", 3),
        ("tha", "ukr", None),
    )
    sums = citizenship_sums(series)
    assert {key: known(each)[:2] for key, each in sums.items()} == {
        OWN: (40, 40),
        "foreign": (21, None),
        UNKNOWN: (3, 3),
    }
    between = flows_between(series, {"fra": "west", "aut": "west", "tha": "asia", "ukr": "east"})
    assert {key: known(each)[:2] for key, each in between.items()} == {
        (OWN, "west"): (40, 40),
        ("east", "west"): (7, 7),
        ("asia", "west"): (5, 5),
        (OTHERS, "west"): (12, 12),
        ("east", "asia"): (0, None),
    }
    assert sorted(flows_of(series)) == [("tha", "fra"), ("ukr", "fra"), ("ukr", "tha")]
    # A figure that may be zero shows nobody.
    assert citizenships(series) == {"tha", "ukr"}
    assert citizenships(citizens(("tha", "ukr", None))) == frozenset()


def test_people_and_forms_are_added_up_without_their_parts():
    people = Series(
        Release(slug="x"),
        VICTIMS,
        "sex+age",
        (
            figure(value=12, sex="female", age="0-17"),
            figure(value=5, sex="female", age="9-17"),
            figure(value=30, sex="female", age="18+"),
            figure(value=2, sex="other", age="18+"),
        ),
    )
    assert {key: each.low for key, each in sex_and_age_sums(people).items()} == {"women": 30, "girls": 12, "others": 2}
    forms = Series(
        Release(slug="x"), VICTIMS, "form", (figure(value=9, form="sexual"), figure(value=4, form="prostitution"))
    )
    assert {key: each.low for key, each in form_sums(forms).items()} == {"sexual": 9}


@pytest.mark.django_db
def test_what_is_derived_names_the_release_behind_it():
    release = make_release(reported_figures())
    released = Released(current_releases())
    assert {row.release for row in released.rows} == {release}
    found = justice_of(released)
    assert (found.year, found.years, len(found.states)) == (2006, (2004, 2005, 2006), 6)
    assert [(each.indicator, each.total.low, each.release) for each in found.series] == [
        ("persons-suspected", 180, release),
        ("persons-prosecuted", 120, release),
        ("persons-convicted", 63, release),
    ]
    assert justice_of(released, 2004).year == 2004
    assert justice_of(released, 1999).year == 2006
    numbers = {
        each.code: series.of_year(2006).total.low for each in SDG_SERIES if (series := sdg_figures(released, each))
    }
    assert numbers == {"VC_HTF_DETV": 402, "VC_HTF_DETVSX": 312, "VC_HTF_DETVFL": 90}
    assert released.reporting(VICTIMS)[2006] == {"aut", "bra", "fra", "ind", "tha", "zaf"}


@pytest.mark.django_db
def test_justice_is_of_states_that_reported_all_three():
    figures = {key: each for key, each in reported_figures().items() if key[:2] != ("aut", "persons-convicted")}
    make_release(figures)
    found = justice_of(Released(current_releases()))
    assert [each.total.low for each in found.series] == [150, 100, 55]
    assert "aut" not in found.states


@pytest.mark.django_db
def test_a_release_without_its_cube_has_nothing_to_show():
    release = make_release(reported_figures())
    cube_path(release).unlink()
    assert Released(current_releases()).rows == []
