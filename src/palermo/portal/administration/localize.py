"""What wagtail-localize's own pages do not ask before they publish or read, and the one of its acts not used here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile
from wagtail_localize.views.update_translations import UpdateTranslationsView

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_DJANGO_CODE, active_language, language_in_sentence
from palermo.core.limited_process.starting import read_apart
from palermo.core.refusals import Refused
from palermo.core.speech.lists import format_list
from palermo.portal.localized import check_is_translated

NEVER_ALIAS = "localize-convert-to-alias"
PO_READER, LARGEST_PO = "palermo.translations.probing", 2 * 1024 * 1024


class WholeUpdatesView(UpdateTranslationsView):
    """Takes over a changed original; of its translations, publishes those that are whole."""

    def form_valid(self, form: Form) -> HttpResponse:
        """As Wagtail does it, but for publishing."""
        is_to_publish = form.cleaned_data.pop("publish_translations", False)
        form.cleaned_data["publish_translations"] = False
        response: HttpResponse = super().form_valid(form)
        if is_to_publish:
            self._publish()
        return response

    def _publish(self) -> None:
        unfinished = []
        for translation in self.object.translations.filter(enabled=True).select_related("target_locale"):
            total, done = translation.get_progress()
            if done == total:
                translation.save_target(user=self.request.user, publish=True)
            else:
                unfinished.append(language_in_sentence(BY_DJANGO_CODE[translation.target_locale.language_code].code))
        if unfinished:
            message = _("Not published: the translation is incomplete in %(languages)s.")
            messages.warning(self.request, message % {"languages": format_list(unfinished, active_language().code)})


def refuse_alias(request: SiteRequest, page_id: int) -> HttpResponse:
    """Refuse to show a page of one language as another's."""
    raise PermissionDenied(_("A page is not shown in another language. Translate it."))


@require_POST
def check_and_upload_pofile(request: SiteRequest, translation_id: int) -> HttpResponse:
    """Upload a PO file of a page, checked first in a process of its own, since wagtail-localize trusts it."""
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        _check_pofile(request.FILES.get("file"), translation)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    answer: HttpResponse = upload_pofile(request, translation_id)
    return answer


def _check_pofile(upload: UploadedFile | None, translation: Translation) -> None:
    uuid = None
    if upload and (upload.size or 0) <= LARGEST_PO:
        uuid = read_apart(PO_READER, upload.read(), name=str(upload.name))["translation"]
        upload.seek(0)
    if uuid != str(translation.uuid):
        raise Refused(
            _(
                "The file is not a valid PO file in UTF-8 for this translation. Download it again and "
                "complete that copy."
            )
        )


@hooks.register("register_admin_urls", order=-1)
def localize_urls() -> list[URLPattern]:
    """Views that replace those of wagtail-localize, under the same addresses."""
    return [
        path("localize/update/<int:translation_source_id>/", WholeUpdatesView.as_view(), name="whole_updates"),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias, name="no_alias"),
        path("localize/translate/<int:translation_id>/pofile/upload/", check_and_upload_pofile, name="checked_pofile"),
    ]


@hooks.register("before_edit_page", order=-1)
def refuse_partial_translation(request: SiteRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish a translation before all its parts are translated."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    try:
        check_is_translated(page)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    return None


@hooks.register("construct_page_action_menu")
def remove_alias_button(items: list[ActionMenuItem], request: SiteRequest, context: dict[str, object]) -> None:
    """Remove the button that turns a translation into an alias."""
    items[:] = [item for item in items if item.name != NEVER_ALIAS]
