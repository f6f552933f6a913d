"""A proposal without a mandate: the message to a member of the Committee, and the secretariat's next step."""

import pytest
from django.utils import timezone

from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.governance.models import Activity
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROPOSAL = "events/proposed-example-2008/"
AUTHORISE = "acts/authorise-activity/proposed-example-2008/"
AWAITED = "Awaiting authority. The secretariat submits this proposal to Member States."
MISSING = (
    "No mandate authorizes this activity. Record the decision, guidance or endorsement by which Member States "
    "requested it, record a mandate from it, and authorize the activity under that mandate."
)


def test_the_gap_is_drawn_and_a_member_of_the_committee_cannot_close_it(reader):
    member = reader()
    member.sign_in("committee")
    member.open(PROPOSAL)
    assert member.page.locator(".chain .gap").inner_text() == AWAITED
    member.open(AUTHORISE)
    assert AWAITED in member.page.locator("main").inner_text()
    assert member.page.locator("main form").count() == 0
    token = member.page.locator(".who [name=csrfmiddlewaretoken]").get_attribute("value")
    answer = member.page.request.post(
        f"{member.address}/en/{AUTHORISE}", form={"csrfmiddlewaretoken": token, "on": "2008-01-31", "mandate": ""}
    )
    assert (answer.status, AWAITED in answer.text()) == (403, True)
    assert Activity.objects.get(slug="proposed-example-2008").state == "proposed"


def test_nobody_else_learns_that_it_is_there(reader):
    delegate = reader()
    delegate.sign_in("delegate")
    for path in (PROPOSAL, AUTHORISE, "events/no-such-event/"):
        delegate.open(path, status=404)


def test_the_secretariat_authorises_under_a_mandate_in_force(reader):
    officer = reader()
    officer.sign_in("secretariat")
    officer.open(PROPOSAL)
    officer.follow("Authorize")
    authorise = officer.page.get_by_role("main").get_by_role("button", name="Authorize", exact=True)
    visit(authorise)
    assert MISSING in officer.page.locator(".errorlist").inner_text()
    officer.page.get_by_label("Under the mandate").select_option(label="Tools against trafficking in persons")
    authorise.click()
    officer.page.wait_for_url(f"**/{PROPOSAL}")
    assert officer.page.get_by_role("status").inner_text().startswith("Activity authorized.")
    assert officer.page.locator(".chain li").first.inner_text() == "Decision 16/1 ¶1"
    assert officer.page.locator(".chain .gap").count() == 0
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.verb, event.actor_name, timezone.localdate(event.at)) == (
        "activity.authorised",
        "Secretariat officer",
        clock.today(),
    )
    assert find_faults() == []
