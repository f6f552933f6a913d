"""Bundles: those a reader may have, the page of one, its file."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.audiences import Audience
from palermo.core.rules import can
from palermo.core.signatures import fingerprint
from palermo.core.worker import progress_of
from palermo.library.web.downloads import File, opener_of, serve_papers
from palermo.offline.actions import papers_in
from palermo.offline.models import OfflineBundle
from palermo.offline.queries import bundles_visible_to, closed_records
from palermo.offline.record_keys import DOCUMENTS
from palermo.offline.rules import check_is_available
from palermo.offline.states import BundleState
from palermo.offline.tasks import build_bundle
from palermo.site.listing import page_of
from palermo.site.signing import own_key, own_pem


@login_not_required
@require_safe
def bundle_list(request: SiteRequest) -> HttpResponse:
    """Every bundle that the reader may have, the latest first."""
    return render(request, "offline/bundles.html", {"page": page_of(request, bundles_visible_to(request.viewer))})


@login_not_required
@require_safe
def bundle_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One bundle: what is in it, for whom, how to see that it is whole."""
    bundle = get_object_or_404(bundles_visible_to(request.viewer).select_related("event__activity"), slug=slug)
    counts = Counter(bundle.records.filter(language="").order_by().values_list("kind", flat=True))
    context = {
        "bundle": bundle,
        "audience": Audience(bundle.audience),
        "counts": counts,
        "versions": bundle.records.filter(kind=DOCUMENTS).exclude(language="").count(),
        "is_given": can(check_is_available, bundle),
        "progress": progress_of(build_bundle, bundle.pk) if bundle.state == BundleState.ORDERED else "",
        "gone": _closed_records(request, bundle),
        "key": fingerprint(own_key().public_key()),
    }
    return render(request, "offline/bundle.html", context)


def _closed_records(request: SiteRequest, bundle: OfflineBundle) -> list[str]:
    """For the secretariat, records of a bundle that its audience may no longer see, each once."""
    if not request.viewer.is_secretariat or bundle.state != BundleState.BUILT:
        return []
    return list(dict.fromkeys(row.symbol or row.ident for row in closed_records(bundle)))


@login_not_required
@require_safe
def bundle_file(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The ZIP file, if the reader may have it; each restricted paper in it is a read of its own."""
    bundle = get_object_or_404(bundles_visible_to(request.viewer), slug=slug)
    check_is_available(bundle)
    if not bundle.file:
        raise Http404
    file = File(opener_of(bundle.file), f"{bundle.slug}.zip", "application/zip", bundle.sha256)
    papers = papers_in(bundle.records.filter(kind=DOCUMENTS).exclude(language=""))
    return serve_papers(request, file, papers, is_restricted=bundle.audience != Audience.PUBLIC)


@login_not_required
@require_safe
def bundle_key(request: SiteRequest) -> HttpResponse:
    """The public key of this installation, by which anybody checks a bundle."""
    response = HttpResponse(own_pem(), content_type="application/x-pem-file")
    response["Content-Disposition"] = content_disposition_header(True, "palermo-key.pem") or "attachment"
    return response
