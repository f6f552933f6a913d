"""Published and measured values of log-linear models, each with its source above it."""

import numpy as np
import pytest
from reference import needs_reference, replicates

from prevalence.bootstrap import Bootstrap
from prevalence.criterion import best_model, rank_models
from prevalence.datasets import load
from prevalence.downhill import Downhill
from prevalence.errors import DegenerateIntervalWarning
from prevalence.existence import check_existence, observable
from prevalence.loglinear import loglinear
from prevalence.models import Model, from_indicator
from prevalence.profile import profile
from prevalence.stepwise import Stepwise, stepwise
from prevalence.subsets import pairs_of

# R 4.5.0, SparseMSE 2.0.1: estimatepopulation.0(data, method="stepwise", pthresh=0), n + exp(intercept).
MAIN_EFFECTS = {
    "uk_2013": 12213.9951,
    "uk_2013_five": 13444.1312,
    "uk_2013_four": 10694.2545,
    "netherlands": 52823.4639,
    "new_orleans_185": 996.6643,
    "new_orleans_186": 949.4707,
    "new_orleans_185_five": 1034.1511,
    "new_orleans_186_five": 981.4314,
    "kosovo": 7394.5867,
    "korea": 141.9926,
}


@pytest.mark.parametrize(("name", "expected"), MAIN_EFFECTS.items())
def test_independent_lists_in_the_poisson_convention(name, expected):
    assert loglinear(load(name)).total == pytest.approx(expected, abs=6e-5)


# R 4.5.0, Rcapture 1.4-4: closedpCI.t(as.matrix(z), dfreq=TRUE, m="Mt").
PROFILES = {
    "uk_2013": (12208.57, 10983.85, 13648.21),
    "uk_2013_five": (13437.92, 11985.12, 15165.90),
    "uk_2013_four": (10688.27, 9504.11, 12108.43),
    "netherlands": (52814.08, 48541.58, 57648.30),
    "new_orleans_185": (990.24, 650.70, 1663.34),
    "new_orleans_186": (943.40, 629.10, 1552.96),
    "new_orleans_185_five": (1027.30, 665.58, 1762.03),
    "new_orleans_186_five": (974.99, 641.96, 1635.21),
    "kosovo": (7392.92, 7147.75, 7656.20),
}


@pytest.mark.parametrize(("name", "expected"), PROFILES.items())
def test_independent_lists_in_the_multinomial_convention(name, expected):
    estimate = loglinear(load(name), convention="multinomial")
    assert (estimate.total, *estimate.interval().limits) == pytest.approx(expected, abs=0.0101)


def test_the_korean_profile_limit_is_printed_five_hundredths_apart():
    # The same call for Korea printed 141.08 [131.00, 155.77]; the likelihood itself says 141.09 [131.01, 155.78].
    found = profile(load("korea"), Model.of(3))
    assert (123 + found.hidden, *found.limits(0.95)) == pytest.approx((141.08, 131.00, 155.77), abs=0.02)


# R 4.5.0, SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0: stepwise, pthresh=0.02.
STEPWISE = {
    "uk_2013": (11417.9911, "[12,13,24,25,35,36,45]"),
    "uk_2013_five": (11312.9903, "[12,13,24,25,35,45]"),
    "netherlands": (111139.3712, "[12,16,23,25,34,36,45,46]"),
    "new_orleans_185": (1183.6923, "[45,1,2,3,6,7,8]"),
    "new_orleans_186": (1110.4881, "[45,1,2,3,6,7,8]"),
    "new_orleans_185_five": (1034.1511, "[1,2,3,4,5]"),
    "new_orleans_186_five": (981.4314, "[1,2,3,4,5]"),
    "kosovo": (14341.6638, "[12,13,14,23,34]"),
    "korea": (268.7778, "[12,3]"),
}


@pytest.mark.parametrize(("name", "expected"), STEPWISE.items())
def test_stepwise_selection(name, expected):
    estimate = stepwise(load(name))
    assert (estimate.total, str(estimate.model)) == (pytest.approx(expected[0], abs=6e-5), expected[1])


