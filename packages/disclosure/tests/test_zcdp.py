"""What concentrated loss means as ε and δ."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.errors import InvalidArgument
from disclosure.privacy import Parameters, delta_of, epsilon_of, rho_of

# OpenDP 0.16.0, rust/src/combinators/measure_cast/zCDP_to_approxDP/test.rs: scale 4, sensitivity 1, so rho = 1/32.
OPENDP = [(1 / 32, 0.6880024554878086, 1e-3)]


@pytest.mark.parametrize(("rho", "epsilon", "delta"), OPENDP)
def test_the_conversion_is_that_of_opendp(rho, epsilon, delta):
    assert epsilon_of(rho, delta) == pytest.approx(epsilon, rel=1e-11)
    assert rho_of(epsilon, delta) == pytest.approx(rho, rel=1e-11)


@settings(max_examples=40, deadline=None)
@given(st.floats(1e-4, 5), st.floats(1e-12, 1e-3))
def test_there_and_back_never_claims_more_privacy(rho, delta):
    epsilon = epsilon_of(rho, delta)
    assert delta_of(rho, epsilon) <= delta
    # Bun and Steinke (2016), Proposition 1.3: the older, looser bound.
    assert epsilon <= rho + 2 * math.sqrt(rho * math.log(1 / delta)) + 1e-6
    assert rho_of(epsilon, delta) == pytest.approx(rho, rel=1e-6)


def test_nothing_spent_is_nothing_lost():
    assert delta_of(0.0, 1.0) == 0.0


@pytest.mark.parametrize("call", [lambda: delta_of(-1, 1), lambda: delta_of(1, 0), lambda: rho_of(1, 0)])
def test_what_has_no_meaning_is_refused(call):
    with pytest.raises(InvalidArgument, match="must"):
        call()


def test_the_cap_is_larger_where_noise_is_smaller():
    shares = [Parameters(epsilon, 1e-7).longer_share for epsilon in (0.5, 2.0, 4.0, 8.0, 20.0)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[-1]) == (0.15, 0.03)
    assert shares[2] == pytest.approx(0.08, abs=1e-3)
    assert Parameters(4.0, 1e-7, longer=0.2).longer_share == 0.2
