"""Officers decide on a release at the same moment: each decision is kept once, and the gate is asked once."""

from datetime import date
from functools import partial

import pytest
from disclosure.release import Register
from django.db import connection

from palermo.audit.models import AuditEvent
from palermo.figures import triggers
from palermo.figures.actions import releases as actions
from palermo.figures.models import Release, ReleaseDecision
from palermo.figures.pipeline.places import draft_folder, register_folder
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.common import text
from tests.factories.figures import key_of, make_register, make_release
from tests.factories.releases import approve, make_officer, make_prepared, make_proposed
from tests.figures.sources import make_accepted_edition, prepared, unodc_row
from tests.together import do_together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def verbs():
    entries = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    return sorted(each for each in entries if each.startswith("release."))


def test_two_approvals_at_one_moment_are_both_kept_and_the_release_is_made_once():
    release = prepared(make_accepted_edition([unodc_row(60), unodc_row(44, Year=2006)]))
    actions.propose_release(release, by=release.author)
    officers = [make_officer(f"Officer {number}") for number in range(3)]
    done = do_together([partial(approve, release, by=each) for each in officers])
    release.refresh_from_db()
    assert (release.status, release.refusal) == (ReleaseStatus.RELEASED, "")
    # The third comes too late, whoever it is.
    refused = [each for each in done if isinstance(each, str)]
    assert refused == ["Only a proposed release can be approved or returned."]
    assert ReleaseDecision.objects.filter(verdict="approved").count() == 2
    assert [each.number for each in Register(register_folder(release.register)).releases()] == [1]
    assert verbs().count("release.released") == 1
    assert not draft_folder(release).exists()


def test_one_officer_cannot_approve_twice_at_one_moment():
    release, officer = make_proposed(), make_officer()
    done = do_together([partial(approve, release, by=officer)] * 3)
    release.refresh_from_db()
    assert release.status == ReleaseStatus.PROPOSED
    assert (
        sorted(each for each in done if isinstance(each, str))
        == ["You have already approved this release. A second officer must approve it."] * 2
    )
    assert ReleaseDecision.objects.count() == 1


def test_an_approval_and_a_return_at_one_moment_leave_one_state():
    for _time in range(3):
        release, first, second = make_proposed(), make_officer(), make_officer()
        done = do_together(
            [partial(approve, release, by=first), partial(actions.return_release, release, note="No.", by=second)]
        )
        release.refresh_from_db()
        assert release.status == ReleaseStatus.DRAFT
        refused = [each for each in done if isinstance(each, str)]
        assert refused in ([], ["Only a proposed release can be approved or returned."])


def test_a_proposal_taken_back_while_it_is_approved_is_one_or_the_other():
    for _time in range(3):
        release, officer = make_proposed(), make_officer()
        acts = [
            partial(actions.take_back_release, release, by=release.author),
            partial(approve, release, by=officer),
        ]
        do_together(acts)
        release.refresh_from_db()
        assert release.status == ReleaseStatus.DRAFT


def test_a_release_is_proposed_once():
    release = make_prepared()
    done = do_together([partial(actions.propose_release, release, by=release.author)] * 3)
    assert len([each for each in done if isinstance(each, str)]) == 2
    assert Release.objects.get(pk=release.pk).attempt == 1


def test_a_release_is_withdrawn_once_also_where_two_do_so_at_one_moment():
    release = make_release({key_of("victims", "aut", 2006): 40}, make_register())
    officers = [make_officer(), make_officer()]
    triggers.install(connection)
    try:
        acts = [partial(actions.withdraw_release, release, reason=text("Wrong"), by=each) for each in officers]
        done = do_together(acts)
    finally:
        triggers.remove(connection)
    assert [each for each in done if isinstance(each, str)] == ["Only what was released can be withdrawn."]
    assert [bool(each.withdrawn) for each in Register(register_folder(release.register)).releases()] == [True]
    assert verbs() == ["release.withdrawn"]
