"""The secretariat's editor of a programme. Everything works by forms; a script adds a board to move items on."""

from copy import copy
from datetime import date, datetime, time
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.models import User
from palermo.accounts.requests import SiteRequest
from palermo.core.constraints import refusing_in_sentences
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.programme.actions.programmes import place_item
from palermo.programme.models import Programme, ProgrammeDay, ProgrammeItem, Room
from palermo.programme.queries.programmes import programmes_visible_to, releases_visible_to
from palermo.programme.rules.programmes import check_may_edit_programme
from palermo.programme.schedule.conflicts import conflicts_in
from palermo.programme.schedule.plan import plan_of, prefetch_programme
from palermo.programme.schedule.prints import row_fingerprint
from palermo.programme.web.editing import conflict_words, editor_of, issue_groups
from palermo.site.access import secretariat_only


@require_safe
@secretariat_only
def programme_editor(request: SiteRequest, slug: str) -> HttpResponse:
    """The working copy: days as tables, each item with what does not fit, rooms, people."""
    programme, last_number = _load_programme(request, slug)
    may_edit = can(check_may_edit_programme, _person_with_viewer(request), programme)
    context = {
        "programme": programme,
        "event": programme.event,
        "activity": programme.event.activity,
        "editor": editor_of(programme, day=request.GET.get("day", ""), item=request.GET.get("item", "")),
        "may_edit": may_edit,
        "rooms": programme.rooms.all(),
        "people": programme.people.all(),
        "last": last_number,
    }
    return render(request, "programme/editor.html", context)


def _load_programme(request: SiteRequest, slug: str) -> tuple[Programme, int | None]:
    """Load a programme with everything in it, and the number of the version released last."""
    releases = releases_visible_to(request.viewer).filter(programme=OuterRef("pk")).order_by("-number")
    programmes = prefetch_programme(programmes_visible_to(request.viewer))
    last_number = Subquery(releases.values("number")[:1])
    programme = get_object_or_404(programmes.annotate(last_number=last_number), slug=slug)
    return programme, programme.last_number  # type: ignore[attr-defined]  # annotated above


def _person_with_viewer(request: SiteRequest) -> User:
    """A copy of the person with the rights that this page has looked up; acts take the original and look again."""
    person = copy(request.user)
    person.known_viewer = request.viewer
    return person


def _programme(request: SiteRequest, slug: str) -> Programme:
    programmes = programmes_visible_to(request.viewer).select_related("event__activity")
    return get_object_or_404(programmes, slug=slug)


@require_POST
@secretariat_only
def programme_place(request: SiteRequest, slug: str) -> HttpResponse:
    """Move or stretch an item on the board; answers what does not fit now, or the sentence that refuses."""
    programme = _programme(request, slug)
    item = get_object_or_404(programme.items.select_related("programme"), slug=request.POST.get("item", ""))
    try:
        # Without it another's change would be overwritten: what was never shown is never as it was.
        seen = request.POST.get("seen") or "nothing"
        with refusing_in_sentences():
            place_item(item, **_place(request, programme), seen=seen, by=request.user)
    except Refused as refusal:
        return _refusal_response(str(refusal))
    except ValidationError as error:
        return _refusal_response(" ".join(error.messages))
    placed = ProgrammeItem.objects.get(pk=item.pk)
    conflicts = conflicts_in(plan_of(programme))
    issues = render_to_string("programme/issues.html", {"groups": issue_groups(programme, conflicts)}, request)
    answer = {"seen": row_fingerprint(placed), "conflicts": conflict_words(conflicts), "issues": issues}
    return JsonResponse(answer)


class _Place(TypedDict):
    day: ProgrammeDay
    starts_at: time
    ends_at: time
    room: Room | None


def _place(request: SiteRequest, programme: Programme) -> _Place:
    """The day, hours and room that the board sends."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        starts, ends = (datetime.strptime(request.POST.get(name, ""), "%H:%M").time() for name in ("starts", "ends"))
    except ValueError:
        raise ValidationError(_("Enter a day such as 2008-02-13 and times such as 10:00.")) from None
    room = request.POST.get("room", "")
    return {
        "day": get_object_or_404(programme.days, day=day),
        "starts_at": starts,
        "ends_at": ends,
        "room": get_object_or_404(programme.rooms, slug=room) if room else None,
    }


def _refusal_response(words: str) -> HttpResponse:
    return JsonResponse({"refusal": words}, status=409)
