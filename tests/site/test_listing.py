"""Facets of a list: which choices of each filter leave something beside those that are chosen."""

import pytest

from palermo.governance.models import Mandate
from palermo.site.listing import Facets, facets_of
from tests.factories.governance import make_mandate

FOUND = frozenset({("paper", "2006"), ("paper", "2007"), ("note", "2007"), ("letter", None)})
FACETS = Facets(("kind", "year"), FOUND)
KINDS = [("note", "Note"), ("paper", "Paper"), ("book", "Book"), ("letter", "Letter")]


def test_a_filter_offers_in_its_own_order_what_the_others_leave():
    assert FACETS.choices("kind", KINDS, {}) == [KINDS[0], KINDS[1], KINDS[3]]
    assert FACETS.choices("kind", KINDS, {"year": "2007"}) == KINDS[:2]
    assert FACETS.years("year", {}) == ["2007", "2006"]


def test_its_own_choice_does_not_narrow_a_filter():
    assert FACETS.choices("kind", KINDS, {"kind": "note"}) == [KINDS[0], KINDS[1], KINDS[3]]


def test_a_filter_with_one_choice_is_none_until_it_is_chosen():
    assert FACETS.choices("kind", KINDS, {"year": "2006"}) == []
    assert FACETS.choices("kind", KINDS, {"year": "2006", "kind": "paper"}) == [KINDS[1]]
    assert FACETS.years("year", {"kind": "note"}) == []
    assert FACETS.years("year", {"kind": "note", "year": "2007"}) == ["2007"]


@pytest.mark.django_db
def test_facets_are_found_by_one_query(django_assert_num_queries):
    for state in ("in_force", "in_force", "fulfilled"):
        make_mandate(state=state, **({} if state == "in_force" else {"ended_on": "2007-12-01"}))
    with django_assert_num_queries(1):
        facets = facets_of(Mandate.objects.order_by("slug"), state="state")
    assert facets.found == {("in_force",), ("fulfilled",)}
