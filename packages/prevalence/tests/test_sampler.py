"""Each step of the latent-class sampler by itself, against the distribution that it draws from or leaves as it is."""

import itertools
import math

import numpy as np
import pytest
import scipy

from prevalence import gibbs, tempering

PATTERNS = np.array([1, 2, 3, 4, 6])
COUNTS = np.array([9, 7, 3, 6, 2])


def drawn_from(values, distribution):
    """Whether draws look as if they were from a continuous distribution: once in ten thousand they do not."""
    return scipy.stats.kstest(values, distribution.cdf).pvalue > 1e-4


def broken(sticks):
    """Weights of classes by the stick that each but the last breaks off."""
    whole = np.append(sticks[:-1], 1.0)
    return whole * np.concatenate([[1.0], np.cumprod(1.0 - sticks[:-1])])


def chances_by_hand(patterns, weights, capture):
    """Chance of each pattern, and of the empty one, in each class."""
    found = []
    for pattern in [*patterns.tolist(), 0]:
        on = np.array([pattern >> j & 1 for j in range(capture.shape[1])], dtype=bool)
        found.append(weights * np.prod(np.where(on, capture, 1.0 - capture), axis=1))
    return np.array(found)


@pytest.mark.parametrize("count", [0, 1, 2, 15, 400])
@pytest.mark.parametrize("weights", [[0.2, 0.5, 0.05, 0.25], [0.3, 0.0, 0.7, 0.0], [1e-4, 0.02, 0.0, 3e-5]])
def test_people_are_divided_over_classes_as_by_a_multinomial_draw(count, weights):
    rng, weights, times = np.random.default_rng(1), np.array(weights), 3000
    order, out = np.argsort(-weights), np.full(4, 9)
    found = np.zeros((times, 4))
    for row in range(times):
        gibbs.split(rng, count, weights, order, out)
        found[row] = out
    assert (found.sum(axis=1) == count).all()
    assert (found >= 0).all()
    share = weights / weights.sum()
    errors = np.sqrt(count * share * (1 - share) / times)
    assert found.mean(axis=0) == pytest.approx(count * share, abs=4.5 * errors.max() + 1e-12)
    spread = count * (np.diag(share) - np.outer(share, share))
    largest = spread.max()
    assert np.cov(found.T) == pytest.approx(spread, abs=4.5 * np.sqrt((3 * largest**2 + largest) / times) + 1e-12)


@pytest.mark.parametrize(
    ("count", "chance"), [(40, 0.02), (12, 0.7), (5, 0.5), (1, 0.3), (300, 0.97), (7, 0.0), (7, 1.0)]
)
def test_binomial_draws_by_inversion_have_the_chances_of_the_binomial_distribution(count, chance):
    rng, times = np.random.default_rng(2), 8000
    drawn = [gibbs.inversion(rng, count, chance) for _ in range(times)]
    expected = scipy.stats.binom.pmf(np.arange(count + 1), count, chance)
    found = np.bincount(drawn, minlength=count + 1) / times
    assert found == pytest.approx(expected, abs=4.5 * np.sqrt(0.25 / times))
    assert np.mean(drawn) == pytest.approx(count * chance, abs=4.5 * np.sqrt(count * chance * (1 - chance) / times))


@pytest.mark.parametrize(("successes", "failures"), [(0, 0), (0, 5), (4, 0), (3, 2), (40, 7)])
def test_shares_are_drawn_from_beta_distributions(successes, failures):
    rng = np.random.default_rng(3)
    drawn = [gibbs.beta(rng, successes, failures) for _ in range(3000)]
    assert drawn_from(drawn, scipy.stats.beta(1 + successes, 1 + failures))


@pytest.mark.parametrize("shape", [0.02, 0.6, 1.0, 1.4, 30.0])
def test_logarithms_of_gamma_draws(shape):
    rng = np.random.default_rng(4)
    drawn = np.array([gibbs.log_gamma_draw(rng, shape) for _ in range(3000)])
    assert drawn_from(drawn, scipy.stats.loggamma(shape))


