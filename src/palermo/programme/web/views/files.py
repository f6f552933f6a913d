"""A version of a programme as files of other systems, and what of it those have no place for."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import letters
from palermo.core.languages import active_language
from palermo.governance.states.activities import ActivityState
from palermo.programme.exchange.incoming import Loss
from palermo.programme.exchange.lost import FileFormat, LossKind, losses_in
from palermo.programme.exchange.writing.identity import About
from palermo.programme.exchange.writing.indico import event_of, timetable_of
from palermo.programme.exchange.writing.schedules import schedule_of, schedule_xml
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.content import Content
from palermo.programme.web.data import without_papers
from palermo.programme.web.giving import file_response
from palermo.programme.web.papers import papers_of
from palermo.programme.web.versions import content_for, requested_release, versions_of

MOST_NAMED = 5


@dataclass(frozen=True)
class LostRow:
    """What has no place in a format, how often, and some of the items."""

    label: str
    count: int
    items: list[str]


@login_not_required
@require_safe
def programme_exchange(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """A version in one of the forms of other systems, with its texts in the reader's language."""
    release = requested_release(request, versions_of(slug, request.viewer))
    content = _readable_content(request, release)
    written, kind = _serialize(content, _about(release), FileFormat(form))
    return file_response(request, content, written, kind, f"{slug}-{release.number}-{form}")


def _readable_content(request: SiteRequest, release: ProgrammeRelease) -> Content:
    """The content of a version without the papers that this reader may not see."""
    content = content_for(release)
    return without_papers(content, papers_of(content, request.viewer))


def _about(release: ProgrammeRelease) -> About:
    activity = release.programme.event.activity
    page = letters.address(reverse("event_programme", args=[activity.slug]))
    is_off = activity.state == ActivityState.CANCELLED
    return About(release.number, release.released_at.isoformat(), active_language().code, page, is_off)


def _serialize(content: Content, about: About, form: FileFormat) -> tuple[bytes, str]:
    if form == FileFormat.SCHEDULE_XML:
        return schedule_xml(content, about), "application/xml"
    writers: dict[FileFormat, Callable[[Content, About], dict[str, object]]] = {
        FileFormat.SCHEDULE_JSON: schedule_of,
        FileFormat.INDICO: event_of,
        FileFormat.INDICO_TIMETABLE: timetable_of,
    }
    return json.dumps(writers[form](content, about), ensure_ascii=False).encode(), "application/json"


@login_not_required
@require_safe
def programme_files(request: SiteRequest, slug: str) -> HttpResponse:
    """Every form, and what of the version has no place in it."""
    versions = versions_of(slug, request.viewer)
    release = requested_release(request, versions)
    content, language = _readable_content(request, release), active_language().code
    forms = [(form, form.label, _rows(losses_in(content, form, language))) for form in FileFormat]
    context = {
        "event": versions.event,
        "activity": versions.event.activity,
        "release": release,
        "forms": forms,
        "items": len(content["items"]),
        "query": f"?version={release.number}" if request.GET.get("version") else "",
    }
    return render(request, "programme/files.html", context)


def _rows(losses: list[Loss]) -> list[LostRow]:
    rows = []
    for what in LossKind:
        titles = [loss.item for loss in losses if loss.what == what]
        if titles:
            rows.append(LostRow(str(what.label), len(titles), list(dict.fromkeys(filter(None, titles)))[:MOST_NAMED]))
    return rows
