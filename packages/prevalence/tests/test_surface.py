"""What people rely on without looking: defaults, results that do not change, warnings that point at their own line."""

import dataclasses
import importlib
import inspect
import pkgutil
import warnings

import numpy as np
import pytest

import prevalence
from prevalence.bootstrap import Bootstrap
from prevalence.consistency import Consistency, KnownList, internal_consistency
from prevalence.covariate_model import CovariateEstimate
from prevalence.datasets import load
from prevalence.direct import DirectEstimate
from prevalence.errors import InvalidArgument, NotAvailable, PrevalenceWarning
from prevalence.graph_average import GraphAverage
from prevalence.histories import CaptureHistories
from prevalence.latent_class import LatentClassPosterior
from prevalence.linkage import LinkageSpread
from prevalence.loglinear import LoglinearEstimate
from prevalence.models import Model
from prevalence.overlap import overlap
from prevalence.presentation import Result
from prevalence.results import Interval, MethodRow
from prevalence.sensitivity import Variation
from prevalence.strata import StratifiedEstimate, StratumSum
from prevalence.svg import Bar
from prevalence.thresholding import ThresholdPosterior
from prevalence.verdict import verdict

SEED, BOOTSTRAP = 20001115, {"replicates": 1000, "seed": 20001115, "parallel": False}
LIMITS = {"level": 0.95, "method": None, "precision": None, **BOOTSTRAP}
# Every published number that names no setting rests on these.
DEFAULTS = {
    prevalence.aic_stepwise: {"significance": 0.05, "convention": "multinomial"},
    prevalence.assess: {
        **{"level": 0.95, "replicates": 1000, "seed": SEED, "thorough": False, "tell": None},
        "keep_if_interrupted": False,
    },
    prevalence.best_model: {
        **{"criterion": "bic", "order": None, "search": None, "top": 100, "most_fits": None},
        "convention": "poisson",
    },
    prevalence.chapman: {"first": None, "second": None},
    prevalence.close_models: {"criterion": "bic", "order": None, "most": 100, "most_fits": None},
    prevalence.covariate_model: {"tolerance": 1e-10, "ridge": 0.0},
    prevalence.estimate_strata: {"method": prevalence.stepwise, "replicates": 1000, "seed": SEED},
    prevalence.graph_average: {"hidden": None, "delta": None, "log_prior": None},
    prevalence.heterogeneity: {"kind": "chao", "by_list": False},
    prevalence.internal_consistency: {"method": prevalence.stepwise, "level": 0.95},
    prevalence.latent_classes: {
        **{"classes": 10, "chains": 8, "draws": 1000, "thin": 50, "burn_in": 5000, "ladder": 9},
        **{"alpha_shape": 0.25, "alpha_rate": 0.25, "most_hidden": 1e9, "seed": SEED, "parallel": False, "tell": None},
    },
    prevalence.limits_by_top: {
        **{"tops": (1, 5, 10, 50, 100), "criterion": "bic", "order": None, "level": 0.95, "method": "bca"},
        **{"replicates": 1000, "seed": SEED},
    },
    prevalence.linkage_errors: {
        **{"missed": 0.0, "false": 0.0, "procedure": None, "versions": 50, "replicates": 50, "seed": SEED},
    },
    prevalence.linked_versions: {"procedure": None, "replicates": 100, "seed": SEED},
    prevalence.loglinear: {"model": "[]", "convention": "poisson"},
    prevalence.rank_models: {"criterion": "bic", "order": None},
    prevalence.sample_coverage: {"kind": None},
    prevalence.sdg_16_2_2: {"standard_errors": None, "source": "", "same_inhabitants": ("form",), "level": 0.95},
    prevalence.sensitivity: {"procedure": None},
    prevalence.stepwise: {"threshold": 0.02, "convention": "poisson"},
    prevalence.study: {"sets": 500, "levels": (0.95, 0.8), "seed": SEED, "parallel": False},
    prevalence.threshold_pairs: {
        **{"threshold": 2.0, "variance": 1.0, "order": 2, "draws": 3000, "burn_in": 1000, "seed": SEED},
    },
    prevalence.Truth.of: {"odds_ratios": None, "spread": 0.0, "missed_links": 0.0, "false_links": 0.0},
    prevalence.Truth.draw: {"number": 0, "seed": SEED},
    Bootstrap.interval: {"level": 0.95, "method": "bca"},
    Bootstrap.monte_carlo_error: {"level": 0.95, "method": "bca"},
    CovariateEstimate.interval: {"level": 0.95, "replicates": 200, "seed": SEED},
    CovariateEstimate.replicates: {"size": 200, "seed": SEED},
    DirectEstimate.bootstrap: BOOTSTRAP,
    DirectEstimate.interval: LIMITS,
    GraphAverage.interval: {"level": 0.95},
    GraphAverage.models: {"most": 10},
    LatentClassPosterior.interval: {"level": 0.95, "even_if_chains_disagree": False},
    LinkageSpread.interval: {"level": 0.95},
    LoglinearEstimate.bootstrap: BOOTSTRAP,
    LoglinearEstimate.interval: LIMITS,
    StratifiedEstimate.interval: {"level": 0.95},
    StratumSum.interval: {"level": 0.95},
    StratumSum.rate: {"standard_error": 0.0, "level": 0.95, "seed": SEED},
    ThresholdPosterior.interval: {"level": 0.95},
}


