"""Formulas computed a second time by other means: person by person, by general optimizers, in closed form."""

import dataclasses
import itertools

import numpy as np
import pytest
import scipy
from scipy.special import gammaln

from prevalence.aic_stepwise import AicStepwise, aic_stepwise
from prevalence.bootstrap import Bootstrap
from prevalence.chains import effective_sample_size, r_hat
from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.checks import PredictiveChecks, predictive_checks
from prevalence.consistency import Consistency, KnownList, internal_consistency
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model, rank_models
from prevalence.datasets import load
from prevalence.errors import NotAvailable, NotEstimable
from prevalence.existence import observable
from prevalence.heterogeneity import KINDS, heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.jackknife import Jackknife
from prevalence.loglinear import loglinear
from prevalence.models import Model
from prevalence.monte_carlo import limit_errors
from prevalence.nested import limits_by_top
from prevalence.newton import newton
from prevalence.overlap import overlap
from prevalence.simulation import Truth
from prevalence.stepwise import Stepwise, stepwise
from prevalence.svg import Bar

LISTS = ("A", "B", "C", "D")


def dense_tables(number, t=4, seed=3):
    """Tables with people on every pattern, some lists tied and some not."""
    rng = np.random.default_rng(seed)
    size = np.array([p.bit_count() for p in range(1 << t)])
    pairs = [(i, j) for i in range(t) for j in range(i + 1, t)]
    tables = []
    for _ in range(number):
        logs = 5.5 - 0.9 * size
        for i, j in pairs:
            logs = logs + rng.choice([0, 0, 0.5, -0.4]) * np.array([p >> i & p >> j & 1 for p in range(1 << t)])
        table = np.maximum(rng.poisson(np.exp(logs)), 1)
        table[0] = 0
        tables.append(table)
    return np.array(tables)


def glm(terms, counts):
    """The Poisson regression of a hierarchical model: parameters, their covariance, fitted counts by cell."""
    cells = np.arange(1, len(counts))
    return regression(np.array([[float(cell & term == term) for term in terms] for cell in cells]), counts)


def regression(design, counts):
    """Poisson regression of all cells but the first, by reweighted least squares."""
    fitted = counts[1:] + 0.5
    for _ in range(60):
        logs = np.log(fitted)
        response = logs + (counts[1:] - fitted) / fitted
        root = np.sqrt(fitted)
        parameters = np.linalg.lstsq(design * root[:, None], response * root, rcond=None)[0]
        fitted = np.exp(design @ parameters)
    covariance = np.linalg.inv(design.T @ (design * fitted[:, None]))
    return parameters, covariance, fitted


def poisson_log_likelihood(counts, fitted):
    return scipy.stats.poisson.logpmf(counts[1:], fitted).sum()


def closed(t, generators):
    """All terms inside these, the constant and every single list included, by size."""
    found = {0, *(1 << i for i in range(t))}
    found |= {part for g in generators for part in range(1 << t) if part & g == part}
    return sorted(found, key=lambda term: (term.bit_count(), term))


def all_models(t):
    """Hierarchical models with every single list, the saturated one left out, by trying every set of terms."""
    larger = [term for term in range(1 << t) if term.bit_count() > 1]
    for chosen in itertools.product((0, 1), repeat=len(larger)):
        terms = {0, *(1 << i for i in range(t)), *(term for term, c in zip(larger, chosen, strict=True) if c)}
        whole = all(term & ~(1 << i) in terms for term in terms for i in range(t))
        if whole and len(terms) < 1 << t:
            yield sorted(terms)


@pytest.mark.parametrize("generators", [(), (0b0011,), (0b0011, 0b0110, 0b1001), (0b0111, 0b1001)])
def test_everything_in_a_loglinear_estimate_is_that_of_a_poisson_regression(generators):
    for counts in dense_tables(3):
        terms = closed(4, generators)
        parameters, covariance, fitted = glm(terms, counts)
        estimate = loglinear(CaptureHistories(LISTS, counts), Model.of(4, generators))
        assert list(estimate.parameters.values()) == pytest.approx(parameters, rel=1e-6, abs=1e-7)
        assert list(estimate.standard_errors.values()) == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-6)
        assert estimate.hidden == pytest.approx(np.exp(parameters[0]), rel=1e-7)
        assert estimate.total == pytest.approx(counts.sum() + np.exp(parameters[0]), rel=1e-9)
        assert estimate.fitted[1:] == pytest.approx(fitted, rel=1e-7)
        likelihood = poisson_log_likelihood(counts, fitted)
        assert estimate.log_likelihood == pytest.approx(likelihood)
        assert estimate.deviance == pytest.approx(2 * (counts[1:] * np.log(counts[1:] / fitted)).sum(), abs=1e-7)
        assert estimate.aic == pytest.approx(2 * len(terms) - 2 * likelihood)
        assert estimate.bic == pytest.approx(np.log(counts.sum()) * len(terms) - 2 * likelihood)


