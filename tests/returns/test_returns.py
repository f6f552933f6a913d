"""The course of a national return: begun, completed, approved, received, queried, answered, accepted, corrected."""

import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pypdf import PdfReader

from palermo.accounts.models import Invitation
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.returns.actions import returns as actions
from palermo.returns.figures import canonical_file
from palermo.returns.models import (
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnFigure,
    ReturnReading,
    ReturnReceipt,
)
from palermo.returns.rules import returns as rules
from tests.factories.accounts import make_person, make_state
from tests.factories.knowledge import make_agreement, make_source
from tests.factories.returns import make_figure, make_return
from tests.portal.filling import act, client_of, words_of
from tests.returns.people import DAY, SOURCE, WHOLE, begin, fill, fill_all, make_cast, received, submitted, table_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def refusal_of(check, *args) -> str:
    """Why a rule refuses."""
    with pytest.raises(Refused) as refused:
        check(*args)
    return str(refused.value)


def verbs(national_return: Return) -> list[str]:
    events = AuditEvent.objects.filter(target_kind="returns", target_id=national_return.slug).order_by("sequence")
    return list(events.values_list("verb", flat=True))


def test_a_return_goes_from_the_focal_point_by_the_delegation_to_the_secretariat():
    cast = make_cast()
    national_return = begin(cast)
    assert (national_return.status, national_return.number, national_return.opened_on) == ("draft", 1, DAY)
    assert list(national_return.blocks.values_list("table", flat=True)) == ["detected", "citizenships", "convicted"]
    focal, delegate, officer = client_of(cast.focal), client_of(cast.delegate), client_of(cast.officer)
    fill_all(focal, national_return)
    assert officer.get(national_return.get_absolute_url()).status_code == 404
    act(focal, "complete-return", national_return.slug)
    national_return.refresh_from_db()
    assert (national_return.status, national_return.completed_on) == ("completed", DAY)
    assert officer.get(national_return.get_absolute_url()).status_code == 404
    act(delegate, "send-back-return", national_return.slug, reason="The Ministry has later figures.")
    national_return.refresh_from_db()
    assert (national_return.status, national_return.digest) == ("draft", "")
    assert "The Ministry has later figures." in words_of(focal.get(national_return.get_absolute_url()))
    act(focal, "complete-return", national_return.slug)
    act(delegate, "approve-return", national_return.slug)
    assert "Atlantis [en], 2007" in words_of(officer.get(national_return.get_absolute_url()))
    act(officer, "receive-return", national_return.slug)
    act(officer, "accept-return", national_return.slug)
    national_return.refresh_from_db()
    assert (national_return.status, national_return.accepted_on) == ("accepted", DAY)
    receipts = [(each.number, each.status, each.figure_count) for each in ReturnReceipt.objects.order_by("number")]
    assert receipts == [(1, "received", 13), (2, "accepted", 13)]
    assert [verb for verb in verbs(national_return) if verb != "return.filled"] == [
        "return.opened",
        "return.table_described",
        "return.table_described",
        "return.table_described",
        "return.completed",
        "return.sent_back",
        "return.completed",
        "return.approved",
        "return.received",
        "return.accepted",
    ]


def test_the_log_holds_no_figure_no_cell_and_no_reason():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    act(client_of(cast.focal), "complete-return", national_return.slug)
    act(client_of(cast.delegate), "send-back-return", national_return.slug, reason="Canary reason")
    details = list(AuditEvent.objects.filter(target_kind="returns").values_list("details", flat=True))
    allowed = {"tables", "digest", "round", "state"}
    assert {key for each in details for key in each} <= allowed
    assert "Canary" not in json.dumps(details)