@pytest.mark.parametrize("function", DEFAULTS, ids=lambda function: function.__qualname__)
def test_defaults(function):
    parameters = inspect.signature(function).parameters.values()
    given = {p.name: p.default for p in parameters if p.default is not inspect.Parameter.empty}
    assert given == DEFAULTS[function]
    assert {p.kind for p in parameters if p.name == "seed"} <= {inspect.Parameter.KEYWORD_ONLY}


def test_results_and_procedures_cannot_be_changed():
    modules = [
        importlib.import_module(f"prevalence.{found.name}") for found in pkgutil.iter_modules(prevalence.__path__)
    ]
    classes = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and dataclasses.is_dataclass(each)
    }
    changed = {each.__name__ for each in classes if not each.__dataclass_params__.frozen}
    # Fits and branches are filled as the work goes on.
    assert {name for name in changed if not name.startswith("_")} == {"Fits", "FitTable"}
    # All results are compared and shown alike.
    results = [each for each in classes if issubclass(each, Result)]
    assert {(each.__dataclass_params__.eq, each.__dataclass_params__.repr) for each in results} == {(False, False)}


KOREA = load("korea")
APART = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 500, "010": 400, "001": 30, "110": 1, "101": 1})
INSIDE = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 50, "101": 40, "111": 3, "010": 30, "110": 9})
FEW = CaptureHistories.from_patterns(("A", "B"), {"10": 4, "01": 3, "11": 1})
NEVER = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 50, "010": 40, "001": 30})
FOUR = load("kosovo")
# Calls that warn, and of what among other things.
WARNING = {
    "loglinear": (lambda: prevalence.loglinear(FEW), "TwoListsWarning"),
    "loglinear, sparse": (lambda: prevalence.loglinear(APART), "SparseOverlapWarning"),
    "stepwise": (lambda: prevalence.stepwise(INSIDE), "NestedListsWarning"),
    "aic_stepwise": (lambda: prevalence.aic_stepwise(INSIDE), "NestedListsWarning"),
    "best_model": (lambda: prevalence.best_model(load("uk_2013_five")), "CompetingModelsWarning"),
    "left out": (lambda: prevalence.best_model(load("uk_2013_five")), "NotIdentifiedWarning"),
    "graph_average": (lambda: prevalence.graph_average(NEVER), "PriorDominatesWarning"),
    "end of grid": (lambda: prevalence.graph_average(KOREA, hidden=range(30)), "LimitReachedWarning"),
    "chao_lower_bound": (lambda: prevalence.chao_lower_bound(NEVER), "SparseOverlapWarning"),
    "chapman": (lambda: prevalence.chapman(FEW), "AssumptionWarning"),
    "sample_coverage": (lambda: prevalence.sample_coverage(FOUR), "AssumptionWarning"),
    "sample_coverage, nested": (lambda: prevalence.sample_coverage(INSIDE), "NestedListsWarning"),
    "heterogeneity": (lambda: prevalence.heterogeneity(KOREA, "darroch"), "AssumptionWarning"),
    "threshold_pairs": (
        lambda: prevalence.threshold_pairs(load("uk_2013_five"), variance=None, draws=1000),
        "CompetingModelsWarning",
    ),
    "latent_classes": (
        lambda: prevalence.latent_classes(KOREA, chains=2, draws=10, thin=1, burn_in=5, most_hidden=5),
        "LimitReachedWarning",
    ),
    "profile": (lambda: prevalence.stepwise(KOREA).interval(0.95, "profile"), "SelectionIgnoredWarning"),
}


