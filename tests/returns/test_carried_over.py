"""What a return carries over from the last one of its State: people, ministries and sources; and what it does not."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.returns.actions import return_people
from palermo.returns.actions import returns as actions
from palermo.returns.models import Return
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_state
from tests.factories.laws import make_law
from tests.factories.returns import make_round, make_round_invitation
from tests.portal.filling import act, client_of
from tests.returns.people import DAY, Cast, begin, fill, make_cast, received
from tests.returns.workbooks import Filler

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def page_of(cast: Cast, national_return: Return) -> BeautifulSoup:
    return BeautifulSoup(client_of(cast.focal).get(national_return.get_absolute_url()).content, "html.parser")


def sentences(cast: Cast, national_return: Return) -> list[str]:
    """What the page of a return says was carried over."""
    return [words(line) for line in page_of(cast, national_return).select("section[aria-labelledby=carried-over] li")]


def next_year(cast: Cast) -> Return:
    """The return for the following year, begun by the focal point."""
    earlier = cast.national_return
    round_ = make_round(edition=earlier.round.edition, year=earlier.round.year + 1)
    invitation = make_round_invitation(round_, cast.state, agreement=cast.invitation.agreement)
    act(client_of(cast.focal), "open-return", invitation.pk)
    return cast.national_return


def assigned(national_return: Return) -> dict[str, tuple[list, list]]:
    return {
        block.table: (list(block.people.all()), list(block.invitations.all()))
        for block in national_return.blocks.order_by("pk")
    }


def test_a_ministry_on_record_or_a_name_supplies_tables_and_stands_beside_them():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    justice = make_organisation("Ministry of Justice", kind="ministry", state=cast.state)
    make_organisation("Ministry of Lemuria", kind="ministry", state=make_state("Lemuria"))
    detected, citizenships, convicted = national_return.blocks.order_by("pk")
    form = BeautifulSoup(focal.get(f"/en/acts/name-return-ministry/{national_return.slug}/").content, "html.parser")
    assert [option["value"] for option in form.select("datalist option")] == ["Ministry of Justice [en]"]
    act(focal, "name-return-ministry", national_return.slug, ministry="ministry of justice [EN]", tables=[convicted.pk])
    act(focal, "name-return-ministry", national_return.slug, ministry="Office of Statistics", tables=[detected.pk])
    shown = [(block.ministry, block.ministry_text) for block in national_return.blocks.order_by("pk")]
    assert shown == [(None, "Office of Statistics"), (None, ""), (justice, "")]
    page = page_of(cast, national_return)
    assert [words(tag) for tag in page.select(".ministry")] == ["Office of Statistics", "Ministry of Justice [en]"]
    table = focal.get(f"{national_return.get_absolute_url()}tables/convicted/").content.decode()
    assert "Ministry of Justice" in table
    assert "Office of Statistics" not in table
    form = BeautifulSoup(focal.get(f"/en/acts/name-return-ministry/{national_return.slug}/").content, "html.parser")
    offered = [option["value"] for option in form.select("datalist option")]
    assert offered == ["Ministry of Justice [en]", "Office of Statistics"]
    book = Filler(focal.get(f"{national_return.get_absolute_url()}return.xlsx").content).book
    named = [row[2].value for sheet in book for row in sheet.iter_rows() if len(row) > 2 and row[1].value == "Ministry"]
    assert named == ["Office of Statistics", "Ministry of Justice [en]"]
    act(focal, "name-return-ministry", national_return.slug, ministry="", tables=[detected.pk, citizenships.pk])
    detected.refresh_from_db()
    assert (detected.ministry, detected.ministry_text) == (None, "")


def test_a_ministry_is_entered_with_the_person_who_fills_in_its_tables():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    mail.outbox.clear()
    sent = {"person": clerk.pk, "tables": [block.pk], "ministry": "Ministry of Justice"}
    act(focal, "assign-return-tables", national_return.slug, **sent)
    block.refresh_from_db()
    assert block.ministry_text == "Ministry of Justice"
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    assert "You are asked to fill in tables of the national return of your State." in mail.outbox[0].body
    sent = {"name": "Officer", "email": "officer@example.org", "language": "en", "tables": [block.pk]}
    act(focal, "invite-to-return", national_return.slug, **sent)
    block.refresh_from_db()
    assert block.ministry_text == "Ministry of Justice"


def test_only_who_sees_the_whole_return_enters_ministries_while_it_is_a_draft():
    cast = make_cast()
    national_return = begin(cast)
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    return_people.assign_tables(national_return, person=clerk, tables=[block], by=cast.focal)
    sent = {"once": "", "ministry": "Ministry of Justice", "tables": [block.pk]}
    address = f"/en/acts/name-return-ministry/{national_return.slug}/"
    assert client_of(clerk).post(address, sent).status_code == 403
    Return.objects.filter(pk=national_return.pk).update(status="completed", completed_on=DAY, digest="0" * 64)
    assert client_of(cast.focal).post(address, sent).status_code == 403
    block.refresh_from_db()
    assert block.ministry_text == ""


def test_the_return_for_the_next_year_carries_over_what_still_holds_and_says_so():
    cast = make_cast()
    law = make_law(state=cast.state)
    national_return = begin(cast)
    detected, _citizenships, convicted = national_return.blocks.order_by("pk")
    fill(client_of(cast.focal), national_return, "detected", {}, **{"source-article": law.slug, "was-article": ""})
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    leaver = make_person("Leaver", Role.FOCAL_POINT, state=cast.state)
    risen = make_person("Risen", Role.FOCAL_POINT, state=cast.state)
    waiting = make_invitation(name="Waiting", role=Role.FOCAL_POINT, state_for=cast.state)
    lapsed = make_invitation(
        name="Lapsed",
        role=Role.FOCAL_POINT,
        state_for=cast.state,
        state="sent",
        digest="1" * 64,
        sent_at="2008-01-10T10:00Z",
        expires_at="2008-01-17T10:00Z",
    )
    detected.people.add(clerk, risen)
    detected.invitations.add(waiting)
    convicted.people.add(leaver)
    convicted.invitations.add(lapsed)
    act(
        client_of(cast.focal),
        "name-return-ministry",
        national_return.slug,
        ministry="Ministry of Justice",
        tables=[convicted.pk],
    )
    Posting.objects.filter(user=leaver).update(until_on=date(2008, 1, 31))
    Posting.objects.filter(user=risen).update(role=Role.DELEGATE)
    mail.outbox.clear()
    later = next_year(cast)
    assert later.round.year == 2008
    assert assigned(later) == {"detected": ([clerk], [waiting]), "citizenships": ([], []), "convicted": ([], [])}
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    sources = [(each.article, each.ministry_name()) for each in later.blocks.order_by("pk")]
    assert sources == [(law, ""), (None, ""), (None, "Ministry of Justice")]
    gone = "Not carried over: {} may no longer fill in tables for your State. No one is assigned to: Persons convicted."
    assert sentences(cast, later) == [
        "Agency, article of law or counting unit of 1 table",
        "Ministry of 1 table",
        "Clerk fills in: Detected victims.",
        "Waiting fills in: Detected victims.",
        gone.format("Lapsed"),
        gone.format("Leaver"),
    ]
    # The one who fills in a table sees it, and nothing of what the others had.
    shown = client_of(clerk).get(later.get_absolute_url()).content.decode()
    assert "Detected victims" in shown
    for hidden in ("Persons convicted", "Ministry of Justice", "Leaver", "Lapsed", "Waiting", "carried over"):
        assert hidden not in shown


def test_what_no_longer_holds_is_removed_by_its_tick():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    national_return.blocks.get(table="convicted").people.add(clerk)
    national_return.blocks.exclude(table="citizenships").update(agency="Police", ministry_text="Ministry")
    later = next_year(cast)
    address = f"/en/acts/check-carried-over-return/{later.slug}/"
    form = BeautifulSoup(focal.get(address).content, "html.parser")
    boxes = form.select("input[type=checkbox]")
    assert [words(box.parent) for box in boxes] == [
        "Clerk: Persons convicted",
        "Detected victims: Ministry · Police",
        "Persons convicted: Ministry · Police",
    ]
    assert all(box.has_attr("checked") for box in boxes)
    act(focal, "check-carried-over-return", later.slug, people=[], tables=[boxes[1]["value"]])
    assert assigned(later)["convicted"] == ([], [])
    kept = {block.table: (block.agency, block.ministry_text, block.unit) for block in later.blocks.all()}
    assert kept == {
        "detected": ("Police", "Ministry", "persons"),
        "citizenships": ("", "", "persons"),
        "convicted": ("", "", "persons"),
    }
    # What was changed is the return's own.
    fill(focal, later, "detected", {}, **{"source-agency": "Border Guard", "was-agency": "Police"})
    assert sentences(cast, later) == ["Ministry of 1 table"]
    act(focal, "check-carried-over-return", later.slug, tables=[])
    answer = focal.get(address)
    assert "Nothing is left that was carried over from an earlier return." in answer.content.decode()
    assert sentences(cast, later) == []


def test_a_correction_leaves_those_out_who_may_no_longer_act():
    cast = make_cast()
    national_return = received(cast)
    actions.accept_return(national_return, by=cast.officer)
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    leaver = make_person("Leaver", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    block.people.add(clerk, leaver)
    Posting.objects.filter(user=leaver).update(until_on=date(2008, 1, 31))
    act(client_of(cast.focal), "correct-return", national_return.slug, reason="A district reported twice.")
    later = cast.national_return
    assert later.replaces == national_return
    assert assigned(later)["convicted"] == ([clerk], [])
    assert later.figures.count() == national_return.figures.count() == 13


def test_each_page_of_a_return_says_whose_it_is():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    block = national_return.blocks.get(table="detected")
    here = national_return.get_absolute_url()
    acts = ["complete-return", "assign-return-tables", "invite-to-return", "name-return-ministry", "attach-to-return"]
    acts += ["edit-return-note", "upload-return-workbook"]
    paths = ["/en/data/returns/", here, f"{here}tables/detected/", f"{here}tables/detected/rows/female/"]
    paths += [f"{here}tables/detected/changes/", f"/en/acts/attach-to-return-table/{block.pk}/"]
    paths += [f"/en/acts/{name}/{national_return.slug}/" for name in acts]
    for path in paths:
        answer = focal.get(path)
        assert answer.status_code == 200, path
        facts = BeautifulSoup(answer.content, "html.parser").select(".colophon dl > div")
        assert words(facts[-1]) == "Audience State and secretariat", path
