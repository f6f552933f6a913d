"""Studies, strata, linkage and variations: every number from its parts."""

import numpy as np
import pytest
import scipy

from prevalence.criterion import rank_models
from prevalence.datasets import load
from prevalence.errors import DegenerateIntervalWarning, NotAvailable
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.indicator import sdg_16_2_2
from prevalence.linkage import LinkageSpread, linkage_errors, linked_versions, merge_wrongly, split_wrongly
from prevalence.loglinear import loglinear
from prevalence.planning import StudyResult, study
from prevalence.sensitivity import sensitivity, spread_of
from prevalence.simulation import Truth
from prevalence.stepwise import Stepwise, stepwise
from prevalence.strata import StratifiedHistories, StratumSum, estimate_strata

NAN = float("nan")


def type_8(values, probabilities):
    return tuple(scipy.stats.mstats.mquantiles(values, probabilities, 1 / 3, 1 / 3))


def test_bias_error_and_coverage_of_five_sets_by_hand():
    lows, highs = {0.9: np.array([80.0, 101, NAN, 60, 100])}, {0.9: np.array([120.0, 140, 90, NAN, NAN])}
    result = StudyResult(100, np.array([90.0, 120, 60, NAN, 200]), lows, highs)
    logs = np.log([0.9, 1.2, 0.6, 2.0])
    assert result.refused == 0.2
    assert result.bias == pytest.approx(logs.mean())
    assert result.error == pytest.approx(np.sqrt((logs**2).mean()))
    # Of the four with a total the first and the last hold 100, the others lie beside it.
    assert result.coverage(0.9) == 0.5
    nothing = StudyResult(100, np.array([NAN]), {0.9: np.array([NAN])}, {0.9: np.array([NAN])})
    assert np.isnan(nothing.coverage(0.9))


def test_a_study_holds_what_the_method_says_of_each_set():
    truth = Truth.of(300, {"A": 0.3, "B": 0.4})
    result = study(truth, loglinear, sets=5, levels=(0.5, 0.9), seed=4)
    for number in range(5):
        estimate = loglinear(truth.draw(number, seed=4))
        assert result.totals[number] == estimate.total
        for level in (0.5, 0.9):
            assert (result.lows[level][number], result.highs[level][number]) == estimate.interval(level).limits
    assert (result.truth, list(result.lows)) == (300, [0.5, 0.9])
    assert study(truth, loglinear, sets=1).totals.shape == (1,)


def test_a_spread_over_linked_versions_by_hand():
    totals = np.array([[100.0, 110, 120, 90], [150, NAN, 160, 140]])
    spread = LinkageSpread(totals)
    finite = [90, 100, 110, 120, 140, 150, 160]
    assert spread.total == 120
    assert spread.interval(0.8).limits == pytest.approx(type_8(finite, [0.1, 0.9]))
    first, second = np.log([100, 110, 120, 90]), np.log([150, 160, 140])
    between, within = np.var([first.mean(), second.mean()]), (first.var() + second.var()) / 2
    assert spread.share_from_linkage == pytest.approx(between / (between + within))
    assert LinkageSpread(np.full((2, 2), 7.0)).share_from_linkage == 0.0
    assert isinstance(LinkageSpread(np.array([[5.0], [NAN]])).interval().low, NotAvailable)
    assert LinkageSpread(np.array([[5.0], [7.0]])).interval().limits[0] >= 5


def test_versions_are_resampled_each_from_numbers_of_its_own():
    korea = load("korea")
    same = linked_versions([korea, korea], replicates=50, seed=3)
    assert same.totals[0].tolist() == stepwise(korea).bootstrap(50, seed=3).totals.tolist()
    assert same.totals[0].tolist() != same.totals[1].tolist()
    both = stepwise(korea).bootstrap(100, seed=3).totals
    assert same.totals.ravel() == pytest.approx(both)
    independent = linked_versions([korea, korea], Stepwise(0.0), replicates=50, seed=3)
    assert independent.totals.ravel() == pytest.approx(loglinear(korea).bootstrap(100, seed=3).totals)