@pytest.mark.parametrize("name", WARNING)
def test_a_warning_points_at_the_line_that_asked(name):
    call, kind = WARNING[name]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PrevalenceWarning)
        call()
    assert {warning.category.__name__ for warning in caught} >= {kind}
    assert {warning.filename for warning in caught} == {__file__}


def test_counts_and_shared_arrays_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        KOREA.counts[1] = 5
    counts = np.array([0, 3, 2, 1])
    histories = CaptureHistories(("A", "B"), counts)
    counts[1] = 50
    assert histories.counts.tolist() == [0, 3, 2, 1]


@pytest.mark.parametrize(
    ("low", "high", "middle"), [(100.0, 400.0, 200.0), (0.0, 400.0, 20.0), (100.0, None, 100.0), (None, 400.0, None)]
)
def test_an_interval_is_drawn_around_the_middle_of_the_logarithms(low, high, middle):
    limits = [NotAvailable("x") if limit is None else limit for limit in (low, high)]
    (bar,) = Interval(*limits, 0.9, "profile").bars()
    assert bar == Bar("90%, profile", middle, low, high)


def sentences(patterns=None, totals=(), bound=None, names="ABC"):
    """The verdict on these people and totals, nothing varied and nothing checked; the last three hold always."""
    histories = CaptureHistories.from_patterns(tuple(names), patterns or {"111": 30, "110": 5, "100": 7, "001": 8})
    limits = Interval(1.0, 2.0, 0.95, "profile")
    rows = [MethodRow("method", float(total), limits, "", False, ()) for total in totals]
    if bound:
        rows.append(MethodRow("bound", bound, limits, "", True, ()))
        rows.append(MethodRow("other", NotAvailable("x"), NotAvailable("x"), "", True, ()))
    rows.append(MethodRow("refused", NotAvailable("x"), NotAvailable("x"), "", False, ()))
    nothing = NotAvailable("not asked")
    return verdict(histories, overlap(histories), tuple(rows), (), nothing, nothing)


@pytest.mark.parametrize(
    ("totals", "end"),
    [
        ((100, 150), "They agree well, which is necessary but proves nothing: they share assumptions."),
        ((100, 151, 120), "They disagree; report the range and not one of them."),
        ((100, 300), "They disagree; report the range and not one of them."),
        (
            (301, 100),
            "They disagree by more than three times: do not publish a total. At most the lower bound can be defended.",
        ),
    ],
)
def test_sentences_on_totals_that_lie_apart(totals, end):
    found = sentences(totals=totals)
    assert found[0] == f"Methods give from {min(totals)} to {max(totals)} people. {end}"
    assert len(found) == 4


def test_sentences_on_bounds_and_of_no_total():
    assert sentences(totals=(100,), bound=90.0)[1] == (
        "Whatever the differences between people, independent lists would mean at least 90 people."
    )
    assert sentences()[0].startswith("No method gives a total.")
    assert len(sentences(bound=90.0)) == 4


