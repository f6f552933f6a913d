"""Notes verbales and letters of invitation to an event: one for those it goes to, all drafts for the secretariat."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE
from palermo.events.queries.events import events_visible_to
from palermo.events.rules.events import check_is_authorized
from palermo.events.states.preparation import EventInvitationState
from palermo.events.web.preparation.letters import NO_DAY, invitations_with_letters, letter_of
from palermo.library.web.bundles import requested_languages
from palermo.site.access import secretariat_only
from palermo.site.letters.files import FORMS, file_of


@require_safe
def invitation_letter(request: SiteRequest, slug: str, number: int, language: str, form: str) -> HttpResponse:
    """One note or letter in one of the six languages, as DOCX or PDF."""
    invitation = get_object_or_404(invitations_with_letters(request.viewer, slug), number=number)
    check_is_authorized(invitation.event)
    with override(BY_CODE[language].django_code):
        content = file_of(letter_of(invitation), form)
    return _download_response(content, FORMS[form], f"{slug}-{number}-{language}.{form}")


@require_safe
@secretariat_only
def invitation_drafts(request: SiteRequest, slug: str) -> HttpResponse:
    """The drafts of all that is still to be sent, in the languages chosen, as one ZIP file of Word documents."""
    viewer = request.viewer
    check_is_authorized(get_object_or_404(events_visible_to(viewer).select_related("activity"), activity__slug=slug))
    drafts = list(invitations_with_letters(viewer, slug).filter(state=EventInvitationState.PLANNED))
    if not drafts:
        raise Http404
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        for language in requested_languages(request):
            with override(BY_CODE[language].django_code):
                for draft in drafts:
                    packed.writestr(
                        _entry(f"{slug}-{draft.number:03}-{language}.docx"), file_of(letter_of(draft), "docx")
                    )
    return _download_response(archive.getvalue(), "application/zip", f"{slug}-invitations.zip")


def _entry(name: str) -> ZipInfo:
    """An entry that is stored as it is, with a fixed date: Word files are packed already."""
    entry = ZipInfo(name, (NO_DAY.year, NO_DAY.month, NO_DAY.day, 0, 0, 0))
    entry.compress_type, entry.external_attr = ZIP_STORED, 0o644 << 16
    return entry


def _download_response(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