def test_the_hidden_have_a_negative_binomial_distribution_up_to_the_cap():
    rng, chances, times = np.random.default_rng(5), np.array([0.3, 0.05, 0.1]), 6000
    found = [gibbs.draw_hidden(rng, 20, chances, 1e9) for _ in range(times)]
    drawn = np.array([hidden for hidden, _ in found])
    law = scipy.stats.nbinom(20, 0.55)
    assert not any(capped for _, capped in found)
    assert drawn.mean() == pytest.approx(law.mean(), abs=4.5 * law.std() / np.sqrt(times))
    assert drawn.var() == pytest.approx(law.var(), rel=0.1)
    assert np.mean(drawn <= 12) == pytest.approx(law.cdf(12), abs=4.5 * np.sqrt(0.25 / times))
    capped = [gibbs.draw_hidden(rng, 20, chances, 0.5) for _ in range(400)]
    assert all(reached for _, reached in capped)
    assert np.mean([hidden for hidden, _ in capped]) == pytest.approx(0.5, abs=0.2)
    # Where nobody can be seen the draw stays finite: the cap holds.
    assert gibbs.draw_hidden(rng, 20, np.array([0.7, 0.3]), 100.0)[1]


def test_sticks_are_broken_by_the_people_of_a_class_and_of_those_after_it():
    rng, size, alpha = np.random.default_rng(6), np.array([5, 0, 12, 3]), 0.7
    sticks, left, weights = np.full(4, 0.5), np.full(4, math.log(0.5)), np.zeros(4)
    found = []
    for _ in range(3000):
        rest = gibbs.draw_sticks(rng, size, alpha, sticks, left, weights)
        assert weights == pytest.approx(broken(sticks))
        assert left[:3] == pytest.approx(np.log1p(-sticks[:3]), abs=1e-9)
        assert rest == pytest.approx(left[:3].sum())
        found.append(sticks[:3].copy())
    for place, beyond in enumerate((15, 15, 3)):
        assert drawn_from(np.array(found)[:, place], scipy.stats.beta(1 + size[place], alpha + beyond))


def test_each_list_sees_each_class_as_it_caught_its_people():
    rng, size, caught = np.random.default_rng(7), np.array([6, 0, 9]), np.array([[6, 2], [0, 0], [1, 4]])
    capture, found = np.zeros((3, 2)), []
    for _ in range(3000):
        gibbs.draw_capture(rng, size, caught, capture)
        found.append(capture.copy())
    for k, j in itertools.product(range(3), range(2)):
        law = scipy.stats.beta(1 + caught[k, j], 1 + size[k] - caught[k, j])
        assert drawn_from(np.array(found)[:, k, j], law)


def test_classes_are_put_in_the_order_of_their_weights():
    rng = np.random.default_rng(8)
    for length in (1, 2, 5, 9):
        weights, order = rng.random(length), rng.permutation(length)
        gibbs.by_size(weights, order)
        assert order.tolist() == np.argsort(-weights).tolist()


def test_chances_of_patterns_are_products_over_lists():
    rng = np.random.default_rng(9)
    weights, capture, out = rng.dirichlet(np.ones(4)), rng.random((4, 3)), np.zeros((6, 4))
    gibbs.chances_of(PATTERNS, weights, capture, out)
    assert out == pytest.approx(chances_by_hand(PATTERNS, weights, capture))
    logs = np.zeros(5)
    tempering.log_shares(out, logs)
    assert logs == pytest.approx(np.log(out[:5].sum(axis=1) / (1.0 - out[5].sum())))


def test_the_people_of_each_pattern_are_divided_and_counted_by_list():
    rng, counts = np.random.default_rng(10), np.array([9, 7, 0, 6, 2])
    chances = rng.random((6, 3)) * [1.0, 0.2, 3.0]
    order, taken, size, caught = np.array([2, 0, 1]), np.zeros(3, int), np.full(3, 99), np.full((3, 3), 99)
    sizes, lists, times = np.zeros(3), np.zeros((3, 3)), 3000
    on = PATTERNS[:, None] >> np.arange(3) & 1
    for _ in range(times):
        gibbs.share_out(rng, PATTERNS, counts, chances, order, taken, size, caught)
        assert size.sum() == 24
        assert caught.sum(axis=0).tolist() == (counts @ on).tolist()
        assert (caught <= size[:, None]).all()
        sizes, lists = sizes + size, lists + caught
    share = chances[:5] / chances[:5].sum(axis=1, keepdims=True)
    assert sizes / times == pytest.approx(counts @ share, abs=0.25)
    assert lists / times == pytest.approx((counts[:, None] * share).T @ on, abs=0.25)


