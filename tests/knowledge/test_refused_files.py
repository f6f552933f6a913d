"""What is kept of a file that was refused: the rule in the log, its words for its source, for a while."""

import logging
import sys
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.accounts.states import Role
from palermo.audit.file_refusals import delete_due_refusals
from palermo.audit.models import AuditEvent, FileRefusal
from palermo.core.failures import WithoutMessages
from palermo.core.refusals import Refused
from palermo.core.worker import note_failure
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.checking import check_received
from palermo.knowledge.models import Agreement, DatasetEdition
from tests.factories.accounts import make_user
from tests.knowledge.files import CASES, FIGURES, WITH_FAULTS
from tests.knowledge.test_datasets_attacked import handed_in
from tests.portal.filling import client_of
from tests.portal.kept_for_good import CANARY, HEADING, places_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


def test_the_log_says_by_which_rule_a_file_was_refused_and_its_source_what_stands_in_it():
    edition = handed_in(f"{CANARY},{HEADING}\nA1,34\n".encode(), "register.csv", FIGURES)
    digest = edition.file_digest
    check_received(edition.pk, by="palermo work")
    edition.refresh_from_db()
    entry = AuditEvent.objects.get(verb="dataset_edition.unreadable")
    assert entry.details == {"edition": 1, "rule": "wrong-layout", "digest": digest}
    assert edition.reason["en"].splitlines()[1] == "Unknown columns: 2."
    assert places_of(CANARY, HEADING) == []
    address = edition.get_absolute_url()
    for person, sees in ((make_user(Role.SECRETARIAT), True), (make_user(Role.DELEGATE), False)):
        response = client_of(person).get(address)
        assert [word in response.content.decode() for word in (CANARY, HEADING)] == [sees, sees]
    # What quotes it is deleted on the day that the page states, and the page still says why.
    [refusal] = FileRefusal.objects.all()
    assert f"is deleted on {refusal.delete_on.day} " in Page(client_of(make_user(Role.SECRETARIAT)).get(address)).text
    assert delete_due_refusals() == 0
    FileRefusal.objects.update(delete_at=timezone.now() - timedelta(days=1))
    assert delete_due_refusals() == 1
    text = Page(client_of(make_user(Role.SECRETARIAT)).get(address)).text
    assert ("Unknown columns: 2." in text, CANARY in text, HEADING in text) == (True, False, False)


def test_deleted_data_take_along_why_their_file_was_refused():
    edition = handed_in(f"{CANARY},{HEADING}\nA1,34\n".encode(), "register.csv", FIGURES)
    check_received(edition.pk, by="palermo work")
    assert FileRefusal.objects.count() == 1
    later = ContentFile(WITH_FAULTS, "register.csv")
    actions.receive_edition(edition.dataset, file=later, agreement=edition.agreement, by="an officer")
    Agreement.objects.filter(pk=edition.agreement_id).update(keep_until=date(2008, 1, 31))
    actions.delete_data(edition.agreement, by="an officer")
    assert FileRefusal.objects.count() == 0


def quoted(edition: DatasetEdition) -> list[bool]:
    """Whether what is kept of an edition has a word of a cell, and the name of a column."""
    kept = str([list(edition.findings.values()), list(edition.steps.values())])
    return [word in kept for word in (CANARY, HEADING)]


@pytest.mark.parametrize("returned", [False, True], ids=["checked", "returned"])
def test_deleted_data_take_along_what_findings_quote_of_them(returned):
    content = f"state,year,{HEADING},value,sex\nAtlantis,2005,,12,{CANARY}\n"
    edition = handed_in(content.encode(), "register.csv", FIGURES)
    check_received(edition.pk, by="palermo work")
    assert quoted(edition) == [True, True]
    if returned:
        actions.return_edition(edition, reason={"en": "No."}, by="an officer")
    found = sorted(edition.findings.values_list("rule", "row"))
    Agreement.objects.filter(pk=edition.agreement_id).update(keep_until=date(2008, 1, 31))
    actions.delete_data(edition.agreement, by="an officer")
    assert (quoted(edition), places_of(CANARY, HEADING)) == ([False, False], [])
    assert sorted(edition.findings.values_list("rule", "row")) == found
    assert client_of(make_user(Role.SECRETARIAT)).get(edition.get_absolute_url()).status_code == 200


def test_the_names_of_columns_that_were_left_out_are_data_to_be_deleted_as_well():
    edition = handed_in(f"state,year,{HEADING},value,sex\nAtlantis,2005,,12,Female\n".encode(), "register.csv", FIGURES)
    check_received(edition.pk, by="palermo work")
    actions.return_edition(edition, reason={"en": "No."}, by="an officer")
    edition.findings.update(details={}, column="")
    assert quoted(edition) == [False, True]
    Agreement.objects.filter(pk=edition.agreement_id).update(keep_until=date(2008, 1, 31))
    actions.delete_data(edition.agreement, by="an officer")
    assert quoted(edition) == [False, False]
    with pytest.raises(Refused, match="No data received under this agreement are kept any longer"):
        actions.delete_data(edition.agreement, by="an officer")


def test_of_cases_nothing_at_all_is_kept():
    edition = handed_in(f"{CANARY},{HEADING}\nA1,34\n".encode(), "register.csv", CASES, rows="cases")
    check_received(edition.pk, by="palermo work")
    assert places_of(CANARY, HEADING) == []
    assert not FileRefusal.objects.exists()


def test_a_task_that_fails_on_a_file_keeps_where_and_not_what():
    row = DBTaskResult(task_path="palermo.knowledge.checking.check_edition", args_kwargs={}, backend_name="background")
    row.run_after = timezone.now()
    row.save()
    try:
        int(CANARY)
    except ValueError as error:
        note_failure(row, error)
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "test_a_task_that_fails_on_a_file_keeps_where_and_not_what" in row.traceback
    assert places_of(CANARY) == []


def test_nor_does_what_the_worker_writes_to_its_own_log():
    handlers = logging.getLogger("django.tasks").handlers
    # The tests' own one writes nowhere that stays.
    [handler] = [each for each in handlers if isinstance(each.formatter, WithoutMessages)]
    try:
        int(CANARY)
    except ValueError:
        entry = logging.LogRecord("django.tasks", logging.ERROR, __file__, 1, "Task failed", (), sys.exc_info())
    written = handler.format(entry)
    assert (CANARY in written, written.splitlines()[0], written.splitlines()[-1]) == (
        False,
        "Task failed",
        "builtins.ValueError",
    )
