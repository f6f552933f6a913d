"""One page for every act: the record, the act's form, and where the rule refuses, its sentence instead."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from palermo.accounts.requests import SiteRequest
from palermo.accounts.sessions import require_reauthentication
from palermo.core.constraints import refusing_in_sentences
from palermo.core.digests import digest_of_text
from palermo.core.records import address_of, name_of
from palermo.core.refusals import Refused
from palermo.site.action_pages import ACTIONS, ActionPage, key_of
from palermo.site.actions import discard_draft, offer_undo, save_draft, undo_act
from palermo.site.drafts import OpenDraft, find_draft, mark_of
from palermo.site.forms.draft_values import name_what_is_not_kept, show_changes
from palermo.site.forms.fields import ActForm
from palermo.site.models import Draft
from palermo.site.sending import ONCE, form_key, perform_once
from palermo.site.undo import latest_offer, undo_tag

# Identifies the sentences that were confirmed, so that others require confirmation again.
CONFIRMED = "confirmed"
# The names of the buttons that save and come back to the form, and that keep what was typed for later.
ANOTHER, DRAFT = "another", "draft"


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
        return _save_draft(request, chosen, record) if _is_draft(request, chosen) else _perform(request, chosen, record)
    return _page(request, chosen, record)


def _is_draft(request: SiteRequest, chosen: ActionPage) -> bool:
    return chosen.has_drafts and DRAFT in request.POST


def _save_draft(request: SiteRequest, chosen: ActionPage, record: Model | None) -> HttpResponse:
    untouched = chosen.form(record=record, viewer=request.viewer)
    save_draft(chosen, record, untouched, request.POST, by=request.user)
    return redirect(request.path)


def _fresh_form(request: SiteRequest, chosen: ActionPage, record: Model | None, draft: OpenDraft | None) -> ActForm:
    """The form as it is opened: with the reader's draft where there is one, and beside it what changed since."""
    initial = _initial_values(request)
    if draft is None:
        return chosen.form(record=record, viewer=request.viewer, initial=initial)
    form = chosen.form(record=record, viewer=request.viewer, initial=initial, typed=draft.typed)
    show_changes(form, chosen.form(record=record, viewer=request.viewer), draft.shown)
    return form


@require_POST
def discard(request: SiteRequest, pk: int) -> HttpResponse:
    """Discard one of the reader's own drafts, and go back to its form or to the desk."""
    draft = get_object_or_404(Draft, pk=pk, person=request.user)
    discard_draft(draft.act, draft.record, by=request.user)
    messages.success(request, pgettext("of a form", "Draft discarded."))
    if request.POST.get("to") == "form":
        return redirect("act", *filter(None, [draft.act, draft.record]))
    return redirect("desk")


def _record(request: SiteRequest, chosen: ActionPage, key: str) -> Model:
    """The record that the address names; a key that cannot be one is of no record."""
    assert chosen.records is not None
    try:
        return get_object_or_404(chosen.records(request.viewer), **{chosen.key: key})
    except (ValueError, TypeError, ValidationError):
        raise Http404 from None


def _perform(request: SiteRequest, chosen: ActionPage, record: Model | None) -> HttpResponse:
    form = chosen.form(request.POST, request.FILES, record=record, viewer=request.viewer)
    # What the address calls the record: the act may remove it.
    called = key_of(chosen, record) if record else ""
    if form.is_valid():
        doubts = form.doubts()
        if doubts and request.POST.get(CONFIRMED) != _digest_of_doubts(doubts):
            return _page(request, chosen, record, form=form, doubts=doubts)
        if chosen.is_delicate(form):
            require_reauthentication(request)
        key = request.POST.get(ONCE, "")
        try:
            with refusing_in_sentences():
                address = perform_once(key, lambda: _address_after(request, chosen, record, called, form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        except ObjectDoesNotExist:
            if record is None or type(record)._default_manager.filter(pk=record.pk).exists():
                raise
            # Removed by somebody else since the page was asked for.
            raise Http404 from None
        else:
            offer = latest_offer(request.user, chosen.name, called)
            messages.success(request, chosen.said_after(record, form), undo_tag(offer))
            return redirect(_address_of_next_form(request, chosen) or address)
    return _page(request, chosen, record, form=form)


@require_POST
def undo(request: SiteRequest, pk: int) -> HttpResponse:
    """Undo an act that the reader did a moment ago, and go to the record it was done to, or to the desk."""
    try:
        with refusing_in_sentences():
            act, acted_on = undo_act(pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk")
    messages.success(request, _("Undone: %(act)s.") % {"act": act.label})
    return redirect(address_of(acted_on) if acted_on else "desk")


def _digest_of_doubts(doubts: Sequence[str]) -> str:
    return digest_of_text("\n".join(doubts))


def _address_after(request: SiteRequest, chosen: ActionPage, record: Model | None, called: str, form: ActForm) -> str:
    """Do the action, for which no draft is left; gives the page of the record that it returns."""
    with transaction.atomic():
        done = chosen.perform(record, by=request.user, **form.action_kwargs())
        offer_undo(chosen, called, form_key(request.POST.get(ONCE, "")), by=request.user)
        discard_draft(chosen.name, called, by=request.user)
        return address_of(done)


def _address_of_next_form(request: SiteRequest, chosen: ActionPage) -> str:
    """The form once more, with what the next record has in common with this one, if the reader asked for it."""
    if not chosen.keeps or ANOTHER not in request.POST:
        return ""
    kept = {name: value for name in chosen.keeps if (value := request.POST.get(name))}
    return f"{request.path}?{urlencode(kept)}"


def _initial_values(request: SiteRequest) -> dict[str, object]:
    """Initial values of the form from the address: `?on=2007-06-18` offers the mandates in force on that day."""
    return {name: value for name, value in request.GET.items() if value}


def _page_above(chosen: ActionPage, record: Model | None) -> str:
    """The page of the record acted on, or that of the menu to which a new one will belong."""
    if record is None:
        return reverse(chosen.list_page) if chosen.list_page else ""
    return address_of(record).partition("#")[0]


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
    draft = find_draft(request.user, chosen, record)
    if form is None and not refusal:
        form = _fresh_form(request, chosen, record, draft)
    if form and chosen.has_drafts:
        name_what_is_not_kept(form)
    context = {
        "act": chosen,
        "record": record,
        "record_name": name_of(record) if record else "",
        "record_address": address_of(record) if record else "",
        "menu_path": _page_above(chosen, record),
        "form": form,
        "refusal": refusal,
        "doubts": doubts,
        "digest_of_doubts": _digest_of_doubts(doubts),
        "draft": draft.row if draft else None,
        "is_changed": draft is not None and draft.mark != mark_of(record),
        "time_zone": settings.TIME_ZONE,
        "once": request.POST.get(ONCE) or uuid4(),
        **chosen.extra_context(record, request.viewer),
    }
    return render(request, chosen.template, context, status=status)
