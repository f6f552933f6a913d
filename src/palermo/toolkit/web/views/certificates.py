"""Certificates of training: those who run a session issue them; anybody verifies one."""

import io
from zipfile import ZIP_STORED, ZipFile

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint
from palermo.library.web.downloads import PDF
from palermo.site.by_link import open_by_link
from palermo.site.signing import own_key, own_pem
from palermo.toolkit.actions.certificates import issue_certificates
from palermo.toolkit.certificates.papers import certificate_pdf
from palermo.toolkit.certificates.statements import normalize_code, read_statement, write_revoked
from palermo.toolkit.models import Certificate, TrainingSession
from palermo.toolkit.queries.training import training_sessions_visible_to, with_names
from palermo.toolkit.rules.training import check_may_certify
from palermo.toolkit.web.forms.training import IssueForm, VerificationForm

guarded = open_by_link("certificates", rate="30/5m")
ZIP = "application/zip"


def issue(request: SiteRequest, slug: str) -> HttpResponse:
    """The form for the names; sent, it gives the certificates as files, which nobody else keeps on the way."""
    session = get_object_or_404(with_names(training_sessions_visible_to(request.viewer)), slug=slug)
    check_may_certify(request.user, session)
    form = IssueForm(request.POST if request.method == "POST" else None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            return _issue(request, session, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"session": session, "course": session.course, "form": form}
    response = render(request, "toolkit/certificates/issue.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _issue(request: SiteRequest, session: TrainingSession, form: IssueForm) -> HttpResponse:
    """Issue and set them in one transaction: none is on record whose file was not made."""
    with transaction.atomic():
        issued = issue_certificates(
            session, names=form.cleaned_data["names"], language=form.cleaned_data["language"], by=request.user
        )
        for each in issued:
            each.certificate.session = session
        files = [(f"{number:03}-{each.certificate.code}.pdf", each) for number, each in enumerate(issued, 1)]
        pdfs = [(name, certificate_pdf(each)) for name, each in files]
    if len(pdfs) == 1:
        return _file(pdfs[0][1], PDF, f"{session.slug}-{pdfs[0][0]}")
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in pdfs:
            archive.writestr(name, content)
    return _file(packed.getvalue(), ZIP, f"{session.slug}-certificates.zip")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@guarded
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a certificate was issued to a name. A wrong name and a wrong code get the same answer."""
    is_sent = request.method == "POST"
    form = VerificationForm(request.POST if is_sent else None, initial={"code": request.GET.get("code", "")[:60]})
    context: dict[str, object] = {"form": form, "key": fingerprint(own_key().public_key())}
    if is_sent and form.is_valid():
        context["is_answered"] = True
        context["certificate"] = _certificate_of(form.cleaned_data["code"], form.cleaned_data["name"])
    return render(request, "toolkit/certificates/verify.html", context)


def _certificate_of(code: str, name: str) -> Certificate | None:
    """The certificate with a code, if it was issued to a person of this name."""
    found = Certificate.objects.select_related("session__course", "session__place", "session__state")
    rows = found.select_related("session__organisation").prefetch_related("session__state__former_names")
    certificate = rows.filter(code=normalize_code(code)).first()
    return certificate if certificate and read_statement(certificate.statement).is_of(name) else None


@login_not_required
@require_safe
def key_file(request: HttpRequest) -> HttpResponse:
    """The public key of this installation, by which anybody verifies a certificate without a network."""
    return _public_file(own_pem(), "application/x-pem-file", "palermo-key.pem")


@login_not_required
@require_safe
def revoked_file(request: HttpRequest) -> HttpResponse:
    """The signed list of revoked certificates, by their codes."""
    codes = Certificate.objects.exclude(revoked_on=None).values_list("code", flat=True)
    text = write_revoked(list(codes), clock.today().isoformat(), own_key())
    return _public_file(text.encode(), "text/plain; charset=utf-8", "palermo-revoked-certificates.txt")


def _public_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
