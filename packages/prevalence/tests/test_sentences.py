"""What results and warnings say, word by word, with every number in its place."""

import numpy as np
import pytest

import prevalence
from prevalence.consistency import Consistency, KnownList
from prevalence.datasets import load
from prevalence.errors import InvalidArgument, InvalidData, NotAvailable, NotEstimable
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_prior
from prevalence.linkage import LinkageSpread
from prevalence.overlap import overlap
from prevalence.planning import study
from prevalence.results import Interval
from prevalence.simulation import Truth
from prevalence.strata import StratifiedHistories, StratumSum, estimate_strata
from prevalence.svg import Bar
from prevalence.verdict import verdict

KOREA, KOSOVO = load("korea"), load("kosovo")
NEVER = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 50, "010": 40, "001": 30})


def notes(estimate, kind):
    return [note.message for note in estimate.notes if note.kind == kind]


def test_what_results_say_of_themselves():
    seen = overlap(KOSOVO)
    several = KOSOVO.counts[[p.bit_count() > 1 for p in range(16)]].sum() / KOSOVO.total
    assert str(seen) == f"4 lists, 0 of 6 pairs of them never meet; {several:.1%} of people are on several"
    assert str(overlap(NEVER)) == "3 lists, 3 of 3 pairs of them never meet; 0.0% of people are on several"
    known = (KnownList("A", 50, 9, 25.0, False), KnownList("B", 60, 9, 61.0, True), KnownList("C", 70, 8, 71.0, True))
    assert str(Consistency(known, 0.9)) == "2 of 3 intervals at 90% hold the known size of their list"
    none = Consistency((KnownList("A", 5, 0, NotAvailable("x"), NotAvailable("x")),), 0.95)
    assert none.bias == NotAvailable("no list could be estimated from the others")
    assert none.error == NotAvailable("no list could be estimated")
    result = prevalence.assess(KOREA, replicates=20)
    assert repr(result) == f"<Assessment of {KOREA!r} by 8 methods>"
    first = result.methods[0]
    assert str(result).splitlines()[1] == f"  independent lists: {first.total:,.0f}; {first.interval}"
    assert f"  Chao's lower bound: at least {result.methods[6].total:,.0f}; " in str(result)
    assert dict(result.provenance.settings) == {"level": 0.95, "replicates": 20, "thorough": False}


def test_what_a_study_of_a_truth_says():
    truth = Truth.of(1200, {"A": 0.4, "B": 0.4, "C": 0.3})
    found = study(truth, prevalence.loglinear, sets=20, levels=(0.8, 0.5))
    inside = [
        np.mean([low <= 1200 <= high for low, high in zip(found.lows[at], found.highs[at], strict=True)])
        for at in (0.8, 0.5)
    ]
    logs = np.log(found.totals / 1200)
    assert found.bias == pytest.approx(logs.mean())
    assert found.error == pytest.approx(np.sqrt((logs**2).mean()))
    assert str(found) == (
        f"20 sets, 1,200 people in truth; bias {logs.mean():+.3f} (log); limits hold {inside[0]:.1%} at 80%, "
        f"{inside[1]:.1%} at 50%"
    )
    assert truth.draw(1).source == "simulated, 1,200 people in truth"
    assert repr(truth) == "<Truth: 1,200 people, lists A, B, C>"


def test_the_share_of_linkage_is_that_of_the_variance_between_versions():
    logs = np.array([[7.0, 7.2, 7.1], [7.4, 7.5, 7.6]])
    spread = LinkageSpread(np.exp(logs))
    between, within = np.var(logs.mean(axis=1)), np.mean(logs.var(axis=1))
    assert spread.share_from_linkage == pytest.approx(between / (between + within))
    share = f"{between / (between + within):.0%}"
    assert str(spread) == f"{np.median(np.exp(logs)):,.0f} people in all; {share} of the variance comes from linkage"
    assert spread.summary() == f"{spread}\n{spread.interval()}"
    assert spread.interval().method == "linkage and bootstrap"
    assert LinkageSpread(np.full((2, 2), 9.0)).share_from_linkage == 0
    lone = LinkageSpread(np.array([[9.0, np.inf]])).interval(0.5)
    assert LinkageSpread(np.array([[np.inf]])).total == NotAvailable("no linked version has an estimate")
    reason = NotAvailable("fewer than two replicates have an estimate")
    assert (lone.low, lone.high, lone.method) == (reason, reason, "linkage and bootstrap")