def test_those_concerned_are_notified_without_a_figure():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    contributor = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    ReturnContributor.objects.create(state=cast.state, person=contributor, since_on=DAY)
    other = make_person("Other delegate", Role.DELEGATE, state=make_state("Lemuria"))
    mail.outbox.clear()
    act(client_of(cast.focal), "complete-return", national_return.slug)
    assert [message.to for message in mail.outbox] == [[cast.delegate.email]]
    assert "awaits the approval of your delegation" in mail.outbox[0].body
    assert national_return.get_absolute_url() in mail.outbox[0].body
    mail.outbox.clear()
    act(client_of(cast.delegate), "approve-return", national_return.slug)
    assert [message.to for message in mail.outbox] == [[cast.focal.email]]
    mail.outbox.clear()
    act(client_of(cast.officer), "receive-return", national_return.slug)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([cast.focal.email, cast.delegate.email])
    assert not any(other.email in message.to for message in mail.outbox)


def test_it_is_not_complete_while_cells_are_empty_errors_stand_or_sources_lack():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "detected", {**WHOLE["detected"], "total.total": "30"})
    act_page = focal.post(f"/en/acts/complete-return/{national_return.slug}/", {"once": ""})
    assert refusal_of(lambda: actions.complete_return(national_return, by=cast.focal)) == (
        "3 cells are empty. Enter numbers, or why there are none. "
        "2 errors must be corrected or explained in notes. "
        "1 table lacks its article of law, agency or counting unit."
    )
    assert act_page.status_code in {200, 409, 422}
    national_return.refresh_from_db()
    assert national_return.status == "draft"
    for table in ("detected", "convicted"):
        fill(
            focal,
            national_return,
            table,
            WHOLE[table] | ({"total.total": "30"} if table == "detected" else {}),
            **SOURCE,
        )
    assert refusal_of(lambda: actions.complete_return(national_return, by=cast.focal)) == (
        "2 errors must be corrected or explained in notes."
    )
    # A note at the total explains both.
    ReturnFigure.objects.filter(of=national_return, cell="total.total").update(note="One person is counted twice.")
    actions.complete_return(national_return, by=cast.focal)


@pytest.mark.parametrize(
    ("fields", "is_in_force"),
    [
        ({"starts_on": DAY + timedelta(1)}, False),
        ({"starts_on": DAY}, True),
        ({"ends_on": DAY}, True),
        ({"ends_on": DAY - timedelta(1)}, False),
        ({"ends_on": None}, True),
    ],
)
def test_a_return_is_begun_from_the_first_day_of_its_agreement_to_the_last(fields, is_in_force):
    cast = make_cast()
    cast.invitation.agreement = make_agreement(make_source(state=cast.state), **fields)
    if is_in_force:
        rules.check_may_open_return(cast.focal, cast.invitation)
    else:
        assert refusal_of(rules.check_may_open_return, cast.focal, cast.invitation) == (
            "The agreement “Agreement [en]” is not in force today. Please contact the secretariat."
        )


def test_only_an_invited_state_with_an_agreement_in_force_begins_once_while_the_round_is_open():
    cast = make_cast()
    invitation = cast.invitation
    stranger = make_person("Stranger", Role.FOCAL_POINT, state=make_state("Lemuria"))
    assert refusal_of(rules.check_may_open_return, stranger, invitation) == (
        "Only the national data focal point and the delegation of the State may begin its return."
    )
    assert refusal_of(rules.check_may_open_return, cast.officer, invitation) == (
        "Only the national data focal point and delegates of the State may fill in a national return."
    )
    draft = make_agreement(make_source(state=cast.state), status="draft", signed_on=None, starts_on=None)
    invitation.agreement = draft
    assert refusal_of(rules.check_may_open_return, cast.focal, invitation) == (
        "The agreement “Agreement [en]” is not in force today. Please contact the secretariat."
    )
    invitation.agreement = None
    assert refusal_of(rules.check_may_open_return, cast.focal, invitation) == (
        "There is no agreement on the data of this State yet. Please contact the secretariat to conclude one."
    )
    invitation.refresh_from_db()
    for status in ("planned", "closed"):
        invitation.round.status = status
        assert refusal_of(rules.check_may_open_return, cast.focal, invitation) == (
            "This round is not open. Please contact the secretariat."
        )
    invitation.refresh_from_db()
    begin(cast)
    assert refusal_of(rules.check_may_open_return, cast.focal, invitation) == (
        "The return of this State has already been begun. Open it in the list of returns."
    )
    assert client_of(cast.delegate).get(f"/en/acts/open-return/{invitation.pk}/").status_code == 200
    assert Return.objects.count() == 1


