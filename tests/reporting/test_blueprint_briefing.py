"""The short briefing: past events, a table of upcoming ones, requests to Member States."""

from datetime import date

import pytest

from palermo.core.languages import CODES
from palermo.governance.models import Endorsement
from palermo.reporting import spoken
from palermo.reporting.building import assemble, build
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)
SEPTEMBER = date(2007, 9, 30)
MARCH = date(2007, 3, 31)


def texts_of(report: spoken.Report) -> list[str]:
    """Paragraphs with their subparagraphs, tables left out."""
    blocks = [block for section in report.sections for block in section.blocks]
    return [
        line
        for block in blocks
        if isinstance(block, spoken.Paragraph)
        for line in (plain(block.content), *(f"{part.label} {plain(part.content)}" for part in block.subparagraphs))
    ]


def tables(report: spoken.Report) -> list[list[list[str]]]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [
        [[plain(cell) for cell in row] for row in (block.headings, *block.rows)]
        for block in blocks
        if isinstance(block, spoken.Table)
    ]


def test_calendar_says_its_dates_as_each_language_does():
    tree = assemble("briefing", JANUARY)
    forum_rows = {lang: tables(speak(tree, lang))[0][3] for lang in CODES}
    assert forum_rows == {
        "ar": ["من 13 إلى 15 شباط/فبراير 2008", "منتدى فيينا", "فيينا"],
        "zh": ["2008年2月13日至15日", "维也纳论坛", "维也纳"],
        "en": ["13–15 February 2008", "Vienna Forum", "Vienna"],
        "fr": ["13-15 février 2008", "Forum de Vienne", "Vienne"],
        "ru": ["13–15 февраля 2008 года", "Венский форум", "Вена"],
        "es": ["13 a 15 de febrero de 2008", "Foro de Viena", "Viena"],
    }


def test_open_endorsement_is_asked_for_by_its_target():
    Endorsement.objects.update(target_on=date(2007, 9, 20))
    lines = texts_of(build("briefing", date(2007, 8, 15), "en"))
    at = lines.index("The approval of Member States is sought for one text:")
    assert lines[at + 1] == "(a) Provisional programme of the Vienna Forum, by 20 September 2007."


def test_events_and_decisions_since_the_last_consultation_are_told_with_their_results():
    lines = texts_of(build("briefing", date(2007, 12, 13), "en"))
    assert lines[0].endswith("The last consultation before that date was held on 22 November 2007.")
    assert lines[1:4] == [
        "The Steering Committee met once, in Vienna on 11 December 2007.",
        "One decision was adopted:",
        "(a) Decision 16/2, “Endorsement of the decision on the Global Initiative to Fight Human Trafficking”, in late "
        "November 2007. The Commission endorses the decision on the Global Initiative that was approved at the "
        "intersessional meeting of 1 August 2007.",
    ]
    october = texts_of(build("briefing", date(2007, 10, 31), "en"))
    assert october[1] == "Seven events were held:"
    assert [line[:3] for line in october[2:9]] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)"]


def test_approval_since_the_last_consultation_is_told():
    lines = texts_of(build("briefing", SEPTEMBER, "fr"))
    assert (
        "Le texte intitulé «\N{NO-BREAK SPACE}Programme provisoire du Forum de Vienne\N{NO-BREAK SPACE}» a été "
        "approuvé par les États Membres à la fin de septembre 2007." in lines
    )


@pytest.mark.parametrize("lang", CODES)
def test_briefing_says_when_there_is_nothing(lang):
    report = build("briefing", MARCH, lang)
    keys = [block.key for section in report.sections for block in section.blocks]
    assert keys == ["purpose", "nothing", "calendar-lead", "calendar", "nothing-asked"]
    assert [problem for problem in report.problems if problem.blocks] == []


def test_briefing_is_for_member_states_and_short():
    report = build("briefing", JANUARY, "en")
    assert (plain(report.masthead.distribution), report.has_contents, report.word_limit) == (
        "Distr.: Limited",
        False,
        3300,
    )
    assert plain(report.masthead.place_and_dates) == "6 February 2008"


@pytest.mark.parametrize("lang", CODES)
def test_briefing_has_no_gap(lang):
    assert build("briefing", JANUARY, lang).problems == ()