def test_sentences_on_the_coverage_of_samples():
    refused = {
        "A list is empty, or no list meets another, so that nothing is known of the coverage.": (NEVER, {}),
        "kind='low' needs three lists, but there are 4; merge or omit some.": (KOSOVO, {"kind": "low"}),
        "The dependence of the lists leaves no positive total. Use kind='low' or 'independent'.": (
            CaptureHistories(("A", "B", "C"), [0, 3, 10, 3, 0, 0, 0, 1]),
            {"kind": "high"},
        ),
    }
    for text, (histories, arguments) in refused.items():
        with pytest.raises((NotEstimable, InvalidArgument)) as caught:
            prevalence.sample_coverage(histories, **arguments)
        assert str(caught.value) == text
    found = prevalence.sample_coverage(KOSOVO)
    assert found.notes[-1].message == "This total takes the lists to be independent of each other."
    assert found.standard_error == NotAvailable("it is taken from the bootstrap; ask for interval()")
    assert found.hidden == pytest.approx(found.total - KOSOVO.total)


def test_sentences_on_differences_between_people():
    (text,) = notes(prevalence.heterogeneity(KOSOVO, "gamma"), "AssumptionWarning")
    assert text == (
        "How people on no list differ from the others is assumed to be gamma; other assumptions fit these data as well "
        "and give other totals. Do not report this total alone."
    )
    assert notes(prevalence.heterogeneity(KOSOVO, "chao"), "AssumptionWarning") == []
    for kind, rest in (
        ("darroch", ". Use more lists, or 'chao'."),
        (
            "chao",
            ": 120 people are on one list and 0 on two, which does not bound the hidden people. Find more overlap, or "
            "use chao_lower_bound.",
        ),
    ):
        with pytest.raises(NotEstimable) as caught:
            prevalence.heterogeneity(NEVER, kind)
        assert str(caught.value) == (
            f"The heterogeneity model {kind!r} has no maximum, or no single one, on 3 lists with these counts{rest}"
        )


def test_sentences_on_models_that_were_left_out_and_on_searches_that_ended():
    ranked = prevalence.rank_models(load("artificial"))
    chosen = prevalence.best_model(load("artificial"))
    lost = ranked.considered - len(ranked)
    assert notes(chosen, "NotIdentifiedWarning") == [
        f"{lost} of {ranked.considered} models cannot be estimated from these histories and were left out."
    ]
    found = prevalence.close_models(load("uk_2013"), order=2, most_fits=60, most=1)
    ended = prevalence.best_model(load("uk_2013"), order=2, search="bounded", most_fits=60, top=1)
    assert found.gap > 0
    assert notes(ended, "UnprovenBestWarning") == [
        f"The search ended after {found.considered:,} fits. {found.models[0]} is the best model found. One that was "
        f"not found could have a BIC lower by {found.gap:.1f} at most: raise most_fits, lower the order, or merge "
        "lists."
    ]
    walk = prevalence.best_model(KOSOVO, search="downhill").path
    assert walk[-1] == (f"{len(walk) - 1} steps from several starts; a better model may exist that no step leads to")


def test_sentences_on_limits():
    estimate = prevalence.stepwise(load("uk_2013_five"))
    found = estimate.interval(0.95, "percentile", replicates=50)
    (text,) = notes(found, "MonteCarloWarning")
    assert text == (
        f"With another seed the limits would move by about {found.low_error:,.0f} and {found.high_error:,.0f} people "
        "(one standard deviation, from 50 replicates). Take more replicates: precision=0.02 takes as many as are "
        "needed."
    )
    assert found.monte_carlo_error == max(found.low_error / found.low, found.high_error / found.high)
    (text,) = notes(estimate.interval(0.9, "profile"), "SelectionIgnoredWarning")
    assert text == (
        f"The model {estimate.model} was chosen by the same data, and a profile likelihood takes it as given: these "
        "limits are too close. Use method='percentile' or 'bca', which repeat the choice."
    )


def test_an_estimate_is_drawn_as_one_bar_with_its_limits():
    for estimate in (prevalence.loglinear(KOREA), prevalence.chao_lower_bound(KOREA), prevalence.graph_average(KOREA)):
        expected = Bar(estimate.provenance.method, float(estimate.total), *estimate.interval().limits)
        assert estimate.bars() == [expected]
    found = prevalence.assess(KOREA, replicates=20)
    for row, bar in zip(found.methods, found.bars(), strict=True):
        assert bar == Bar(row.method, row.total, *row.interval.limits)
    assert found.methods[0].bars() == found.bars()[:1]
    refused = prevalence.chao_lower_bound(CaptureHistories.from_patterns(("A", "B"), {"11": 9}))
    assert refused.bars() == [Bar(refused.provenance.method, 9.0, None, None)]


