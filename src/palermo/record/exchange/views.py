"""Texts for translators as a file, and the page that brings such a file back in."""

from collections.abc import Sequence
from itertools import islice

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from palermo.accounts.requests import SiteRequest
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.languages import BY_CODE, CODES
from palermo.core.refusals import Refused
from palermo.record import uploads
from palermo.record.exchange import formats
from palermo.record.exchange.forms import TranslationsForm
from palermo.record.exchange.import_translations import Outcome, import_translations
from palermo.record.exchange.passages import passage_units
from palermo.record.exchange.units import MOST_UNITS, Unit, units
from palermo.record.uploads import Upload
from palermo.site.access import secretariat_only
from palermo.site.listing import filter_value
from palermo.toolkit.queries.texts import drafts_visible_to
from palermo.translations import desk
from palermo.translations.index import update_gap_index
from palermo.translations.web.views import filters_from

# A page is for reading; of the rest it says how many there are.
MOST_SHOWN = 200
GONE = gettext_lazy("The uploaded file has expired. Upload it again.")
KIND = "translations"


@secretariat_only
def translation_file(request: SiteRequest, form: str) -> HttpResponse:
    """The texts that the desk shows for one language; that somebody took them is on the log."""
    update_gap_index()
    choice = filters_from(request, desk.count_gaps())
    if "language" not in choice:
        raise Refused(_("Choose one language on the translation desk: each file is for one language."))
    taken = units(islice(desk.gaps(choice), MOST_UNITS), choice["language"], request.viewer)
    if not taken:
        raise Refused(_("No missing or outdated translations for this selection."))
    restricted = sum(unit.is_restricted for unit in taken)
    with transaction.atomic():
        record("translation.exported", request.user, by=request.user, format=form, asked=choice, restricted=restricted)
    return _file(taken, form, choice["language"], f"palermo-{choice['language']}")


@secretariat_only
def translation_tool_file(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """The passages of a tool that one language lacks, or in which it is out of date; that somebody took them is on the
    log."""
    tool = get_object_or_404(drafts_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    language = filter_value(request, "language", CODES)
    if not language or language == tool.original_language:
        raise Refused(_("Choose one language on the translation desk: each file is for one language."))
    taken = passage_units(tool, language)[:MOST_UNITS]
    if not taken:
        raise Refused(_("No missing or outdated translations for this selection."))
    with transaction.atomic():
        asked = {"language": language, "tool": slug}
        record("translation.exported", request.user, by=request.user, format=form, asked=asked, restricted=len(taken))
    return _file(taken, form, language, f"{slug}-{language}")


def _file(taken: list[Unit], form: str, language: str, name: str) -> HttpResponse:
    response = HttpResponse(formats.write(form, taken, language), content_type=formats.MEDIA[form])
    called = f"{name}-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@secretariat_only
@require_http_methods(["GET", "POST"])
def translation_import(request: SiteRequest) -> HttpResponse:
    """Choose a file, see what would change, save it."""
    if request.method == "GET":
        return _page(request, form=TranslationsForm())
    if "file_word" in request.POST:
        return _save_upload(request, uploads.find(request.POST["file_word"], request.user, str(GONE)))
    form = TranslationsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form)
    upload = form.cleaned_data["file"]
    stored = uploads.keep(upload.read(), upload.name, KIND, request.user)
    try:
        outcome = _import_upload(request, stored, check=True)
    except formats.FileError as refusal:
        uploads.forget(stored)
        return _page(request, form=form, sentences=[str(refusal)])
    return _page(request, upload=stored, outcome=outcome, sentences=outcome.faults)


def _import_upload(request: SiteRequest, upload: Upload, *, check: bool = False) -> Outcome:
    language, incoming = formats.read(upload.name, upload.content)
    return import_translations(language, incoming, by=request.user, check=check)


def _save_upload(request: SiteRequest, upload: Upload) -> HttpResponse:
    outcome = _import_upload(request, upload)
    if outcome.faults:
        return _page(request, upload=upload, outcome=outcome, sentences=outcome.faults)
    uploads.forget(upload)
    count = len(outcome.changes)
    sentence = ngettext("%(count)d translation is saved.", "%(count)d translations are saved.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("translation_desk")


def _page(
    request: SiteRequest, *, sentences: Sequence[str] = (), outcome: Outcome | None = None, **context: object
) -> HttpResponse:
    if outcome:
        context |= {"changes": outcome.changes[:MOST_SHOWN], "more_changes": max(0, len(outcome.changes) - MOST_SHOWN)}
        context |= {"outcome": outcome, "into": BY_CODE.get(outcome.language)}
    context |= {"sentences": sentences[:MOST_SHOWN], "more": max(0, len(sentences) - MOST_SHOWN)}
    return render(request, "record/translation_import.html", context, status=422 if sentences else 200)
