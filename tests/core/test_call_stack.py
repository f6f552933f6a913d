"""A call with room for what it calls is the same call."""

import pytest

from palermo.core.call_stack import with_room


def deep(steps: int) -> int:
    return 1 + deep(steps - 1) if steps else 0


def test_a_call_gives_what_the_function_gives_of_the_same_arguments():
    assert with_room(lambda *args, **kwargs: (args, kwargs))(1, two=2) == ((1,), {"two": 2})
    assert with_room(deep)(900) == 900


def test_an_error_of_the_function_is_that_of_the_call():
    with pytest.raises(KeyError, match="nobody"):
        with_room(lambda: {}["nobody"])()


def test_a_call_may_be_made_within_another_and_more_than_once():
    inner = with_room(deep)
    assert [with_room(inner)(steps) for steps in (3, 2)] == [3, 2]
