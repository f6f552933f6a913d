"""Partners, commitments, action plans and campaigns in offline packages, for each audience."""

import posixpath
import re
from datetime import date
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from palermo.core.audiences import Audience
from palermo.offline.queries import closed_records
from palermo.outreach.models import Advice
from tests.factories.common import text
from tests.factories.offline import build, unpacked
from tests.factories.outreach import make_campaign, make_commitment, make_material, make_partner, make_plan

pytestmark = pytest.mark.django_db
PARTS = "partners plans campaigns"
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def made():
    """One of each kind that is public, and what must not be in a public package."""
    partner = make_partner("Partner", slug="hotels")
    make_commitment("Promise", slug="promise", partnership=partner)
    make_plan("Plan", slug="national", measures=2)
    campaign = make_campaign("Campaign", slug="eyes")
    make_material("Poster", slug="poster", campaign=campaign)
    Advice.objects.create(audience="school", introduction=text("Talk about it"), is_published=True)
    for hidden in ({"is_listed": False}, {"status": "applied"}):
        make_partner(SECRET, **hidden)
    make_commitment(SECRET, audience=Audience.SECRETARIAT)
    make_commitment(SECRET, status="made", decided_on=None)
    make_plan(SECRET, audience=Audience.SECRETARIAT)
    make_campaign(SECRET, state="proposed")
    make_material(SECRET, campaign=campaign, status="cleared")
    make_material(SECRET, campaign=campaign, audience=Audience.SECRETARIAT)
    Advice.objects.create(audience="business", introduction=text(SECRET))
    return partner


PAGES = [
    *("action-plan-national", "advice-school", "campaign-eyes", "commitment-promise"),
    *("material-poster", "partner-hotels", "plan-edition-national-1"),
]
LISTS = {
    "partners": ["Partner"],
    "commitments": ["Promise"],
    "action-plans": ["Plan"],
    "campaigns": ["Campaign"],
    "material": ["Poster"],
    "advice": ["Schools"],
}


def test_each_has_a_page_in_a_package_and_a_list_leads_there(made):
    held = unpacked(build(parts=PARTS, languages="en"))
    names = {name.removeprefix("en/").removesuffix(".html") for name in held if name.startswith("en/")}
    assert {name for name in names if "-" in name} - {"a-z", "action-plans"} == set(PAGES)
    for name, titles in LISTS.items():
        soup = BeautifulSoup(held[f"en/{name}.html"].decode(), "html.parser")
        assert [each.get_text(strip=True).replace("[en]", "").strip() for each in soup.select("main h2")] == titles
    assert [name for name, content in held.items() if SECRET.encode() in content] == []


def test_every_link_of_these_pages_leads_to_a_page_of_the_package_or_to_the_site(made):
    held = unpacked(build(parts=PARTS, languages="en"))
    dangling = []
    for name in (f"en/{page}.html" for page in PAGES):
        for link in re.findall(rb'href="([^"#]+)', held[name]):
            place = unquote(link.decode())
            if "://" not in place and not place.startswith(("mailto:", "data:")):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), place))
                dangling += [] if target in held else [(name, place)]
    assert dangling == []


def test_a_package_of_other_parts_has_none_of_them(made):
    held = unpacked(build(parts="tools", languages="en"))
    assert [name for name in held if name.removeprefix("en/").removesuffix(".html") in {*PAGES, *LISTS}] == []


def test_one_who_is_listed_no_more_makes_the_package_unsuitable(made):
    bundle = build(parts=PARTS, languages="en")
    assert closed_records(bundle) == []
    made.is_listed = False
    made.save()
    assert sorted(each.kind for each in closed_records(bundle)) == ["commitments", "partnerships"]