def forward_by_aic(counts, significance):
    """Pairs added one at a time: the one of lowest AIC, while AIC falls and its Wald test is significant."""
    pairs, chosen = [p for p in range(16) if p.bit_count() == 2], []
    lowest = 2 * 5 - 2 * poisson_log_likelihood(counts, glm(closed(4, chosen), counts)[2])
    while len(chosen) < len(pairs):
        tried = {}
        for pair in pairs:
            if pair not in chosen:
                terms = closed(4, [*chosen, pair])
                parameters, covariance, fitted = glm(terms, counts)
                place = terms.index(pair)
                wald = abs(parameters[place]) / np.sqrt(covariance[place, place])
                aic = 2 * len(terms) - 2 * poisson_log_likelihood(counts, fitted)
                tried[pair] = aic, 2 * scipy.stats.norm.sf(wald)
        best = min(tried, key=lambda pair: tried[pair][0])
        if tried[best][0] >= lowest or tried[best][1] >= significance:
            break
        chosen.append(best)
        lowest = tried[best][0]
    return closed(4, chosen)


@pytest.mark.parametrize("significance", [0.05, 0.001, 1.0])
def test_forward_selection_by_aic_and_wald_test(significance):
    tables = dense_tables(8, seed=5)
    expected = [set(forward_by_aic(counts, significance)) for counts in tables]
    assert len({frozenset(terms) for terms in expected}) > 3
    for counts, terms in zip(tables, expected, strict=True):
        found = aic_stepwise(CaptureHistories(LISTS, counts), significance=significance)
        assert found.model.terms == terms
        assert dict(found.provenance.settings)["significance"] == significance
    together = AicStepwise(significance).answers(tables.astype(float), np.arange(16) > 0)
    assert [set(np.flatnonzero(row).tolist()) for row in together.terms] == expected


def forward_by_p_value(counts, threshold):
    """Pairs added one at a time by the tail of a Poisson number of people on both lists, and each with its p-value."""
    chosen, path = [], []
    while True:
        fitted = glm(closed(4, chosen), counts)[2]
        tails = {}
        for pair in (p for p in range(16) if p.bit_count() == 2 and p not in chosen):
            both = np.arange(1, 16) & pair == pair
            met, expected = counts[1:][both].sum(), fitted[both].sum()
            tails[pair] = min(scipy.stats.poisson.cdf(met, expected), scipy.stats.poisson.sf(met - 1, expected))
        best = min(tails, key=lambda pair: tails[pair], default=None)
        if best is None or tails[best] >= threshold:
            return closed(4, chosen), path
        chosen.append(best)
        path.append((best, tails[best]))
        if len(chosen) == 6:
            return closed(4, chosen), path


@pytest.mark.parametrize("threshold", [0.02, 0.3])
def test_forward_selection_by_the_tails_of_overlaps(threshold):
    tables = dense_tables(8, seed=6)
    together = Stepwise(threshold).answers(tables.astype(float), np.arange(16) > 0)
    for row, counts in enumerate(tables):
        terms, path = forward_by_p_value(counts, threshold)
        histories = CaptureHistories(LISTS, counts)
        found = stepwise(histories, threshold=threshold)
        assert found.model.terms == set(terms)
        assert found.path == tuple(f"{histories.label(pair)}: p = {p:.3g}" for pair, p in path)
        assert np.flatnonzero(together.terms[row]).tolist() == sorted(terms)
        assert together.totals[row] == pytest.approx(found.total)


def test_from_the_maximum_one_step_is_taken_and_counted_for_each_table():
    counts, terms = dense_tables(3)[:, :].astype(float), np.array([0, 1, 2, 4, 8])
    cells = np.ones((3, 16))
    cells[:, 0] = 0
    first = newton(counts, terms, cells)
    again = newton(counts, terms, cells, first.parameters)
    assert first.converged.all()
    assert again.steps == 3
    assert again.fitted == pytest.approx(first.fitted, rel=1e-5)


