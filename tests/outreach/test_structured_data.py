"""Partners and what hangs on them in the terms of schema.org, and on the map for search engines."""

from datetime import date

import pytest
from django.test import Client

from palermo.core.kinds import kind_of
from palermo.outreach.models import Advice
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.outreach import make_campaign, make_commitment, make_material, make_partner, make_plan

pytestmark = pytest.mark.django_db


def data_of(record) -> dict:
    return dict(kind_of(type(record)).structured_data(record))


def test_each_is_described_as_what_it_is():
    partner = make_partner("Ms. Partner", is_person=True, website="https://example.org/")
    person = {"@type": "Person", "name": "Ms. Partner [en]"}
    described = {"description": "Ms. Partner summary [en]", "url": "https://example.org/"}
    assert data_of(partner) == {**person, **described}
    assert data_of(make_commitment("Promise", partnership=partner)) == {
        "@type": "CreativeWork",
        "genre": "Commitment",
        "name": "Promise [en]",
        "text": "Promise text [en]",
        "dateCreated": "2007-10-05",
        "author": person,
    }
    plan = make_plan("Plan", state=make_state("Here"), summary=text("About"))
    assert data_of(plan) == {
        "@type": "CreativeWork",
        "genre": "Action plan",
        "name": "Plan [en]",
        "description": "About [en]",
        "author": {"@type": "Organization", "name": "Here [en]"},
    }
    campaign = make_campaign("Campaign")
    assert data_of(campaign) == {
        "@type": "Project",
        "name": "Campaign [en]",
        "description": "Campaign aim [en]",
    }
    assert data_of(make_material("Poster", campaign=campaign, description=text("An open door"))) == {
        "@type": "CreativeWork",
        "genre": "Poster",
        "name": "Poster [en]",
        "description": "An open door [en]",
        "datePublished": "2007-12-03",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    advice = Advice.objects.create(audience="school", introduction=text("Talk about it"), is_published=True)
    assert data_of(advice) == {
        "@type": "HowTo",
        "name": "What you can do",
        "audience": {"@type": "Audience", "audienceType": "Schools"},
        "description": "Talk about it [en]",
    }


def test_the_map_has_the_pages_of_those_who_are_listed():
    listed = make_partner("Listed")
    make_partner("Hidden", is_listed=False)
    make_partner("Applicant", status="applied", applied_on=date(2008, 1, 1))
    page = Client().get("/sitemap-partnerships.xml").text
    assert page.count("<loc>") == 6
    assert page.count(f"/partners/{listed.slug}/</loc>") == 6
