"""The report as at 31 January 2008 makes every statement of the original paper, in six languages, each on its facts."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from palermo.core.languages import CODES
from palermo.reporting import spoken
from palermo.reporting.building import assemble
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)
STATEMENTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def reports(demonstration, django_db_blocker):
    with django_db_blocker.unblock():
        tree = assemble("progress", JANUARY)
    return {lang: speak(tree, lang) for lang in CODES}


def words(*parts: spoken.Spoken | None) -> str:
    text = " ".join(
        "".join(run.text if isinstance(run, spoken.Run) else run.mark for run in part) for part in parts if part
    )
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def place_of(report: spoken.Report, statement: str) -> tuple[str, set[str]]:
    """The words among which a statement must stand, and the facts that they state."""
    number = statement.partition(".")[0]
    if number == "M":
        head = report.masthead
        lines = (head.body_name, head.session, head.place_and_dates, head.agenda_item, head.agenda_item_title)
        notes = (note.content for note in (*report.footnotes, *report.marked_notes))
        return words(*lines, report.title, report.subtitle, *notes), set()
    blocks = [block for section in report.sections for block in section.blocks]
    chosen = report.summary if number == "S" else [block for block in blocks if block.number == int(number)]
    facts = {f"{fact.kind}/{fact.id}.{fact.field}" for p in chosen for clause in p.clauses for fact in clause.facts}
    notes = [note.content for note in report.footnotes] if number == "2" else []
    return words(*(paragraph.content for paragraph in chosen), *notes), facts


@pytest.mark.parametrize("lang", CODES)
def test_every_statement_is_made(reports, lang):
    missing = {
        statement: [each for each in expected[lang] if each not in place_of(reports[lang], statement)[0]]
        for statement, expected in STATEMENTS.items()
    }
    assert {statement: lost for statement, lost in missing.items() if lost} == {}


@pytest.mark.parametrize("lang", CODES)
def test_every_statement_rests_on_its_facts(reports, lang):
    missing = {
        statement: sorted(set(expected.get("facts", ())) - place_of(reports[lang], statement)[1])
        for statement, expected in STATEMENTS.items()
    }
    assert {statement: lost for statement, lost in missing.items() if lost} == {}


def test_every_statement_has_its_words_in_every_language():
    assert {statement: set(CODES) - set(expected) for statement, expected in STATEMENTS.items()} == {
        statement: set() for statement in STATEMENTS
    }


def test_every_clause_states_facts_of_the_record(reports):
    clauses = [
        clause
        for report in reports.values()
        for paragraph in (*report.summary, *(block for section in report.sections for block in section.blocks))
        for clause in paragraph.clauses
    ]
    assert [plain(clause.content) for clause in clauses if not clause.facts] == []
