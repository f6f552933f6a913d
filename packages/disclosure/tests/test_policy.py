"""The office's policy: what a proposal may make stricter and what it may not weaken, one side at a time."""

from dataclasses import replace

import pytest
from proposals import POLICY

from disclosure.errors import NotPossible
from disclosure.release.policy import parse_policy
from disclosure.rules.rules import Rules

OFFICE = replace(parse_policy(POLICY), protect=(1.0, 6.0), p_percent=10.0, dominance=(2, 80.0), relative=5.0)
AS_STRICT = Rules(below=5, protect=(1.0, 6.0), p_percent=10.0, dominance=(2, 80.0), relative=5.0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"below": 10, "protect": (1.0, 9.0)},
        {"protect": (0.0, 6.0)},
        {"p_percent": 20.0},
        {"dominance": (3, 80.0)},
        {"dominance": (2, 70.0)},
    ],
)
def test_thresholds_that_are_as_strict_pass(changes):
    rules = replace(AS_STRICT, **changes)
    assert OFFICE.check_rules(rules) == rules


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"below": None}, "hides figures below 5, but of the proposed threshold there is none"),
        ({"below": 4}, "hides figures below 5, but of the proposed threshold it is 4"),
        ({"protect": (1.0, 5.0)}, "protects 1 to 6, but the proposed interval is 1 to 5"),
        ({"protect": (2.0, 6.0)}, "protects 1 to 6, but the proposed interval is 2 to 6"),
        ({"p_percent": None}, "p % rule with p of at least 10"),
        ({"p_percent": 9.0}, "p % rule with p of at least 10"),
        ({"dominance": None}, "n of at least 2 and k of at most 80"),
        ({"dominance": (1, 80.0)}, "n of at least 2 and k of at most 80"),
        ({"dominance": (2, 81.0)}, "n of at least 2 and k of at most 80"),
    ],
)
def test_each_weaker_threshold_is_refused(changes, words):
    with pytest.raises(NotPossible, match=words):
        OFFICE.check_rules(replace(AS_STRICT, **changes))


def test_what_the_office_adds_is_added():
    weaker = replace(AS_STRICT, relative=0.0)
    assert OFFICE.check_rules(weaker) == replace(AS_STRICT, relative=5.0)
    assert replace(OFFICE, zeros_are_sensitive=True).check_rules(AS_STRICT) == replace(
        AS_STRICT, zeros_are_sensitive=True
    )
    assert OFFICE.check_rules(replace(AS_STRICT, relative=8.0, zeros_are_sensitive=True)) == replace(
        AS_STRICT, relative=8.0, zeros_are_sensitive=True
    )
