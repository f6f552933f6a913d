"""The main tasks of each role, walked from the desk, and the clicks and forms that docs/explanation/tasks.md states.

Every link and every button clicked counts, a menu that must be opened too; filling in a field does not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from palermo.accounts.models import Posting, State
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.events.models import Event, EventInvitation
from palermo.governance.models import Activity
from palermo.registration.models import Participant
from tests.factories.accounts import make_person
from tests.factories.endorsements import make_put
from tests.factories.library import make_document
from tests.factories.register import make_entry
from tests.journeys.browsing import Reader
from tests.journeys.doing import send
from tests.journeys.furnishing import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = Path(__file__).parents[2] / "docs/explanation/tasks.md"
COMMISSION = "Commission on Crime Prevention and Criminal Justice"
UNODC = "United Nations Office on Drugs and Crime"
# The row of a desk that says how many are registered.
REGISTRATION = "main li:has-text('Your participants')"
# A delegation as its note verbale names it: form of address, given and family name, function. Nobody of these exists.
DELEGATION = (
    ("H.E. Ms.", "Anna", "Gruber", "Federal Minister of Justice"),
    ("H.E. Mr.", "Lukas", "Huber", "Ambassador, Permanent Representative"),
    ("Ms.", "Eva", "Maier", "Head of Department, Ministry of the Interior"),
    ("Mr.", "Paul", "Bauer", "Counsellor, Permanent Mission"),
    ("Ms.", "Nina", "Wagner", "Second Secretary, Permanent Mission"),
)
ROLES = ("Head of delegation", "Alternate", "Adviser", "Adviser", "Adviser")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Walk:
    """What it took somebody so far."""

    reader: Reader
    clicks: int = 0
    forms: int = 0

    def follow(self, *links: str, within: str = "main, .margin") -> None:
        """Click these links one after another; a link is known by how its name begins."""
        for words in links:
            page = self.reader.page
            link = page.locator(within).get_by_role("link", name=re.compile(rf"^{re.escape(words)}(:|$)"))
            if not link.count():
                page.locator(within).locator(".more-actions summary").first.click()
                self.clicks += 1
            with page.expect_navigation():
                link.first.click()
            self.clicks += 1

    def send(self, **fields: str | Path) -> None:
        """Fill in the form of the page and send it."""
        page = send(self.reader.page, **fields)
        shown = page.locator(".errorlist, main .nothing:has-text('Only')").all_inner_texts()
        assert page.get_by_role("status").count(), f"{page.url} {fields}: {shown}"
        self.clicks, self.forms = self.clicks + 1, self.forms + 1

    def press(self, words: str) -> None:
        """Click a button that is a form of its own."""
        with self.reader.page.expect_navigation():
            self.reader.page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()
        self.clicks, self.forms = self.clicks + 1, self.forms + 1

    def menu(self, main: str, second: str = "") -> None:
        """Go by the menu, to a page of its second level if one is named."""
        self.follow(main, within=".ways")
        if second:
            self.follow(second, within=".section-pages")


type Task = Callable[[Walk], None]


def measure(reader: Reader, tasks: dict[str, Task]) -> dict[str, tuple[int, int]]:
    """Clicks and forms of each task, each from the desk."""
    measured = {}
    for name, task in tasks.items():
        reader.open("desk/")
        walk = Walk(reader)
        task(walk)
        measured[name] = (walk.clicks, walk.forms)
    return measured


def documented(role: str) -> dict[str, tuple[int, int]]:
    """What the page says of the tasks of a role: those of the table under its heading."""
    part = PAGE.read_text(encoding="utf-8").split(f"\n## {role}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("| ")]
    return {row[0]: (int(row[1]), int(row[2])) for row in rows[1:]}


@pytest.fixture
def at_work(reader):
    """Somebody signed in on a site where something waits for each role."""
    furnish()
    austria, thailand = State.objects.get(slug="aut"), State.objects.get(slug="tha")
    now = clock.now()
    make_put("Draft declaration", closes_at=now + timedelta(days=5), opens_at=now, put_on=clock.today())
    closed = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=2)}
    make_put("Draft concept note", put_on=clock.today() - timedelta(days=9), **closed)
    make_document("Paper to be issued", state="draft", issued_on=None, words="Words")
    EventInvitation.objects.filter(state_invited=austria).update(state="sent", sent_on=clock.today())
    make_person("A colleague", Role.DELEGATE, state=austria)
    for state in (austria, thailand):
        make_entry(responsible_state=state)
    # The report to be issued asks whether what it reports took place.
    Activity.objects.filter(kind="event", state="authorised", starts_on__lt=clock.today()).update(state="completed")

    def sign_in(who: str) -> Reader:
        somebody = reader()
        somebody.sign_in(who)
        return somebody

    return sign_in


def record_decision_mandate_and_activity(walk: Walk) -> None:
    walk.follow("Record adopted decision")
    walk.send(
        body=COMMISSION,
        number="16/3",
        on="2008-01-30",
        title_en="Regional cooperation",
        text_en="1. Requests a study of regional cooperation.",
    )
    walk.follow("Record mandate")
    walk.send(title_en="Study of regional cooperation", ask="Report", addressee_organisation=UNODC)
    walk.follow("Propose an activity under this mandate")
    walk.send(kind="study", title_en="Regional cooperation", authorised_on="2008-01-31")


def schedule_meeting(walk: Walk) -> None:
    walk.follow("Schedule meeting")
    walk.send(body=COMMISSION, starts_on="2008-03-03", place="Vienna")


def record_guidance(walk: Walk) -> None:
    walk.follow("Record guidance")
    walk.send(kind="Request", about="regional activities", topic_en="funding", text_en="Funding was requested.")


def submit_text(walk: Walk) -> None:
    walk.follow("Submit a text to Member States")
    walk.send(
        title_en="Draft plan",
        procedure="Written approval by the Commission’s Member States",
        text_en="The plan.",
        closes_at_day="20 February 2008",
        closes_at_hour="18:00",
    )


def announce_result(walk: Walk) -> None:
    walk.follow("Announce result")
    walk.send()


def issue_document(walk: Walk) -> None:
    walk.follow("Issue document")
    walk.send()


def issue_report(walk: Walk) -> None:
    walk.follow("Briefing for the consultation of 6 February 2008")
    walk.follow("Issue report")
    walk.press("Issue without clearance")


def accredit(walk: Walk) -> None:
    walk.follow("Vienna Forum", within="main h3:has-text('Registrations to review') + ul")
    walk.follow("Accredit")
    walk.send()


def assign(walk: Walk) -> None:
    walk.follow("Assign responsibility")
    walk.send(responsible="Austria", reason_en="The host")


def invite(walk: Walk) -> None:
    walk.follow("Invite a person")
    walk.send(name="New delegate", email="new@example.org", role="delegate", state_for="Austria")


SECRETARIAT = {
    # Before what the other tasks record in one language.
    "Issue a report": issue_report,
    "Record an adopted decision, a mandate from it and an activity under it": record_decision_mandate_and_activity,
    "Schedule a meeting": schedule_meeting,
    "Record guidance given at a consultation": record_guidance,
    "Submit a text to Member States": submit_text,
    "Announce the result of an endorsement": announce_result,
    "Issue a document": issue_document,
    "Accredit a participant": accredit,
    "Assign responsibility for a recommendation": assign,
    "Invite a delegate to the site": invite,
}


def test_a_secretariat_officer(at_work):
    assert measure(at_work("secretariat"), SECRETARIAT) == documented("Secretariat officer")


def approve(walk: Walk) -> None:
    walk.follow("Approve")
    walk.send()


def comment(walk: Walk) -> None:
    walk.follow("Comment")
    walk.send(text_en="The text is welcome.")


def reply_to_invitation(walk: Walk) -> None:
    walk.follow("Reply to invitation")
    walk.send(to="accepted")


def nominate(walk: Walk) -> None:
    walk.menu("Events")
    walk.follow("Vienna Forum", "Nominate a speaker")
    walk.send(name="A judge", function="Judge", reason="Long experience", interest="no")


def register_five(walk: Walk) -> None:
    walk.follow("Register a participant")
    for name in ("Gruber", "Huber", "Maier", "Bauer", "Wagner"):
        walk.send(family_name=name)


def hand_in_letter(walk: Walk) -> None:
    walk.follow("Vienna Forum", within=REGISTRATION)
    walk.follow("Submit letter of credentials")
    letter: FilePayload = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    walk.reader.page.locator("form.act [name=upload]").set_input_files(letter)
    walk.send()


def open_next_paper(walk: Walk) -> None:
    walk.follow(
        "Provisional agenda of the seventeenth session of the Commission on Crime Prevention and Criminal Justice"
    )


def report_progress(walk: Walk) -> None:
    walk.follow("Report progress")
    walk.send(text_en="A working group was set up.")


def find_guidance(walk: Walk) -> None:
    walk.menu("Decisions & mandates", "Guidance")
    walk.follow("Regional events")


def propose_colleague(walk: Walk) -> None:
    walk.follow("Members of my mission or agency", "Propose a colleague")
    walk.send(name="A colleague", email="colleague@example.org")


def propose_activity(walk: Walk) -> None:
    walk.follow("Propose an activity")
    walk.send(kind="study", title_en="A study")


def propose_under_mandate(walk: Walk) -> None:
    walk.menu("Decisions & mandates", "Mandates")
    walk.follow("Regional events", "Propose an activity under this mandate")
    walk.send(kind="event", event_kind="regional", title_en="Another regional event")


def coordinate(walk: Walk) -> None:
    walk.follow("Edit lead and partners")
    walk.send()


def read_committee_report(walk: Walk) -> None:
    walk.follow("Steering Committee", "Report of the Steering Committee on its meeting of 17 January 2008")


def open_committee_meeting(walk: Walk) -> None:
    walk.follow("Steering Committee", "Meeting of the Steering Committee, 17 January 2008")


def see_who_leads_what(walk: Walk) -> None:
    walk.follow("Coordination board")


def see_own_responsibilities(walk: Walk) -> None:
    walk.follow("All your responsibilities")


def open_calendar(walk: Walk) -> None:
    walk.follow("Calendar of events and deadlines")


def send_invitation(walk: Walk) -> None:
    walk.follow("Send invitation")
    walk.send()


def send_again(walk: Walk) -> None:
    walk.follow("Send again")
    walk.send()


def invite_colleague(walk: Walk) -> None:
    walk.follow("Members of my mission or agency", "Invite a person")
    walk.send(name="A colleague", email="other@example.org")


def remove_colleague(walk: Walk) -> None:
    walk.follow("Members of my mission or agency", "End access")
    walk.send(on="2008-02-01")


def withdraw_invitation(walk: Walk) -> None:
    walk.follow("Members of my mission or agency", "Withdraw invitation")
    walk.send()


def correct_details(walk: Walk) -> None:
    walk.follow("Vienna Forum", within=REGISTRATION)
    walk.follow("Correct details")
    walk.send(function="Judge")


def withdraw_registration(walk: Walk) -> None:
    walk.follow("Vienna Forum", within=REGISTRATION)
    walk.follow("Withdraw registration")
    walk.send()


def open_state(walk: Walk) -> None:
    walk.follow("Thailand")


def open_event(walk: Walk) -> None:
    walk.follow("Regional event on criminal justice responses to trafficking in persons")


def open_document(walk: Walk) -> None:
    walk.follow("New Delhi Declaration")


def see_all_follow_up(walk: Walk) -> None:
    walk.menu("Decisions & mandates", "Follow-up")


def see_updates(walk: Walk) -> None:
    walk.follow("All updates")


def see_following(walk: Walk) -> None:
    walk.follow("Following")


def see_recommendations_of_event(walk: Walk) -> None:
    walk.follow("Regional event on criminal justice responses to trafficking in persons", "Outcomes")


def see_data(walk: Walk) -> None:
    walk.menu("Data & research")


DELEGATE = {
    # Once a text is approved, the desk shows it among what is done.
    "Comment on a text": comment,
    "Approve a text": approve,
    "Reply to an invitation to an event": reply_to_invitation,
    "Nominate a speaker": nominate,
    "Register a delegation of five": register_five,
    "Open a document of the next consultation": open_next_paper,
    "Report progress on a recommendation": report_progress,
    "Read guidance and its results": find_guidance,
    "Propose a colleague": propose_colleague,
    "See upcoming dates in the calendar": open_calendar,
}
COMMITTEE_MEMBER = {
    "Propose an activity": propose_activity,
    "Propose an activity under a mandate": propose_under_mandate,
    "Change the lead and partners of an activity": coordinate,
    "Report progress on a recommendation": report_progress,
    "Read the latest report of the Committee": read_committee_report,
    "See the lead of each activity": see_who_leads_what,
    "See all responsibilities of the organization": see_own_responsibilities,
    "Open a document of the next consultation": open_next_paper,
    "Propose a colleague": propose_colleague,
    "Open a meeting of the Committee": open_committee_meeting,
}
MISSION_FOCAL_POINT = {
    "Send the invitation of a colleague who was proposed": send_invitation,
    "Renew an invitation that has expired": send_again,
    "Invite a colleague": invite_colleague,
    "Register a delegation of five": register_five,
    "Correct the details of a participant": correct_details,
    "Withdraw a registration": withdraw_registration,
    "Submit the letter of credentials": hand_in_letter,
    "Approve a text": approve,
    "Remove a colleague": remove_colleague,
    "Withdraw an invitation": withdraw_invitation,
}
DATA_FOCAL_POINT = {
    "Report progress on a recommendation": report_progress,
    "Open the profile of the State": open_state,
    "Open an event in the State": open_event,
    "Read the outcomes of an event in the State": see_recommendations_of_event,
    "Read a document": open_document,
    "See the follow-up of all recommendations": see_all_follow_up,
    "See upcoming dates in the calendar": open_calendar,
    "See updates": see_updates,
    "Choose what to be notified of": see_following,
    "Find data and research": see_data,
}


def test_a_delegate(at_work):
    assert measure(at_work("delegate"), DELEGATE) == documented("Delegate of a Member State")


def test_a_committee_member(at_work):
    assert measure(at_work("committee"), COMMITTEE_MEMBER) == documented("Member of the Steering Committee")


def test_a_focal_point_of_a_mission(at_work):
    Posting.objects.filter(user__email="delegate@example.org").update(is_mission_focal_point=True)
    measured = measure(at_work("delegate"), MISSION_FOCAL_POINT)
    assert measured == documented("Focal point of a permanent mission")


def test_a_national_data_focal_point(at_work):
    measured = measure(at_work("focal-point"), DATA_FOCAL_POINT)
    assert measured == documented("National data focal point")


@dataclass
class Effort:
    """What hand and head do at a page, by the keystroke-level model of Card, Moran and Newell.

    Seconds: a key of somebody who types forty words a minute 0.28, pointing 1.1 and clicking 0.2, a hand between keys
    and mouse 0.4, a thought before each field and each click 1.35; a page that loads, one second.
    """

    reader: Reader
    keys: int = 0
    clicks: int = 0
    thoughts: int = 0
    moves: int = 0
    pages: int = 0

    def click(self, words: str) -> None:
        """Point at a link or a button that leads to a page."""
        page = self.reader.page
        control = page.locator("main").get_by_role("link", name=words).or_(page.get_by_role("button", name=words))
        with page.expect_navigation():
            control.first.click()
        self.clicks, self.thoughts, self.pages = self.clicks + 1, self.thoughts + 1, self.pages + 1

    def point_at(self, field: str) -> None:
        """Click into a field, and put the hands on the keys."""
        self.reader.page.locator(f"form.act [name={field}]").click()
        self.clicks, self.moves = self.clicks + 1, self.moves + 2

    def choose(self, field: str, label: str) -> None:
        """Open a field with choices and click one, unless it stands there."""
        select = self.reader.page.locator(f"form.act [name={field}]")
        if select.locator("option:checked").inner_text() != label:
            select.select_option(label=label)
            self.clicks, self.thoughts = self.clicks + 2, self.thoughts + 1

    def type(self, words: str) -> None:
        """Write into the field in which one is; a capital takes two keys."""
        self.reader.page.keyboard.type(words)
        self.keys += len(words) + sum(letter.isupper() for letter in words)
        self.thoughts += 1

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.reader.page.keyboard.press(key)
        self.keys += len(keys)

    @property
    def seconds(self) -> int:
        """How long it takes."""
        hand = 0.28 * self.keys + 1.3 * self.clicks + 0.4 * self.moves
        return round(hand + 1.35 * self.thoughts + self.pages)


def register_one_by_one(effort: Effort) -> None:
    """By the form, with the keyboard: only what is different of each person is written."""
    effort.click("Register a participant")
    for place, person in enumerate(DELEGATION):
        effort.choose("role", ROLES[place])
        effort.point_at("honorific")
        for words in person:
            effort.type(words)
            effort.press("Tab")
        # At the consent, which is ticked.
        effort.press("Space")
        effort.click("Register a participant")


def register_by_pasting(effort: Effort) -> None:
    """By the list as it stands in the note: it is copied there and pasted here, which takes two keys each."""
    head = ("Form of address", "Given name", "Family name", "Functional title", "Role in the delegation")
    rows = [(*person, role, "yes") for person, role in zip(DELEGATION, ROLES, strict=True)]
    pasted = "\n".join("\t".join(row) for row in ((*head, "In the list of participants"), *rows))
    effort.click("Register a participant")
    effort.click("Paste a list or import a table")
    effort.point_at("pasted")
    effort.reader.page.keyboard.insert_text(pasted)
    # Marking the table in the other window and coming back, copying, pasting.
    effort.clicks, effort.moves, effort.thoughts = effort.clicks + 3, effort.moves + 2, effort.thoughts + 2
    effort.keys += 4
    effort.click("Check")
    effort.click("Import")


WAYS = {"One form for each person": register_one_by_one, "A pasted list": register_by_pasting}


def test_a_delegation_of_five_is_registered_within_three_minutes(at_work):
    delegate, measured = at_work("delegate"), {}
    registration = Event.objects.get(activity__slug="vienna-forum").registration
    for way, register in WAYS.items():
        registration.participants.all().delete()
        delegate.open("desk/")
        effort = Effort(delegate)
        register(effort)
        people = Participant.objects.order_by("number")
        written = [(each.honorific, each.given_name, each.family_name, each.function) for each in people]
        assert written == list(DELEGATION)
        assert [(each.get_role_display(), each.is_listed) for each in people] == [(role, True) for role in ROLES]
        measured[way] = (effort.keys, effort.clicks, effort.pages, effort.seconds)
    part = PAGE.read_text(encoding="utf-8").split("\n## Time for a delegation of five\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("| ")]
    assert measured == {row[0]: tuple(map(int, row[1:])) for row in rows[1:]}
    assert max(seconds for *_rest, seconds in measured.values()) <= 180
