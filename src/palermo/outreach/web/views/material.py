"""Material of campaigns: the list, the page of each, and the one view that serves its files."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import LANGUAGES
from palermo.core.text import plain
from palermo.library.web.downloads import File, counts_as_download, serve_papers
from palermo.outreach.actions.material import count_download
from palermo.outreach.material_files import open_file
from palermo.outreach.models import Material, MaterialFile
from palermo.outreach.queries.campaigns import campaigns_visible_to, material_visible_to
from palermo.outreach.states.campaigns import Licence, MaterialKind, MaterialStatus
from palermo.outreach.states.press import AdviceAudience
from palermo.outreach.web.material import (
    adaptation_lines,
    archive_of,
    citation,
    downloads_by_month,
    is_open,
    language_parts,
    licence_address,
)
from palermo.site.listing import facets_of, filter_value, page_read, search_words

FILTERS: dict[str, Sequence[tuple[str, str | Promise]]] = {
    "kind": MaterialKind.choices,
    "licence": Licence.choices,
    "group": AdviceAudience.choices,
    "status": MaterialStatus.choices,
}
FIELDS = {"kind": "kind", "licence": "licence", "group": "target_group", "status": "status"}
TEXTS = ("title", "text", "description", "campaign__target_group")


@login_not_required
def material_list(request: SiteRequest) -> HttpResponse:
    """Material that the reader may use: by kind, language, licence and target group, or by words."""
    viewer, words = request.viewer, search_words(request)
    offered = material_visible_to(viewer)
    facets = facets_of(offered, **FIELDS)
    chosen = {name: filter_value(request, name, dict(choices)) for name, choices in FILTERS.items()}
    language = filter_value(request, "language", [each.code for each in LANGUAGES])
    found = filter_by_words(offered, words, texts=TEXTS)
    found = found.filter(**{FIELDS[name]: value for name, value in chosen.items() if value})
    if language:
        with_file = MaterialFile.objects.filter(language=language).values("material")
        found = found.filter(**{f"title__{language}__isnull": False}) | found.filter(pk__in=with_file)
    rows = material_visible_to(viewer).prefetch_related(
        Prefetch("files", MaterialFile.objects.only("material", "language"))
    )
    page = page_read(request, found.order_by("slug"), rows.defer("text", "rights"))
    context = {
        "page": page,
        "rows": [(each, _languages(each)) for each in page],
        "choices": {name: facets.choices(name, choices, chosen) for name, choices in FILTERS.items()},
        "chosen": chosen,
        "languages": [(each.code, each.name) for each in LANGUAGES],
        "chosen_language": language,
        "find": words,
        "is_narrowed": bool(words or language or any(chosen.values())),
    }
    return render(request, "outreach/material/list.html", context)


def _languages(material: Material) -> list[str]:
    """The codes of the languages in which there is a title or a file."""
    held = {*material.title, *(file.language for file in material.files.all())}
    return [language.code for language in LANGUAGES if language.code in held]


@login_not_required
def material_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """Material in each of its languages, with its files, its licence and what others made of it."""
    viewer = request.viewer
    material = get_object_or_404(material_visible_to(viewer).prefetch_related("files"), slug=slug)
    person = request.user if viewer.roles else None
    parts = language_parts(material, viewer, person)
    context = {
        "material": material,
        "campaign": campaigns_visible_to(viewer).filter(pk=material.campaign_id).first(),
        "parts": parts,
        "has_files": any(part.files for part in parts),
        "adaptations": adaptation_lines(material, viewer, person),
        "licence_address": licence_address(material),
        "citation": citation(material, request.build_absolute_uri(request.path)),
        "downloads": downloads_by_month(material),
        "is_past": bool(material.rights_until_on and material.rights_until_on < clock.today()),
    }
    return render(request, "outreach/material/detail.html", context)


@require_safe
@login_not_required
def material_file(request: SiteRequest, slug: str, language: str, number: int) -> HttpResponseBase:
    """One file, if the reader may see its material; the download is counted without anything of the reader."""
    material = get_object_or_404(material_visible_to(request.viewer), slug=slug)
    file = get_object_or_404(material.files.all(), language=language, number=number)
    _check_is_kept(file)
    if counts_as_download(request) and "shown" not in request.GET:
        count_download(material, language)
    served = File(lambda: open_file(file.digest), file.name, file.media_type, file.digest)
    return serve_papers(request, served, [], is_restricted=not is_open(material))


@require_safe
@login_not_required
def material_archive(request: SiteRequest, slug: str) -> HttpResponseBase:
    """All files of material in one archive, with its licence."""
    material = get_object_or_404(material_visible_to(request.viewer).prefetch_related("files"), slug=slug)
    files = list(material.files.all())
    if not files:
        raise Http404
    for each in files:
        _check_is_kept(each)
    if counts_as_download(request):
        count_download(material, "")
    words = "\n\n".join(
        filter(
            None,
            [
                plain(material.title),
                citation(material, request.build_absolute_uri(material.get_absolute_url())),
                plain(material.rights),
                licence_address(material),
                _("Do not add pictures, names or stories of victims to adaptations of this material."),
            ],
        )
    )
    return serve_papers(request, archive_of(material, words), [], is_restricted=not is_open(material))


def _check_is_kept(file: MaterialFile) -> None:
    try:
        open_file(file.digest).close()
    except FileNotFoundError:
        raise Http404 from None
