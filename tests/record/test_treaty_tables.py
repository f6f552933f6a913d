"""Treaties, their actions, statements, laws and reviews as tables: taken away, brought back, refused by cell."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.record.tabular.importing import import_table, read_table
from palermo.site.tables.sheets import TableRefused
from palermo.treaties.models import LawArticle, ListedName, TreatyAction
from palermo.treaties.states.laws import Element
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.laws import make_law, make_review
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db

ADDRESS = "/en/secretariat/import/template.xlsx"
KINDS = [
    *("treaties", "treaty_actions", "treaty_effect_rules"),
    *("statements", "listed_names", "laws", "law_elements", "reviews"),
]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def record():
    """A convention and its protocol, what States and an organization did and said, a law and a review."""
    convention = make_treaty("Convention", slug="convention", depositary_number="XVIII-12")
    protocol = make_treaty("Protocol", slug="protocol", supplements=convention, ends_with_parent=True)
    alba = make_state("Alba", slug="alb")
    make_action(convention, alba, ActionKind.SIGNATURE, date(2001, 1, 5))
    make_action(protocol, alba, on=date(2004, 3, 9), source="=A note; with, signs")
    make_action(protocol, make_organisation("Union", slug="union"), on=date(2005, 5, 5))
    make_statement(protocol, alba, provision="15(2), 16", text="As deposited,\non two lines.", text_language="en")
    make_law(state=alba, treaty=protocol, slug="alb-law", elements={Element.SLAVERY: True, Element.ORGANS: False})
    ListedName.objects.create(slug="alba", state=alba, label="Alba (Republic of)", until_on=date(2002, 1, 1))
    make_review("Review", state=alba, treaty=protocol, slug="alb-review")


def template(kind: str) -> bytes:
    response = client_of(make_user(Role.SECRETARIAT)).get(ADDRESS, {"kind": kind})
    assert response.status_code == 200
    return response.content


def sheets(content: bytes) -> dict[str, list[list]]:
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in load_workbook(BytesIO(content))}


def workbook(tables: dict[str, list[list]]) -> bytes:
    book, content = Workbook(), BytesIO()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_comes_back_as_it_was_changes_nothing(record, kind):
    content = template(kind)
    assert len(sheets(content)[kind]) > 1
    report = import_table(read_table(content, f"{kind}.xlsx", kind), by="a test", check=True)
    assert (report.new, report.changed) == (0, 0)
    assert report.unchanged > 0


def test_a_template_of_other_kinds_has_no_records(record):
    assert [len(rows) for rows in sheets(template("states")).values()] == [1, 1]


def test_a_template_filled_in_brings_a_law_with_its_elements(record):
    head = {name: rows[0] for name, rows in sheets(template("laws")).items()}
    law = dict.fromkeys(head["laws"], "") | {
        "id": "alb-code",
        "state": "alb",
        "treaty": "protocol",
        "title.en": "Criminal Code, article 110/a",
        "supplied_by": "A published source",
        "source": "Official Gazette",
        "since": "2001-02",
        "status": "recorded",
    }
    elements = [{"law": "alb-code", "element": each, "is_covered": "yes"} for each in ("slavery", "servitude")]
    content = workbook(
        {
            "laws": [head["laws"], list(law.values())],
            "elements": [head["elements"], *([each[key] for key in head["elements"]] for each in elements)],
        }
    )
    report = import_table(read_table(content, "laws.xlsx", "laws"), by="a test")
    assert (report.new, report.changed) == (1, 0)
    new = LawArticle.objects.get(slug="alb-code")
    assert str(new.title) == "Criminal Code, article 110/a"
    assert {each.element: each.is_covered for each in new.elements.all()} == {"slavery": True, "servitude": True}


def test_a_new_action_comes_in_by_a_table_of_actions(record):
    rows = [["treaty", "state", "kind", "deposited_on"], ["convention", "alb", "Ratification", "2002-08-21"]]
    import_table(read_table(workbook({"actions": rows}), "actions.xlsx", "treaty_actions"), by="a test")
    assert list(TreatyAction.objects.filter(treaty__slug="convention").values_list("kind", "deposited_on")) == [
        (ActionKind.SIGNATURE, date(2001, 1, 5)),
        (ActionKind.RATIFICATION, date(2002, 8, 21)),
    ]


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_kept(record):
    rows = [
        ["treaty", "state", "kind", "deposited_on"],
        ["convention", "alb", "ratification", "2002-08-21"],
        ["convention", "atlantis", "ratification", "2002-08-21"],
        ["convention", "alb", "adherence", "21 Aug 2002"],
        ["other", "alb", "accession", "2002-08-21"],
    ]
    before = TreatyAction.objects.count()
    with pytest.raises(TableRefused) as refused:
        import_table(read_table(workbook({"actions": rows}), "actions.xlsx", "treaty_actions"), by="a test")
    assert [sentence.partition(": expected")[0] for sentence in refused.value.sentences] == [
        "Row 3, column “state” (B3)",
        "Row 4, column “deposited_on” (D4)",
        "Row 4, column “kind” (C4)",
        "Row 5, column “treaty” (A5)",
    ]
    assert TreatyAction.objects.count() == before
    assert AuditEvent.objects.count() == 0


def test_nobody_else_takes_a_template(record):
    for role in (role for role in Role if role != Role.SECRETARIAT):
        assert client_of(make_user(role)).get(ADDRESS, {"kind": "laws"}).status_code == 403


def test_a_template_of_no_kind_is_not_found(record):
    assert client_of(make_user(Role.SECRETARIAT)).get(ADDRESS, {"kind": "nonsense"}).status_code == 404
