"""The first rows of a list, and how many more there are."""

import pytest

from palermo.accounts.models import Place
from palermo.core.first_rows import first_of
from tests.factories.accounts import make_place


@pytest.mark.parametrize(("most", "shown", "more"), [(2, [1, 2], 3), (5, [1, 2, 3, 4, 5], 0), (9, [1, 2, 3, 4, 5], 0)])
def test_what_is_left_out_of_a_list_is_counted(most, shown, more):
    found = first_of([1, 2, 3, 4, 5], most)
    assert (list(found), found.more) == (shown, more)


@pytest.mark.django_db
def test_what_is_left_out_of_the_database_is_counted():
    places = [make_place(f"Place {number}") for number in range(4)]
    found = first_of(Place.objects.order_by("pk"), 3)
    assert (list(found), found.more) == (places[:3], 1)