def test_sizes_of_classes_speak_for_a_concentration_as_the_beta_functions_of_their_sticks_do():
    size, beyond = np.array([7, 0, 3, 1]), np.array([4, 4, 1])

    def by_hand(alpha):
        return (scipy.special.betaln(1 + size[:3], alpha + beyond) - scipy.special.betaln(1, alpha)).sum()

    for alpha, other in ((0.3, 2.0), (5.0, 0.01)):
        found = gibbs.log_sizes(size, alpha) - gibbs.log_sizes(size, other)
        assert found == pytest.approx(by_hand(alpha) - by_hand(other))


def test_leaps_of_the_concentration_keep_its_distribution_given_the_sizes():
    rng, size, shape, rate = np.random.default_rng(11), np.array([7, 0, 3, 1]), 0.8, 0.5
    logs = np.linspace(-9, 5, 4000)
    beyond = np.array([4, 4, 1])
    heights = [
        (scipy.special.betaln(1 + size[:3], a + beyond) - scipy.special.betaln(1, a)).sum()
        + shape * math.log(a)
        - rate * a
        for a in np.exp(logs)
    ]
    weights = np.exp(heights - np.max(heights))
    weights /= weights.sum()
    mean = weights @ logs
    spread = np.sqrt(weights @ (logs - mean) ** 2)
    alpha, found = 1.0, []
    for _ in range(12_000):
        alpha = gibbs.leap_alpha(rng, size, alpha, shape, rate)
        found.append(math.log(alpha))
    assert np.mean(found) == pytest.approx(mean, abs=0.12 * spread)
    assert np.std(found) == pytest.approx(spread, rel=0.08)
    assert 0.2 < np.mean(np.diff(found) != 0) < 0.8


def test_classes_change_places_as_often_as_their_sizes_and_weights_have_it():
    # Sizes 4, 1 and 0 over three classes, sticks of 0.5 and 0.2 in either order: the chance of a state is the product
    # of weights to the power of sizes.
    rng, times = np.random.default_rng(12), 30_000
    size, sticks = np.array([4, 1, 0]), np.array([0.5, 0.2, 0.5])
    left, weights = np.log1p(-sticks), broken(sticks)
    caught, capture = np.array([[3, 2], [1, 0], [0, 0]]), np.array([[0.4, 0.3], [0.1, 0.2], [0.7, 0.6]])
    kinds = {4: ([3, 2], [0.4, 0.3]), 1: ([1, 0], [0.1, 0.2]), 0: ([0, 0], [0.7, 0.6])}
    found = {}
    for step in range(times):
        gibbs.swap_neighbours(rng, size, caught, sticks, left, weights, capture, step % 2)
        state = (tuple(size.tolist()), sticks[0].item())
        found[state] = found.get(state, 0) + 1
        if step % 10 == 0:
            assert weights == pytest.approx(broken(sticks))
            assert left[:2] == pytest.approx(np.log1p(-sticks[:2]))
            # An empty class may keep its place where its neighbour is empty too, and here only one is.
            for k, people in enumerate(size.tolist()):
                assert (caught[k].tolist(), capture[k].tolist()) == kinds[people]
    expected = {}
    for order, first in itertools.product(itertools.permutations((4, 1, 0)), (0.5, 0.2)):
        other = 0.2 if first == 0.5 else 0.5
        expected[order, first] = float(np.prod(broken(np.array([first, other, 0.5])) ** np.array(order)))
    whole = sum(expected.values())
    assert {state: n / times for state, n in found.items()} == pytest.approx(
        {state: chance / whole for state, chance in expected.items()}, abs=0.02
    )


def test_neighbours_without_anybody_keep_their_places():
    rng, size, sticks = np.random.default_rng(13), np.array([3, 0, 0]), np.array([0.5, 0.2, 0.5])
    left, weights, capture = np.log1p(-sticks), broken(sticks), np.array([[0.4], [0.1], [0.7]])
    for _ in range(50):
        gibbs.swap_neighbours(rng, size, np.array([[2], [0], [0]]), sticks, left, weights, capture, 1)
    assert capture.ravel().tolist() == [0.4, 0.1, 0.7]
    assert sticks.tolist() == [0.5, 0.2, 0.5]