def test_pairs_that_never_meet_are_at_minus_infinity_in_the_netherlands():
    histories = load("netherlands")
    infinite = stepwise(histories).existence.at_minus_infinity
    assert [histories.label(term) for term in infinite] == ["I×K", "K×R"]


# The same packages over thresholds 0, .001, .01, .02, .05, .1.
THRESHOLDS = {
    "uk_2013_five": (13444.13, 13100.84, 12262.41, 11312.99, 11312.99, 11312.99),
    "uk_2013": (12214.00, 13181.24, 12349.59, 11417.99, 11417.99, 11417.99),
    "netherlands": (52823.46, 121529.59, 121529.59, 111139.37, 68246.49, 68246.49),
    "new_orleans_186": (949.47, 949.47, 949.47, 1110.49, 1368.13, 1618.12),
    "kosovo": (7394.59, 8238.68, 14341.66, 14341.66, 14341.66, 14341.66),
}


@pytest.mark.parametrize(("name", "expected"), THRESHOLDS.items())
def test_stepwise_selection_across_thresholds(name, expected):
    found = [stepwise(load(name), threshold=p).total for p in (0, 0.001, 0.01, 0.02, 0.05, 0.1)]
    assert found == pytest.approx(expected, abs=0.0051)


# MultipleSystemsEstimation 1.2.0: estimate_population_bic(data, maxorder); BIC with ln(people).
BIC = [
    ("uk_2013", 2, 12349.5870, 244.1193, "[12,13,25,35,36,45]"),
    ("uk_2013_five", 2, 22991.331, 196.5398, "[12,13,23,25,34]"),
    ("uk_2013_five", 3, 25311.291, 195.8791, "[123,25,34]"),
    ("new_orleans_186_five", 2, 981.4314, 96.2703, "[1,2,3,4,5]"),
    ("new_orleans_186_five", 3, 981.4314, 96.2703, "[1,2,3,4,5]"),
    ("kosovo", 2, 14341.664, 225.2112, "[12,13,14,23,34]"),
    ("kosovo", None, 10356.519, 203.0296, "[123,14,34]"),
    ("korea", None, 157.167, 57.1408, "[12,23]"),
]


@pytest.mark.parametrize(("name", "order", "total", "bic", "model"), BIC)
def test_lowest_bic(name, order, total, bic, model):
    estimate = best_model(load(name), order=order)
    assert (estimate.total, estimate.bic) == (pytest.approx(total, abs=6e-4), pytest.approx(bic, abs=6e-5))
    assert str(estimate.model) == model


def test_numbers_of_admissible_models():
    # Silverman, Chan and Vincent (2024): 113 for Kosovo and 6 for Korea; the same package lists 6,084 to order 3 for
    # the five United Kingdom lists.
    counts = [len(rank_models(load(n), order=o)) for n, o in (("kosovo", None), ("korea", None), ("uk_2013_five", 3))]
    assert counts == [113, 6, 6084]


def test_downhill_search_from_independence_alone_ends_where_it_was_published_to_end():
    # Silverman, Chan and Vincent (2024), table 6: UK5 12262, UK6 12350, New Orleans (186) 1110, Kosovo 10357.
    ends = {"uk_2013_five": (3, 12262), "uk_2013": (2, 12350), "new_orleans_186": (2, 1110), "kosovo": (4, 10357)}
    for name, (order, total) in ends.items():
        histories = load(name)
        answers = Downhill("bic", order, several=False).answers(
            histories.counts[None].astype(float), observable(histories)
        )
        assert round(float(answers.totals[0])) == total


def test_downhill_search_from_several_starts_finds_the_best_of_five_lists():
    assert best_model(load("uk_2013_five"), search="downhill").total == pytest.approx(25311.291, abs=6e-4)


def test_status_codes_of_the_artificial_table():
    # Chan, Silverman and Vincent (2021), section 2 and table 2.
    found = [int(check_existence(load("artificial"), m).status) for m in ("[12,13,23]", "[12,3]", "[13,23]")]
    assert found == [2, 1, 0]


