"""Strata: totals that add up, joint limits, rates, and strata that cannot be estimated."""

import numpy as np
import pytest

from prevalence.errors import InvalidArgument, NotAvailable
from prevalence.indicator import sdg_16_2_2
from prevalence.loglinear import loglinear
from prevalence.strata import StratifiedHistories, estimate_strata

TABLE = {
    "A": [1, 0, 0, 1, 1, 0] * 2,
    "B": [0, 1, 0, 1, 0, 1] * 2,
    "C": [0, 0, 1, 0, 1, 1] * 2,
    "sex": ["f"] * 6 + ["m"] * 6,
    "count": [200, 180, 150, 40, 35, 30, 80, 70, 60, 12, 10, 9],
}
STRATA = StratifiedHistories.from_counts(TABLE, ["A", "B", "C"], ["sex"])


def test_totals_add_up_and_the_sum_is_less_uncertain_than_its_parts():
    estimate = estimate_strata(STRATA, replicates=300)
    women, men, both = estimate.sum_over(sex="f"), estimate.sum_over(sex="m"), estimate.sum_over()
    assert both.total == pytest.approx(women.total + men.total) == pytest.approx(estimate.total)
    widths = [part.interval(0.9).limits[1] - part.interval(0.9).limits[0] for part in (women, men, both)]
    assert max(widths[:2]) < widths[2] < widths[0] + widths[1]
    assert np.array_equal(both.replicates, women.replicates + men.replicates)


def test_pooled_histories_are_the_sum():
    assert STRATA.pooled_histories().total == sum(TABLE["count"])


def test_rates_with_and_without_uncertainty_of_the_population():
    women = estimate_strata(STRATA, loglinear, replicates=300).sum_over(sex="f")
    sure, unsure = women.rate(2_000_000), women.rate(2_000_000, standard_error=200_000)
    assert sure.per_100_000 == pytest.approx(women.total / 20)
    assert unsure.high - unsure.low > sure.high - sure.low
    with pytest.raises(InvalidArgument, match="population must be above 0"):
        women.rate(0)


def test_rows_for_the_sustainable_development_goal():
    rows = sdg_16_2_2(estimate_strata(STRATA, replicates=100), {("f",): 1e6, ("m",): 9e5}, source="census of 2021")
    assert [(row.disaggregation, row.values["sex"]) for row in rows] == [("total", "all"), ("sex", "f"), ("sex", "m")]
    assert [row.detected for row in rows] == [876, 635, 241]
    assert [row.population for row in rows] == [1.9e6, 1e6, 9e5]
    assert rows[1].rate == pytest.approx(rows[1].total / 10)
    assert rows[0].total == pytest.approx(rows[1].total + rows[2].total)
    assert rows[0].rate_low < rows[0].rate < rows[0].rate_high
    assert {row.population_source for row in rows} == {"census of 2021"}
    with pytest.raises(InvalidArgument, match="no population for the stratum"):
        sdg_16_2_2(estimate_strata(STRATA, replicates=100), {})


def test_forms_of_exploitation_share_the_inhabitants():
    table = {**TABLE, "form": ["labour", "labour", "labour", "sexual", "sexual", "sexual"] * 2}
    table["A"], table["B"] = [1, 0, 1] * 4, [0, 1, 1] * 4
    strata = StratifiedHistories.from_counts(table, ["A", "B"], ["sex", "form"])
    rows = sdg_16_2_2(estimate_strata(strata, replicates=50), dict.fromkeys(strata.tables, 1000000.0))
    found = {(row.disaggregation, *row.values.values()): row.population for row in rows}
    assert found["total", "all", "all"] == 2e6
    assert found["sex", "f", "all"] == 1e6
    assert found["form", "all", "labour"] == 2e6
    assert found["sex and form", "m", "sexual"] == 1e6
    assert len(rows) == 9


def test_a_stratum_that_cannot_be_estimated_says_why_and_so_does_the_total():
    apart = {**TABLE, "count": [*TABLE["count"][:6], 5, 4, 3, 0, 0, 0]}
    estimate = estimate_strata(StratifiedHistories.from_counts(apart, ["A", "B", "C"], ["sex"]), replicates=50)
    assert isinstance(estimate.estimates[("m",)], NotAvailable)
    assert "cannot be estimated" in str(estimate.total)
    assert isinstance(estimate.interval().low, NotAvailable)
    assert estimate.sum_over(sex="f").total > 635
    with pytest.raises(InvalidArgument, match="not by 'age'"):
        estimate.sum_over(age=3)
    with pytest.raises(InvalidArgument, match="No stratum has"):
        estimate.sum_over(sex="x")


def test_an_unknown_stratum_is_refused_with_the_way_out():
    with pytest.raises(InvalidArgument, match="Column 'sex', row 1 is empty"):
        StratifiedHistories.from_counts(
            {"A": [1, 1], "B": [0, 1], "sex": ["f", None], "count": [1, 1]}, ["A", "B"], ["sex"]
        )