@pytest.mark.parametrize("classes", [2, 3])
def test_slides_keep_the_posterior_along_the_line_on_which_they_move(classes):
    # On the line the logits of a stick rise by what those of its class's chances fall. The density is that of sticks
    # (Beta with 1 and alpha), flat chances and the patterns among those seen, times the derivatives of the logits.
    rng, alpha, n_lists = np.random.default_rng(14), 1.6, 3
    begin = scipy.special.logit(np.array([0.35, 0.6][: classes - 1]))
    capture = np.array([[0.5, 0.3, 0.4], [0.2, 0.35, 0.15], [0.6, 0.1, 0.3]])[:classes]
    logits = scipy.special.logit(capture)

    def height(shifts):
        stick = scipy.special.expit(begin + shifts)
        moved = capture.copy()
        moved[:-1] = scipy.special.expit(logits[:-1] - np.array(shifts)[:, None])
        chances = chances_by_hand(PATTERNS, broken(np.append(stick, 0.5)), moved).sum(axis=1)
        prior = (np.log(stick) + alpha * np.log1p(-stick)).sum()
        prior += np.log(moved[:-1] * (1 - moved[:-1])).sum()
        return prior + COUNTS @ np.log(chances[:-1] / (1 - chances[-1]))

    axis = np.linspace(-9, 9, 121)
    grid = np.array(list(itertools.product(axis, repeat=classes - 1)))
    heights = np.array([height(point) for point in grid])
    shares = np.exp(heights - heights.max())
    shares /= shares.sum()
    mean = shares @ grid
    spread = np.sqrt(shares @ (grid - mean) ** 2)

    sticks = np.append(scipy.special.expit(begin), 0.5)
    left, weights = np.log1p(-sticks), broken(sticks)
    chances, found = chances_by_hand(PATTERNS, weights, capture), []
    for _ in range(8000):
        gibbs.slide(rng, PATTERNS, COUNTS, weights, sticks, left, capture, chances, alpha)
        found.append(scipy.special.logit(sticks[:-1]) - begin)
    assert weights == pytest.approx(broken(sticks))
    assert left[:-1] == pytest.approx(np.log1p(-sticks[:-1]))
    assert chances == pytest.approx(chances_by_hand(PATTERNS, weights, capture))
    shifts = (scipy.special.logit(sticks[:-1]) - begin)[:, None]
    assert scipy.special.logit(capture[:-1]) == pytest.approx(
        np.broadcast_to(logits[:-1] - shifts, (classes - 1, n_lists))
    )
    assert capture[-1] == pytest.approx(scipy.special.expit(logits[-1]))
    assert np.mean(found, axis=0) == pytest.approx(mean, abs=0.15 * spread.max())
    assert np.std(found, axis=0) == pytest.approx(spread, rel=0.12)


@pytest.mark.parametrize("chance", [5e-324, 1.0 - 2.0**-53])
def test_a_chance_as_near_to_none_or_to_one_as_a_number_can_be_does_not_stop_the_slides(chance):
    rng, capture = np.random.default_rng(18), np.array([[chance, 0.3, 0.4], [0.2, 0.35, 0.15]])
    sticks = np.array([0.4, 0.5])
    left, weights = np.log1p(-sticks), broken(sticks)
    chances = chances_by_hand(PATTERNS, weights, capture)
    for _ in range(100):
        gibbs.slide(rng, PATTERNS, COUNTS, weights, sticks, left, capture, chances, 1.0)
        assert ((capture > 0) & (capture < 1)).all()
        assert 0 < sticks[0] < 1


def test_steps_of_a_ladder_change_places_as_their_tables_have_it():
    ladder, logs = np.array([[9, 4], [6, 3], [4, 2]]), np.log(np.array([[0.6, 0.4], [0.75, 0.25], [0.5, 0.5]]))
    rng, holder, accepted, found, times = np.random.default_rng(15), np.arange(3), np.zeros(3, dtype=int), {}, 12_000
    for step in range(times):
        before, was = holder.copy(), accepted.copy()
        tempering.exchange(rng, ladder, logs, holder, step % 2, accepted)
        first = step % 2
        assert (accepted - was)[first] == (before[first] != holder[first])
        assert (accepted - was).sum() == (before[first] != holder[first])
        state = tuple(holder.tolist())
        found[state] = found.get(state, 0) + 1
    expected = {
        state: float(np.exp(sum(ladder[step] @ logs[held] for step, held in enumerate(state))))
        for state in itertools.permutations(range(3))
    }
    whole = sum(expected.values())
    assert {state: n / times for state, n in found.items()} == pytest.approx(
        {state: chance / whole for state, chance in expected.items()}, abs=0.02
    )