def test_who_may_do_what_in_which_status():
    cast = make_cast()
    national_return = begin(cast)
    stranger = make_person("Stranger", Role.DELEGATE, state=make_state("Lemuria"))
    only_state = "Only the national data focal point and the delegation of the State may do this."
    assert refusal_of(rules.check_may_complete_return, stranger, national_return) == only_state
    assert refusal_of(rules.check_may_approve_return, stranger, national_return) == only_state
    assert refusal_of(rules.check_may_approve_return, cast.focal, national_return) == (
        "Only delegates of Member States may approve a national return. Ask your mission’s focal point for an account."
    )
    assert refusal_of(rules.check_may_approve_return, cast.delegate, national_return) == (
        "The status “draft” can become awaiting approval, not approved by the delegation."
    )
    fill_all(client_of(cast.focal), national_return)
    act(client_of(cast.focal), "complete-return", national_return.slug)
    national_return.refresh_from_db()
    block = national_return.blocks.get(table="detected")
    assert refusal_of(rules.check_may_fill_table, cast.focal, block) == (
        "This return is complete and awaits approval. It can be changed again once it has been sent back."
    )
    assert refusal_of(rules.check_may_receive_return, cast.focal, national_return) == (
        "Only the secretariat may receive, query and accept national returns. Please contact the secretariat."
    )
    act(client_of(cast.delegate), "approve-return", national_return.slug)
    block.refresh_from_db()
    block = ReturnBlock.objects.get(pk=block.pk)
    assert refusal_of(rules.check_may_fill_table, cast.focal, block) == (
        "This return has been submitted. It can be corrected only by a new return."
    )
    answer = fill(client_of(cast.focal), national_return, "detected", {"total.total": "99"}, seen="0")
    assert answer.status_code == 409
    assert ReturnFigure.objects.get(of=national_return, table="detected", cell="total.total").value == 31


def test_what_was_completed_is_what_is_approved():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    act(client_of(cast.focal), "complete-return", national_return.slug)
    ReturnFigure.objects.filter(of=national_return, cell="female.adult").update(value=99)
    assert refusal_of(lambda: actions.approve_return(national_return, by=cast.delegate)) == (
        "The figures are not those that were completed. Send the return back and complete it again."
    )


def test_the_receipt_can_be_verified_on_the_page_by_the_file_and_on_paper():
    cast = make_cast()
    national_return = received(cast)
    focal = client_of(cast.focal)
    file = focal.get(f"/en/data/returns/{national_return.slug}/figures.json")
    receipt = ReturnReceipt.objects.get()
    assert sha256(file.content).hexdigest() == receipt.digest == national_return.digest
    held = json.loads(file.content)
    assert len(held["figures"]) == receipt.figure_count == 13
    assert {"table": "convicted", "cell": "male.figure", "kind": "suppressed", "high": 2} in held["figures"]
    page = focal.get(f"/en/data/returns/{national_return.slug}/receipts/1/")
    assert "The figures on record are those of this receipt." in words_of(page)
    assert receipt.digest in words_of(page)
    paper = focal.get(f"/en/data/returns/{national_return.slug}/receipts/1.pdf")
    text = "".join(PdfReader(BytesIO(paper.content)).pages[0].extract_text().split())
    assert receipt.digest in text
    assert "Receiptofanationalreturn" in text
    ReturnFigure.objects.filter(of=national_return, cell="female.adult").update(value=99)
    assert "The figures on record are not those of this receipt." in words_of(
        focal.get(f"/en/data/returns/{national_return.slug}/receipts/1/")
    )