def test_links_taken_apart_and_made_wrongly_are_as_many_as_their_share():
    counts = np.array([0, 4000, 3000, 2000, 1000, 0, 0, 600])
    rng = np.random.default_rng(5)
    apart = np.mean([split_wrongly(rng, counts, 0.25) for _ in range(40)], axis=0)
    # A quarter of 600 people on three lists: a sixth of them each to one list and the two others, either way round; a
    # quarter of 2,000 on two: to one list each.
    expected = [0, 4000 + 50 + 500, 3000 + 50 + 500, 1500 + 50, 1000 + 50, 50, 50, 450]
    assert apart == pytest.approx(expected, abs=12)
    merged = np.mean([merge_wrongly(rng, counts, 0.1) for _ in range(40)], axis=0)
    joined = merged - counts
    # 400, 300 and 100 people join somebody on another list alone, in proportion to how many there are.
    ab, ac, bc = joined[3], joined[5], joined[6]
    assert [ab, ac, bc] == pytest.approx(
        [400 * 3 / 4 + 300 * 4 / 5, 400 / 4 + 100 * 4 / 7, 300 / 5 + 100 * 3 / 7], rel=0.06
    )
    assert [-joined[1], -joined[2], -joined[4]] == pytest.approx([ab + ac, ab + bc, ac + bc])
    assert joined[7] == 0


def test_missed_links_are_made_good_in_proportion_to_those_made():
    histories = CaptureHistories(("A", "B"), [0, 3000, 3000, 1500])
    # 1,500 links are 75 % of 2,000: 500 more, and as many fewer on one list alone.
    corrected = linkage_errors(histories, missed=0.25, versions=40, replicates=20, procedure=Stepwise(0.0))
    assert corrected.total == pytest.approx(4500 * 4500 / 2000, rel=0.01)
    # A fifth of 1,500 links are false: 300 fewer.
    fewer = linkage_errors(histories, false=0.2, versions=40, replicates=20, procedure=Stepwise(0.0))
    assert fewer.total == pytest.approx(4500 * 4500 / 1200, rel=0.01)
    neither = linkage_errors(histories, versions=2, replicates=50, procedure=Stepwise(0.0), seed=2)
    assert neither.totals.ravel() == pytest.approx(loglinear(histories).bootstrap(100, seed=2).totals)


BY_SEX_AND_AGE = {
    "A": [1, 0, 1] * 4,
    "B": [0, 1, 1] * 4,
    "sex": ["f"] * 6 + ["m"] * 6,
    "age": (["child"] * 3 + ["adult"] * 3) * 2,
    "count": [30, 25, 20, 80, 60, 30, 15, 12, 9, 40, 50, 20],
}
STRATA = StratifiedHistories.from_counts(BY_SEX_AND_AGE, ["A", "B"], ["sex", "age"])


def test_a_sum_over_strata_is_that_of_independent_replicates():
    estimate = estimate_strata(STRATA, loglinear, replicates=200, seed=9)
    labels = list(STRATA.tables)
    assert labels == sorted(labels)
    drawn = {
        label: loglinear(table).bootstrap(200, seed=9 + place).totals
        for place, (label, table) in enumerate(STRATA.tables.items())
    }
    assert {label: e.total for label, e in estimate.estimates.items()} == {
        label: loglinear(table).total for label, table in STRATA.tables.items()
    }
    for chosen, kept in (
        ({}, labels),
        ({"sex": "f"}, [label for label in labels if label[0] == "f"]),
        ({"age": "adult"}, [label for label in labels if label[1] == "adult"]),
        ({"sex": "m", "age": "child"}, [("m", "child")]),
    ):
        part = estimate.sum_over(**chosen)
        replicates = sum(drawn[label] for label in kept)
        assert part.labels == tuple(kept)
        assert part.total == pytest.approx(sum(loglinear(STRATA.tables[label]).total for label in kept))
        assert part.replicates == pytest.approx(replicates)
        assert part.interval(0.8).limits == pytest.approx(type_8(replicates, [0.1, 0.9]))
        sure = part.rate(50_000, level=0.8)
        assert (sure.low, sure.high) == pytest.approx(tuple(2 * x for x in part.interval(0.8).limits))
        assert (sure.per_100_000, sure.population, sure.level) == (pytest.approx(2 * part.total), 50_000, 0.8)
    assert estimate.total == pytest.approx(estimate.sum_over().total)
    assert estimate.interval(0.8) == estimate.sum_over().interval(0.8)
    assert STRATA.pooled_histories().counts.tolist() == [0, 165, 147, 79]


def test_few_replicates_and_those_without_an_estimate():
    lost = StratumSum((("f",),), 100.0, np.array([90.0, NAN, 110.0, NAN]))
    with pytest.warns(DegenerateIntervalWarning, match="2 of 4 replicates had no estimate in some stratum"):
        interval = lost.interval(0.9)
    assert interval.limits == (90, 110)
    assert (lost.rate(1000).low, lost.rate(1000).high) == (9000, 11000)
    assert lost.rate(0.5).per_100_000 == 2e7
    one = StratumSum((("f",),), 100.0, np.array([90.0, NAN]))
    rate = one.rate(1000)
    assert rate.per_100_000 == 10_000
    assert isinstance(one.interval().high, NotAvailable)
    assert isinstance(rate.high, NotAvailable)


