"""The secretariat brings in the programme of another system: choose it, see what would come in, bring it in."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import CODES
from palermo.core.records import field_label
from palermo.core.refusals import Refused
from palermo.programme.actions.exchange import import_programme
from palermo.programme.exchange.faults import FileRefused
from palermo.programme.exchange.file_reader import Reading, read_file
from palermo.programme.exchange.outcome import ImportOutcome, RowChange
from palermo.programme.models import Programme
from palermo.programme.queries.programmes import programmes_visible_to
from palermo.programme.rules.programmes import check_may_edit_programme
from palermo.record import uploads
from palermo.record.schedules.forms import ScheduleForm
from palermo.record.uploads import Upload
from palermo.site.access import secretariat_only

# A page is for reading; of the rest it says how many there are.
MOST_SHOWN, MOST_NAMED = 200, 5
GONE = gettext_lazy("The uploaded file has expired. Upload it again.")
KIND = "programme"


@secretariat_only
@require_http_methods(["GET", "POST"])
def programme_import(request: SiteRequest, slug: str) -> HttpResponse:
    """Each of the three steps."""
    programmes = programmes_visible_to(request.viewer).select_related("event__activity")
    programme = get_object_or_404(programmes, slug=slug)
    check_may_edit_programme(request.user, programme)
    if request.method == "GET":
        return _page(request, programme, form=ScheduleForm())
    if "file_word" in request.POST:
        return _save_upload(request, programme, uploads.find(request.POST["file_word"], request.user, str(GONE)))
    form = ScheduleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, programme, form=form)
    upload, language = form.cleaned_data["file"], form.cleaned_data["language"]
    stored = uploads.keep(upload.read(), upload.name, KIND, request.user)
    try:
        outcome = _import_upload(request, programme, stored, language, check=True)
    except FileRefused as refused:
        uploads.forget(stored)
        return _page(request, programme, form=form, sentences=refused.sentences)
    return _page(request, programme, upload=stored, outcome=outcome, written_in=language)


def _import_upload(
    request: SiteRequest, programme: Programme, upload: Upload, language: str, *, check: bool = False, seen: str = ""
) -> ImportOutcome:
    incoming = read_file(upload.content, upload.name, Reading(programme.time_zone, language))
    return import_programme(programme, incoming, check=check, seen=seen, by=request.user)


def _save_upload(request: SiteRequest, programme: Programme, upload: Upload) -> HttpResponse:
    language = request.POST.get("language", "")
    language = language if language in CODES else "en"
    try:
        outcome = _import_upload(request, programme, upload, language, seen=request.POST.get("seen") or "nothing")
    except FileRefused as refused:
        return _page(request, programme, form=ScheduleForm(), sentences=refused.sentences)
    except Refused as refusal:
        preview = _import_upload(request, programme, upload, language, check=True)
        return _page(request, programme, upload=upload, outcome=preview, written_in=language, sentences=[str(refusal)])
    uploads.forget(upload)
    counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
    messages.success(request, _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts)
    return redirect("programme_editor", slug=programme.slug)


def _page(
    request: SiteRequest,
    programme: Programme,
    *,
    sentences: Sequence[str] = (),
    outcome: ImportOutcome | None = None,
    **context: object,
) -> HttpResponse:
    if outcome:
        context |= {
            "brought": outcome,
            "rows": [_row(row) for row in outcome.rows[:MOST_SHOWN]],
            "more_rows": max(0, len(outcome.rows) - MOST_SHOWN),
            "losses": [
                (what, len(losses), list(dict.fromkeys(loss.item for loss in losses if loss.item))[:MOST_NAMED])
                for what, losses in outcome.losses_by_word().items()
            ],
            "other_zone": outcome.time_zone if outcome.time_zone != programme.time_zone else "",
            "gone": outcome.gone[:MOST_SHOWN],
        }
    context |= {"programme": programme, "event": programme.event, "activity": programme.event.activity}
    context |= {"sentences": sentences[:MOST_SHOWN], "more": max(0, len(sentences) - MOST_SHOWN)}
    return render(request, "record/programme_import.html", context, status=422 if sentences else 200)


def _row(row: RowChange) -> dict[str, object]:
    return {
        "kind": capfirst(row.model._meta.verbose_name),
        "name": row.name,
        "is_new": row.is_new,
        "fields": [
            (capfirst(field_label(row.model, change.name)), change.before, change.after) for change in row.fields
        ],
    }