def test_an_accepted_return_is_corrected_only_by_a_new_one_with_a_reason():
    cast = make_cast()
    national_return = received(cast)
    assert refusal_of(rules.check_may_correct_return, cast.focal, national_return) == (
        "Only an accepted return is corrected by a new one."
    )
    ReturnFigure.objects.filter(of=national_return, cell="female.adult").update(note="Revised by the court.")
    actions.accept_return(national_return, by=cast.officer)
    focal = client_of(cast.focal)
    act(focal, "correct-return", national_return.slug, reason="A court reported late.")
    corrected = Return.objects.get(replaces=national_return)
    assert (corrected.number, corrected.status, corrected.reason) == (2, "draft", "A court reported late.")
    assert corrected.slug != national_return.slug
    fields = ("table", "cell", "kind", "value", "low", "high", "note")
    assert list(corrected.figures.values_list(*fields)) == list(national_return.figures.values_list(*fields))
    assert list(corrected.blocks.values_list("table", "agency", "unit")) == list(
        national_return.blocks.values_list("table", "agency", "unit")
    )
    assert fill(focal, corrected, "convicted", {"total.figure": "4"}).status_code == 200
    assert national_return.figures.get(table="convicted", cell="total.figure").value == 3
    national_return.refresh_from_db()
    assert refusal_of(rules.check_may_correct_return, cast.focal, national_return) == (
        "Another return already corrects this one."
    )


def test_a_second_ministry_is_asked_by_its_account_and_marks_its_table_as_ready():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    act(focal, "assign-return-tables", national_return.slug, person=ministry.pk, tables=[block.pk])
    second = client_of(ministry)
    page = words_of(second.get(national_return.get_absolute_url()))
    assert "Persons convicted" in page
    assert "Detected victims" not in page
    assert fill(second, national_return, "convicted", WHOLE["convicted"], **SOURCE).status_code == 200
    assert second.get(table_path(national_return, "detected")).status_code == 404
    assert second.post(table_path(national_return, "detected"), {"cell-total.total": "1"}).status_code == 404
    act(second, "mark-return-table", block.pk)
    block.refresh_from_db()
    assert block.ready_on == DAY
    assert "ready on 1 February 2008" in words_of(focal.get(national_return.get_absolute_url()))
    # A change takes the mark away.
    fill(focal, national_return, "convicted", {"total.figure": "4"})
    block.refresh_from_db()
    assert block.ready_on is None
    for name in ("complete-return", "assign-return-tables", "invite-to-return", "edit-return-note"):
        answer = second.post(f"/en/acts/{name}/{national_return.slug}/", {"once": ""})
        assert answer.status_code == 403, name


def test_somebody_without_an_account_is_proposed_by_the_focal_point_and_sees_the_table_once_invited_and_here():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    block = national_return.blocks.get(table="convicted")
    sent = {"name": "Clerk", "email": "clerk@example.org", "language": "fr", "tables": [block.pk]}
    act(focal, "invite-to-return", national_return.slug, **sent)
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.role, invitation.state_for, invitation.language) == (
        "proposed",
        "focal_point",
        cast.state,
        "fr",
    )
    assert list(block.invitations.all()) == [invitation]
    clerk = make_person("Clerk", Role.FOCAL_POINT, state=cast.state)
    invitation.posting, invitation.state = clerk.postings.get(), "accepted"
    invitation.sent_at = invitation.expires_at = invitation.accepted_at = invitation.proposed_at
    invitation.digest = "0" * 64
    invitation.save()
    client = client_of(clerk)
    assert client.get(table_path(national_return, "convicted")).status_code == 200
    assert client.get(table_path(national_return, "detected")).status_code == 404


def test_a_focal_point_of_the_mission_sends_the_invitation_at_once():
    cast = make_cast()
    leader = make_person("Leader", Role.DELEGATE, leads=True, state=cast.state)
    national_return = begin(cast)
    block = national_return.blocks.get(table="convicted")
    sent = {"name": "Clerk", "email": "clerk@example.org", "language": "en", "tables": [block.pk]}
    act(client_of(leader), "invite-to-return", national_return.slug, **sent)
    assert Invitation.objects.get().state == "sent"