@pytest.mark.parametrize("criterion", ["aic", "bic"])
def test_models_are_ranked_as_fits_of_each_of_them_say(criterion):
    counts = dense_tables(1, t=4, seed=8)[0]
    price = 2.0 if criterion == "aic" else np.log(counts.sum())
    expected = []
    for terms in all_models(4):
        parameters, _, fitted = glm(terms, counts)
        value = price * len(terms) - 2 * poisson_log_likelihood(counts, fitted)
        expected.append((value, counts.sum() + np.exp(parameters[0]), set(terms)))
    expected.sort(key=lambda model: model[0])
    histories = CaptureHistories(LISTS, counts)
    ranked = rank_models(histories, criterion=criterion)
    assert ranked.considered == len(expected) == 113
    assert (ranked.gap, ranked.proven) == (0.0, None)
    assert ranked.values.tolist() == pytest.approx([value for value, _, _ in expected])
    assert ranked.totals.tolist() == pytest.approx([total for _, total, _ in expected], rel=1e-6)
    assert [model.terms for model in ranked.models[:20]] == [terms for _, _, terms in expected[:20]]
    for order, search in itertools.product((1, 2, 3, 4), ("exhaustive", "bounded", "downhill")):
        found = best_model(histories, criterion=criterion, order=order, search=search)
        small = [model for model in expected if max(term.bit_count() for term in model[2]) <= order]
        assert found.model.terms == small[0][2]
        assert found.total == pytest.approx(small[0][1], rel=1e-6)


def test_the_ten_best_models_are_shown_with_their_totals():
    ranked = rank_models(load("kosovo"), criterion="aic")
    lines = zip(ranked.models, ranked.values, ranked.totals, strict=True)
    expected = tuple(f"{model}: AIC {value:.2f}, total {total:,.0f}" for model, value, total in lines)[:10]
    for search in ("exhaustive", "bounded"):
        assert best_model(load("kosovo"), criterion="aic", search=search).path == expected
    best = f"best {ranked.models[0]} with AIC {ranked.values[0]:.2f} and {ranked.totals[0]:,.0f} people"
    assert str(ranked) == f"{len(ranked)} models that can be estimated, of {ranked.considered}; {best}"
    assert ranked.summary().splitlines()[0] == str(ranked)
    assert len(ranked.summary().splitlines()) == 3 + 10


@pytest.mark.parametrize("name", ["uk_2013_five", "kosovo", "new_orleans_186_five"])
def test_models_that_compete_are_those_within_two_of_the_best(name):
    ranked = rank_models(load(name), order=2)
    close = ranked.totals[ranked.values < ranked.values[0] + 2]
    found = [note.message for note in best_model(load(name), order=2).notes if note.kind == "CompetingModelsWarning"]
    text = (
        f"{len(close)} models within 2 of the best BIC give totals from {close.min():,.0f} to {close.max():,.0f}. The "
        "data do not choose between them: report the range."
    )
    assert found == ([text] if close.max() > 1.5 * close.min() else [])


def profile_of_independence(sizes, seen):
    """Log likelihood of a total for independent lists, whose best chances are the shares of the total."""

    def value(total):
        parts = scipy.special.xlogy(sizes, sizes / total) + scipy.special.xlogy(total - sizes, 1 - sizes / total)
        return gammaln(total + 1) - gammaln(total - seen + 1) + parts.sum()

    return value


INDEPENDENT = [
    ("AB", {"10": 30, "01": 20, "11": 10}),
    ("AB", {"10": 3, "01": 2, "11": 4}),
    ("ABC", {"100": 200, "010": 150, "001": 90, "110": 30, "101": 20, "011": 11, "111": 2}),
    # The likelihood is highest where no one is hidden.
    ("ABC", {"111": 50, "110": 20, "011": 3, "101": 2}),
    ("ABCD", {"1000": 9000, "0100": 7000, "0010": 800, "0001": 400, "1100": 300, "0011": 4}),
]


@pytest.mark.parametrize(("names", "patterns"), INDEPENDENT)
def test_profile_limits_of_independent_lists_are_those_of_the_closed_form(names, patterns):
    histories = CaptureHistories.from_patterns(tuple(names), patterns)
    seen, sizes = histories.total, np.array(list(histories.list_sizes.values()), dtype=float)
    value = profile_of_independence(sizes, seen)
    highest = scipy.optimize.minimize_scalar(
        lambda hidden: -value(seen + np.exp(hidden)), bounds=(-18, 18), method="bounded", options={"xatol": 1e-10}
    )
    estimate = loglinear(histories, convention="multinomial")
    assert estimate.total == pytest.approx(seen + np.exp(highest.x), rel=1e-6)
    for level in (0.15, 0.5, 0.95, 0.999):
        floor = -highest.fun - scipy.stats.chi2.ppf(level, 1) / 2
        far = seen + 1e5 * np.exp(max(highest.x, 0))

        def fall(total, floor=floor):
            return value(total) - floor

        low = seen if fall(seen) > 0 else scipy.optimize.brentq(fall, seen, estimate.total)
        high = scipy.optimize.brentq(fall, estimate.total, far, xtol=1e-10)
        assert estimate.interval(level, "profile").limits == pytest.approx((low, high), rel=1e-6)