def test_hiv_in_rome():
    # Rcapture 1.4-4 on HIV Rome: main effects 11124.58 (standard error 904.75), with c1:c2 12318.47, all pairs 23443.54
    # [10027.55, 50046.26].
    histories = load("hiv_rome")
    pairs = loglinear(histories, "[12,13,14,23,24,34]", convention="multinomial")
    assert loglinear(histories).total == pytest.approx(11124.58, abs=0.006)
    assert loglinear(histories, "[12,3,4]").total == pytest.approx(12318.47, abs=0.006)
    assert loglinear(histories, "[12,13,14,23,24,34]").total == pytest.approx(23443.54, abs=0.006)
    assert pairs.interval().limits == pytest.approx((10027.55, 50046.26), abs=0.02)


def test_hepatitis_a():
    # Rcapture 1.4-4 on HAV: Mt 388.48, all pairs 1312.77 [654.68, 3031.11].
    histories = load("hepatitis_a")
    pairs = loglinear(histories, "[12,13,23]")
    assert loglinear(histories).total == pytest.approx(388.48, abs=0.006)
    assert pairs.total == pytest.approx(1312.77, abs=0.006)
    assert pairs.interval().limits == pytest.approx((654.68, 3031.11), abs=0.02)


def test_acceleration_of_the_six_united_kingdom_lists():
    # SparseMSE 2.0.1, p = 0.02: -0.012871; for five lists -0.012181.
    found = [stepwise(load(name)).bootstrap(2).jackknife.acceleration for name in ("uk_2013", "uk_2013_five")]
    assert found == pytest.approx([-0.012871, -0.012181], abs=6e-7)


def test_a_stricter_threshold_keeps_new_orleans_independent():
    # JASA (2021): 997 (644, 1618) for p <= 0.01, with 185 people.
    estimate = stepwise(load("new_orleans_185"), threshold=0.01)
    assert estimate.total == pytest.approx(996.6643, abs=6e-5)
    assert loglinear(load("new_orleans_185")).interval(0.95, "bca").limits == pytest.approx((644, 1618), rel=0.1)


def test_no_pairwise_model_of_new_orleans_fails():
    # JASA (2021), section 2.7: all 2^28 models exist and are unique. Taking away a pair that meets never destroys
    # existence, so that the 2^18 choices of pairs that never meet decide; the largest of them is the hardest to fit.
    histories = load("new_orleans_185")
    meeting = [pair for pair in pairs_of(8) if pair not in histories.empty_pairs()]
    assert len(histories.empty_pairs()) == 18
    rng = np.random.default_rng(1)
    for _ in range(60):
        chosen = [pair for pair in histories.empty_pairs() if rng.random() < 0.5]
        assert check_existence(histories, Model.of(8, [*meeting, *chosen]))


# Replicates drawn and estimated by R with seed 1234; the limits are those of JASA (2021) and of SparseMSE 2.0.1.
REPLICATES = [
    ("korea", "korea_3list", 1000),
    ("uk_2013_five", "uk_2013_5list", 1000),
    ("uk_2013", "uk_2013_6list", 200),
    ("new_orleans_185", "new_orleans_8list_n185", 200),
]


@needs_reference
@pytest.mark.parametrize(("name", "file", "size"), REPLICATES)
def test_every_replicate_of_r_gives_the_same_model_and_total(name, file, size):
    theirs = replicates(file)
    answers = Stepwise(0.02).answers(theirs.counts, observable(load(name)))
    assert len(theirs.estimates) == size
    assert [str(from_indicator(terms)) for terms in answers.terms] == theirs.models
    assert answers.totals == pytest.approx(theirs.estimates, rel=1e-6)