def test_uncertainty_of_the_inhabitants_adds_to_that_of_the_people():
    rng = np.random.default_rng(3)
    people = StratumSum((("f",),), 1000.0, 1000 + 30 * rng.standard_normal(4000))
    unsure = people.rate(100_000, standard_error=4000, level=0.9)
    # The relative spreads, 3 and 4 %, add as squares to 5.
    z = scipy.stats.norm.ppf(0.95)
    assert (unsure.low, unsure.high) == pytest.approx((1000 * (1 - 0.05 * z), 1000 * (1 + 0.05 * z)), rel=0.015)


def test_indicator_rows_take_population_and_error_of_all_their_strata():
    estimate = estimate_strata(STRATA, loglinear, replicates=100)
    populations = {label: 1e5 * (place + 1) for place, label in enumerate(STRATA.tables)}
    errors = {label: 3000.0 * (place + 1) for place, label in enumerate(STRATA.tables)}
    rows = sdg_16_2_2(estimate, populations, standard_errors=errors, level=0.8)
    expected = [("total", {}), ("sex", {"sex": "f"}), ("sex", {"sex": "m"})]
    expected += [("age", {"age": "adult"}), ("age", {"age": "child"})]
    expected += [("sex and age", dict(zip(("sex", "age"), label, strict=True))) for label in STRATA.tables]
    assert [(row.disaggregation, {k: v for k, v in row.values.items() if v != "all"}) for row in rows] == expected
    for row, (_, chosen) in zip(rows, expected, strict=True):
        part = estimate.sum_over(**chosen)
        people = sum(populations[label] for label in part.labels)
        error = np.sqrt(sum(errors[label] ** 2 for label in part.labels))
        rate = part.rate(people, standard_error=error, level=0.8)
        assert (row.population, row.total) == (people, part.total)
        assert (row.rate, row.rate_low, row.rate_high) == pytest.approx((rate.per_100_000, rate.low, rate.high))
        assert (row.low, row.high) == part.interval(0.8).limits
        assert row.detected == sum(STRATA.tables[label].total for label in part.labels)


def test_inhabitants_of_whom_no_error_is_known_are_taken_as_they_are():
    estimate = estimate_strata(STRATA, loglinear, replicates=100)
    labels = list(STRATA.tables)
    populations = dict.fromkeys(labels, 500.0)
    for known in ({}, {labels[0]: 40.0}):
        for row in sdg_16_2_2(estimate, populations, standard_errors=known)[-4:]:
            part = estimate.sum_over(sex=row.values["sex"], age=row.values["age"])
            rate = part.rate(500.0, standard_error=known.get(part.labels[0], 0.0))
            assert (row.rate, row.rate_low, row.rate_high) == (rate.per_100_000, rate.low, rate.high)


def test_every_variation_is_the_total_of_what_was_changed():
    histories = load("kosovo")
    found = {(v.kind, v.change): v.total for v in sensitivity(histories)}
    expected = {("omit", f"without {name}"): stepwise(histories.omit(name)).total for name in histories.lists}
    for place, name in enumerate(histories.lists):
        for other in histories.lists[place + 1 :]:
            merged = histories.merge(**{f"{name}+{other}": (name, other)})
            expected["merge", f"{name} and {other} as one"] = stepwise(merged).total
    for p in (0, 0.001, 0.01, 0.02, 0.05, 0.1):
        expected["threshold", f"p < {p:g}"] = stepwise(histories, threshold=p).total
    for pattern in range(1, 16):
        for step, word in ((1, "one more"), (-1, "one fewer")):
            counts = histories.counts.copy()
            counts[pattern] += step
            if counts[pattern] >= 0:
                total = stepwise(histories.with_counts(counts)).total
                expected["one person", f"{word} on {histories.label(pattern)}"] = total
    for factor in (0.5, 1, 2):
        total = graph_average(histories, delta=factor / 16).total
        expected["prior", f"graphs averaged, {factor:g} prior people in all"] = total
    ranked = rank_models(histories, order=3)
    for model, value, total in zip(ranked.models, ranked.values, ranked.totals, strict=True):
        if value <= ranked.values[0] + 2:
            expected["model", f"{model}, BIC {value:.1f}"] = total
    assert list(found) == list(expected)
    assert list(found.values()) == pytest.approx(list(expected.values()))
    omitted = [total for (kind, _), total in expected.items() if kind in ("omit", "merge")]
    assert spread_of(sensitivity(histories), "omit", "merge") == pytest.approx((min(omitted), max(omitted)))
    assert spread_of(sensitivity(histories)) == pytest.approx((min(expected.values()), max(expected.values())))