def test_sentences_on_sparse_overlap():
    twenty = {"110": 10, "011": 10, "101": 0, "100": 9}
    found = sentences(twenty, (100,))
    assert found[0].startswith("1 of 3 pairs of lists never meet.")
    found = sentences(twenty | {"011": 9}, (100,))
    assert found[0].startswith("Only 19 people are on more than one list.")
    found = sentences({"110": 30, "001": 9}, (100,))
    assert found[0].startswith("Only 2 of 3 lists meet another.")
    assert found[1].startswith("2 of 3 pairs of lists never meet.")


def varied(*variations):
    nothing = NotAvailable("not asked")
    seen = overlap(KOREA)
    return verdict(KOREA, seen, (), tuple(Variation(*each) for each in variations), nothing, nothing)[1:-3]


def test_sentences_on_variations():
    assert varied(("omit", "without b", 100.0), ("merge", "b and c as one", 150.0)) == ()
    (text,) = varied(("omit", "without b", 100.0), ("merge", "b and c as one", 151.0), ("prior", "x", 900.0))
    assert text.startswith("Leaving out a list, or counting two as one, moves the stepwise total between 100 and 151:")
    assert varied(("one person", "one more on b", 100.0), ("one person", "one fewer on b", 125.0)) == ()
    (text,) = varied(("one person", "one more on b", 126.0), ("one person", "one fewer on b", 100.0))
    assert text.startswith(
        "One person more or fewer on one pattern moves the stepwise total between 100 and 126: it is"
    )
    missing = NotAvailable("no estimate exists")
    found = varied(("omit", "without b", missing), ("merge", "b and c as one", missing), ("prior", "x", missing))
    assert found == ("No total exists with without b; b and c as one: the estimate hangs on few overlaps.",)


@pytest.mark.parametrize(("shares", "words"), [((0.8, 0.8), "20% too low"), ((1.5, 1.5), "50% too high")])
def test_sentences_on_known_sizes(shares, words):
    known = tuple(KnownList("A", 100, 90, 100 * share, True) for share in shares)
    nothing = NotAvailable("not asked")
    text = verdict(KOREA, overlap(KOREA), (), (), Consistency(known, 0.95), nothing)[1]
    assert text == (
        f"Asked for the known size of each list, independence is {words} in the (geometric) mean, and 2 of 2 of its "
        "intervals hold the truth."
    )


def test_numbers_of_lists_are_joined_by_dots_from_ten_lists_on():
    names = [f"L{k}" for k in range(1, 13)]
    for t, text in ((9, "[129,3,4,5,6,7,8]"), (10, "[1.2.9,3,4,5,6,7,8,10]"), (12, "[1.2.9,3,4,5,6,7,8,10,11,12]")):
        model = Model.of(t, [0b100000011])
        assert str(model) == text
        assert Model.parse(text, names[:t]) == model
    with pytest.raises(InvalidArgument, match=r"must consist of numbers from 1 to 10, joined by dots\."):
        Model.parse("[1.11]", names[:10])
    with pytest.raises(InvalidArgument, match=r"must consist of numbers from 1 to 9\."):
        Model.parse("[0]", names[:9])


def notes(patterns, names="ABCD", method=prevalence.chao_lower_bound):
    return [note.message for note in method(CaptureHistories.from_patterns(tuple(names), patterns)).notes]


def test_sentences_on_empty_lists_and_pairs_that_never_meet():
    full = {"1100": 9, "0110": 9, "0011": 9, "1001": 9, "1000": 50, "0100": 40, "0010": 30, "0001": 20}
    two = notes(full)[0]
    assert two.startswith("2 pairs of lists have nobody in common (A×C, B×D); how")
    assert notes(full | {"1010": 1})[0].startswith("One pair of lists has nobody in common (B×D); how")
    assert notes(full | {"1010": 1, "0101": 1}) == []
    empty = {"110": 9, "100": 50, "010": 40}
    assert notes(empty, "ABC")[0] == "Nobody is on C: an empty list says nothing about the hidden people."
    many = {"10000": 9, "01000": 9, "00100": 9, "00010": 9, "00001": 9, "11000": 30}
    assert "9 pairs of lists have nobody in common (A×C, A×D, A×E, B×C, B×D, B×E and 3 more)" in notes(many, "ABCDE")[0]