ON_THREE = {
    **{"chapman": lambda h: chapman(h, "A", "B"), "chao": chao_lower_bound},
    **{f"coverage, {k}": lambda h, k=k: sample_coverage(h, kind=k) for k in ("independent", "low", "high")},
    **{f"heterogeneity, {k}": lambda h, k=k: heterogeneity(h, k) for k in KINDS},
    **{f"by list, {k}": lambda h, k=k: heterogeneity(h, k, by_list=True) for k in KINDS},
    **{"one pair": lambda h: loglinear(h, "[12,3]"), "stepwise": stepwise},
    "aic": lambda h: aic_stepwise(h, convention="poisson"),
    "best": lambda h: best_model(h, search="exhaustive"),
    "downhill": lambda h: best_model(h, search="downhill", criterion="aic"),
}


@pytest.mark.parametrize("name", ON_THREE)
def test_a_procedure_gives_for_many_tables_what_the_estimator_gives_for_each(name):
    method = ON_THREE[name]
    tables = [*dense_tables(6, t=3, seed=2), [0, 9, 8, 0, 7, 0, 0, 3], [0, 9, 8, 3, 7, 4, 2, 1], [0] * 8]
    expected = []
    for counts in tables:
        try:
            expected.append(method(CaptureHistories(LISTS[:3], counts)).total)
        except NotEstimable:
            expected.append(np.nan)
    first = CaptureHistories(LISTS[:3], tables[0])
    found = method(first).procedure.answers(np.array(tables, dtype=float), observable(first)).totals
    kept = np.isfinite(expected)
    assert kept[:6].all()
    assert found[kept] == pytest.approx(np.array(expected)[kept], rel=1e-6)


def test_the_lower_bound_and_the_estimator_of_two_lists_by_hand():
    histories = CaptureHistories(LISTS[:3], [0, 40, 30, 9, 20, 6, 5, 2])
    bound = chao_lower_bound(histories)
    assert (bound.total, bound.hidden) == pytest.approx((112 + 2 / 3 * 90**2 / 40, 2 / 3 * 90**2 / 40))
    pair = chapman(histories, "A", "C")
    assert pair.total == pytest.approx(58 * 34 / 9 - 1)
    assert pair.hidden == pytest.approx(58 * 34 / 9 - 1 - 82)
    for estimate, seen in ((bound, 112), (pair, 82)):
        for level in (0.8, 0.95):
            z = scipy.stats.norm.ppf((1 + level) / 2)
            factor = np.exp(z * np.sqrt(np.log(1 + estimate.standard_error**2 / estimate.hidden**2)))
            limits = seen + estimate.hidden / factor, seen + estimate.hidden * factor
            assert estimate.interval(level).limits == pytest.approx(limits)


@pytest.mark.parametrize("by_list", [False, True])
@pytest.mark.parametrize("kind", ["poisson", "darroch", "gamma"])
def test_heterogeneity_models_are_poisson_regressions_with_one_term_more(kind, by_list):
    size = np.array([p.bit_count() for p in range(1, 16)], dtype=float)
    lists = np.array([[p >> i & 1 for i in range(4)] for p in range(1, 16)], dtype=float)
    curve = {"poisson": 2**size - 1, "darroch": size**2 / 2, "gamma": np.log(3.5) - np.log(3.5 + size)}[kind]
    design = np.column_stack([np.ones(15), lists if by_list else size, curve])
    for counts in dense_tables(3):
        parameters, covariance, _ = regression(design, counts)
        hidden = np.exp(parameters[0])
        estimate = heterogeneity(CaptureHistories(LISTS, counts), kind, by_list=by_list)
        assert estimate.hidden == pytest.approx(hidden, rel=1e-6)
        assert estimate.total == pytest.approx(counts.sum() + hidden, rel=1e-6)
        assert estimate.standard_error == pytest.approx(np.sqrt(hidden + hidden**2 * covariance[0, 0]), rel=1e-6)


def test_a_chao_model_whose_fitted_counts_are_next_to_nothing_has_its_maximum():
    # Twenty people on each of six lists alone, six pairs of lists with one person: on all six lists 6e-8 are expected.
    size = np.array([p.bit_count() for p in range(64)])
    counts = np.where(size == 1, 20, 0)
    counts[np.flatnonzero(size == 2)[::2][:6]] = 1
    parameters, _, fitted = regression(np.column_stack([np.ones(63), size[1:]]), counts)
    assert fitted.min() < 1e-6
    estimate = heterogeneity(CaptureHistories(tuple("ABCDEF"), counts))
    assert estimate.hidden == pytest.approx(np.exp(parameters[0]), rel=1e-6)


