"""Requests for technical assistance and offers."""

from datetime import date

from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.governance.states.assistance import CLOSED
from tests.factories.accounts import make_state
from tests.factories.common import number, text
from tests.factories.treaties import make_treaty

ASKED, RECORDED, CLOSED_ON = date(2008, 1, 7), date(2008, 1, 9), date(2008, 1, 25)


def make_assistance(title: str = "Request", **fields) -> RequestForAssistance:
    """A recorded request of a State under a treaty, for everybody to read."""
    if "organisation" not in fields:
        fields.setdefault("state", make_state())
    if "tool" not in fields:
        fields.setdefault("treaty", make_treaty())
    status = fields.get("status", "open")
    if status in CLOSED:
        fields.setdefault("closed_on", CLOSED_ON)
    if status == "completed":
        fields = {"delivered_on": CLOSED_ON, "result": text("Delivered"), **fields}
    given = {"slug": f"assistance-{number()}", "title": text(title), "summary": text(f"{title}: summary")}
    given |= {"field": "training", "asked_on": ASKED, "recorded_on": RECORDED, "audience": "public"}
    return RequestForAssistance.objects.create(**{**given, **fields})


def make_proposed_assistance(title: str = "Proposed request", **fields) -> RequestForAssistance:
    """A request that a mission has sent to the secretariat."""
    return make_assistance(title, **{"status": "proposed", "recorded_on": None, "audience": "member_states", **fields})


def make_offer(request: RequestForAssistance | None = None, words: str = "Offer", **fields) -> OfferOfAssistance:
    """An offer of a State that awaits a reply; on a request that is then at the status it belongs to."""
    if request is None:
        request = make_assistance(status="under_way" if fields.get("status") == "accepted" else "offered")
    if "organisation" not in fields:
        fields.setdefault("state", make_state())
    if fields.get("status", "made") != "made":
        fields.setdefault("decided_on", CLOSED_ON)
    given = {"number": request.offers.count() + 1, "made_on": RECORDED, "text": text(words)}
    return OfferOfAssistance.objects.create(request=request, **{**given, **fields})
