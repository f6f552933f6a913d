"""Officers and sources act on the same lists, studies and data at the same moment."""

import time
from datetime import date
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.limited_process.starting import BUSY, Unreadable
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.actions import datasets as dataset_actions
from palermo.knowledge.actions.mappings import begin_mapping
from palermo.knowledge.actions.studies import describe_study, publish_study
from palermo.knowledge.exchange.mappings import MappingTable
from palermo.knowledge.models import CodeListEdition, CodeMapping, DatasetEdition
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_activity, make_mandate
from tests.factories.knowledge import make_agreement, make_dataset, make_list_edition, make_source, make_study
from tests.factories.library import make_document
from tests.knowledge.files import CORRECTED, FIGURES, WITH_FAULTS
from tests.portal.filling import client_of
from tests.portal.test_sent_twice import written_in
from tests.together import do_together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OFFICER = "an officer"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def test_mappings_in_both_directions_are_begun_without_waiting_for_each_other():
    one, other = make_list_edition(None, "a"), make_list_edition(None, "b")

    def begin(source, target):
        return begin_mapping(source, target=target, values={}, table=MappingTable([], [], []), by=OFFICER)

    for _time in range(4):
        do_together([partial(begin, one, other), partial(begin, other, one)] * 2)
        begun = CodeMapping.objects.values_list("source", flat=True)
        assert set(begun) == {one.pk, other.pk}
        CodeMapping.objects.all().delete()


def test_a_description_and_a_publication_of_a_study_are_both_kept():
    for number in range(4):
        activity = make_activity(kind=ActivityKind.STUDY, mandate=make_mandate())
        study, document = make_study(activity=activity), make_document(words="Results")
        values = {"question": text(f"Question {number}")}
        describe = partial(describe_study, study.activity, values=values, by=OFFICER)
        publish = partial(publish_study, study, publication=document, on=date(2008, 1, 31), by=OFFICER)
        assert do_together([describe, publish]) == [study, study]
        study.refresh_from_db()
        assert (study.question, study.publication) == (values["question"], document)


def test_files_handed_in_at_once_are_numbered_and_an_equal_one_is_received_once():
    source = make_source(state=make_state())
    dataset, agreement = make_dataset(source, layout="", own_layout=FIGURES), make_agreement(source)

    def hand_in(content):
        # Of four files at one moment three are looked through or wait for it; who brings the fourth tries again.
        for _time in range(100):
            file = ContentFile(content, "victims.csv")
            try:
                return dataset_actions.receive_edition(dataset, file=file, agreement=agreement, by=OFFICER)
            except Unreadable as refused:
                if refused.reason != BUSY:
                    raise
                time.sleep(0.2)
        return None

    done = do_together([partial(hand_in, content) for content in (WITH_FAULTS, WITH_FAULTS, CORRECTED, CORRECTED)])
    kept = list(DatasetEdition.objects.order_by("number"))
    assert [each.number for each in kept] == [1, 2]
    refused = sorted(str(each) for each in done if isinstance(each, str))
    assert refused == [f"This file was already received as edition {number}. Choose another file." for number in (1, 2)]


def test_a_draft_removed_by_another_officer_a_moment_ago_is_not_found():
    edition = make_list_edition(None, "a", status="draft")
    user = make_user(Role.SECRETARIAT)
    page = f"/en/acts/withdraw-list-edition/{edition.pk}/"
    forms = [written_in(client_of(user), page) for _time in range(3)]
    clients: list[Client] = [client_of(user) for _form in forms]
    answers = do_together([partial(client.post, page, form) for client, form in zip(clients, forms, strict=True)])
    assert sorted(each.status_code for each in answers) == [302, 404, 404]
    assert not CodeListEdition.objects.exists()
