"""Another initiative gets its own report: no name of a body, organization, treaty or subject stands in the messages."""

from datetime import date
from pathlib import Path

import pytest
import yaml

import palermo.record
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import (
    DonorContribution,
    Guidance,
    Initiative,
    Membership,
    OperativeParagraph,
)
from palermo.reporting import spoken
from palermo.reporting.building import assemble
from palermo.reporting.models import RecordName
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import Case
from palermo.treaties.models import Treaty
from tests.factories.accounts import make_organisation, make_place
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.calendar import make_report_due, make_session
from tests.factories.governance import make_body, make_decision, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.factories.preparation import make_showing

pytestmark = pytest.mark.django_db

CUTOFF = date(2007, 12, 31)
NAMES = Path(palermo.record.__file__).parent / "demonstration" / "record_names"
# What the demonstration's report is about, in words that are no name of a record.
SUBJECT = {
    "ar": "الاتجار",
    "zh": "贩运",
    "en": "trafficking",
    "fr": "traite des",
    "ru": "торговл",
    "es": "la trata",
}


def in_all(words: str) -> MultilingualText:
    """The same words in six languages, marked by each."""
    return MultilingualText({code: f"{words} [{code}]" for code in CODES})


def name(kind: str, record, words: str, short: str = "", field: str = "") -> None:
    """Name a record in sentences, with every case of Russian."""
    slug = getattr(record, "slug", None) or record.activity.slug
    cases = {case: f"{words} [ru {case}]" for case in Case.values}
    RecordName.objects.create(
        slug=f"{kind}-{slug}-{field}",
        kind=kind,
        record_id=slug,
        field=field,
        full=in_all(words),
        short=in_all(short or words),
        full_cases=cases,
        short_cases={case: f"{short or words} [ru {case}]" for case in Case.values},
    )


@pytest.fixture
def reports() -> dict[str, spoken.Report]:
    """The progress report of an invented initiative for the sea, in six languages."""
    place = make_place("Port", locative=in_all("in the port"))
    body, committee = make_body("Fish council"), make_body("Harbour board", kind="committee")
    office, bank = make_organisation("Sea office"), make_organisation("Sea bank")
    treaty = Treaty.objects.create(slug="nets", name=in_all("Nets agreement"), citation=in_all("Sea series, vol. 1"))
    initiative = Initiative.objects.create(
        slug="clean-sea",
        name=in_all("Clean sea"),
        purpose=in_all("clean the sea"),
        subject=in_all("litter"),
        brings_together=in_all("fishers and ports"),
        treaty=treaty,
        launched_on=date(2007, 1, 10),
        launched_at=place,
        launched_by=office,
        governing_body=body,
        steering_committee=committee,
        public_site="www.sea.example",
        member_states_site=in_all("the closed site"),
    )
    for kind, record, words, short in (
        ("initiatives", initiative, "Clean sea in full", "Clean sea"),
        ("bodies", body, "Fish council in full", "Fish council"),
        ("bodies", committee, "Harbour board", ""),
        ("organisations", office, "Sea office in full", "Sea office"),
        ("organisations", bank, "Sea bank", ""),
        ("treaties", treaty, "Nets agreement in full", "Nets agreement"),
    ):
        name(kind, record, words, short)
    name("initiatives", initiative, "litter", field="subject")
    decision = make_decision("Sea", number="5/1", body=body, adopted_on=date(2007, 2, 1))
    under = {"paragraph": decision.paragraphs.get(), "in_force_from": date(2007, 2, 1), "audience": "public"}
    make_mandate("Guided", ask="act", addressee_organisation=office, **under)
    consult = make_mandate("Consult", ask="consult", addressee_organisation=office, **under)
    make_mandate("Refrain", ask="refrain", addressee_organisation=None, addressee_body=committee, **under)
    Membership.objects.create(body=committee, organisation=office)
    for day in (3, 4, 5):
        make_meeting(on=date(2007, 5, day), took_place=True)
        make_meeting(on=date(2007, 6, day), took_place=True, kind="committee", body=committee, place=place)
    between = make_meeting(on=date(2007, 9, 1), took_place=True, kind="intersessional", body=body)
    moved = make_decision("Moved", number="", body=body, adopted_on=date(2007, 9, 1), adopted_at=between)
    OperativeParagraph.objects.filter(decision=moved).update(reported=in_all("Aims were set."))
    DonorContribution.objects.create(
        slug="gift", organisation=bank, purpose=in_all("work"), given_on=date(2007, 1, 5), audience="public"
    )
    Guidance.objects.create(
        slug="advice", kind="advice", given_on=date(2007, 5, 3), topic=in_all("Boats"), text=in_all("Advice was given.")
    )
    _work(place, consult)
    make_session(date(2008, 5, 5), body=body, name=in_all("Fifth session"), locative=in_all("at its fifth session"))
    due_at = make_session(date(2008, 9, 1), body=body, name=in_all("Sixth"), locative=in_all("at its sixth session"))
    due = make_report_due("Sea report", session=due_at, body=body, mandate=consult, readers=in_all("to the fishers"))
    name("reports_due", due, "the state of the sea", field="subject")
    tree = assemble("progress", CUTOFF)
    return {lang: speak(tree, lang) for lang in CODES}


