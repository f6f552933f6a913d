"""The progress report's blueprint: what moves a sentence, and how much it costs."""

from datetime import date

import pytest

from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.events.models import Event
from palermo.governance.models import Endorsement, Meeting
from palermo.library.models import Document
from palermo.reporting.building import assemble, build, paragraph_sources
from palermo.reporting.models import Report
from palermo.reporting.outline import outline_named, outlines
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.reporting.spoken import Problem
from palermo.reporting.states import Blueprint
from palermo.toolkit.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)


def paragraph(key: str, cutoff: date = JANUARY, lang: str = "en") -> str:
    blocks = [block for section in build("progress", cutoff, lang).sections for block in section.blocks]
    return next(plain(block.content) for block in blocks if block.key == key)


def test_outlines_are_found_by_name_in_capitals_too():
    assert list(outlines()) == [
        *("progress", "conference", "forum", "committee", "event", "briefing", "research", "trafficking", "donor"),
        "follow-up",
    ]
    assert outline_named("PROGRESS") is outlines()["progress"]
    with pytest.raises(Refused) as refused:
        outline_named("annual")
    assert str(refused.value) == (
        "There is no kind of report “annual”. Choose one of: Progress report to a session, Report to the Conference of "
        "the Parties, Report on the Forum, Report of a meeting of the Steering Committee, Report of an event, Briefing "
        "for a consultation, Report on the research, Research report on trafficking in persons, Report to a donor, "
        "Note on recommendations and their follow-up."
    )


def test_every_kind_of_report_has_an_outline():
    assert Blueprint.values == list(outlines())


def test_report_costs_few_queries_and_is_spoken_in_six_languages_without_any(django_assert_max_num_queries):
    with django_assert_max_num_queries(35):
        tree = assemble("progress", JANUARY)
    with django_assert_max_num_queries(0):
        reports = [speak(tree, lang) for lang in CODES]
    assert [report.language.code for report in reports] == list(CODES)


def regional_paragraphs() -> list[str]:
    sections = {section.key: section for section in build("progress", JANUARY, "en").sections}
    return [block.key for block in sections["regional"].blocks]


def test_regional_events_stand_in_the_order_that_the_record_gives_them():
    cited = [
        *("kampala-2007", "brasilia-2007", "bangkok-2007", "cape-town-2007", "new-delhi-2007"),
        *("istanbul-2007", "vilnius-2007"),
    ]
    assert regional_paragraphs() == cited
    Event.objects.filter(activity__slug="vilnius-2007").update(order=1)
    Event.objects.filter(activity__slug="kampala-2007").update(order=9)
    Event.objects.filter(activity__slug="brasilia-2007").update(order=None)
    assert regional_paragraphs() == [
        *("vilnius-2007", "bangkok-2007", "cape-town-2007", "new-delhi-2007", "istanbul-2007", "kampala-2007"),
        "brasilia-2007",
    ]
    Event.objects.update(order=None)
    assert regional_paragraphs() == [
        *("kampala-2007", "bangkok-2007", "brasilia-2007", "cape-town-2007", "istanbul-2007", "new-delhi-2007"),
        "vilnius-2007",
    ]


def test_same_record_gives_the_same_tree():
    assert assemble("progress", JANUARY) == assemble("progress", JANUARY)


def test_issued_report_bears_its_symbol_and_date():
    Report.objects.filter(slug="progress-2008").update(
        symbol="E/CN.15/2008/99", state="issued", issued_on=date(2008, 3, 3)
    )
    head = build("progress", JANUARY, "fr").masthead
    assert (head.symbol, plain(head.symbol_line), plain(head.date)) == (
        "E/CN.15/2008/99",
        "E/CN.15/2008/99",
        "3 mars 2008",
    )


@pytest.mark.parametrize(
    ("audience", "line"), [("public", "General"), ("member_states", "Limited"), ("secretariat", "Restricted")]
)
def test_distribution_follows_the_audience(audience, line):
    Report.objects.filter(slug="progress-2008").update(audience=audience)
    assert plain(build("progress", JANUARY, "en").masthead.distribution) == f"Distr.: {line}"


def test_agenda_that_was_issued_later_is_not_cited_and_asked_about():
    Document.objects.filter(slug="ccpcj-17-provisional-agenda").update(issued_on=date(2008, 2, 1))
    report = build("progress", JANUARY, "en")
    assert (report.masthead.agenda_item, report.masthead.agenda_item_title, report.marked_notes) == (None, None, ())
    assert report.problems == (
        Problem(
            "reports/progress-2008",
            "en",
            "The provisional agenda had not been issued at the cut-off date: the agenda item is omitted.",
            blocks=False,
        ),
    )