@needs_reference
def test_bca_limits_from_the_replicates_of_r():
    # SparseMSE 2.0.1, UK 5 lists, p = 0.02, 1000 replicates: 8784.78, 9623.86, 12531.14, 14700.55; a = -0.012181.
    theirs, estimate = replicates("uk_2013_5list"), stepwise(load("uk_2013_five"))
    made = Bootstrap(
        estimate.histories,
        estimate.total,
        theirs.estimates,
        np.zeros((1000, 32), bool),
        estimate.procedure,
        estimate.provenance,
    )
    assert made.jackknife.acceleration == pytest.approx(-0.012181, abs=6e-7)
    limits = (*made.interval(0.95).limits, *made.interval(0.8).limits)
    assert limits == pytest.approx((8784.78, 14700.55, 9623.86, 12531.14), abs=0.006)


# A dozen of R's replicates for the five United Kingdom lists, so that the comparison runs everywhere.
PATTERNS = "10000 01000 00100 00010 00001 11000 10100 10010 01100 01010 01001 00110 00101 00011 11100 11010 01110 11110"
DOZEN = """
50 473 1003 695 318 12 22 2 61 14 0 72 7 11 0 1 2 1 11907.667401 [12,13,24,25,35,45]
50 466 1020 700 312 16 17 3 54 15 1 65 10 9 1 0 5 0 12745.432313 [12,13,24,25,35,45]
52 461 968 701 320 14 23 2 57 23 0 86 16 12 0 1 6 2 11461.509633 [12,13,25,35,45]
69 447 965 704 344 11 24 1 62 18 0 82 6 5 0 1 5 0 10567.815493 [12,13,14,24,25,35,45]
58 474 976 720 321 9 14 5 71 11 1 60 14 1 3 1 5 0 18155.332338 [12,13,23,25,45]
55 479 933 729 302 22 22 4 78 28 0 69 9 7 2 1 1 3 13405.943841 [12,13,23,25,35,45]
"""


def test_some_of_the_replicates_of_r():
    histories = load("uk_2013_five")
    lines = [line.split() for line in DOZEN.strip().splitlines()]
    counts = np.zeros((len(lines), 32))
    for row, line in enumerate(lines):
        for digits, count in zip(PATTERNS.split(), line, strict=False):
            counts[row, int(digits[::-1], 2)] = float(count)
    answers = Stepwise(0.02).answers(counts, observable(histories))
    assert [str(from_indicator(terms)) for terms in answers.terms] == [line[-1] for line in lines]
    assert answers.totals == pytest.approx([float(line[-2]) for line in lines], rel=1e-6)


# JASA (2021) and SparseMSE 2.0.1, 1000 replicates; Monte-Carlo standard deviation of the limits at 2.5, 10, 90 and
# 97.5 %.
BCA = {
    "uk_2013_five": ((8784.78, 9623.86, 12531.14, 14700.55), (200, 175, 126, 531)),
    # The spread of six lists was not measured; that of five is taken.
    "uk_2013": ((9266.96, 9682.34, 12576.51, 14306.76), (200, 175, 126, 531)),
    "new_orleans_185_five": ((588.82, None, None, 1703.69), (17, 35, 34, 71)),
}


@pytest.mark.parametrize(("name", "expected"), BCA.items())
def test_bca_limits_agree_within_four_monte_carlo_standard_deviations(name, expected):
    estimate = stepwise(load(name))
    wide, narrow = estimate.interval(0.95, "bca").limits, estimate.interval(0.8, "bca").limits
    for found, published, spread in zip((wide[0], *narrow, wide[1]), *expected, strict=True):
        assert published is None or abs(found - published) < 4 * spread


def test_the_published_lower_limit_of_new_orleans_is_named_for_what_it_is():
    # JASA (2021): 1184 (717, 1657); the lower limit is the smallest of 1000 replicates.
    made = stepwise(load("new_orleans_185")).bootstrap(1000)
    with pytest.warns(DegenerateIntervalWarning, match="just the most extreme of"):
        interval = made.interval(0.95)
    assert interval.low == pytest.approx(float(made.finite.min()), rel=0.05)
    expected = {"CompetingModelsWarning", "DegenerateIntervalWarning", "MonteCarloWarning"}
    assert {note.kind for note in interval.notes} == expected
