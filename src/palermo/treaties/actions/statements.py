"""What the secretariat does to statements on treaties: recording, correcting, objections, withdrawals."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.treaties.models import Statement, Treaty
from palermo.treaties.rules import statements as rules
from palermo.treaties.states.participation import StatementKind

CORRECTED = (
    *("state", "organisation", "kind", "made_on", "provision", "text", "text_language", "translations", "summary"),
    "source",
)


@transaction.atomic
def record_statement(statement: Statement, *, by: Actor) -> Statement:
    """Record a statement, or an objection to or the withdrawal of the one that it is `about`.

    Without a slug it gets one from the treaty, the participant and the year.

    Raises
    ------
    Refused
        If `by` may not, or the statement cannot have been made.
    ValidationError
        If its fields do not hold together.
    """
    Treaty.objects.select_for_update().get(pk=statement.treaty_id)
    statement.slug = statement.slug or _new_slug(statement)
    statement.full_clean()
    if statement.about and statement.kind == StatementKind.WITHDRAWAL:
        rules.check_may_withdraw_statement(by, statement.about)
    rules.check_can_record_statement(by, statement)
    statement.save(force_insert=True)
    record("statement.recorded", statement, by=by, **_facts(statement))
    return statement


@transaction.atomic
def correct_statement(
    statement: Statement, *, values: Mapping[str, object], reason: MultilingualText, by: Actor
) -> Statement:
    """Correct a statement that was recorded wrongly; `values` are those of the fields in `CORRECTED`.

    Raises
    ------
    Refused, ValidationError
        As `record_statement`.
    """
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    rules.check_may_change_statement(by, statement)
    before = _facts(statement)
    for name in CORRECTED:
        setattr(statement, name, values.get(name, getattr(statement, name)))
    statement.full_clean()
    rules.check_statement_is_possible(statement)
    statement.save(update_fields=list(CORRECTED))
    record("statement.corrected", statement, by=by, before=before, reason=dict(reason), **_facts(statement))
    return statement


def _new_slug(statement: Statement) -> str:
    return free_id(
        Statement, f"{statement.treaty.slug[:60]}-{statement.participant.slug[:25]}-{statement.made_on.year}"
    )


def _facts(statement: Statement) -> dict[str, object]:
    return {
        "treaty": statement.treaty.slug,
        "participant": statement.participant.slug,
        "kind": statement.kind,
        "made_on": statement.made_on.isoformat(),
        "provision": statement.provision,
        "about": statement.about.slug if statement.about else "",
    }
