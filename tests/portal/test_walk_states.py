"""The pages of States as every role, with words planted in every record: nobody reads there what is not theirs."""

import pytest
from django.db.models import Q
from django.test import Client

from palermo.accounts.models import State
from palermo.figures.models import Release
from palermo.figures.web.questions.pages import QUESTIONS
from palermo.treaties.models import Review
from tests.portal.canaries import Cage, make_reader
from tests.portal.test_walk import READS, _body, may_read

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cage")]

# Their States bear the planted word as a name, which may be read; what they said, or that they are
# invited, may not, and stands on no page here.
NAMED_STATES = {"answer", "objection", "invited"}
# What stands on the page of a State, of records that everybody may meet there.
SHOWN = {"event", "figure_release", "review"}


def _pages(cage: Cage, client: Client) -> str:
    something = Q(places__events__isnull=False) | Q(follow_ups__isnull=False) | Q(contributions__isnull=False)
    of_something = State.objects.filter(something).distinct()
    pages = [
        "",
        "?by=group",
        "?by=letter",
        "?took=meetings",
        "?took=events",
        "?law=recorded",
        *(f"{slug}/" for slug in of_something.values_list("slug", flat=True)),
        *(f"{slug}/figures/" for slug in of_something.values_list("slug", flat=True)),
    ]
    reviews = list(Review.objects.values_list("treaty__slug", "state__slug"))
    parts = ("", "gaps/", "status.json", "gaps/table.json", "actions.json", "laws.json", "reviews.json")
    treaties = [f"{treaty}/{part}" for treaty, _state in reviews for part in parts]
    treaties += ["", "comparison/", "comparison/table.json"]
    feeds = [f"{kind}/{slug}" for pair in reviews for kind, slug in zip(("treaty", "state"), pair, strict=True)]
    tools = [canary.slug for canary in cage.canaries if canary.kind in {"tool", "uptake"}]
    notes = [f"{treaty}/gaps/{note}" for treaty, state in reviews for note in (f"{state}/en.docx", "notes/en.zip")]
    data = ["explorer/", *(f"questions/{each.slug}/" for each in QUESTIONS)]
    data += [f"releases/{slug}/figures.zip" for slug in Release.objects.values_list("slug", flat=True)]
    return " ".join(
        [
            *(_body(client.get(f"/en/data/{page}")) for page in data),
            *(client.get(f"/en/states/{page}").text for page in (*pages, *(f"{state}/" for _t, state in reviews))),
            *(client.get(f"/en/treaties/{page}").text for page in treaties),
            *(client.get(f"/en/tools/{slug}/no-use/").text for slug in tools),
            client.get("/en/partnership/apply/").text,
            *(client.get(f"/en/feeds/{feed}.xml").text for feed in feeds),
            *(_body(client.get(f"/en/treaties/{note}")) for note in notes),
        ]
    )


@pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
def test_each_role_reads_of_a_state_what_is_theirs(cage, role):
    client = Client()
    if role:
        client.force_login(make_reader(role))
    seen = _pages(cage, client)
    planted = [canary for canary in cage.canaries if canary.kind not in NAMED_STATES]
    found = [canary for canary in planted if canary.word in seen]
    assert [canary for canary in found if not may_read(role, canary)] == []
    assert {canary.kind for canary in found} >= SHOWN