def test_neither_the_delegation_nor_oneself_is_reduced_to_tables():
    cast = make_cast()
    national_return = begin(cast)
    page = BeautifulSoup(
        client_of(cast.focal).get(f"/en/acts/assign-return-tables/{national_return.slug}/").content, "html.parser"
    )
    assert [option.text for option in page.select("#id_person option")] == ["Choose one"]


def test_files_are_attached_downloaded_by_those_who_may_see_them_and_removed():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    act(focal, "assign-return-tables", national_return.slug, person=ministry.pk, tables=[block.pk])
    file = SimpleUploadedFile("method.txt", b"How victims are counted.")
    act(focal, "attach-to-return", national_return.slug, upload=file)
    of_table = SimpleUploadedFile("courts.txt", b"How courts count.")
    act(client_of(ministry), "attach-to-return-table", block.pk, upload=of_table)
    first, second = ReturnAttachment.objects.order_by("number")
    assert [(each.number, each.table, each.name, each.bytes) for each in (first, second)] == [
        (1, "", "method.txt", 24),
        (2, "convicted", "courts.txt", 17),
    ]
    path = f"/en/data/returns/{national_return.slug}/files/"
    answer = focal.get(f"{path}1")
    assert b"".join(answer.streaming_content) == b"How victims are counted."
    assert answer["Content-Disposition"] == 'attachment; filename="method.txt"'
    assert answer["Cache-Control"] == "private, no-cache"
    answer = client_of(ministry).get(f"{path}2")
    assert b"".join(answer.streaming_content) == b"How courts count."
    assert client_of(ministry).get(f"{path}1").status_code == 404
    assert client_of(cast.officer).get(f"{path}1").status_code == 404
    act(focal, "remove-return-file", first.pk)
    assert list(ReturnAttachment.objects.values_list("number", flat=True)) == [2]
    bad = SimpleUploadedFile("page.exe", b"MZ\x00")
    answer = focal.post(f"/en/acts/attach-to-return/{national_return.slug}/", {"upload": bad, "once": ""})
    assert "“page.exe” is not an accepted file type." in words_of(answer)


def test_access_is_logged_once_a_person_and_day_and_shown_to_the_state_and_the_secretariat():
    cast = make_cast()
    national_return = submitted(cast)
    ReturnReading.objects.all().delete()
    officer = client_of(cast.officer)
    officer.head(national_return.get_absolute_url())
    assert ReturnReading.objects.count() == 0
    officer.get(national_return.get_absolute_url())
    officer.get(table_path(national_return, "detected"))
    rows = ReturnReading.objects.values_list("reader__name", "read_on")
    assert list(rows) == [("Officer", DAY)]
    for reader in (cast.focal, cast.officer):
        page = words_of(client_of(reader).get(national_return.get_absolute_url()))
        assert "Access log Officer · 1 February 2008" in page or "Officer · 1 February 2008" in page


def test_the_note_of_the_state_is_edited_while_it_is_a_draft():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    act(focal, "edit-return-note", national_return.slug, note="The law changed in June.")
    assert "The law changed in June." in words_of(focal.get(national_return.get_absolute_url()))


def test_pages_need_a_constant_number_of_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    counts = []
    for number_filled in (1, 9):
        cells = dict(list(WHOLE["detected"].items())[:number_filled])
        fill(focal, national_return, "detected", cells)
        for path in (national_return.get_absolute_url(), table_path(national_return, "detected")):
            with CaptureQueriesContext(connection) as captured:
                focal.get(path)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_the_file_of_a_return_is_in_the_same_order_whatever_order_of_letters_the_database_has():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute('ALTER TABLE returns_returnfigure ALTER COLUMN cell TYPE varchar(120) COLLATE "und-x-icu"')
    national_return = make_return()
    for cell in ("b.figure", "C.figure", "a-x.figure", "ab.figure", "840.figure", "_.figure"):
        make_figure(national_return, "citizenships", cell)
    content, count = canonical_file(national_return)
    cells = [figure["cell"].removesuffix(".figure") for figure in json.loads(content)["figures"]]
    assert (cells, count) == (["840", "C", "_", "a-x", "ab", "b"], 6)