def test_impossible_patterns_can_leave_a_model_undetermined():
    # A or B and never both, C only beside them: no pattern shows how many are on none.
    histories = CaptureHistories.from_patterns(
        LISTS[:3], {"100": 30, "010": 20, "101": 10, "011": 5}, structural_zeros=["110", "111", "001"]
    )
    with pytest.raises(NotEstimable, match="different totals fit equally well"):
        loglinear(histories)


def test_the_sentence_where_bca_corrects_far():
    made = stepwise(load("new_orleans_185")).bootstrap(1000)
    share = np.mean(made.finite < made.total)
    shift = scipy.stats.norm.ppf(share)
    texts = [note.message for note in made.interval(0.9, "bca").notes if "of its own replicates" in note.message]
    assert texts == [
        f"The estimate lies at the {share:.1%} point of its own replicates (z0 = {shift:.2f}): it is "
        "unusual among estimates from such data, and BCa corrects far. Compare 'percentile'."
    ]


def normal_replicates(total):
    """Two hundred replicates around 15,000 people, made of a table of Kosovo."""
    estimate = stepwise(load("kosovo"))
    totals = np.random.default_rng(7).normal(15_000, 1000, 200)
    return Bootstrap(
        *(estimate.histories, total, totals, np.zeros((200, 16), dtype=bool)),
        *(estimate.procedure, estimate.provenance),
    )


def test_limits_that_are_the_most_extreme_replicates_are_named():
    z, seen = scipy.stats.norm.ppf([0.025, 0.975]), set()
    for total in np.linspace(12_900, 17_100, 43):
        made = normal_replicates(total)
        shift = scipy.stats.norm.ppf((made.totals < total).mean())
        low, high = scipy.stats.norm.cdf(shift + (shift + z) / (1 - made.jackknife.acceleration * (shift + z)))
        texts = [note.message for note in made.interval(0.95, "bca").notes if "most extreme" in note.message]
        extreme = bool(low < 1 / 200 or high > 1 - 1 / 200)
        seen.add((extreme, bool(low < 2 / 200 or high > 1 - 2 / 200)))
        expected = (
            f"BCa reads the replicates at {low:.4%} and {high:.4%}, so that a limit is just the most extreme of 200 "
            "replicates. Take more replicates or another method, and do not rely on this limit."
        )
        assert texts == [expected] * extreme
    assert seen == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize(("times", "named"), [(9.9, False), (10.1, True)])
def test_an_upper_limit_of_more_than_ten_times_the_estimate_is_named(times, named):
    made = normal_replicates(15_000.0)
    high = made.interval(0.95, "percentile").high
    found = dataclasses.replace(made, total=high / times).interval(0.95, "percentile").notes
    assert sum(f"is {times:,.0f} times the estimate: the lists hardly" in note.message for note in found) == named


@pytest.mark.parametrize(("alone", "kind"), [(131, "low"), (130, "high")])
def test_the_kind_of_sample_coverage_goes_by_the_coverage(alone, kind):
    # On each of three lists `alone` people by themselves, and 160 who are on others.
    patterns = {"100": alone, "010": alone, "001": alone, "110": 50, "101": 50, "011": 50, "111": 60}
    covered = 160 / (160 + alone)
    estimate = sample_coverage(CaptureHistories.from_patterns(LISTS[:3], patterns))
    assert dict(estimate.provenance.settings) == {"kind": kind, "coverage": round(covered, 4)}
    assert (covered < 0.55) == (kind == "low")


def test_limits_by_number_of_models_are_those_of_the_best_model_that_chooses_among_so_many():
    histories = load("kosovo")
    found = limits_by_top(histories, (1, 4), order=3, criterion="aic", level=0.9, method="basic", replicates=60, seed=5)
    assert list(found) == [1, 4]
    for top, interval in found.items():
        made = best_model(histories, criterion="aic", order=3, top=top).bootstrap(60, seed=5)
        assert interval.limits == pytest.approx(made.interval(0.9, "basic").limits)
        assert dict(interval.provenance.settings)["top"] == top


def test_limits_may_begin_with_several_models():
    assert list(limits_by_top(load("korea"), (2, 3), replicates=20)) == [2, 3]


def test_sample_coverage_of_four_lists_by_hand():
    counts = dense_tables(1)[0]
    sizes = [sum(counts[p] for p in range(16) if p >> i & 1) for i in range(4)]
    covered = 1 - np.mean([counts[1 << i] / sizes[i] for i in range(4)])
    several = counts.sum() - np.mean([counts[1 << i] for i in range(4)])
    assert sample_coverage(CaptureHistories(LISTS, counts)).total == pytest.approx(several / covered)


