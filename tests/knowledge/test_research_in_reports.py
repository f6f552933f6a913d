"""What reports say of good practices and of results of studies, as at the cut-off."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.knowledge.models import Study
from palermo.knowledge.reporting.practices import number_practices, table_of_practices
from palermo.knowledge.reporting.studies import research, results
from palermo.reporting.context import Context
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.record_snapshot import read_snapshot
from tests.factories.common import text
from tests.factories.knowledge import make_practice
from tests.factories.library import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_reports_count_the_practices_that_stood_at_the_cut_off():
    evaluated = {
        "evidence": text("A"),
        "evaluation": text("B"),
        "evaluated_by": text("C"),
        "evidence_level": "evaluated",
    }
    make_practice("Alpha", **evaluated, evaluated_on=date(2008, 1, 20))
    make_practice("Beta", **evaluated, evaluated_on=date(2008, 2, 20))
    make_practice("Gamma", status="withdrawn", withdrawn_on=date(2008, 2, 1), reason=text("Harm"))
    make_practice("Early canary", status="withdrawn", withdrawn_on=date(2008, 1, 31), reason=text("Harm"))
    make_practice("Late canary", published_on=date(2008, 2, 1))
    make_practice("Draft canary", status="draft", published_on=None)
    make_practice("Example canary", arranged=["title"])
    make_practice("Secret canary", audience="secretariat")
    assert rows_of(table_of_practices) == [
        ["Good practice", "Field", "Level of evidence"],
        ["Alpha [en]", "Prevention", "Evaluated independently"],
        ["Beta [en]", "Prevention", "Results monitored"],
        ["Gamma [en]", "Prevention", "Described by those who did it"],
    ]


def rows_of(paragraph, lang="en"):
    """The headings and rows of a table as at 31 January 2008."""
    found = paragraph(Context(read_snapshot(date(2008, 1, 31), Audience.MEMBER_STATES)))
    table, _notes = speak_block(found[0], lang)[0]
    return [[plain(cell) for cell in table.headings], *([plain(cell) for cell in row] for row in table.rows)]


@pytest.mark.parametrize("lang", CODES)
def test_practices_are_reported_in_each_language(lang):
    make_practice("Alpha")
    assert rows_of(table_of_practices, lang)[1][0] == f"Alpha [{lang}]"
    found = number_practices(Context(read_snapshot(date(2008, 1, 31), Audience.MEMBER_STATES)))
    assert len(found) == 1
    assert speak_block(found[0], lang)


def research_at(cutoff, lang="en"):
    """The sentences on the study of the record, as at a cut-off."""
    found = research(Context(read_snapshot(cutoff, Audience.MEMBER_STATES)))
    return " ".join(str(speak_block(block, lang)) for block in found)


def test_results_due_in_mid_2008_are_reported_as_expected_then_overdue_then_published():
    study = Study.objects.get(activity__slug="global-research")
    study.publication, study.published_on = make_document(words="Found"), date(2008, 9, 10)
    study.save()
    assert "are expected to be provided" in research_at(date(2008, 1, 31))
    assert "were expected to be provided" in research_at(date(2008, 8, 31))
    assert "The results were published and provided to Member States on 10 September 2008." in research_at(
        date(2008, 9, 10)
    )
    assert len(results(Context(read_snapshot(date(2008, 9, 10), Audience.MEMBER_STATES)))) == 1


@pytest.mark.parametrize("lang", CODES)
def test_published_results_are_reported_in_each_language(lang):
    Study.objects.filter(activity__slug="global-research").update(published_on=date(2008, 9, 10))
    assert "2008" in research_at(date(2008, 9, 10), lang)
