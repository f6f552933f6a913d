"""The story of 2007, through the pages, as different people: from the first decision to the second.

docs/tutorials/story.md describes it with pictures; PALERMO_PICTURES=docs/images/story retakes them.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from palermo.audit.chain import find_faults
from palermo.core import clock
from palermo.core.languages import CODES
from palermo.governance.models import Activity, Endorsement, Guidance, Mandate
from palermo.governance.queries.activities import activities_without_authority
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from tests.journeys import beginning
from tests.journeys.browsing import Reader, link_in, visit
from tests.journeys.conftest import readers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AWAITED = "Awaiting authority. The secretariat submits this proposal to Member States."
NOTE_DRAFTED = "Draft saved. Read it in each language before issuing it."
NOTE_ISSUED = "Note issued. Member States can now see it."


class Story:
    """Who acts, on which day, and the pictures taken on the way."""

    def __init__(self, make, settings) -> None:
        self.settings = settings
        self.on(2007, 4, 27)
        self.people = {}
        for who in ("secretariat", "committee", "delegate"):
            self.people[who] = make()
            self.people[who].sign_in(who)
        self.visitor: Reader = make()
        self.number = 0

    def on(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> None:
        """The story goes on at this instant."""
        self.settings.PALERMO_TODAY = datetime(year, month, day, hour, minute, second, tzinfo=UTC)

    def do(self, who: str, path: str, way: str, says: str, **written: object) -> Page:
        """Open a page, follow a link, fill in the form, press the button, and read the message."""
        person = self.people[who]
        person.open(path)
        if way:
            visit(link_in(person.page.locator(".acts"), way).first)
        self.fill(person.page, **written)
        visit(person.page.locator("form.act button:not([name])").last)
        assert person.page.locator(".errorlist").all_inner_texts() == []
        # Beside the sentence some acts offer to be undone.
        assert person.page.get_by_role("status").inner_text().splitlines()[0] == says
        return person.page

    def fill(self, page: Page, **written: object) -> None:
        """Each field by its name: a choice by its words, yes or no, or text."""
        for name, value in written.items():
            field = page.locator(f"form.act [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=str(value))
            elif isinstance(value, bool):
                field.set_checked(value)
            else:
                field.fill(str(value))

    def must_sign_in(self, path: str) -> None:
        """A visitor is asked who they are before anything of a closed page is shown."""
        self.visitor.open(path)
        assert self.visitor.path.startswith("/en/accounts/login/")

    def picture(self, who: str, name: str, path: str = "") -> None:
        """What this person sees, for the guide; taken only when a folder for pictures is named."""
        folder = os.environ.get("PALERMO_PICTURES")
        person = self.people.get(who, self.visitor)
        if path:
            person.open(path)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            person.page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def address(transactional_db, tmp_path) -> Iterator[str]:
    """A site on which nothing is decided yet."""
    beginning.load(tmp_path / "beginning")
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


def test_the_story_of_2007(chromium: Browser, address: str, settings, tmp_path) -> None:
    with readers(chromium, address) as make:
        story = Story(make, settings)
        decision_16_1_is_recorded(story)
        an_event_is_planned_for_november(story)
        the_committee_is_refused_a_step(story)
        member_states_are_consulted(story)
        the_committee_s_step_is_authorised(story)
        the_event_is_moved_and_named(story)
        the_programme_is_put_to_member_states(story)
        the_programme_is_endorsed_by_its_date(story)
        decision_16_2_endorses_what_was_approved(story)
        everyone_sees_what_came_of_it(story)
    assert find_faults() == []
    assert list(activities_without_authority()) == []
    the_record_is_the_same_after_it_went_through_files(tmp_path)


def decision_16_1_is_recorded(story: Story) -> None:
    story.do(
        *("secretariat", "decisions/", "Record draft decision"),
        "Draft saved. Record its adoption here once it is adopted.",
        body="Commission on Crime Prevention and Criminal Justice",
        kind="Decision",
        number="16/1",
        title_en="Global Initiative to Fight Human Trafficking",
        text_en=(
            "1. The Global Initiative to Fight Human Trafficking is to be guided by Member States.\n"
            "2. The guidance of Member States is given through open-ended informal intergovernmental consultations.\n"
            "3. The Steering Committee may act for the Global Initiative only under the guidance of Member States."
        ),
        wording="Summary by the secretariat, not the official text",
        audience="Public",
    )
    story.visitor.open("decisions/ccpcj-16-1/", status=404)
    story.do("secretariat", "decisions/ccpcj-16-1/", "Record adoption", "Adoption recorded.", on="2007-04-27")
    story.picture("secretariat", "decision")
    page = story.visitor.open("decisions/ccpcj-16-1/")
    assert page.locator("h1").inner_text() == "Global Initiative to Fight Human Trafficking"
    for number, title, ask in (
        (1, "To be guided by Member States", "Action"),
        (2, "To consult Member States", "Consultation"),
        (3, "To act only under the guidance of Member States", "Action"),
    ):
        officer = story.people["secretariat"]
        officer.open("decisions/ccpcj-16-1/")
        way = (
            officer.page.locator(f"#p{number}")
            .get_by_role("link", name=f"Record a mandate from paragraph {number}")
            .get_attribute("href")
        )
        story.do(
            *("secretariat", way.removeprefix("/en/"), "", "Mandate saved."),
            title_en=title,
            ask=ask,
            addressee_organisation="United Nations Office on Drugs and Crime",
        )
    assert [str(each.paragraph) for each in Mandate.objects.order_by("pk")] == [
        f"Decision 16/1, {number}" for number in (1, 2, 3)
    ]


def an_event_is_planned_for_november(story: Story) -> None:
    story.on(2007, 5, 2)
    story.do(
        *("secretariat", "desk/", "Propose an activity"),
        "Proposal saved. It can proceed once a mandate authorizes it.",
        kind="Event",
        title_en="Event of the Global Initiative planned for November 2007",
        lead="United Nations Office on Drugs and Crime",
        starts="2007-11",
        event_kind="Forum",
        place="Vienna",
        audience="Public",
    )
    path = story.people["secretariat"].path.removeprefix("/en/")
    story.visitor.open(path, status=404)
    story.do(*("secretariat", path, "Authorize", "Activity authorized."), mandate="To be guided by Member States")
    story.visitor.open(path)


def the_committee_is_refused_a_step(story: Story) -> None:
    story.on(2007, 5, 23)
    story.do(
        *("committee", "committee/", "Propose an activity"),
        "Proposal saved. It can proceed once a mandate authorizes it.",
        kind="Event",
        title_en="Criminal justice responses to trafficking in persons",
        starts="2007-10-02",
        ends="2007-10-04",
        event_kind="Regional event",
        audience="Public",
    )
    member, slug = story.people["committee"], _slug("Criminal justice responses to trafficking in persons")
    assert member.page.locator(".chain .gap").inner_text() == AWAITED
    story.picture("committee", "refused", f"acts/authorise-activity/{slug}/")
    assert AWAITED in member.page.locator("main").inner_text()
    assert member.page.locator("form.act").count() == 0
    token = member.page.locator(".who [name=csrfmiddlewaretoken]").get_attribute("value")
    answer = member.page.request.post(
        f"{member.address}/en/acts/authorise-activity/{slug}/", form={"csrfmiddlewaretoken": token, "on": "2007-05-23"}
    )
    assert (answer.status, AWAITED in answer.text()) == (403, True)
    assert Activity.objects.get(slug=slug).state == "proposed"
    story.picture("committee", "board", "committee/board/")


def member_states_are_consulted(story: Story) -> None:
    story.on(2007, 6, 1)
    story.do(
        *("secretariat", "consultations/", "Schedule meeting"),
        "Meeting scheduled. Those invited can now see it.",
        kind="Open-ended informal intergovernmental consultation",
        body="Commission on Crime Prevention and Criminal Justice",
        starts_on="2007-06-18",
        starts_at="10:00",
        ends_at="13:00",
        place="Vienna",
        agenda_en="1 The initiative\n2 Regional activities",
    )
    meeting = story.people["secretariat"].path.removeprefix("/en/")
    story.do(
        *(
            "secretariat",
            meeting,
            "Write note verbale",
            NOTE_DRAFTED,
        ),
        reference="GLO/2007/1",
        dated_at="Vienna",
        reply_by="2007-06-11",
    )
    story.picture("secretariat", "note")
    note = story.people["secretariat"].path.removeprefix("/en/")
    story.people["delegate"].open(note, status=404)
    story.do("secretariat", note, "Issue note", NOTE_ISSUED)
    assert "GLO/2007/1" in story.people["delegate"].open(note).locator("main").inner_text()
    story.must_sign_in(note)
    story.picture("delegate", "desk", "desk/")
    story.on(2007, 6, 18, 14)
    story.do(
        *("secretariat", meeting, "Record briefing", "Briefing saved."),
        topic_en="the initiative",
        text_en="The Secretariat told Member States what the initiative is about.",
    )
    story.do(
        *("secretariat", meeting, "Record guidance", "Guidance saved as the secretariat’s notes."),
        kind="Request",
        about="regional activities",
        topic_en="regional events",
        text_en="Member States asked for regional events, so that the regions prepare the event of the initiative.",
        under="To consult Member States",
    )
    story.picture("secretariat", "consultation", meeting)


def the_committee_s_step_is_authorised(story: Story) -> None:
    guidance = f"guidance/{Guidance.objects.get().slug}/"
    story.do(
        *("secretariat", guidance, "Record mandate", "Mandate saved."),
        title_en="Regional events",
        ask="Meeting",
        addressee_organisation="United Nations Office on Drugs and Crime",
    )
    slug = _slug("Criminal justice responses to trafficking in persons")
    story.do(*("secretariat", f"events/{slug}/", "Authorize", "Activity authorized."), mandate="Regional events")
    assert story.people["committee"].open(f"events/{slug}/").locator(".chain .gap").count() == 0
    chain = story.people["secretariat"].page.locator(".chain li").all_inner_texts()
    assert [each.strip(" ›\n") for each in chain[:2]] == ["Decision 16/1 ¶2", "Guidance of 18 June 2007"]
    story.picture("secretariat", "authorised")


def the_event_is_moved_and_named(story: Story) -> None:
    story.on(2007, 7, 16)
    story.do(
        *("secretariat", "consultations/", "Schedule meeting"),
        "Meeting scheduled. Those invited can now see it.",
        kind="Intersessional meeting",
        body="Commission on Crime Prevention and Criminal Justice",
        starts_on="2007-08-01",
        place="Vienna",
    )
    story.on(2007, 8, 1, 15)
    story.do(
        *("secretariat", "decisions/", "Record draft decision"),
        "Draft saved. Record its adoption here once it is adopted.",
        body="Commission on Crime Prevention and Criminal Justice",
        kind="Decision",
        title_en="Vienna Forum",
        text_en="1. The event planned for November 2007 is held from 13 to 15 February 2008 as the Vienna Forum.",
        wording="Summary by the secretariat, not the official text",
    )
    decision = story.people["secretariat"].path.removeprefix("/en/")
    story.do(
        *("secretariat", decision, "Record adoption", "Adoption recorded."),
        on="2007-08-01",
        at="Intersessional meeting, 1 August 2007",
    )
    event = f"events/{_slug('Event of the Global Initiative planned for November 2007')}/"
    story.do(
        *("secretariat", event, "Move or rename event"),
        "Change saved, with the previous plan kept on record.",
        title_en="Vienna Forum",
        starts="2008-02-13",
        ends="2008-02-15",
        decided_at="Intersessional meeting, 1 August 2007",
    )
    page = story.visitor.open(event)
    assert page.locator("h1").inner_text() == "Vienna Forum"
    assert (
        "Previously planned for November 2007 as “Event of the Global Initiative planned for November 2007”; "
        "changed on 1 August 2007." in page.locator("main").inner_text()
    )
    story.picture("visitor", "forum")


def the_programme_is_put_to_member_states(story: Story) -> None:
    story.on(2007, 8, 2)
    paper = "documents/forum-provisional-programme/"
    story.people["delegate"].open(paper, status=404)
    story.do("secretariat", paper, "Issue document", "Document issued: its audience can now see it.")
    story.do(
        *("secretariat", "endorsements/", "Submit a text to Member States"),
        "Text submitted to Member States; this version is now frozen.",
        title_en="Provisional programme of the Vienna Forum",
        procedure="Written approval by the Commission’s Member States",
        document="forum-provisional-programme",
        closes_at_day="28 September 2007",
        closes_at_hour="18:00",
        put_at="Intersessional meeting, 1 August 2007",
    )
    text = story.people["secretariat"].path.removeprefix("/en/")
    story.picture("delegate", "asked", "desk/")
    story.must_sign_in(text)
    story.on(2007, 9, 20)
    story.do(
        *("delegate", text, "Comment", "Your delegation’s comment has been recorded."),
        text_en="Austria thanks the secretariat for the programme.",
    )
    story.do("delegate", text, "Approve", "Your delegation’s approval has been recorded.")
    story.picture("delegate", "answered")


def the_programme_is_endorsed_by_its_date(story: Story) -> None:
    text = f"endorsements/{Endorsement.objects.get().slug}/"
    story.on(2007, 9, 28, 15, 59, 59)
    assert "Open" in story.people["delegate"].open(text).locator(".heading, main header").first.inner_text()
    # Two hours before midnight in Vienna: nobody and nothing has written a result down, yet it stands.
    story.on(2007, 9, 28, 16)
    assert "Approved" in story.people["delegate"].open(text).locator("main").inner_text()
    assert Endorsement.objects.get().state == "open"
    acts = story.people["delegate"].page.locator(".acts")
    late = acts.get_by_role("link", name="Object", exact=True, include_hidden=True)
    assert late.count() == 0
    story.on(2007, 10, 1)
    story.do("secretariat", text, "Announce result", "Result announced to Member States.")
    endorsement = Endorsement.objects.get()
    assert (endorsement.state, str(endorsement.result), str(endorsement.announced_on)) == (
        "approved",
        "2007-09-28",
        "2007-10-01",
    )
    story.picture("delegate", "endorsed", text)
    story.do(
        *("secretariat", text, "Record mandate", "Mandate saved."),
        title_en="To prepare the Forum by the endorsed programme",
        ask="Meeting",
        addressee_organisation="United Nations Office on Drugs and Crime",
    )


def decision_16_2_endorses_what_was_approved(story: Story) -> None:
    story.on(2007, 11, 30)
    story.do(
        *("secretariat", "decisions/", "Record draft decision"),
        "Draft saved. Record its adoption here once it is adopted.",
        body="Commission on Crime Prevention and Criminal Justice",
        kind="Decision",
        number="16/2",
        title_en="Vienna Forum of the Global Initiative",
        text_en="1. The decision approved at the intersessional meeting of 1 August 2007 is endorsed.",
        wording="Summary by the secretariat, not the official text",
        endorses="Decision of 1 August 2007",
        audience="Public",
    )
    page = story.do(*("secretariat", "decisions/ccpcj-16-2/", "Record adoption", "Adoption recorded."), on="2007-11-30")
    assert "Decision of 1 August 2007" in page.locator(".margin").inner_text()


def everyone_sees_what_came_of_it(story: Story) -> None:
    story.picture("delegate", "topic", "guidance/topics/regional-activities/")
    shown = story.people["delegate"].page.locator("main").inner_text()
    assert "Member States asked for regional events" in shown
    assert "Criminal justice responses to trafficking in persons" in shown
    story.picture("secretariat", "mandate", f"mandates/{Mandate.objects.latest('pk').slug}/")
    story.picture("secretariat", "calendar", "calendar/?year=2007")
    officer = story.people["secretariat"]
    officer.open("decisions/ccpcj-16-1/")
    officer.follow("History", within=".margin")
    acts = [each.split("\n")[0] for each in officer.page.locator("main ol > li").all_inner_texts()]
    assert len(acts) == 2
    story.picture("secretariat", "history")


def the_record_is_the_same_after_it_went_through_files(tmp_path: Path) -> None:
    export_folder(tmp_path / "once")
    again = import_folder(tmp_path / "once", by="the story", check=True)
    assert (again.new, again.changed) == (0, 0)


def _slug(title: str) -> str:
    found = Activity.objects.filter(**{f"title__{code}": title for code in CODES if code == "en"})
    return found.get().slug


def test_the_story_s_clock_is_the_record_s(settings) -> None:
    settings.PALERMO_TODAY = datetime(2007, 9, 28, 23, tzinfo=UTC)
    assert (str(clock.today()), clock.now().hour) == ("2007-09-29", 23)
