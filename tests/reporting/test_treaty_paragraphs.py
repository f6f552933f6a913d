"""What a report says of the treaty: its parties as at the cut-off, and those since the last report."""

from datetime import date

import pytest

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.governance.models import Initiative
from palermo.reporting.context import Context
from palermo.reporting.paragraphs.recommendations import recommendations
from palermo.reporting.paragraphs.treaties import treaty_map, treaty_status, treaty_table
from palermo.reporting.record_snapshot import read_snapshot
from palermo.reporting.tree import Fact, Paragraph, Table
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_group, make_group_membership, make_organisation, make_state
from tests.factories.common import text
from tests.factories.register import make_report
from tests.factories.treaties import make_action, make_treaty

pytestmark = pytest.mark.django_db

CUTOFF = date(2008, 1, 31)


@pytest.fixture
def treaty():
    """A protocol with three parties and one to come; the last issued report was as at the end of 2006."""
    convention = make_treaty("Convention", slug="convention")
    treaty = make_treaty("Protocol", slug="protocol", supplements=convention)
    Initiative.objects.create(slug="initiative", name=text("Initiative"), treaty=treaty)
    make_action(treaty, make_state(slug="alba"), on=date(2004, 1, 1))
    make_action(treaty, make_organisation(slug="union"), on=date(2005, 1, 1))
    make_action(treaty, make_state("Bora", slug="bora"), on=date(2007, 6, 1))
    make_action(treaty, make_state(slug="cora"), ActionKind.SIGNATURE, date(2001, 1, 1))
    make_action(treaty, make_state(slug="dora"), on=date(2008, 2, 1))
    return treaty


def paragraphs(name: str, cutoff: date = CUTOFF):
    record = read_snapshot(cutoff, Audience.PUBLIC)
    assert record is not None
    return {"treaty-map": treaty_map, "treaty-status": treaty_status, "treaty-table": treaty_table}[name](
        Context(record)
    )


def stated(paragraph: Paragraph) -> dict[str, dict[str, object]]:
    """What each sentence says in numbers and yes or no."""
    return {
        clause.content.key: {key: each for key, each in clause.content.args.items() if isinstance(each, str | int)}
        for clause in paragraph.clauses
    }


def test_parties_are_counted_as_at_the_cut_off(treaty):
    [paragraph] = paragraphs("treaty-status")
    assert stated(paragraph) == {
        "types.treaty_parties": {"states": 2, "organizations": 1},
        "types.treaty_in_force": {"entered": "yes"},
    }
    assert paragraph.clauses[0].facts[0] == Fact("treaties", "protocol", "actions")


@pytest.mark.parametrize(
    ("cutoff", "states", "organizations"),
    [(date(2004, 1, 1), 1, 0), (date(2006, 1, 1), 1, 1), (date(2008, 2, 1), 3, 1)],
)
def test_another_cut_off_has_other_numbers(treaty, cutoff, states, organizations):
    [paragraph] = paragraphs("treaty-status", cutoff)
    numbers = stated(paragraph)["types.treaty_parties"]
    assert numbers == {"states": states, "organizations": organizations}


def test_who_became_a_party_since_the_last_report_is_named(treaty):
    make_report(state="issued", cutoff_on=date(2006, 12, 31), issued_on=date(2007, 1, 15))
    [paragraph] = paragraphs("treaty-status")
    assert stated(paragraph)["types.treaty_joined"] == {"count": 1, "has_names": "yes", "has_until": "no"}
    [named] = paragraph.clauses[-1].content.args["names"].items
    assert named.source.id == "bora"


def test_without_new_parties_that_is_said(treaty):
    make_report(state="issued", cutoff_on=date(2007, 12, 31), issued_on=date(2008, 1, 15))
    [paragraph] = paragraphs("treaty-status")
    assert stated(paragraph)["types.treaty_joined"] == {"count": 0, "has_names": "no", "has_until": "no"}


def test_before_anything_was_deposited_nothing_is_said(treaty):
    assert paragraphs("treaty-status", date(2000, 12, 31)) == []
    assert paragraphs("treaty-table", date(2000, 12, 31)) == []
    assert paragraphs("treaty-map", date(2000, 12, 31)) == []


def test_the_table_has_the_convention_and_its_protocols(treaty):
    [table] = paragraphs("treaty-table")
    assert isinstance(table, Table)
    numbers = [[cell[0].args["count"] for cell in row[1:3]] for row in table.rows]
    assert [source.id for source in table.sources] == ["convention", "protocol"]
    assert numbers == [[0, 0], [1, 3]]


def test_the_map_has_parties_and_signatories_and_counts_them_by_regional_group(treaty):
    group = make_group("Region", slug="region")
    for slug in ("alba", "cora", "dora"):
        make_group_membership(group, State.objects.get(slug=slug))
    [table] = paragraphs("treaty-map")
    assert table.picture.states == (("alba", 0), ("bora", 0), ("cora", 1))
    assert [[cell[0].args["count"] for cell in row[1:]] for row in table.rows] == [[3, 1, 1], [1, 0, 1]]
    assert [source.id for source in table.sources] == ["protocol"]


def test_a_recommendation_on_a_treaty_is_followed_by_the_number_of_its_parties(treaty):
    make_report(state="issued", cutoff_on=date(2006, 12, 31), issued_on=date(2007, 1, 15))
    report = make_report(cutoff_on=CUTOFF)
    report.recommendations.create(number=1, text=text("That States ratify the Protocol."), treaty=treaty)
    report.recommendations.create(number=2, text=text("That States use the tools."))
    record = read_snapshot(CUTOFF, Audience.PUBLIC)
    assert record is not None
    on_treaty, other = recommendations(Context(record, report=report))
    keys = [getattr(clause.content, "key", "") for clause in on_treaty.clauses]
    assert keys == ["", "types.treaty_parties", "types.treaty_joined"]
    assert on_treaty.clauses[1].content.args["states"] == 2
    assert Fact("treaties", "protocol", "actions") in on_treaty.clauses[1].facts
    assert len(other.clauses) == 1
