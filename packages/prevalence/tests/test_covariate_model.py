"""Covariates, some unknown: published values, recovery, refusals."""

import numpy as np
import pytest
from reference import needs_reference, rows_of

from prevalence.covariate_model import covariate_model
from prevalence.covariates import CovariateHistories, parse_formula
from prevalence.errors import InvalidArgument, InvalidData, NotEstimable
from prevalence.loglinear import loglinear

# R 4.5.0, MSEincomplete 1.0: loglinear(Freq ~ formula, tol 1e-10) on its own two tables: total, log likelihood.
ALL_PAIRS = "(a+b+c+A+B+C)^2"
MEASURED = [
    ("lcaimp", "a+b+c+A+B+C", 9331.262102, -24048.531707),
    ("lcaimp", "(a+b+c)*(A+B+C)", 9467.996332, -23488.333457),
    ("lcaimp", ALL_PAIRS, 10866.280731, -23327.507951),
    ("impute", "a+b+c+A+B+C", 7767.210490, -11782.110445),
    ("impute", "(a+b+c)*(A+B+C)", 7860.848315, -11565.250607),
    ("impute", ALL_PAIRS, 10766.755816, -11501.551902),
]


@needs_reference
@pytest.mark.parametrize(("table", "formula", "total", "value"), MEASURED)
def test_totals_of_msei_ncomplete(table, formula, total, value):
    rows = [row for row in rows_of(f"incomplete_covariates_{table}.csv") if "1" in (row["A"], row["B"], row["C"])]
    histories = CovariateHistories.from_counts(rows, ["A", "B", "C"], ["a", "b", "c"], count="Freq")
    estimate = covariate_model(histories, formula)
    assert estimate.total == pytest.approx(total, rel=1e-6)
    assert estimate.log_likelihood == pytest.approx(value, rel=1e-6)
    for covariate in "abc":
        assert sum(estimate.by(covariate).values()) == pytest.approx(estimate.total)


def simulate_histories(seed, unknown=0.0, size=6000):
    rng = np.random.default_rng(seed)
    female = rng.random(size) < 0.6
    chance = np.where(female[:, None], [0.4, 0.3, 0.35], [0.2, 0.15, 0.3])
    seen = rng.random((size, 3)) < chance
    sex = np.where(female, "f", "m").astype(object)
    sex[(rng.random(size) < unknown) & seen[:, 0]] = None
    keep = seen.any(axis=1)
    table = {name: seen[keep, i].astype(int).tolist() for i, name in enumerate("ABC")} | {"sex": sex[keep].tolist()}
    return CovariateHistories.from_counts(table, ["A", "B", "C"], ["sex"], count=None)


def test_known_totals_by_sex_are_recovered_with_and_without_unknown_values():
    for unknown in (0.0, 0.4):
        found = [covariate_model(simulate_histories(seed, unknown), "sex*(A+B+C)").by("sex") for seed in range(12)]
        assert np.mean([by["f"] for by in found]) == pytest.approx(3600, rel=0.03)
        assert np.mean([by["m"] for by in found]) == pytest.approx(2400, rel=0.05)


def test_without_covariates_in_play_the_total_is_that_of_the_pooled_lists():
    histories = simulate_histories(1)
    assert covariate_model(histories, "sex+A+B+C").total == pytest.approx(
        loglinear(histories.pooled_histories()).total, rel=1e-8
    )


def test_intervals_hold_the_total():
    estimate = covariate_model(simulate_histories(3, 0.3, 1500), "sex*(A+B+C)")
    low, high = estimate.interval(0.9, replicates=40).limits
    assert low < estimate.total < high
    assert estimate.interval(0.9, replicates=40) == estimate.interval(0.9, replicates=40)


def test_formulas():
    names = ["a", "A", "B"]
    assert len(parse_formula("(a+A+B)^2", names)) == 6
    assert len(parse_formula("a:A + B", names)) == 2
    for formula, message in (
        ("a+", "ends too early"),
        ("(a+A", "not closed"),
        ("a+z", "nothing called 'z'"),
        ("!A)", "nothing called '!'"),
        ("a A", "cannot be read"),
    ):
        with pytest.raises(InvalidArgument, match=message):
            parse_formula(formula, names)


def test_what_cannot_be_determined_is_refused():
    histories = simulate_histories(2)
    with pytest.raises(NotEstimable, match="more parameters than the table determines"):
        covariate_model(histories, "sex*A*B*C")
    only_women = {
        "A": [1, 0, 1, 1, 0],
        "B": [0, 1, 1, 0, 1],
        "sex": ["f", "f", "f", "m", "m"],
        "count": [9, 8, 7, 5, 4],
    }
    with pytest.raises(NotEstimable, match="has no maximum"):
        covariate_model(CovariateHistories.from_counts(only_women, ["A", "B"], ["sex"]), "sex*(A+B)")
    with pytest.raises(InvalidData, match="Row 1 counts 4 people on none of the lists"):
        CovariateHistories.from_counts({"A": [1, 0], "B": [1, 0], "s": [1, 2], "count": [1, 4]}, ["A", "B"], ["s"])
    with pytest.raises(InvalidData, match="fewer than two values"):
        CovariateHistories.from_counts({"A": [1, 0], "B": [1, 1], "s": [1, 1], "count": [1, 4]}, ["A", "B"], ["s"])