def left_out(histories, method):
    """The total without each person, one number per person."""
    totals = []
    for pattern, people in enumerate(histories.counts.tolist()):
        if people:
            counts = histories.counts.copy()
            counts[pattern] -= 1
            totals += [method(histories.with_counts(counts)).total] * people
    return np.array(totals)


@pytest.mark.parametrize("method", [chao_lower_bound, stepwise])
def test_jackknife_and_acceleration_person_by_person(method):
    histories = CaptureHistories(LISTS[:3], dense_tables(1, t=3, seed=4)[0])
    estimate, totals = method(histories), left_out(histories, method)
    n, made = len(totals), estimate.bootstrap(400, seed=3)
    error = np.sqrt((n - 1) / n * ((totals - totals.mean()) ** 2).sum())
    assert made.jackknife.standard_error == pytest.approx(error)
    gaps = totals.mean() - totals
    slant = (gaps**3).sum() / (6 * (gaps**2).sum() ** 1.5)
    assert made.jackknife.acceleration == pytest.approx(slant, rel=1e-6)
    smaller = Jackknife(made.jackknife.totals / 1e6, made.jackknife.weights)
    assert smaller.acceleration == pytest.approx(slant, rel=1e-6)
    assert Jackknife(np.full(3, 7.0), np.array([2.0, 3.0, 1.0])).acceleration == 0
    factor = np.exp(scipy.stats.norm.ppf(0.95) * np.sqrt(np.log(1 + error**2 / estimate.hidden**2)))
    limits = n + estimate.hidden / factor, n + estimate.hidden * factor
    assert made.interval(0.9, "jackknife").limits == pytest.approx(limits)
    shift = scipy.stats.norm.ppf((made.totals < estimate.total).mean())
    z = scipy.stats.norm.ppf([0.05, 0.95])
    at = scipy.stats.norm.cdf(shift + (shift + z) / (1 - slant * (shift + z)))
    limits = scipy.stats.mstats.mquantiles(made.totals, at, 1 / 3, 1 / 3)
    assert made.interval(0.9, "bca").limits == pytest.approx(tuple(limits), rel=1e-6)
    low, high = scipy.stats.mstats.mquantiles(made.totals, [0.05, 0.95], 1 / 3, 1 / 3)
    percentile, basic = made.interval(0.9, "percentile"), made.interval(0.9, "basic")
    assert percentile.limits == pytest.approx((low, high))
    assert basic.limits == pytest.approx((max(2 * estimate.total - high, n), 2 * estimate.total - low))
    if basic.low > n:
        assert (basic.low_error, basic.high_error) == (percentile.high_error, percentile.low_error)


def test_a_basic_limit_at_the_people_seen_moves_with_no_seed():
    histories = load("kosovo")
    made = stepwise(histories).bootstrap(200)
    pulled = Bootstrap(histories, 5000.0, made.totals, made.terms, made.procedure, made.provenance)
    basic = pulled.interval(0.9, "basic")
    assert (basic.low, basic.low_error) == (histories.total, 0.0)
    assert basic.high_error == pulled.interval(0.9, "percentile").low_error


def test_the_models_of_replicates_are_counted():
    made = stepwise(load("kosovo")).bootstrap(200)
    expected = {}
    for terms in made.terms:
        name = str(Model(4, frozenset(np.flatnonzero(terms).tolist())))
        expected[name] = expected.get(name, 0) + 1
    assert made.models == expected
    assert list(made.models.values()) == sorted(expected.values(), reverse=True)
    assert [row["model"] for row in made.rows()[:5]] == [
        str(Model(4, frozenset(np.flatnonzero(terms).tolist()))) for terms in made.terms[:5]
    ]


@pytest.mark.parametrize("level", [0.6, 0.9])
def test_the_error_of_a_quantile_is_that_of_the_normal_distribution(level):
    rng, size = np.random.default_rng(1), 1000
    tail = (1 - level) / 2
    expected = np.sqrt(tail * (1 - tail) / size) / scipy.stats.norm.pdf(scipy.stats.norm.ppf(tail))
    tails = np.array([tail, 1 - tail])
    found = [limit_errors(1e4 + 100 * rng.standard_normal(size), 1e4, lambda share: tails) for _ in range(20)]
    assert np.mean(found, axis=0) == pytest.approx([100 * expected] * 2, rel=0.15)


def split(draws):
    half = draws.shape[1] // 2
    return [part for chain in draws for part in (chain[:half], chain[-half:])]


def scores(draws):
    ranks = scipy.stats.rankdata(draws.ravel()).reshape(draws.shape)
    return scipy.stats.norm.ppf((ranks - 3 / 8) / (draws.size + 1 / 4))


