"""What is done to sources of data and to the agreements with them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.rules import agreements as rules
from palermo.knowledge.states.sources import AgreementStatus


@transaction.atomic
def add_source(source: Source, *, by: Actor) -> Source:
    """Record a source of data."""
    rules.check_may_keep_sources(by, source)
    source.slug = source.slug or free_slug(Source, source.name, "source")
    insert_row(source)
    record("data_source.added", source, by=by, kind=source.kind, audience=source.audience)
    return source


@transaction.atomic
def change_source(source: Source, *, values: Mapping[str, object], by: Actor) -> Source:
    """Edit what is written of a source; `values` are fields of the model."""
    source = lock_row(source)
    rules.check_may_keep_sources(by, source)
    set_values(source, values)
    save_row(source)
    record("data_source.changed", source, by=by, audience=source.audience)
    return source


@transaction.atomic
def add_agreement(agreement: Agreement, *, recipients: Iterable[Organisation] | None = None, by: Actor) -> Agreement:
    """Record the draft of an agreement with a source."""
    rules.check_may_keep_sources(by, agreement.source)
    rules.check_agreement_is_coherent(agreement)
    agreement.slug = agreement.slug or free_slug(Agreement, agreement.title, "agreement")
    agreement.status = AgreementStatus.DRAFT
    insert_row(agreement)
    agreement.recipients.set(recipients or [])
    record("agreement.added", agreement, by=by, source=agreement.source.slug)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, values: Mapping[str, object], recipients: Iterable[Organisation] | None = None, by: Actor
) -> Agreement:
    """Edit what is written of an agreement; `values` are fields of the model."""
    agreement = lock_row(agreement, "source")
    rules.check_may_change_agreement(by, agreement)
    set_values(agreement, values)
    rules.check_agreement_is_coherent(agreement)
    save_row(agreement)
    if recipients is not None:
        agreement.recipients.set(recipients)
    record("agreement.changed", agreement, by=by, **_term(agreement))
    return agreement


@transaction.atomic
def sign_agreement(agreement: Agreement, *, signed_on: date, starts_on: date, by: Actor) -> Agreement:
    """Record that an agreement was signed, and from which day it is in force."""
    agreement = lock_row(agreement, "source")
    rules.check_can_sign_agreement(by, agreement, signed_on=signed_on)
    agreement.status, agreement.signed_on, agreement.starts_on = AgreementStatus.SIGNED, signed_on, starts_on
    rules.check_agreement_is_coherent(agreement)
    save_row(agreement)
    record("agreement.signed", agreement, by=by, signed_on=signed_on.isoformat(), **_term(agreement))
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, on: date, reason: MultilingualText, by: Actor) -> Agreement:
    """Record that an agreement ended before its term, and why; what was received under it remains."""
    agreement = lock_row(agreement, "source")
    rules.check_can_end_agreement(by, agreement, ended_on=on, reason=reason)
    agreement.status, agreement.ended_on, agreement.reason = AgreementStatus.ENDED, on, reason
    save_row(agreement)
    record("agreement.ended", agreement, by=by, on=on.isoformat(), reason=dict(reason))
    return agreement


def _term(agreement: Agreement) -> dict[str, object]:
    """What the log says of how long an agreement is in force."""
    days = {name: getattr(agreement, name) for name in ("starts_on", "ends_on", "keep_until")}
    return {name: day.isoformat() if day else "" for name, day in days.items()}
