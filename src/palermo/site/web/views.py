"""One page for every act: the record, the act's form, and where the rule refuses, its sentence instead."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from palermo.accounts.requests import SiteRequest
from palermo.accounts.sessions import require_reauthentication
from palermo.core.constraints import refusing_in_sentences
from palermo.core.digests import digest_of_text
from palermo.core.records import address_of, name_of
from palermo.core.refusals import Refused
from palermo.site.action_pages import ACTIONS, ActionPage
from palermo.site.forms.fields import ActForm
from palermo.site.sending import ONCE, perform_once

# Identifies the sentences that were confirmed, so that others require confirmation again.
CONFIRMED = "confirmed"
# The name of the button that saves and comes back to the form.
ANOTHER = "another"


def act(request: SiteRequest, act: str, slug: str = "") -> HttpResponse:
    """GET shows what would be done; POST does it. A record that the reader may not see is not found."""
    chosen = ACTIONS.get(act)
    if chosen is None or bool(slug) != bool(chosen.records):
        raise Http404
    record = _record(request, chosen, slug) if chosen.records else None
    try:
        chosen.check(request.user, record)
    except Refused as refusal:
        return _page(request, chosen, record, refusal=str(refusal), status=403 if request.method == "POST" else 200)
    if request.method == "POST":
        return _perform(request, chosen, record)
    return _page(
        request,
        chosen,
        record,
        form=chosen.form(record=record, viewer=request.viewer, initial=_initial_values(request)),
    )


def _record(request: SiteRequest, chosen: ActionPage, key: str) -> Model:
    """The record that the address names; a key that cannot be one is of no record."""
    assert chosen.records is not None
    try:
        return get_object_or_404(chosen.records(request.viewer), **{chosen.key: key})
    except (ValueError, TypeError, ValidationError):
        raise Http404 from None


def _perform(request: SiteRequest, chosen: ActionPage, record: Model | None) -> HttpResponse:
    form = chosen.form(request.POST, request.FILES, record=record, viewer=request.viewer)
    if form.is_valid():
        doubts = form.doubts()
        if doubts and request.POST.get(CONFIRMED) != _digest_of_doubts(doubts):
            return _page(request, chosen, record, form=form, doubts=doubts)
        if chosen.is_delicate(form):
            require_reauthentication(request)
        key = request.POST.get(ONCE, "")
        try:
            with refusing_in_sentences():
                address = perform_once(key, lambda: _address_after(request, chosen, record, form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, str(chosen.success_message))
            return redirect(_address_of_next_form(request, chosen) or address)
    return _page(request, chosen, record, form=form)


def _digest_of_doubts(doubts: Sequence[str]) -> str:
    return digest_of_text("\n".join(doubts))


def _address_after(request: SiteRequest, chosen: ActionPage, record: Model | None, form: ActForm) -> str:
    """Do the action; gives the page of the record that it returns."""
    return address_of(chosen.perform(record, by=request.user, **form.action_kwargs()))


def _address_of_next_form(request: SiteRequest, chosen: ActionPage) -> str:
    """The same page, with what the next form has in common with this one, if the reader asked to add another."""
    if not chosen.keeps or ANOTHER not in request.POST:
        return ""
    kept = {name: value for name in chosen.keeps if (value := request.POST.get(name))}
    return f"{request.path}?{urlencode(kept)}"


def _initial_values(request: SiteRequest) -> dict[str, object]:
    """Initial values of the form from the address: `?on=2007-06-18` offers the mandates in force on that day."""
    return {name: value for name, value in request.GET.items() if value}


def _page(
    request: SiteRequest,
    chosen: ActionPage,
    record: Model | None,
    *,
    form: ActForm | None = None,
    refusal: str = "",
    doubts: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "act": chosen,
        "record": record,
        "record_name": name_of(record) if record else "",
        "record_address": address_of(record) if record else "",
        "form": form,
        "refusal": refusal,
        "doubts": doubts,
        "digest_of_doubts": _digest_of_doubts(doubts),
        "once": request.POST.get(ONCE) or uuid4(),
        **chosen.extra_context(record, request.viewer),
    }
    return render(request, chosen.template, context, status=status)