def r_hat_by_the_paper(draws):
    found = []
    for values in (scores(draws), scores(np.abs(draws - np.median(draws)))):
        chains = split(values)
        n = len(chains[0])
        within = np.mean([np.var(chain, ddof=1) for chain in chains])
        between = n * np.var([chain.mean() for chain in chains], ddof=1)
        found.append(np.sqrt(((n - 1) / n * within + between / n) / within))
    return max(found)


def draws_by_the_paper(draws):
    """Effective draws by autocovariances summed one by one, cut where a pair of them is negative, made to fall."""
    chains = split(scores(draws))
    m, n = len(chains), len(chains[0])
    within = np.mean([np.var(chain, ddof=1) for chain in chains])
    pooled = (n - 1) / n * within + np.var([chain.mean() for chain in chains], ddof=1)
    pairs, lag = [], 0
    while lag + 1 < n:
        sums = []
        for k in (lag, lag + 1):
            at = [((c[: n - k] - c.mean()) * (c[k:] - c.mean())).sum() / n * n / (n - 1) for c in chains]
            sums.append(1 - (within - np.mean(at)) / pooled)
        if sum(sums) < 0:
            break
        pairs.append(min([sum(sums), *pairs[-1:]]))
        lag += 2
    return m * n / max(2 * sum(pairs) - 1, 1 / np.log10(m * n))


@pytest.mark.parametrize(("memory", "gap"), [(0.0, 0.0), (0.8, 0.3), (-0.6, 0.0), (0.5, 2.0)])
def test_agreement_of_chains_by_the_formulas_of_the_paper(memory, gap):
    # Vehtari and others (2021), sections 3 and 4; the sum of autocorrelations as in Stan's reference manual.
    rng = np.random.default_rng(2)
    draws = np.zeros((3, 201))
    for k in range(1, 201):
        draws[:, k] = memory * draws[:, k - 1] + rng.normal(size=3)
    draws = draws * np.array([[1.0], [1.0], [1.0 + gap]]) + gap * np.arange(3)[:, None]
    assert r_hat(draws) == pytest.approx(r_hat_by_the_paper(draws))
    assert effective_sample_size(draws) == pytest.approx(draws_by_the_paper(draws))


def test_chains_that_stand_still():
    apart = np.repeat([[1.0], [2.0]], 20, axis=1)
    assert r_hat(apart) == float("inf")
    one_of_ten = np.ones((10, 4))
    one_of_ten[0] = 2
    assert r_hat(one_of_ten) == float("inf")
    assert np.isnan(effective_sample_size(np.ones((2, 20))))


def test_fifty_tables_are_enough_to_check_a_model():
    assert predictive_checks(loglinear(load("korea")), replicates=50).replicates == 50


def test_predictive_checks_agree_with_the_distributions_behind_them():
    counts = dense_tables(1, seed=3)[0]
    estimate = loglinear(CaptureHistories(LISTS, counts))
    generators = [p for p in range(16) if p.bit_count() == 2][:4]
    for model in (estimate, loglinear(estimate.histories, Model.of(4, generators))):
        checks = predictive_checks(model, replicates=2000)
        free = 15 - len(model.model.terms)
        assert checks.deviance == pytest.approx(scipy.stats.chi2.sf(model.deviance, free), abs=0.04)
        several = np.array([p.bit_count() > 1 for p in range(16)])
        tail = scipy.stats.poisson.sf(counts[several].sum() - 1, model.fitted[several].sum())
        assert checks.on_several == pytest.approx(tail, abs=0.04)
        assert (checks.never_meeting, checks.replicates) == (1.0, 2000)


def test_how_often_lists_never_meet_in_tables_drawn_from_a_model():
    histories = CaptureHistories(LISTS[:3], [0, 30, 20, 1, 10, 1, 0, 0])
    model = loglinear(histories)
    several = [p for p in range(8) if p.bit_count() > 1]
    expected = 0.0
    for empty in itertools.product((True, False), repeat=4):
        shares = np.exp(-model.fitted[several])
        met = {p for p, e in zip(several, empty, strict=True) if not e}
        never = sum(not any(p & pair == pair for p in met) for pair in (3, 5, 6))
        if never >= 1:
            expected += np.prod(np.where(empty, shares, 1 - shares))
    assert predictive_checks(model, replicates=2000).never_meeting == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(
    ("deviance", "several", "never", "words"),
    [
        (0.05, 0.025, 0.025, ()),
        (0.05, 0.975, 1.0, ()),
        (0.049, 0.5, 1.0, ("The model fits badly: only 4.9% of",)),
        (0.5, 0.024, 1.0, ("2.4% of tables drawn",)),
        (0.5, 0.976, 0.024, ("97.6% of tables drawn", "Only 2.4% of tables drawn")),
    ],
)
def test_what_checks_remark(deviance, several, never, words):
    remarks = PredictiveChecks(deviance, several, never, 1000).remarks
    assert len(remarks) == len(words)
    assert all(remark.startswith(start) for remark, start in zip(remarks, words, strict=True))