def test_missing_translation_is_a_gap_in_that_language_only():
    event = Event.objects.get(activity__slug="kampala-2007")
    event.theme = {code: text for code, text in event.theme.items() if code != "ar"}
    event.save()
    tree = assemble("progress", JANUARY)
    problems = {lang: [(p.where, p.what) for p in speak(tree, lang).problems] for lang in CODES}
    missing = ("kampala-2007", "theme of events/kampala-2007 is missing in this language")
    assert problems == {lang: [missing] if lang == "ar" else [] for lang in CODES}
    name = event.activity.title["ar"]
    assert f"[غير متاح بالعربية بعد: نص المناسبة «{name}»]" in paragraph("kampala-2007", lang="ar")


def test_what_the_record_arranged_for_itself_is_never_printed():
    for cutoff in (date(2007, 6, 30), JANUARY):
        report = build("progress", cutoff, "en")
        stated = {
            fact
            for section in report.sections
            for block in section.blocks
            for clause in block.clauses
            for fact in clause.facts
        }
        assert [fact for fact in stated if fact.is_arranged] == []
    # Arranged: the guidance on regional events, for what the donor gave, for whom the model law is.
    whole = " ".join(plain(block.content) for section in report.sections for block in section.blocks)
    assert [
        words for words in ("asked UNODC to hold regional events", "for States", "launch of") if words in whole
    ] == []
    Meeting.objects.filter(slug="consultation-2008-02-06").update(arranged=["starts_on"])
    assert "6 February 2008" not in paragraph("consultations")


def test_open_endorsement_is_stated_with_its_target():
    Endorsement.objects.update(target_on=date(2007, 9, 20))
    assert paragraph("intersessional-2007-08-01", date(2007, 8, 15)).endswith(
        "Member States are to approve the provisional programme of the Vienna Forum by 20 September 2007."
    )


def test_endorsement_without_a_note_is_stated_by_its_result():
    Endorsement.objects.update(result_note={}, state="not_approved")
    assert (
        "Member States did not approve the provisional programme of the Vienna Forum in late September 2007."
        in paragraph("intersessional-2007-08-01")
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"due_on": date(2008, 1, 12)},
            "A draft of a handbook for parliamentarians was prepared and was to be discussed at the Parliamentary "
            "Forum in Vienna on 12 January 2008.",
        ),
        (
            {"due_on": date(2008, 1, 12), "issued_on": date(2008, 1, 12), "prepared_on": None},
            "The draft of a handbook for parliamentarians was discussed at the Parliamentary Forum in Vienna on "
            "12 January 2008.",
        ),
        (
            {"scheduled_on": None},
            "A draft of a handbook for parliamentarians was prepared.",
        ),
    ],
)
def test_edition_is_stated_as_late_as_done_and_without_a_day_that_was_not_known(values, sentence):
    Edition.objects.filter(tool__activity__slug="handbook-parliamentarians", state="draft").update(**values)
    assert paragraph("handbook-parliamentarians").startswith(sentence)


@pytest.mark.parametrize(
    ("field", "paragraph_of", "before", "after"),
    [
        ("cancelled_on", "consultations", "A further consultation is scheduled for 6 February 2008.", ""),
    ],
)
def test_planned_meeting_disappears_only_when_it_is_cancelled_by_the_cutoff(field, paragraph_of, before, after):
    meetings = Meeting.objects.filter(slug="consultation-2008-02-06")
    meetings.update(**{field: date(2008, 2, 1)})
    assert before in paragraph(paragraph_of)
    meetings.update(**{field: JANUARY})
    assert before not in paragraph(paragraph_of)


@pytest.mark.parametrize(
    ("held", "expected"),
    [(1, "once"), (2, "twice"), (3, "regularly"), (5, "regularly")],
)
def test_few_meetings_of_the_committee_are_counted_in_words(held, expected):
    later = Meeting.objects.filter(kind="committee").order_by("starts_on")[held:]
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in later]).delete()
    summary = plain(build("progress", JANUARY, "en").summary[0].content)
    assert f"The Steering Committee met {expected} to coordinate the activities of its members" in summary


def test_sources_of_a_paragraph_are_named_once():
    stated = paragraph_sources(assemble("progress", JANUARY))
    assert len(stated) == len(set(stated))
    assert {source.kind for _, source in stated} == {
        "initiatives", "bodies", "sessions", "places", "organisations", "contributions", "treaties", "events",
        "decisions", "mandates", "meetings", "guidance", "endorsements", "outcomes", "tools", "studies",
        "reports_due", "reports", "states",
    }  # fmt: skip
