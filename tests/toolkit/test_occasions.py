"""Occasions outside the initiative, what is presented there, and who may read of it."""

from datetime import date

import pytest
from django.db.utils import IntegrityError
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.toolkit.actions import occasions as actions
from palermo.toolkit.models import Edition, Occasion, Presentation, ToolVersion
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.common import text
from tests.factories.occasions import make_edition, make_occasion, make_presentation
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOTHING = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def test_an_occasion_is_recorded_with_what_is_presented_there_and_what_followed():
    tool = make_tool("Handbook", state="under_way")
    draft = tool.editions.get()
    Edition.objects.create(tool=tool, order=2, state="revised", due_on=date(2008, 6, 1))
    place, union = make_place("Cape Town"), make_organisation("Union")
    office = client_of(make_user(Role.SECRETARIAT))
    fill(
        *(office, "/en/acts/record-occasion/"),
        **{"title_en": "Assembly", "starts": "April 2008", "place": place.pk, "organisation": union.pk},
    )
    occasion = Occasion.objects.get()
    assert (occasion.slug, str(occasion.starts), occasion.place, occasion.organisation) == (
        "assembly",
        "2008-04",
        place,
        union,
    )
    act(
        *(office, "record-presentation", draft.pk),
        **{"occasion": "assembly", "presented_en": "submitted", "comments_en": "More examples", "comment_count": 12},
    )
    assert AuditEvent.objects.latest("sequence").details == {
        "tool": tool.activity.slug,
        "edition": 1,
        "occasion": "assembly",
        "comment_count": 12,
    }
    page = Page(Client().get("/en/occasions/assembly/"))
    assert page.all("h1") == ["Assembly"]
    assert page.all(".papers h3") == ["Handbook [en]"]
    assert page.all(".papers .meta") == ["12 comments received", "Edition that followed: Revised text"]
    assert page.all(".papers .reading") == ["More examples"]
    shown = Page(Client().get(f"/en/tools/{tool.activity.slug}/"))
    assert "Assembly" in shown.all(".papers h4")


def test_an_occasion_held_with_an_event_keeps_it_when_it_is_edited():
    event = make_event("Forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    office = client_of(make_user(Role.SECRETARIAT))
    fill(office, "/en/acts/record-occasion/", title_en="Assembly", starts="2008-02", event=event.pk)
    assert Occasion.objects.get().event == event
    act(office, "change-occasion", "assembly", title_en="Parliamentary Assembly")
    occasion = Occasion.objects.get()
    assert (occasion.title["en"], occasion.event) == ("Parliamentary Assembly", event)


def test_the_text_presented_is_the_one_frozen_last_before_the_occasion_was_over():
    edition = make_edition()
    occasion = make_occasion(starts_on=date(2008, 1, 10), ends_on=date(2008, 1, 12))
    make_presentation(edition=edition, occasion=occasion)
    for number, day in enumerate((date(2008, 1, 2), date(2008, 1, 11), date(2008, 1, 13)), 1):
        ToolVersion.objects.create(
            slug=f"version-{number}",
            tool=edition.tool,
            edition=edition,
            number=number,
            name=text(f"Text {number}"),
            audience=Audience.PUBLIC,
            frozen_on=day,
            published_on=day,
        )
    page = Page(Client().get(f"/en/occasions/{occasion.slug}/"))
    assert page.all(".papers .meta") == ["Text presented: Text 2 [en]", "3 comments received"]


@pytest.mark.parametrize("audience", [Audience.MEMBER_STATES, Audience.STEERING_COMMITTEE, Audience.SECRETARIAT])
def test_an_occasion_is_as_restricted_as_what_is_presented_there(audience):
    tool = make_tool(audience=audience, state="under_way")
    occasion = make_occasion("Canary occasion", place=make_place("Canary place"))
    make_presentation("Canary", edition=tool.editions.get(), occasion=occasion)
    open_tool = make_tool("Open", state="under_way")
    shared = make_occasion("Open occasion")
    make_presentation("Open words", edition=open_tool.editions.get(), occasion=shared)
    make_presentation("Canary too", edition=tool.editions.get(), occasion=shared)
    client = Client()
    assert client.get(f"/en/occasions/{occasion.slug}/").status_code == 404
    for path in ("/en/occasions/", f"/en/occasions/{shared.slug}/", "/en/tools/", "/en/search/?q=Canary"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Canary occasion" not in answer.text
        assert "Canary too" not in answer.text
    assert "Canary occasion" in client_of(make_user(Role.SECRETARIAT)).get("/en/occasions/").text


def test_an_occasion_without_presentations_is_the_secretariats():
    occasion = make_occasion("Canary occasion")
    assert Client().get(f"/en/occasions/{occasion.slug}/").status_code == 404
    assert client_of(make_user(Role.SECRETARIAT)).get(f"/en/occasions/{occasion.slug}/").status_code == 200


def test_the_event_that_a_reader_may_not_see_is_not_named():
    event = make_event("Canary event", audience=Audience.SECRETARIAT)
    occasion = make_occasion(event=event)
    make_presentation(occasion=occasion)
    path = f"/en/occasions/{occasion.slug}/"
    assert "Canary event" not in Client().get(path).text
    assert "Canary event" in client_of(make_user(Role.SECRETARIAT)).get(path).text


def test_a_presentation_is_recorded_once_by_the_secretariat_and_corrected():
    shown = make_presentation()
    again = Presentation(edition=shown.edition, occasion=shown.occasion)
    with pytest.raises(Refused, match=r"^The presentation of this edition at that occasion is already on record\.$"):
        actions.presentations.add(again, by=make_user(Role.SECRETARIAT))
    with pytest.raises(Refused, match=r"^Only the secretariat may record occasions at which tools are presented\."):
        actions.presentations.add(
            Presentation(edition=make_edition(), occasion=shown.occasion), by=make_user(Role.DELEGATE)
        )
    actions.presentations.change(shown, values={"comment_count": 8}, by=make_user(Role.SECRETARIAT))
    shown.refresh_from_db()
    assert shown.comment_count == 8
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.presentations.remove(shown, reason=NOTHING, by=make_user(Role.SECRETARIAT))
    actions.presentations.remove(shown, reason=text("Mistake"), by=make_user(Role.SECRETARIAT))
    assert Presentation.objects.count() == 0


def test_an_occasion_that_ends_before_it_begins_is_refused():
    occasion = Occasion(title=text("A"), starts_on=date(2008, 4, 13), ends_on=date(2008, 4, 12))
    with pytest.raises(Refused) as refused:
        actions.record_occasion(occasion, by=make_user(Role.SECRETARIAT))
    assert str(refused.value) == "The occasion begins on 13 April 2008 and cannot end before, on 12 April 2008."
    assert Occasion.objects.count() == 0
    with pytest.raises(IntegrityError):
        make_occasion(ends_on=date(2008, 4, 12))


def test_a_proposal_is_presented_nowhere():
    edition = make_tool(state="proposed").editions.get()
    with pytest.raises(Refused, match=r"^This tool is only a proposal\. It cannot be presented yet\.$"):
        actions.presentations.add(
            Presentation(edition=edition, occasion=make_occasion()), by=make_user(Role.SECRETARIAT)
        )
