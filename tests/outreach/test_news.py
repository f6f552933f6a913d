"""What is new of partners and what hangs on them: in updates, feeds and e-mails, for each reader."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.following import reader_news
from palermo.following.digests import write_digest
from palermo.following.models import Subscription
from palermo.governance.models import FollowUp
from palermo.outreach.models import ProgressRound
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.following import acted, make_subscription
from tests.factories.outreach import make_commitment, make_material, make_partner, make_plan, make_release
from tests.factories.register import TAKEN_OVER
from tests.outreach.test_commitments import representative_of
from tests.portal.filling import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2008, 1, 31)
LATELY = date(2008, 1, 10)
SECRET = "Kestrel"
SOURCES = ["partners", "commitments", "commitment-progress", "action-plans", "progress-rounds", "campaign-material"]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


def make_round(plan, **fields) -> ProgressRound:
    days = {"period_from": date(2007, 1, 1), "period_until": date(2007, 12, 31), "opened_on": LATELY}
    published = {"status": "published", "published_on": LATELY, "assessment": text("Half is done")}
    return ProgressRound.objects.create(edition=plan.editions.get(), number=1, **days, **{**published, **fields})


def adopted(plan):
    plan.editions.update(adopted_on=LATELY)
    return plan


def fill() -> dict[str, object]:
    """One of each kind that is public, and what is not, not yet, or was supplied as an example."""
    partner = make_partner("Partner", since_on=LATELY)
    for hidden in ({"is_listed": False}, {"status": "applied"}, {"arranged": ["summary"]}):
        make_partner(SECRET, since_on=LATELY, **hidden)
    entry = FollowUp.objects.create(
        slug="entry", origin="commitment", taken_over_on=TAKEN_OVER, state="in_progress", state_on=LATELY
    )
    commitment = make_commitment("Promise", partnership=partner, made_on=LATELY, follow_up=entry)
    made = {"status": "made", "decided_on": None}
    for hidden in (made, {"audience": Audience.SECRETARIAT}, {"arranged": ["title"]}):
        make_commitment(SECRET, made_on=LATELY, **hidden)
    make_commitment(SECRET, made_on=LATELY, partnership=make_partner(SECRET, is_listed=False))
    plan = adopted(make_plan("Plan", measures=1))
    make_round(plan)
    make_plan(SECRET, status="draft")
    adopted(make_plan(SECRET, audience=Audience.SECRETARIAT))
    adopted(make_plan(SECRET, arranged=["title"]))
    make_round(adopted(make_plan("Plan without a published round", arranged=["title"])), status="closed")
    material = make_material("Poster", published_on=LATELY)
    make_material(SECRET, status="cleared", is_for_partners=True)
    make_material(SECRET, audience=Audience.MEMBER_STATES, published_on=LATELY)
    return {"partner": partner, "commitment": commitment, "plan": plan, "material": material, "entry": entry}


PUBLIC = [
    ("action-plans", "Plan"),
    ("campaign-material", "Poster"),
    ("commitment-progress", "Promise"),
    ("commitments", "Promise"),
    ("partners", "Partner"),
    ("progress-rounds", "Plan"),
]


def shown(viewer, sources=SOURCES) -> list[tuple[str, str]]:
    rows = reader_news.news_rows(viewer, LATELY, TODAY, sources)
    return sorted((each.source, str(each.title).replace(" [en]", "")) for each in reader_news.load_news(viewer, rows))


def titles(path) -> list[str]:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert SECRET not in answer.text
    feed = ElementTree.fromstring(answer.content)
    return sorted(each.findtext(f"{ATOM}title").replace(" [en]", "") for each in feed.findall(f"{ATOM}entry"))


def test_updates_have_what_everybody_may_see_and_no_examples():
    fill()
    assert shown(VISITOR) == PUBLIC
    delegate = shown(viewer_of(make_user(Role.DELEGATE)), ["campaign-material", "action-plans"])
    assert delegate == [("action-plans", "Plan"), ("campaign-material", SECRET), ("campaign-material", "Poster")]


def test_press_releases_that_are_out_are_news_and_in_a_feed_but_no_examples():
    out = {"status": "published", "public_at": datetime(2008, 1, 12, 9, tzinfo=UTC)}
    make_release("Forum opens", **out)
    make_release(SECRET, arranged=["title"], **out)
    make_release(SECRET, status="scheduled", public_at=datetime(2008, 2, 12, 9, tzinfo=UTC))
    assert shown(VISITOR, ["press-releases"]) == [("press-releases", "Forum opens")]
    assert titles("/en/feeds/press-releases.xml") == ["Forum opens"]


def test_an_act_upon_a_plan_brings_the_edition_in_force_and_its_latest_round():
    made = fill()
    plan = made["plan"]
    plan.editions.update(status="replaced", ended_on=LATELY, adopted_on=date(2006, 1, 1))
    plan.editions.create(number=2, status="adopted", adopted_on=LATELY)
    acted("plan_edition.adopted", plan)
    acted("progress_round.published", plan)
    done = reader_news.done_between(VISITOR, 0, reader_news.place_now())
    assert [(each.source, each.day) for each in done] == [("progress-rounds", LATELY), ("action-plans", LATELY)]
    assert {each.audience for each in done} == {"public"}


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ("partners", ["Partner"]),
        ("commitments", ["Promise"]),
        ("action-plans", ["Plan · Edition 1"]),
        ("progress-rounds", ["Plan"]),
        ("campaign-material", ["Poster"]),
    ],
)
def test_a_feed_has_what_is_public(feed, expected):
    fill()
    assert titles(f"/en/feeds/{feed}.xml") == expected


def test_a_partner_and_a_plan_have_a_feed_of_what_is_about_them():
    made = fill()
    make_commitment("Promise of others", made_on=LATELY)
    assert titles(f"/en/feeds/partnership/{made['partner'].slug}.xml") == ["Promise"]
    assert titles(f"/en/feeds/action_plan/{made['plan'].slug}.xml") == ["Plan", "Plan · Edition 1"]
    hidden = make_partner(SECRET, is_listed=False)
    assert Client().get(f"/en/feeds/partnership/{hidden.slug}.xml").status_code == 404


def test_whoever_follows_a_partner_hears_of_it_and_of_nothing_else():
    made = fill()
    user = make_user(Role.DELEGATE)
    subscription = make_subscription(user, partnership=made["partner"])
    acted("partner.admitted", made["partner"])
    acted("commitment.recorded", made["commitment"])
    acted("follow_up.accepted", made["entry"])
    acted("commitment.recorded", make_commitment("Promise of others", made_on=LATELY))
    write_digest.func(user.pk, subscription.frequency, reader_news.place_now(), "<m@example.org>")
    [letter] = mail.outbox
    lines = [line.replace(" [en]", "") for line in letter.body.splitlines()]
    assert [line for line in lines if "Part" in line or "Promise" in line] == ["Partner", "Promise", "Promise"]


def test_a_reader_follows_what_they_see_and_nothing_else():
    made = fill()
    client, user = Client(), make_person("Delegate", Role.DELEGATE, state=make_state())
    client.force_login(user)
    seen = [f"partnership {made['partner'].slug}", f"commitment {made['commitment'].slug}"]
    seen.append(f"action_plan {made['plan'].slug}")
    hidden = f"partnership {make_partner(SECRET, is_listed=False).slug}"
    answers = [client.post("/en/following/follow/", {"what": what}).status_code for what in [*seen, hidden]]
    assert answers == [302, 302, 302, 404]
    followed = {str(each.target) for each in Subscription.objects.filter(user=user)}
    assert followed == {what.partition(" ")[2] for what in seen}
    page = client.get("/en/following/").text
    assert [name for name in ("Partner", "Promise", "Plan") if f"{name} [en]" in page] == ["Partner", "Promise", "Plan"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_choices_of_updates_are_those_of_the_party_that_asks_whoever_asked_first(order):
    """A partner that is not listed reads its own plan: another is offered neither its year nor its kind."""
    hidden, other = make_partner("Hidden", is_listed=False, since_on=None), make_partner("Other", since_on=LATELY)
    readers = [representative_of(hidden), representative_of(other)]
    make_plan("Plan", partnership=hidden).editions.update(adopted_on=date(2006, 3, 1))
    make_plan("Later plan", partnership=hidden).editions.update(adopted_on=LATELY)
    pages = [Page(client_of(reader).get("/en/updates/")) for reader in readers[::order]]
    offered = [
        {each["href"] for each in page.soup.select("main a[href^='?']")} & {"?kind=action-plans", "?year=2006"}
        for page in pages
    ]
    assert offered[::order] == [{"?kind=action-plans", "?year=2006"}, set()]
