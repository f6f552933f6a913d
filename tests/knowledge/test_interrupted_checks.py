"""What the page of an edition shows of its check while nobody works on it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.accounts.states import Role
from palermo.core import worker
from palermo.knowledge.actions import datasets as actions
from tests.factories.accounts import make_state, make_user
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.knowledge.files import FIGURES, WITH_FAULTS
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db
CHECKING = "The file is being checked: step 1 of 4 is done."
INTERRUPTED = "The work was interrupted. It will be taken up again."
FAILED = "The work could not be completed. The secretariat can run it again."


def test_the_page_of_an_edition_shows_whether_its_check_goes_on(settings):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    dataset = make_dataset(make_source(state=make_state()), layout="", own_layout=FIGURES)
    agreement = make_agreement(dataset.source)
    file = ContentFile(WITH_FAULTS, "a.csv")
    edition = actions.hand_in_edition(dataset, file=file, agreement=agreement, by="an officer")
    officer = client_of(make_user(Role.SECRETARIAT))
    row = DBTaskResult.objects.get(task_path="palermo.knowledge.checking.check_edition")

    def shown() -> list[str]:
        page = officer.get(f"/en/data/datasets/{dataset.slug}/{edition.number}/").text
        return [each for each in (CHECKING, INTERRUPTED, FAILED) if each in page]

    assert shown() == [CHECKING]
    row.claim("elsewhere:1:7:abc")
    for lease, sentence in ((worker.LEASE, CHECKING), (timedelta(seconds=-1), INTERRUPTED)):
        DBTaskResult.objects.filter(pk=row.pk).update(run_after=timezone.now() + lease)
        assert shown() == [sentence]
    DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.FAILED)
    assert shown() == [FAILED]
    DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.READY)
    assert worker.work_once().failed == 0
    assert shown() == []
