"""National law and reviews."""

from datetime import date

from palermo.accounts.models import State
from palermo.treaties.models import LawArticle, LawElement, Review, StateCorrection, Treaty
from palermo.treaties.states.laws import Element
from tests.factories.accounts import make_state
from tests.factories.common import number, text
from tests.factories.treaties import make_treaty


def make_law(
    title: str = "Provision",
    *,
    state: State | None = None,
    treaty: Treaty | None = None,
    elements: dict[Element, bool] | None = None,
    **fields,
) -> LawArticle:
    """A provision from a published source, checked on 10 January 2008, with what it covers (True) and not (False)."""
    if fields.get("status", "recorded") in {"declined", "merged"}:
        fields.setdefault("decided_on", date(2008, 1, 10))
    given = {"slug": f"law-{number()}", "title": text(title), "supplied_by": "source", "source": "Gazette"}
    given |= {"checked_on": date(2008, 1, 10)}
    law = LawArticle.objects.create(
        **{**given, "state": state or make_state(), "treaty": treaty or make_treaty(), **fields}
    )
    for element, is_covered in (elements or {}).items():
        LawElement.objects.create(law=law, element=element, is_covered=is_covered)
    return law


def make_proposal(title: str = "Proposal", **fields) -> LawArticle:
    """A provision that a mission proposes."""
    return make_law(title, status="proposed", supplied_by="mission", source="", **fields)


def make_state_correction(words: str = "Correction", *, state: State | None = None, **fields) -> StateCorrection:
    """A correction that a mission proposes; decided ones on 10 January 2008."""
    if fields.get("status", "proposed") != "proposed":
        fields.setdefault("decided_on", date(2008, 1, 10))
    given = {"slug": f"correction-{number()}", "subject": "names", "text": text(words), "proposed_on": date(2008, 1, 5)}
    return StateCorrection.objects.create(**{**given, "state": state or make_state(), **fields})


def make_review(mechanism: str = "Review", *, state: State | None = None, treaty: Treaty | None = None, **fields):
    """A review that is planned, for everybody to read."""
    given = {"slug": f"review-{number()}", "mechanism": text(mechanism), "audience": "public"}
    return Review.objects.create(
        **{**given, "state": state or make_state(), "treaty": treaty or make_treaty(), **fields}
    )
