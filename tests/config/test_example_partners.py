"""What is beside the files of invented partners: checks of an application, and an account that acts for a partner."""

import pytest

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.config.example.partners import CHECKS, record_checks
from palermo.outreach.models import DueDiligenceCheck
from palermo.outreach.queries.partners import partners_of, partners_visible_to
from tests.factories.outreach import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_the_checks_of_the_application_are_recorded_once():
    record_checks(by="test")
    checks = DueDiligenceCheck.objects.order_by("number")
    assert [(each.partnership.slug, each.kind, each.result) for each in checks] == [
        ("example-shipping", kind, result) for kind, result, *_rest in CHECKS
    ]
    findings = [each.finding for each in checks if each.finding]
    assert all(each.startswith("[Example invented for the demonstration]") for each in findings)


def test_the_representative_of_a_partner_acts_for_that_one_alone():
    make_partner("Hidden", is_listed=False)
    viewer = viewer_of(User.objects.get(email="partner@example.org"))
    assert [each.slug for each in partners_of(viewer)] == ["example-hotels"]
    assert not partners_visible_to(viewer).filter(slug="example-shipping").exists()
