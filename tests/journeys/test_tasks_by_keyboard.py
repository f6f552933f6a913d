"""Five main tasks with nothing but Tab, Enter, Space, arrows and typing: every stop is seen, no page holds anybody."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from palermo.accounts.models import Posting
from palermo.config.example.papers.setting import set_papers
from palermo.core import clock
from palermo.governance.models import Activity, Decision, Mandate, Response
from palermo.registration.models import Participant
from tests.factories.endorsements import make_put
from tests.journeys.furnishing import furnish
from tests.journeys.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hands(reader) -> Iterator[Callable[[str], Keys]]:
    """Somebody at their desk, or a visitor at the home page, with a keyboard; at the end, every stop was to be seen."""
    furnish()
    made: list[Keys] = []

    def make(who: str = "") -> Keys:
        keys = Keys(reader(reduced_motion="reduce"))
        made.append(keys)
        if who:
            keys.sign_in(who)
        else:
            keys.reader.open("")
        return keys

    yield make
    assert [unseen for keys in made for unseen in keys.unseen] == []


def test_a_delegate_approves_a_text(hands):
    make_put("Draft declaration", opens_at=clock.now(), closes_at=clock.now() + timedelta(days=5), put_on=clock.today())
    delegate = hands("delegate")
    delegate.follow("Approve", "Approve")
    assert delegate.said() == "Your delegation’s approval has been recorded."
    assert list(Response.objects.values_list("kind", "state__slug")) == [("approval", "aut")]


def test_an_officer_records_an_adopted_decision_and_its_mandate(hands):
    officer = hands("secretariat")
    officer.follow("Record adopted decision")
    officer.fill(
        {
            "Body": "Commission on Crime",
            "Number (optional)": "16/3",
            "Adopted on": "2008-01-30",
            "Title: English": "Regional cooperation",
            "Text: English": "1. Requests a study of regional cooperation.",
        }
    )
    officer.follow("Record adopted decision")
    assert Decision.objects.filter(number="16/3", state="adopted").count() == 1
    officer.follow("Record mandate")
    officer.fill(
        {
            "Short title: English": "Study of regional cooperation",
            "Type of mandate": "Report",
            "Addressee (organization)": "United Nations Office on D",
        }
    )
    officer.follow("Record mandate")
    assert officer.said() == "Mandate saved."
    assert Mandate.objects.latest("pk").title["en"] == "Study of regional cooperation"


def test_a_focal_point_registers_a_member_of_the_delegation(hands):
    Posting.objects.filter(user__email="delegate@example.org").update(is_mission_focal_point=True)
    focal_point = hands("delegate")
    focal_point.follow("Register a participant")
    focal_point.fill({"Family name": "Gruber", "Functional title (optional)": "Judge"})
    focal_point.follow("Register a participant")
    assert focal_point.said() == "Gruber registered. Austria: 4 registered so far."
    assert Participant.objects.filter(family_name="Gruber", state_for__slug="aut").count() == 1


def test_a_member_of_the_committee_proposes_an_activity_under_a_mandate(hands):
    member = hands("committee")
    member.follow("Decisions & mandates", "Mandates", "Regional events", "Propose an activity under this mandate")
    member.fill({"Kind": "Study", "Title: English": "Study of regional events"})
    member.follow("Propose an activity under this mandate")
    assert member.said() == "Activity saved."
    assert Activity.objects.latest("pk").title["en"] == "Study of regional events"


def test_a_visitor_finds_a_document_and_downloads_it(hands):
    set_papers.call("new-delhi-declaration")
    visitor = hands()
    visitor.reach("Search")
    visitor.page.keyboard.type("New Delhi Declaration")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/en/search/**")
    visitor.follow("New Delhi Declaration")
    visitor.reach("Download DOCX")
    with visitor.page.expect_download() as taken:
        visitor.page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "new-delhi-declaration.en.docx"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "events/vienna-forum/programme/"),
        ("delegate", "desk/"),
        ("secretariat", "acts/record-decision/"),
        ("secretariat", "programmes/vienna-forum/"),
    ],
)
def test_no_page_holds_whoever_goes_through_it_and_back(hands, who, path):
    keys = hands(who)
    keys.reader.open(path)
    stops = keys.walk_through()
    assert (stops[0], stops[-1]) == ("Skip to main content", "Privacy")