@pytest.mark.parametrize(("errors", "text"), [((10.4, 9.96), "10 and 10"), ((0.0123, 1234.5), "0.012 and 1,234")])
def test_errors_of_limits_are_said_to_two_digits_or_by_the_person(errors, text):
    found = Interval(100.0, 2000.0, 0.9, "percentile bootstrap", True, (), *errors)
    assert str(found) == f"100 to 2,000 (90%, percentile bootstrap; Monte-Carlo error {text})"
    assert str(Interval(1.0, 2.0, 0.95, "profile likelihood")) == "1 to 2 (95%, profile likelihood)"


def test_sentences_on_priors():
    seen = {"110": 1, "100": 3, "010": 2, "001": 3}
    for patterns, people in ((seen, "9 people were"), ({"110": 1}, "1 person was")):
        (note,) = notes_on_prior(CaptureHistories.from_patterns(("A", "B", "C"), patterns))
        assert note.message == f"Only {people} seen at all: the prior, and not the data, gives this total."
    assert notes_on_prior(CaptureHistories.from_patterns(("A", "B", "C"), seen | {"001": 4})) == ()
    (note,) = notes_on_prior(NEVER)
    assert note.message == (
        "Nobody is on more than one list: nothing in the data bounds the total, and what is said of it beyond the 120 "
        "seen comes from the prior alone. Methods without a prior give no total here."
    )


def test_sentences_on_two_lists_and_on_lists_inside_others():
    two = CaptureHistories.from_patterns(("A", "B"), {"10": 100, "01": 50, "11": 50})
    assert notes(prevalence.loglinear(two), "TwoListsWarning") == [
        "There are only two lists with people, A and B. Two lists cannot show whether they depend on each other; a "
        "total takes them to be independent. Do not publish it without a third list."
    ]
    inside = CaptureHistories.from_patterns(("A", "B", "C"), {"110": 40, "010": 5, "001": 60, "111": 6, "011": 7})
    assert notes(prevalence.chao_lower_bound(inside), "NestedListsWarning") == [
        "Everybody on A is also on B. If A takes its people from B, it says nothing about those whom nobody saw, and "
        "the total is too low. Find out, and merge the two if so."
    ]


def test_sentences_with_which_every_verdict_ends():
    nothing = NotAvailable("not asked")
    found = verdict(KOREA, overlap(KOREA), (), (), nothing, nothing)[-3:]
    assert found[0] == (
        "What nobody saw is filled in by assumption: that the dependence of all lists together follows from that of "
        "fewer. Models that fit alike can give totals far apart (Aleshin-Guendel, Sadinle and Wakefield 2024)."
    )
    assert found[2] == (
        "These are statements about people in the same place and time as the 3 lists, under the lists' definitions; "
        "not about others."
    )


def test_sentences_on_cells_that_cannot_be_read():
    refused = {
        "Two lists are called 'A'. Give each its own name.": lambda: CaptureHistories(("A", "B", "A"), np.zeros(8)),
        "Row 1 names the list 'C', which is not among ('A', 'B'). Add it to `order`.": (
            lambda: CaptureHistories.from_memberships([1, 2], ["A", "C"], order=("A", "B"))
        ),
        "Row 1 has person 2 on list None: both must be there. Complete it.": (
            lambda: CaptureHistories.from_memberships([1, 2], ["A", None])
        ),
    }
    for text, call in refused.items():
        with pytest.raises(InvalidData) as caught:
            call()
        assert str(caught.value) == text


def test_what_strata_and_indicators_say():
    table = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "s": ["f"] * 3 + ["m"] * 3, "count": [60, 30, 40, 20, 5, 10]}
    strata = StratifiedHistories.from_counts(table, ["A", "B"], ["s"])
    assert repr(strata) == "<165 people in 2 strata by s>"
    made = estimate_strata(strata, prevalence.loglinear, replicates=30)
    assert str(made) == f"{made.total:,.0f} people in all, in 2 strata by s"
    assert str(made.sum_over(s="m")) == f"{15 * 30 / 10:,.0f} people in all"
    assert str(StratumSum((), NotAvailable("x"), NotAvailable("x"))) == "not available because x people"
    row = prevalence.sdg_16_2_2(made, {("f",): 5e5, ("m",): 3e5})[2]
    assert str(row) == "s m: 15.0 per 100,000 inhabitants; 45.0 people"
    for call, text in (
        (lambda: made.sum_over(sex="f"), "Strata are made by s, not by 'sex'."),
        (lambda: made.sum_over(s="x"), "No stratum has {'s': 'x'}."),
    ):
        with pytest.raises(InvalidArgument) as caught:
            call()
        assert str(caught.value) == text
