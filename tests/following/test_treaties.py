"""Treaties in updates, feeds and e-mails: each reader gets what they may see, and whoever follows it alone."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.following import reader_news
from palermo.following.digests import write_digest
from palermo.following.models import Subscription
from palermo.treaties.actions.laws import change_review, record_review
from palermo.treaties.models import Review
from palermo.treaties.states.participation import ActionKind, StatementKind
from tests.factories.accounts import make_place, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.following import acted, make_subscription
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2008, 1, 31)
LATELY = date(2008, 1, 10)
TO_COME = date(2008, 2, 10)
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


@pytest.fixture
def state():
    return make_state("Here")


@pytest.fixture
def treaty():
    return make_treaty("Protocol")


def fill(state, treaty):
    """One of each kind that is public, and of each one that is not, or not yet."""
    make_action(treaty, state, on=LATELY)
    make_action(treaty, make_state(SECRET), on=TO_COME)
    make_statement(treaty, state, made_on=LATELY, provision="15(2)")
    make_statement(treaty, state, made_on=TO_COME, summary=text(SECRET))
    make_law("Act", state=state, treaty=treaty, supplied_on=LATELY, text=text("Whoever recruits"))
    make_proposal(SECRET, state=state, treaty=treaty, supplied_on=LATELY)
    make_law(SECRET, state=state, treaty=treaty, status="declined", supplied_on=LATELY)
    completed = {"state": state, "treaty": treaty, "stage": "completed", "completed_on": LATELY}
    make_review("Review", **completed)
    make_review(SECRET, audience=Audience.MEMBER_STATES, **completed)
    make_review(f"{SECRET} planned", state=state, treaty=treaty)


def entries(path, client=None):
    """The titles and texts of a feed."""
    answer = (client or Client()).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ElementTree.fromstring(answer.content)
    found = feed.findall(f"{ATOM}entry")
    return [(each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}content")) for each in found]


def titles(path, client=None):
    return sorted(title.replace(" [en]", "") for title, _content in entries(path, client))


PUBLIC_NEWS = [
    ("laws", "Here · Act"),
    ("reviews", "Here · Review"),
    ("treaties", "Here · Protocol"),
    ("treaty_statements", "Here · Protocol"),
]


def test_updates_have_what_each_reader_may_see(state, treaty):
    fill(state, treaty)
    assert {*reader_news.sources_between(VISITOR, LATELY, TODAY)} == {source for source, _title in PUBLIC_NEWS}
    rows = reader_news.news_rows(VISITOR, LATELY, TODAY, [source for source, _title in PUBLIC_NEWS])
    loaded = reader_news.load_news(VISITOR, rows)
    assert sorted((each.source, str(each.title).replace(" [en]", "")) for each in loaded) == PUBLIC_NEWS
    delegate = viewer_of(make_user(Role.DELEGATE))
    rows = reader_news.news_rows(delegate, LATELY, TODAY, ["reviews", "laws"])
    loaded = reader_news.load_news(delegate, rows)
    assert sorted(str(each.title).replace(" [en]", "") for each in loaded) == [
        "Here · Act",
        f"Here · {SECRET}",
        "Here · Review",
    ]


def test_the_page_of_updates_names_them_in_each_language(state, treaty):
    fill(state, treaty)
    for language in LANGUAGES:
        page = Page(Client().get(f"/{language.django_code}/updates/?kind=treaties"))
        assert [words.removesuffix(f" [{language.code}]") for words in page.all("main .papers h2")] == [
            f"Here [{language.code}] · Protocol"
        ] * 2
        assert SECRET not in page.text


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        ("treaty-actions", "Here · Protocol"),
        ("statements", "Here · Protocol"),
        ("laws", "Here · Act"),
        ("reviews", "Here · Review"),
    ],
)
def test_each_kind_has_a_feed_of_what_is_public(state, treaty, feed, title):
    fill(state, treaty)
    officer = Client()
    officer.force_login(make_user(Role.SECRETARIAT))
    for client in (Client(), officer):
        assert titles(f"/en/feeds/{feed}.xml", client) == [title]
    everything = titles("/en/feeds/everything.xml")
    assert everything == sorted(title for _source, title in PUBLIC_NEWS)


def test_a_feed_has_the_text_in_its_language(state, treaty):
    statement = make_statement(treaty, state, made_on=LATELY, provision="15(2)")
    make_statement(treaty, make_state("There"), StatementKind.OBJECTION, about=statement, made_on=TODAY)
    (_title, objection), (_title, reservation) = entries("/en/feeds/statements.xml")
    assert "About the statement: " in objection
    assert "Here [en]: Reservation" in objection
    assert "article 15, paragraph 2" in reservation
    assert "A summary [en]" in reservation
    for language in LANGUAGES:
        [_first, (title, content)] = entries(f"/{language.django_code}/feeds/statements.xml")
        assert title == f"Here [{language.code}] · Protocol [{language.code}]"
        assert f"A summary [{language.code}]" in content


def test_a_treaty_and_a_state_have_feeds_of_their_own(state, treaty):
    fill(state, treaty)
    elsewhere, another = make_state("Elsewhere"), make_treaty("Convention")
    make_action(another, state, on=LATELY)
    make_action(treaty, elsewhere, ActionKind.SIGNATURE, on=LATELY)
    of_treaty = ["Elsewhere · Protocol", *(title for _source, title in PUBLIC_NEWS)]
    assert titles(f"/en/feeds/treaty/{treaty.slug}.xml") == sorted(of_treaty)
    of_state = ["Here · Convention", *(title for _source, title in PUBLIC_NEWS)]
    assert titles(f"/en/feeds/state/{state.slug}.xml") == sorted(of_state)
    answer = Client().get(f"/en/feeds/treaty/{treaty.slug}.xml")
    assert f"2026:en:treaty/{treaty.slug}</id>" in answer.content.decode()
    again = Client().get(f"/en/feeds/treaty/{treaty.slug}.xml", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["treaty/nothing", "state/nothing", "topic/nothing", "everything/nothing"])
def test_nothing_else_has_a_feed_of_its_own(path):
    assert Client().get(f"/en/feeds/{path}.xml").status_code == 404


def test_pages_lead_to_their_feed(state, treaty):
    make_action(treaty, state, on=LATELY)
    for path, name, slug in (
        (treaty.get_absolute_url(), "treaty", treaty.slug),
        (f"{treaty.get_absolute_url()}participants/{state.slug}/", "treaty", treaty.slug),
        (state.get_absolute_url(), "state", state.slug),
    ):
        page = Page(Client().get(path))
        address = f"/en/feeds/{name}/{slug}.xml"
        assert page.soup.select('link[type="application/atom+xml"]')[0]["href"] == address
        assert [link["href"] for link in page.soup.select(f'a[href="{address}"]')] == [address]


def letter_to(user, subscription):
    """The letter about what was done since the subscription began; None where nothing is new."""
    mail.outbox.clear()
    with_letter = write_digest.func(user.pk, subscription.frequency, reader_news.place_now(), "<m@example.org>")
    return mail.outbox[0].body.replace(" [en]", "") if with_letter else None


def test_who_follows_a_treaty_is_written_to_about_it(state, treaty):
    user, another = make_user(Role.DELEGATE), make_treaty("Convention")
    subscription = make_subscription(user, treaty=treaty, everything=False)
    acted("treaty_action.recorded", make_action(another, state, on=LATELY))
    assert letter_to(user, subscription) is None
    acted("treaty_action.recorded", make_action(treaty, state, ActionKind.SIGNATURE, on=LATELY))
    acted("statement.recorded", make_statement(treaty, state, made_on=LATELY))
    acted("law.recorded", make_law("Act", state=state, treaty=treaty))
    acted("law.proposed", make_proposal(SECRET, state=state, treaty=treaty))
    completed = {"state": state, "treaty": treaty, "stage": "completed", "completed_on": LATELY}
    acted("review.recorded", make_review(SECRET, audience=Audience.MEMBER_STATES, **completed))
    letter = letter_to(user, Subscription.objects.get(pk=subscription.pk))
    assert [line for line in letter.splitlines() if " · " in line] == [
        "31 January 2008 · Provision of national law",
        "Here · Act",
        "10 January 2008 · Reservation",
        "Here · Protocol",
        "10 January 2008 · Signature",
        "Here · Protocol",
    ]
    assert "Reviews (Member States): 1" in letter
    assert SECRET not in letter


def test_who_follows_a_state_is_written_to_about_it(state, treaty):
    user = make_user(Role.FOCAL_POINT)
    subscription = make_subscription(user, state=state, everything=False)
    acted("treaty_action.recorded", make_action(treaty, make_state("Elsewhere"), on=LATELY))
    assert letter_to(user, subscription) is None
    acted("treaty_action.recorded", make_action(treaty, state, on=LATELY))
    event = make_event("Event", place=make_place("Town", state=state), audience=Audience.PUBLIC)
    acted("outcome.recorded", make_outcome(event, "Outcome", audience=Audience.PUBLIC, produced_on=LATELY))
    completed = {"state": state, "treaty": treaty, "stage": "completed", "completed_on": LATELY}
    acted("review.recorded", make_review(SECRET, audience=Audience.MEMBER_STATES, **completed))
    letter = letter_to(user, Subscription.objects.get(pk=subscription.pk))
    assert "10 January 2008 · Accession\nHere · Protocol\n" in letter
    assert "\nOutcome\n" in letter
    assert SECRET not in letter
    assert "Reviews" not in letter


@pytest.mark.parametrize("what", ["treaty", "state"])
def test_it_is_followed_from_its_page_and_followed_no_longer(client, state, treaty, what):
    record = {"treaty": treaty, "state": state}[what]
    user = make_user(Role.FOCAL_POINT)
    client.force_login(user)
    page = Page(client.get(record.get_absolute_url()))
    assert page.one("form.follow button") == f"Follow {record.display_name()}"
    sent = {"what": f"{what} {record.slug}", "frequency": "at_once", "next": record.get_absolute_url()}
    client.post("/en/following/follow/", sent)
    mine = Subscription.objects.get(user=user)
    assert getattr(mine, what) == record
    listed = Page(client.get("/en/following/"))
    assert [link["href"] for link in listed.soup.select("main .papers h2 a")] == [record.get_absolute_url()]
    assert page.one("form.follow button") != Page(client.get(record.get_absolute_url())).one("form.follow button")
    client.post(f"/en/following/{mine.pk}/", {"unfollow": "1"})
    assert Subscription.objects.count() == 0


def test_a_review_is_news_when_it_is_completed_and_not_each_time_it_is_edited(state, treaty):
    officer = make_user(Role.SECRETARIAT)
    review = Review(state=state, treaty=treaty, mechanism=text("Review"), audience=Audience.PUBLIC, due_on=TODAY)
    record_review(review, documents=[], by=officer)
    place = reader_news.place_now()
    assert reader_news.done_between(VISITOR, 0, place) == []
    done = {"stage": "completed", "completed_on": LATELY}
    change_review(review, values=done, documents=[], by=officer)
    assert [each.record for each in reader_news.done_between(VISITOR, place, reader_news.place_now())] == [review]
    place = reader_news.place_now()
    change_review(review, values={"cycle": "First"}, documents=[], by=officer)
    assert reader_news.done_between(VISITOR, place, reader_news.place_now()) == []


def test_a_feed_asks_as_much_of_many_records_as_of_few(treaty):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/en/feeds/treaty/{treaty.slug}.xml")
        return len(asked)

    acted("treaty_action.recorded", make_action(treaty, make_state("First"), on=LATELY))
    fill(make_state("Second"), treaty)
    ask()
    acted("treaty_action.recorded", make_action(treaty, make_state("Third"), on=LATELY))
    one = ask()
    for number in range(3):
        fill(make_state(f"More {number}"), treaty)
    acted("treaty_action.recorded", make_action(treaty, make_state("Last"), on=LATELY))
    assert ask() == one
