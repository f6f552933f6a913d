"""A document is restricted, opened to more readers now or on a day, or an opening is called off."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.library.queries import documents_to_open
from palermo.library.rules import audiences

AUDIENCE = ("audience", "opens_on", "opens_to")


@transaction.atomic
def restrict_document(document: Document, *, to: Audience, reason: MultilingualText, by: Actor) -> Document:
    """Take a document from some of its readers, at once. An opening that was planned falls away with it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    audiences.check_can_restrict(by, document, to)
    before, planned = document.audience_today, _plan(document)
    document.audience, document.opens_on, document.opens_to = to, None, ""
    document.save(update_fields=AUDIENCE)
    details = {"audience": [before.value, to.value], "reason": dict(reason)}
    record("document.restricted", document, by=by, **details, **({"called_off": planned} if planned else {}))
    return document


@transaction.atomic
def derestrict_document(document: Document, *, to: Audience, on: date, reason: MultilingualText, by: Actor) -> Document:
    """Open a document to more readers, today or on a later day; from midnight of that day they read it.

    A day that was set before for a still wider audience stays; any other is replaced.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    audiences.check_can_derestrict(by, document, to, on)
    before, planned = document.audience_today, _plan(document)
    if on > clock.today():
        document.audience, document.opens_on, document.opens_to = before, on, to
    else:
        _widen(document, to)
    document.save(update_fields=AUDIENCE)
    details = {"audience": [before.value, to.value], "on": on.isoformat(), "reason": dict(reason)}
    verb = "document.opening_planned" if on > clock.today() else "document.derestricted"
    record(verb, document, by=by, **details, **({"before": planned} if planned != _plan(document) else {}))
    return document


@transaction.atomic
def call_off_opening(document: Document, *, reason: MultilingualText, by: Actor) -> Document:
    """Take back a day that was set for a document to open."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    audiences.check_may_call_off_opening(by, document)
    planned = _plan(document)
    document.opens_on, document.opens_to = None, ""
    document.save(update_fields=AUDIENCE)
    record("document.opening_called_off", document, by=by, called_off=planned, reason=dict(reason))
    return document


def open_documents_due(*, by: Actor) -> list[Document]:
    """Write down each opening whose day has come, in a transaction of its own. Readers need not wait for it."""
    due = documents_to_open(clock.today()).values_list("pk", flat=True)
    return [opened for pk in list(due) if (opened := _open(pk, by=by))]


@transaction.atomic
def _open(pk: int, *, by: Actor) -> Document | None:
    document = documents_to_open(clock.today()).select_for_update().filter(pk=pk).first()
    if document is None:
        return None
    before, on = document.audience, document.opens_on
    _widen(document, Audience(document.opens_to))
    document.save(update_fields=AUDIENCE)
    details = {"audience": [before, document.audience], "on": on.isoformat() if on else ""}
    record("document.opened", document, by=by, **details)
    return document


def _widen(document: Document, to: Audience) -> None:
    document.audience = to
    if not document.opens_to or not is_wider(document.opens_to, to):
        document.opens_on, document.opens_to = None, ""


def _plan(document: Document) -> list[str]:
    """The day on which it opens and to whom, for the log; of one that has come, nothing."""
    is_ahead = document.opens_on is not None and document.opens_on > clock.today()
    return [document.opens_on.isoformat(), document.opens_to] if document.opens_on and is_ahead else []
