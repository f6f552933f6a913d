"""The invented returns of the demonstration at the real date."""

from collections import Counter
from datetime import date

import pytest

from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.config.example.national_returns import NOTE, add_returns
from palermo.config.example.returns import add_rounds
from palermo.returns.figures import entries_of, figures_of, find_faults, previous_return, structure_of
from palermo.returns.models import Return, ReturnFigure, Round
from palermo.returns.queries.returns import figures_visible_to, returns_visible_to
from palermo.returns.states.returns import ValueKind
from tests.factories.accounts import make_user
from tests.factories.governance import make_mandate
from tests.factories.knowledge import make_code_list, make_list_edition

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_every_status_and_kind_and_says_that_it_is_invented(two_rounds):
    check_statuses(*two_rounds)
    check_kinds_and_marks()
    check_audiences(two_rounds[1])


def test_what_was_completed_has_no_error_left_and_the_figures_are_the_same_each_time(two_rounds):
    check_faults(two_rounds[1])
    check_repetition(two_rounds)


@pytest.fixture
def two_rounds(settings) -> list[Round]:
    settings.PALERMO_TODAY = date(2026, 11, 29)
    make_mandate(slug="research", state="in_force")
    make_list_edition(make_code_list(slug="m49"), "040")
    found = add_rounds(by="palermo demo")
    add_returns(found, by="palermo demo")
    return list(Round.objects.filter(pk__in=[each.pk for each in found]).order_by("year"))


def standing(round_: Round) -> dict[str, tuple[int, str]]:
    """How far each State has come, with the number of its latest return."""
    rows = Return.objects.filter(round=round_).select_related("state").order_by("number")
    return {row.state.slug.removeprefix("invented-"): (row.number, row.status) for row in rows}


def check_statuses(earlier: Round, later: Round) -> None:
    """There is a return in each status, and a State without one."""
    assert earlier.status == "closed"
    assert standing(earlier) == {
        "arvania": (2, "accepted"),
        **dict.fromkeys(("belmora", "cordelia", "doriland", "estrania"), (1, "accepted")),
    }
    assert standing(later) == {
        "arvania": (1, "accepted"),
        "belmora": (1, "queried"),
        "cordelia": (1, "received"),
        "doriland": (1, "completed"),
        "estrania": (1, "draft"),
    }
    assert later.invitations.filter(state__slug="invented-fernalia").exists()
    queries = Return.objects.get(round=later, state__slug="invented-belmora").queries
    assert sorted(queries.values_list("status", flat=True)) == ["answered", "open"]


def check_kinds_and_marks() -> None:
    """Every kind of value and notes occur, and everything says that it is invented."""
    kinds = Counter(ReturnFigure.objects.values_list("kind", flat=True))
    assert kinds.keys() == set(ValueKind.values)
    assert ReturnFigure.objects.exclude(note="").exists()
    assert all(
        note.startswith("Invented:") for note in ReturnFigure.objects.exclude(note="").values_list("note", flat=True)
    )
    for national_return in Return.objects.select_related("round", "state", "agreement"):
        assert (national_return.round.is_invented, national_return.note) == (True, NOTE)
        assert "(invented)" in national_return.state.short_name["en"]
        assert "(invented)" in national_return.agreement.title["en"]
        assert not national_return.state.is_member
        assert national_return.agreement.source.state == national_return.state


def check_faults(later: Round) -> None:
    """What was completed has no error left; jumps are seen from year to year."""
    found = {}
    for national_return in Return.objects.exclude(status="draft").select_related("round__edition", "state"):
        earlier = previous_return(national_return)
        faults = find_faults(
            structure_of(national_return.round.edition),
            entries_of(figures_of(national_return)),
            entries_of(figures_of(earlier)) if earlier else {},
            national_return.blocks.all(),
        )
        assert not faults.prevents_completion, national_return
        assert faults.explained or "cordelia" in national_return.slug or "estrania" in national_return.slug
        found[national_return.state.slug, national_return.round == later] = {each.check for each in faults.warnings}
    assert found["invented-belmora", True] == {"jump"}
    assert found["invented-arvania", True] == set()


def check_repetition(two_rounds: list[Round]) -> None:
    """A second time adds nothing; made anew, the figures are the same."""
    before = sorted(ReturnFigure.objects.values_list("of__slug", "table", "cell", "kind", "value", "note"))
    add_returns(two_rounds, by="palermo demo")
    assert sorted(ReturnFigure.objects.values_list("of__slug", "table", "cell", "kind", "value", "note")) == before
    rows = Return.objects.filter(round=two_rounds[0], number=1)
    digests = dict(rows.values_list("state__slug", "digest"))
    Return.objects.filter(replaces__isnull=False).delete()
    Return.objects.all().delete()
    two_rounds[0].status = "open"
    two_rounds[0].save()
    add_returns(two_rounds, by="palermo demo")
    assert dict(rows.values_list("state__slug", "digest")) == digests


def check_audiences(later: Round) -> None:
    """Neither the public nor another State sees any of it, and the secretariat what was sent."""
    for viewer in (VISITOR, viewer_of(make_user("delegate"))):
        assert not returns_visible_to(viewer).exists()
        assert not figures_visible_to(viewer).exists()
    officer = viewer_of(make_user("secretariat"))
    seen = set(returns_visible_to(officer).filter(round=later).values_list("state__slug", flat=True))
    assert seen == {"invented-arvania", "invented-belmora", "invented-cordelia"}
