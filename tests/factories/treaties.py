"""Treaties, actions in respect of them and statements."""

from datetime import date

from palermo.accounts.models import Organisation, State
from palermo.core.text import MultilingualText
from palermo.treaties.models import EffectRule, Statement, Treaty, TreatyAction
from palermo.treaties.states.participation import ActionKind, DelayUnit, StatementKind
from tests.factories.accounts import make_state
from tests.factories.common import number, text

OPENED = date(2000, 12, 12)
# After the day of every test: a list that covers all that it has.
COVERED = date(2099, 12, 31)


def english(words: str) -> MultilingualText:
    """A text as lists of the depositary have it: in English alone."""
    return MultilingualText({"en": words})


def make_treaty(name: str = "Treaty", *, delay: int = 30, **fields) -> Treaty:
    """A treaty that needs two instruments and ninety days, with rules of effect for consent and withdrawal.

    Its list covers every day unless `known_until` is given: None for a treaty without a list.
    """
    given = {"slug": f"treaty-{number()}", "name": text(name), "opened_on": OPENED, "instruments_needed": 2}
    given["known_until"] = COVERED
    treaty = Treaty.objects.create(**{**given, "entry_delay": 90, **fields})
    for kind in (ActionKind.RATIFICATION, ActionKind.ACCESSION, ActionKind.ACCEPTANCE, ActionKind.APPROVAL):
        EffectRule.objects.create(treaty=treaty, kind=kind, delay=delay)
    EffectRule.objects.create(treaty=treaty, kind=ActionKind.SUCCESSION)
    leaving = {"delay": 1, "unit": DelayUnit.YEAR, "waits_for_entry": False}
    EffectRule.objects.create(treaty=treaty, kind=ActionKind.WITHDRAWAL, **leaving)
    return treaty


def make_action(
    treaty: Treaty,
    participant: State | Organisation | None = None,
    kind: ActionKind = ActionKind.ACCESSION,
    on: date = date(2004, 3, 9),
    **fields,
) -> TreatyAction:
    """An action of a State, of a new one where none is given, or of an organization."""
    who = participant or make_state()
    of = {"organisation": who} if isinstance(who, Organisation) else {"state": who}
    return TreatyAction.objects.create(**{"treaty": treaty, "kind": kind, "deposited_on": on, **of, **fields})


def make_statement(
    treaty: Treaty, state: State, kind: StatementKind = StatementKind.RESERVATION, **fields
) -> Statement:
    """A statement with a summary."""
    given = {"slug": f"statement-{number()}", "made_on": date(2004, 3, 9), "summary": text("A summary")}
    return Statement.objects.create(**{"treaty": treaty, "state": state, "kind": kind, **given, **fields})
