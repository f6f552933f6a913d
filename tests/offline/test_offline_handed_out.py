"""What is handed out at the Forum: its own page, with the pages of what produced it, as the audience sees them."""

import re
from datetime import date

import pytest

from palermo.core.audiences import Audience
from tests.factories.activities import make_event, make_outcome
from tests.factories.library import make_document
from tests.factories.offline import build, unpacked
from tests.factories.preparation import make_showing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def forum():
    """Of two regional events something is handed out; of a third something is on screens, of a fourth nothing."""
    made = make_event("Forum", kind="forum", audience="public")
    for name, audience, kind in (
        ("open", Audience.PUBLIC, "handed_out"),
        ("restricted", Audience.MEMBER_STATES, "handed_out"),
        ("screened", Audience.PUBLIC, "on_screens"),
    ):
        paper = make_document(f"Paper {name}", words=f"Words {name}", audience=audience, slug=f"paper-{name}")
        event = make_event(f"Event {name}", audience="public", slug=f"event-{name}")
        outcome = make_outcome(event, audience=audience, slug=f"outcome-{name}", document=paper)
        make_showing(outcome, made, kind)
    make_outcome(make_event("Event unmarked", audience="public", slug="event-unmarked"), audience="public")
    make_showing(make_document("Handbook", words="Words", audience="public", slug="handbook"), made)
    taken = make_document("Taken back", words="Words", audience="public", slug="taken-back")
    make_showing(taken, made, withdrawn_on=date(2008, 1, 30))
    return made


def pages(held: dict[str, bytes]) -> set[str]:
    return {name.removeprefix("en/") for name in held if re.match("en/(event|document)-", name)}


def pages_of_event(name: str) -> set[str]:
    return {f"event-{part}event-{name}.html" for part in ("", "outcomes-", "documents-")}


def of(forum, audience: str, parts: str = "handed_out") -> dict[str, bytes]:
    return unpacked(build(audience, event=forum, parts=parts, languages="en"))


def test_its_page_tells_of_which_event_each_thing_comes(forum):
    held = of(forum, "member_states")
    page = held["en/handed-out.html"].decode()
    links = re.findall(r'href="((?:event|document)-[^"]*)"', page.split("<main")[1])
    assert links == [
        "event-event-open.html",
        "event-outcomes-event-open.html#outcome-open",
        "document-paper-open.html",
        "event-event-restricted.html",
        "event-outcomes-event-restricted.html#outcome-restricted",
        "document-paper-restricted.html",
        "document-handbook.html",
        "document-handbook.html",
    ]
    assert 'href="handed-out.html"' in held["en/index.html"].decode()


def test_it_is_seen_as_its_audience_sees_it(forum):
    assert pages(of(forum, "public")) == pages_of_event("open") | {"document-paper-open.html", "document-handbook.html"}
    assert "restricted" not in of(forum, "public")["en/handed-out.html"].decode()
    restricted = pages_of_event("restricted") | {"document-paper-restricted.html"}
    assert pages(of(forum, "member_states")) == pages(of(forum, "public")) | restricted


def test_it_stands_beside_what_else_is_of_the_event(forum):
    held = of(forum, "public", "handed_out events documents")
    slug = forum.activity.slug
    own = {f"event-{slug}.html", f"event-outcomes-{slug}.html", f"event-documents-{slug}.html"}
    assert pages(held) == own | pages_of_event("open") | {"document-paper-open.html", "document-handbook.html"}
    assert 'href="handed-out.html"' in held[f"en/event-{forum.activity.slug}.html"].decode()


def test_where_it_was_not_chosen_there_is_no_such_page(forum):
    assert "en/handed-out.html" not in of(forum, "public", "events")
    assert "en/handed-out.html" not in unpacked(build("public", parts="handed_out events", languages="en"))


def test_what_is_handed_out_and_restricted_later_closes_the_bundle(forum):
    bundle = build("public", event=forum, parts="handed_out", languages="en")
    rows = set(bundle.records.filter(language="").values_list("kind", "ident"))
    assert rows == {
        ("events", "event-open"),
        ("outcomes", "outcome-open"),
        ("documents", "paper-open"),
        ("documents", "handbook"),
    }
