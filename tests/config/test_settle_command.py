"""`palermo settle`: run late, twice or never, it writes what the times of the acts have decided."""

from datetime import timedelta

import pytest

from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.governance.models import Endorsement
from tests.factories.accounts import make_state
from tests.factories.endorsements import CLOSES, OPENS, make_put, make_response
from tests.factories.governance import make_endorsement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    """What a command sets in the environment ends with the test."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    monkeypatch.setenv("PALERMO_TODAY", "")


def make_all() -> None:
    make_state(), make_state(), make_state()
    make_put(slug="by-silence")
    make_put(slug="in-writing", kind="written")
    make_put(slug="open-still", closes_at=CLOSES + timedelta(days=900))
    make_put(slug="at-a-meeting", kind="meeting")
    make_endorsement(slug="without-a-text")
    make_response(make_put(slug="broken"), made_at=OPENS)


def settle(settings, capsys, moment) -> list[str]:
    settings.PALERMO_TODAY = moment
    assert main(["settle"]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("late", [timedelta(), timedelta(seconds=1), timedelta(days=800)])
def test_run_late_it_writes_what_it_would_have_written_on_time(settings, capsys, late):
    make_all()
    assert settle(settings, capsys, CLOSES - timedelta(microseconds=1)) == ["Recorded 0 results."]
    assert settle(settings, capsys, CLOSES + late) == [
        "broken: broken, 2008-02-07",
        "by-silence: approved, 2008-02-10",
        "in-writing: not approved, 2008-02-10",
        "Recorded 3 results.",
    ]
    assert settle(settings, capsys, CLOSES + late) == ["Recorded 0 results."]
    assert dict(Endorsement.objects.values_list("slug", "state")) == {
        **{"by-silence": "approved", "in-writing": "not_approved", "broken": "broken"},
        **{"open-still": "open", "at-a-meeting": "open", "without-a-text": "open"},
    }
    entries = AuditEvent.objects.order_by("target_id").values_list("target_id", "actor_name", "details__at")
    assert list(entries) == [
        ("broken", "the deadline", "2008-02-07T17:00:00Z"),
        ("by-silence", "the deadline", "2008-02-10T17:00:00Z"),
        ("in-writing", "the deadline", "2008-02-10T17:00:00Z"),
    ]


def test_check_names_a_result_that_the_times_of_the_acts_do_not_give(settings, capsys):
    settings.PALERMO_TODAY = CLOSES
    make_put(slug="right", state="approved", result_on=CLOSES.date())
    make_put(slug="withdrawn", state="withdrawn", result_on=CLOSES.date())
    make_put(slug="recorded", kind="meeting", state="not_approved", result_on=CLOSES.date())
    assert main(["check"]) == 0
    make_response(make_put(slug="wrong", state="approved", result_on=CLOSES.date()), made_at=OPENS)
    make_put(slug="another-day", state="approved", result_on=OPENS.date())
    capsys.readouterr()
    assert main(["check"]) == 1
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error")] == [
        "Error: another-day is recorded as approved on 2008-02-07, but its replies and its deadline "
        "result in approved at 2008-02-10T17:00:00+00:00.",
        "Error: wrong is recorded as approved on 2008-02-10, but its replies and its deadline "
        "result in broken at 2008-02-07T17:00:00+00:00.",
    ]
