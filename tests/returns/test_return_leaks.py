"""What nobody but a State and the secretariat may learn of a return: a figure, how many cells, that one was queried.

Every figure here is a number that stands nowhere else, and every word a word of its own, so that finding one on a page
means that it leaked.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, Viewer, viewer_of
from palermo.core.kinds import kind_of, records_visible_to
from palermo.returns.actions.return_people import assign_tables
from palermo.returns.actions.return_queries import ask_about_table
from palermo.returns.models import (
    FigureChange,
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnFigure,
    ReturnQuery,
    ReturnReading,
    ReturnReceipt,
)
from palermo.returns.queries.returns import shown_status
from tests.factories.accounts import make_invitation, make_person, make_state, make_user
from tests.factories.returns import (
    make_block,
    make_figure,
    make_return,
    make_return_query,
    make_round,
    make_round_invitation,
)
from tests.portal.filling import client_of
from tests.returns.people import DAY

pytestmark = pytest.mark.django_db
MODELS = (
    Return,
    ReturnBlock,
    ReturnFigure,
    FigureChange,
    ReturnAttachment,
    ReturnQuery,
    ReturnReceipt,
    ReturnReading,
    ReturnContributor,
)
OWN, OTHER = 735301, 735302
WORDS = ("735301", "735302", "canaryown", "canaryother")


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


@pytest.fixture
def state():
    return make_state("Atlantis")


def planted(state, **fields) -> Return:
    """A return with a figure, a note, a query and a file in each of two tables."""
    invitation = make_round_invitation(make_round(), state)
    given = {"round": invitation.round, "agreement": invitation.agreement, "note": "canaryother of the whole"}
    national_return = make_return(state, **{**given, **fields})
    for table, cell, number, word in (
        ("convicted", "total.figure", OWN, "canaryown"),
        ("detected", "total.total", OTHER, "canaryother"),
    ):
        make_block(national_return, table, agency=word, note=word)
        make_figure(national_return, table, cell, number, note=word)
        FigureChange.objects.create(
            of=national_return,
            table=table,
            cell=cell,
            after={"kind": "count", "value": number},
            at="2008-01-20T10:00Z",
        )
        make_return_query(national_return, table=table, cell=cell, text=word)
        ReturnAttachment.objects.create(
            of=national_return,
            number=national_return.attachments.count() + 1,
            table=table,
            name=f"{word}.txt",
            digest="0" * 64,
            bytes=1,
            added_on=DAY,
        )
    ReturnReceipt.objects.create(
        of=national_return, number=1, status="received", issued_at="2008-01-20T10:00Z", digest="0" * 64, figure_count=2
    )
    return national_return


def counts(viewer: Viewer) -> dict[str, int]:
    """How many rows of each model a viewer sees."""
    return {model.__name__: records_visible_to(viewer, model).count() for model in MODELS}


def pages(national_return: Return) -> list[str]:
    """Every page of a return."""
    here = national_return.get_absolute_url()
    paths = [here, f"{here}figures.json", f"{here}receipts/1/", f"{here}receipts/1.pdf", "/en/data/returns/"]
    paths += [f"{here}figures.csv", f"{here}return.xlsx"]
    for table, row in (("convicted", "total"), ("detected", "total")):
        paths += [f"{here}tables/{table}/{more}" for more in ("", "changes/", f"rows/{row}/")]
    return paths


def found_on(user: User | None, national_return: Return) -> set[str]:
    """The planted words that somebody finds on any page."""
    from django.test import Client

    client = client_of(user) if user else Client()
    shown = ""
    for path in pages(national_return):
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if content.startswith(b"PK"):
            with ZipFile(BytesIO(content)) as workbook:
                content = b"".join(map(workbook.read, workbook.namelist()))
        shown += content.decode(errors="replace")
    # Numbers are shown with a comma between their thousands, too.
    shown = shown.replace(",", "")
    return {word for word in WORDS if word in shown}


NOBODY = dict.fromkeys([model.__name__ for model in MODELS], 0)


@pytest.mark.parametrize("status", ["draft", "received"])
@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER])
def test_others_see_nothing(state, role, status):
    national_return = planted(state, status=status, received_on=DAY)
    person = None
    if role in {Role.DELEGATE, Role.FOCAL_POINT}:
        person = make_person("Other", role, state=make_state("Lemuria"))
    elif role:
        person = make_user(role)
    viewer = viewer_of(person) if person else VISITOR
    assert counts(viewer) == NOBODY
    assert found_on(person, national_return) == set()


def test_the_secretariat_sees_nothing_before_approval_and_no_changes_afterwards(state):
    officer = make_user(Role.SECRETARIAT)
    for status in ("draft", "completed"):
        national_return = planted(state, status=status)
        assert counts(viewer_of(officer)) == NOBODY
        assert found_on(officer, national_return) == set()
        Return.objects.filter(pk=national_return.pk).delete()
    national_return = planted(state, status="approved", approved_on=DAY)
    seen = counts(viewer_of(officer))
    assert (seen["ReturnFigure"], seen["FigureChange"], seen["ReturnContributor"]) == (2, 0, 0)
    assert found_on(officer, national_return) == set(WORDS)


def by_account(national_return: Return, person: User) -> None:
    national_return.blocks.get(table="convicted").people.add(person)


def by_invitation(national_return: Return, person: User) -> None:
    invitation = make_invitation(
        role=Role.FOCAL_POINT,
        state_for=national_return.state,
        state="accepted",
        posting=person.postings.get(),
        **dict.fromkeys(["sent_at", "expires_at", "accepted_at"], "2008-01-10T10:00Z"),
        digest="1" * 64,
    )
    national_return.blocks.get(table="convicted").invitations.add(invitation)
    ReturnContributor.objects.create(state=national_return.state, invitation=invitation, since_on=DAY)


@pytest.mark.parametrize("assign", [by_account, by_invitation])
@pytest.mark.parametrize("status", ["draft", "completed", "received", "queried", "accepted"])
def test_a_ministry_sees_its_table_and_nothing_else(state, status, assign):
    national_return = planted(state, status=status, received_on=DAY, accepted_on=DAY)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=state)
    assign(national_return, ministry)
    assert counts(viewer_of(ministry)) == {
        "Return": 1,
        "ReturnBlock": 1,
        "ReturnFigure": 1,
        "FigureChange": 1,
        "ReturnAttachment": 1,
        "ReturnQuery": 1,
        "ReturnReceipt": 0,
        "ReturnReading": 0,
        "ReturnContributor": 0,
    }
    assert found_on(ministry, national_return) == {"735301", "canaryown"}


@pytest.mark.parametrize("assign", [by_account, by_invitation])
def test_a_ministry_sees_no_return_of_another_year_nor_a_table_that_was_taken_away(state, assign):
    earlier, later = planted(state, status="accepted", received_on=DAY, accepted_on=DAY), planted(state)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=state)
    assign(later, ministry)
    if assign is by_account:
        ReturnContributor.objects.create(state=state, person=ministry, since_on=DAY)
    viewer = viewer_of(ministry)
    assert list(records_visible_to(viewer, Return)) == [later]
    assert found_on(ministry, earlier) == set()
    block = later.blocks.get(table="convicted")
    block.people.clear()
    block.invitations.clear()
    assert counts(viewer_of(ministry)) == NOBODY
    assert found_on(ministry, later) == set()


@pytest.mark.parametrize("assign", [by_account, by_invitation])
def test_a_ministry_sees_last_years_figures_of_its_table_alone(state, assign):
    accepted = {"received_on": DAY, "accepted_on": DAY, "approved_on": DAY}
    planted(state, status="accepted", round=make_round(year=2006), **accepted)
    later = planted(state)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=state)
    assign(later, ministry)
    # What is planted in the other table is the same in both years: neither may be found, in no page and in no file.
    assert found_on(ministry, later) == {"735301", "canaryown"}


def test_letters_to_a_ministry_name_no_figure_and_no_other_table(state):
    national_return = planted(state)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=state)
    focal = make_person("Focal", Role.FOCAL_POINT, state=state)
    block = national_return.blocks.get(table="convicted")
    mail.outbox.clear()
    assign_tables(national_return, person=ministry, tables=[block], by=focal)
    national_return.status, national_return.received_on = "received", DAY
    national_return.completed_on, national_return.digest = DAY, "0" * 64
    national_return.save()
    officer = make_user(Role.SECRETARIAT)
    for table in ("detected", "convicted"):
        ask_about_table(national_return.blocks.get(table=table), cell="", text="canaryother", by=officer)
    to_ministry = [f"{message.subject} {message.body}" for message in mail.outbox if message.to == [ministry.email]]
    assert len(to_ministry) == 2
    for body in to_ministry:
        assert [word for word in (*WORDS, "Detected victims", "Persons convicted") if word in body] == []


def test_that_another_table_was_queried_is_not_shown(state):
    national_return = planted(state, status="queried", received_on=DAY)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=state)
    by_account(national_return, ministry)
    national_return.queries.filter(table="convicted").delete()
    assert shown_status(viewer_of(ministry), national_return) == "received"
    page = client_of(ministry).get(national_return.get_absolute_url()).content.decode()
    assert "Queries open" not in page
    focal = make_person("Focal", Role.FOCAL_POINT, state=state)
    assert shown_status(viewer_of(focal), national_return) == "queried"


def test_the_state_sees_all_of_it(state):
    national_return = planted(state, status="received", received_on=DAY)
    for role in (Role.DELEGATE, Role.FOCAL_POINT):
        person = make_person("Own", role, state=state)
        assert found_on(person, national_return) == set(WORDS)


def test_no_version_is_kept_of_a_return_and_nothing_is_searched():
    for model in MODELS:
        kind = kind_of(model)
        assert (kind.is_versioned, kind.pages, kind.sitemap_page, kind.list_page) == (False, (), "", "")