def test_a_ladder_has_the_table_and_then_fewer_people_in_the_same_proportions():
    counts = np.array([900, 60, 3, 1])
    ladder = tempering.ladder_of(counts, 5)
    assert ladder[0].tolist() == counts.tolist()
    for step, row in enumerate(ladder):
        assert np.abs(row - counts / 1.5**step).max() < 1
    assert tempering.ladder_of(counts, 3, 2.0)[2, :2].tolist() == [225, 15]
    # Of many patterns of one person, two thirds, four ninths, ... are kept at each step.
    shares = tempering.ladder_of(np.ones(1000, dtype=np.int64), 4).mean(axis=1)
    assert shares == pytest.approx(1.5 ** -np.arange(4.0), abs=0.01)


def chain_of(steps=3, keep=12, thin=3, burn_in=5, most=1e9, seed=16, counts=COUNTS, classes=3):
    rng = np.random.default_rng(seed)
    capture, alpha = rng.beta(1.0, 4.0, size=(steps, classes, 3)), np.full(steps, 0.5)
    ladder = tempering.ladder_of(counts, steps)
    return tempering.Chain(rng, PATTERNS, ladder, 0.25, 0.25, most, burn_in, keep, thin, capture, alpha)


def test_the_draws_of_a_chain_do_not_depend_on_how_its_iterations_are_divided():
    whole, pieces, every = chain_of(), chain_of(), chain_of(keep=36, thin=1)
    whole.run(whole.iterations)
    while pieces.done < pieces.iterations:
        pieces.run(4)
    every.run(10**6)
    assert whole.done == pieces.done == every.done == 41
    assert whole.hidden.tolist() == pieces.hidden.tolist() == every.hidden[::3].tolist()
    assert whole.classes.tolist() == pieces.classes.tolist() == every.classes[::3].tolist()
    assert whole.accepted.tolist() == pieces.accepted.tolist()
    late = chain_of(keep=41, thin=1, burn_in=0)
    late.run(41)
    assert late.hidden[5:].tolist() == every.hidden.tolist()


def test_a_chain_counts_how_often_its_whole_table_reached_the_cap():
    chain = chain_of(most=1e-9, keep=10, thin=1)
    chain.run(15)
    assert (chain.capped, chain.hidden.tolist()) == (15, [0] * 10)
    assert {1, 2, 3} >= set(chain.classes.tolist())


@pytest.mark.parametrize("steps", [1, 3])
def test_a_short_chain_of_two_classes_has_the_posterior_of_weighted_draws_from_the_prior(steps):
    counts = np.array([14, 11, 6, 9, 5])
    rng, size = np.random.default_rng(17), 400_000
    alpha = np.maximum(rng.gamma(0.25, 4.0, size=size), 1e-12)
    stick = 1 - rng.random(size) ** (1 / alpha)
    weights, capture = np.stack([stick, 1 - stick]), rng.random((2, 3, size))
    chances = []
    for pattern in [*PATTERNS.tolist(), 0]:
        on = [capture[:, j] if pattern >> j & 1 else 1 - capture[:, j] for j in range(3)]
        chances.append((weights * on[0] * on[1] * on[2]).sum(axis=0))
    logs = counts @ np.log(chances[:-1]) - 45 * np.log1p(-chances[-1])
    hidden = rng.poisson(rng.gamma(45, chances[-1] / (1 - chances[-1])))
    order, shares = np.argsort(hidden), np.exp(logs - logs.max())
    at = np.searchsorted(np.cumsum(shares[order]) / shares.sum(), [0.1, 0.5, 0.9])
    chain = chain_of(steps=steps, keep=6000, thin=1, burn_in=200, counts=counts, classes=2)
    chain.run(chain.iterations)
    assert np.quantile(chain.hidden, [0.1, 0.5, 0.9]) == pytest.approx(hidden[order][at], abs=2.01, rel=0.08)