@pytest.mark.parametrize("histories", [load("kosovo"), Truth.of(900, dict.fromkeys(LISTS, 0.3)).draw(3)])
def test_internal_consistency_person_by_person(histories):
    people = np.repeat(np.arange(16), histories.counts)
    on = {name: (people >> i & 1).astype(bool) for i, name in enumerate(histories.lists)}
    result = internal_consistency(histories, loglinear, level=0.8)
    logs = []
    for known in result.lists:
        others = [name for name in histories.lists if name != known.name]
        seen = on[known.name] & np.any([on[name] for name in others], axis=0)
        table = CaptureHistories.from_people({name: on[name][seen] for name in others})
        estimate = loglinear(table)
        low, high = estimate.interval(0.8).limits
        size = int(on[known.name].sum())
        expected = (size, int(seen.sum()), estimate.total, low <= size <= high)
        assert (known.size, known.seen, known.total, known.covered) == expected
        logs.append(np.log(estimate.total / size))
    assert result.bias == pytest.approx(np.mean(logs))
    assert result.covered == f"{sum(known.covered for known in result.lists)} of 4"
    assert result.error == pytest.approx(np.sqrt(np.mean(np.square(logs))))
    none = Consistency((KnownList("A", 5, 0, NotAvailable("x"), NotAvailable("x")),), 0.95)
    assert isinstance(none.bias, NotAvailable)
    assert isinstance(none.error, NotAvailable)
    assert none.covered == "0 of 0"
    halves = Consistency((KnownList("A", 50, 9, 25.0, False), KnownList("B", 0, 0, NotAvailable("x"), True)), 0.95)
    assert halves.bars() == [Bar("A", 0.5)]


def test_overlaps_person_by_person():
    histories = load("kosovo")
    people = np.repeat(np.arange(16), histories.counts)
    seen = overlap(histories)
    for pair in seen.pairs:
        i, j = (histories.lists.index(name) for name in (pair.first, pair.second))
        one, two = people >> i & 1 == 1, people >> j & 1 == 1
        rest = people & ~(1 << i) & ~(1 << j) > 0
        cells = [(rest & a & b).sum() + 0.5 for a, b in ((one, two), (~one, ~two), (one, ~two), (~one, two))]
        assert pair.odds_ratio == pytest.approx(cells[0] * cells[1] / (cells[2] * cells[3]))
        assert pair.shared == (one & two).sum()
        assert pair.chapman == pytest.approx((one.sum() + 1) * (two.sum() + 1) / ((one & two).sum() + 1) - 1)
    by_number = [sum(int(p).bit_count() == k for p in people) for k in (1, 2, 3, 4)]
    assert seen.by_number_of_lists == tuple(by_number)
    assert seen.share_on_several == pytest.approx(sum(by_number[1:]) / sum(by_number))
    zeros = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 4, "011": 5}, structural_zeros=["110", "111"])
    assert (overlap(zeros).patterns_seen, overlap(zeros).patterns_possible) == (2, 5)


@pytest.mark.parametrize("spread", [0.0, 0.7, 2.0])
def test_chances_of_patterns_are_integrals_over_visibility(spread):
    capture, ratio = {"A": 0.2, "B": 0.4, "C": 0.7}, 3.0
    truth = Truth.of(1000, capture, odds_ratios={("A", "C"): ratio}, spread=spread)
    logits = np.log(np.array([0.2, 0.4, 0.7]) / np.array([0.8, 0.6, 0.3]))

    def chances(visible):
        weights = [
            np.exp(sum(logits[i] + spread * visible for i in range(3) if p >> i & 1)) * (ratio if p & 5 == 5 else 1)
            for p in range(8)
        ]
        return np.array(weights) / sum(weights)

    for pattern in range(8):
        expected = scipy.integrate.quad(lambda v, p=pattern: chances(v)[p] * scipy.stats.norm.pdf(v), -9, 9)[0]
        assert truth.probabilities[pattern] == pytest.approx(expected, abs=2e-5)
    several = sum(truth.probabilities[p] for p in (3, 5, 6, 7))
    assert truth.expected_on_two == pytest.approx(1000 * several)
    wider = truth.with_list("D", 0.3).probabilities
    assert wider[8:] == pytest.approx(0.3 * truth.probabilities)
    assert wider[:8] == pytest.approx(0.7 * truth.probabilities)
