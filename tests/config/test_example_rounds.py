"""The rounds of the demonstration at the real date: six invented States, which no list of Member States has."""

from datetime import date

import pytest

from palermo.accounts.models import State
from palermo.accounts.queries import states_on
from palermo.config.example.returns import add_rounds
from palermo.core.languages import CODES
from palermo.returns.models import QuestionnaireEdition, Round
from palermo.returns.standings import count_lines, lines_of
from tests.factories.governance import make_mandate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 11, 29), date(2027, 1, 15), date(2028, 2, 29)])
def test_two_rounds_are_added_once_with_invented_states_and_an_agreement_with_each(settings, today):
    settings.PALERMO_TODAY = today
    make_mandate(slug="research")
    add_rounds(by="test")
    earlier, later = add_rounds(by="test")
    assert (Round.objects.count(), QuestionnaireEdition.objects.count()) == (2, 1)
    assert later.year == earlier.year + 1
    assert later.year < today.year
    for round_ in (earlier, later):
        round_.refresh_from_db()
        assert (round_.status, round_.is_invented, round_.opens_on <= today) == ("open", True, True)
        lines = lines_of(round_)
        assert [line.invitation.agreement.is_in_force for line in lines] == [True] * 6
    # The earlier one is past its due date, the later one is not.
    assert [count_lines(lines_of(each)).late for each in (earlier, later)] == [6, 0]


def test_the_names_of_invented_states_say_so_and_no_list_of_member_states_has_them():
    make_mandate(slug="research")
    add_rounds(by="test")
    invented = State.objects.filter(slug__startswith="invented-")
    assert invented.count() == 6
    assert {tuple(state.short_name) for state in invented} == {CODES}
    assert all("(invented)" in state.short_name["en"] for state in invented)
    assert set(states_on(date(2026, 11, 29))) & set(invented) == set()