@pytest.mark.parametrize(("alone", "named"), [(80, False), (81, True)])
def test_a_total_more_than_twenty_times_what_was_seen_is_named(alone, named):
    # With two people on both lists alone² / 2 are hidden: 20.003 times those seen for 81 people on each list alone.
    estimate = prevalence.loglinear(CaptureHistories.from_patterns(("A", "B"), {"10": alone, "01": alone, "11": 2}))
    found = [note.message for note in estimate.notes if note.kind == "UnstableEstimateWarning"]
    assert len(found) == named
    assert (alone**2 / 2 > 20 * (2 * alone + 2)) == named
    if named:
        assert found[0].startswith("The estimate of hidden people is 20 times the 164 observed.")


def test_sentences_on_few_people():
    start = {"100": 9, "010": 9, "001": 9, "011": 1, "101": 1, "110": 1}
    assert notes(start | {"111": 7}, "ABC") == []
    assert (
        notes(start | {"111": 6}, "ABC")[0] == "Only 9 people are on more than one list; the total rests on them alone."
    )
    one = {"100": 9, "010": 9, "001": 9, "110": 1}
    assert "Only 1 person is on more than one list; the total rests on them alone." in notes(one, "ABC")
    seen, average = {"100": 2, "010": 2, "001": 2, "111": 3}, prevalence.graph_average
    text = "Only 9 people were seen at all: the prior, and not the data, gives this total."
    assert text in notes(seen, "ABC", average)
    assert not any("seen at all" in text for text in notes(seen | {"111": 4}, "ABC", average))


def test_an_assessment_gives_for_each_method_what_the_method_gives():
    result = prevalence.assess(FOUR, replicates=50, seed=3, level=0.9)
    made = {
        "independent lists": prevalence.loglinear(FOUR),
        "stepwise, p < 0.02": prevalence.stepwise(FOUR),
        "BIC": prevalence.best_model(FOUR),
        "AIC stepwise": prevalence.aic_stepwise(FOUR),
        "graphs averaged": prevalence.graph_average(FOUR),
        "sample coverage": prevalence.sample_coverage(FOUR),
        "Chao's lower bound": prevalence.chao_lower_bound(FOUR),
        "heterogeneity, Darroch": prevalence.heterogeneity(FOUR, "darroch"),
    }
    assert [row.method for row in result.methods] == list(made)
    for row, (name, estimate) in zip(result.methods, made.items(), strict=True):
        drawn = {"replicates": 50, "seed": 3} if hasattr(estimate, "bootstrap") else {}
        interval = estimate.interval(0.9, **drawn)
        assert (row.total, row.interval) == (estimate.total, interval)
        assert row.is_lower_bound == (name == "Chao's lower bound")
        assert row.notes == tuple(dict.fromkeys((*estimate.notes, *interval.notes)))
        model = getattr(estimate, "model", None)
        assert row.detail == ("" if model is None else f"model {model}: {model.formula(FOUR.lists)}")
    assert not result.interrupted


def interrupt(name):
    if name == "BIC":
        raise KeyboardInterrupt


def test_an_interruption_loses_the_work_unless_it_is_to_be_kept():
    with pytest.raises(KeyboardInterrupt):
        prevalence.assess(KOREA, replicates=20, tell=interrupt)
    kept = prevalence.assess(KOREA, replicates=20, tell=interrupt, keep_if_interrupted=True)
    assert kept.interrupted
    assert kept.methods[1].total == prevalence.stepwise(KOREA).total
    missing = NotAvailable("the work was interrupted before it was reached")
    assert [(row.total, row.is_lower_bound) for row in kept.methods[2:]] == [(missing, False)] * 6
    assert (kept.consistency, kept.checks, kept.sensitivity) == (missing, missing, ())


def test_a_consistency_study_needs_a_level():
    with pytest.raises(InvalidArgument, match="level must lie between 0 and 1"):
        internal_consistency(KOREA, level=1)
