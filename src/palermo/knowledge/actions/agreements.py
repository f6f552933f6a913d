"""What is done to sources of data and to the agreements with them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.audit.actions import record
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
    source.full_clean()
    source.save(force_insert=True)
    record("data_source.added", source, by=by, kind=source.kind, audience=source.audience)
    return source


@transaction.atomic
def change_source(source: Source, *, values: Mapping[str, object], by: Actor) -> Source:
    """Edit what is written of a source; `values` are fields of the model."""
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    rules.check_may_keep_sources(by, source)
    _set(source, values)
    source.full_clean()
    source.save()
    record("data_source.changed", source, by=by, audience=source.audience)
    return source


@transaction.atomic
def add_agreement(agreement: Agreement, *, recipients: Iterable[Organisation] | None = None, by: Actor) -> Agreement:
    """Record the draft of an agreement with a source."""
    rules.check_may_keep_sources(by, agreement.source)
    rules.check_agreement_is_coherent(agreement)
    agreement.slug = agreement.slug or free_slug(Agreement, agreement.title, "agreement")
    agreement.status = AgreementStatus.DRAFT
    agreement.full_clean()
    agreement.save(force_insert=True)
    agreement.recipients.set(recipients or [])
    record("agreement.added", agreement, by=by, source=agreement.source.slug)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, values: Mapping[str, object], recipients: Iterable[Organisation] | None = None, by: Actor
) -> Agreement:
    """Edit what is written of an agreement; `values` are fields of the model."""
    agreement = _lock(agreement)
    rules.check_may_change_agreement(by, agreement)
    _set(agreement, values)
    rules.check_agreement_is_coherent(agreement)
    agreement.full_clean()
    agreement.save()
    if recipients is not None:
        agreement.recipients.set(recipients)
    record("agreement.changed", agreement, by=by, **_term(agreement))
    return agreement


@transaction.atomic
def sign_agreement(agreement: Agreement, *, signed_on: date, starts_on: date, by: Actor) -> Agreement:
    """Record that an agreement was signed, and from which day it is in force."""
    agreement = _lock(agreement)
    rules.check_can_sign_agreement(by, agreement, signed_on=signed_on)
    agreement.status, agreement.signed_on, agreement.starts_on = AgreementStatus.SIGNED, signed_on, starts_on
    rules.check_agreement_is_coherent(agreement)
    agreement.full_clean()
    agreement.save()
    record("agreement.signed", agreement, by=by, signed_on=signed_on.isoformat(), **_term(agreement))
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, on: date, reason: MultilingualText, by: Actor) -> Agreement:
    """Record that an agreement ended before its term, and why; what was received under it remains."""
    agreement = _lock(agreement)
    rules.check_can_end_agreement(by, agreement, ended_on=on, reason=reason)
    agreement.status, agreement.ended_on, agreement.reason = AgreementStatus.ENDED, on, reason
    agreement.full_clean()
    agreement.save()
    record("agreement.ended", agreement, by=by, on=on.isoformat(), reason=dict(reason))
    return agreement


def _lock(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).select_related("source").get(pk=agreement.pk)


def _set(row: Model, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _term(agreement: Agreement) -> dict[str, object]:
    """What the log says of how long an agreement is in force."""
    days = {name: getattr(agreement, name) for name in ("starts_on", "ends_on", "keep_until")}
    return {name: day.isoformat() if day else "" for name, day in days.items()}