def _work(place, mandate) -> None:
    """Events of every form, with partners, outcomes and a notice at a forum; a tool, and a study."""
    done = {"state": "completed", "authorised_on": date(2007, 2, 1), "mandate": mandate}
    planned = {"state": "authorised", "scheduled_on": date(2007, 3, 1), "authorised_on": date(2007, 2, 1)}
    forms = ("event", "meeting", "conference", "regional_conference", "regional_event")
    for at, form in enumerate(forms, start=1):
        event = make_event(f"Sea {form}", place=place, starts_on=date(2007, at, 9), ends_on=date(2007, at, 10), **done)
        event.form, event.theme, event.participants = form, in_all("the nets"), in_all("fishers")
        event.save()
    forum = make_event(
        "Sea forum", kind="forum", place=place, starts_on=date(2008, 3, 1), ends_on=date(2008, 3, 2), **planned
    )
    name("events", forum, "Sea forum in full", "Sea forum")
    outcome = make_outcome(event, recommendations=2, text=MultilingualText(), document=make_document())
    make_showing(outcome, forum)
    make_showing(outcome, forum, "on_screens")
    tool = make_tool("Handbook", **done)
    tool.readers = in_all("captains")
    tool.save()
    name("tools", tool, "Sea handbook", "handbook")
    tool.editions.update(scheduled_on=date(2007, 5, 1))
    expert = make_event(
        "Experts", kind="expert", place=place, starts_on=date(2007, 5, 20), ends_on=date(2007, 5, 21), **done
    )
    expert.activity.part_of = tool.activity
    expert.activity.save()
    study = make_study("Survey", scheduled_on=date(2007, 3, 1), **done)
    study.aim, study.results_due_on = in_all("The survey counts."), date(2008, 6, 1)
    study.save()


def words_of(report: spoken.Report) -> str:
    blocks = [block for section in report.sections for block in section.blocks]
    headings = [section.title for section in report.sections]
    parts = [report.title, report.subtitle, *headings, *(block.content for block in (*report.summary, *blocks))]
    return " ".join(map(plain, parts))


def names_of_the_demonstration(lang: str) -> set[str]:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in NAMES.glob("*.yaml")]
    return {words for each in files for words in (each["full"].get(lang), each.get("short", {}).get(lang)) if words}


@pytest.mark.parametrize("lang", CODES)
def test_no_name_of_the_first_initiative_is_printed(reports, lang):
    words = words_of(reports[lang])
    assert sorted(each for each in {*names_of_the_demonstration(lang), SUBJECT[lang]} if each in words) == []


@pytest.mark.parametrize("lang", CODES)
def test_its_own_names_are_printed_and_nothing_is_missing(reports, lang):
    words = words_of(reports[lang])
    own = (
        "Clean sea",
        "Fish council",
        "Harbour board",
        "Sea office",
        "Nets agreement",
        "litter",
        "Sea forum",
        "Sea bank",
    )
    assert [each for each in own if each not in words] == []
    assert [problem.what for problem in reports[lang].problems if problem.blocks] == []


def test_every_section_has_something_to_say(reports):
    assert [section.key for section in reports["en"].sections] == [
        *("introduction", "committee", "consultations", "regional", "tools", "research", "forum")
    ]
