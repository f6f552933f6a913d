"""What donors see of their contributions, and the file of all that is public for the exchange of data on aid."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from palermo.accounts.requests import SiteRequest
from palermo.core.refusals import Refused
from palermo.governance.web.money import with_donor
from palermo.outreach.iati.activities import activities_file
from palermo.outreach.iati.gaps import gaps_of_file, reported_contributions
from palermo.outreach.queries.contributions import contributions_of
from palermo.outreach.web.accounts import accounts_of, charts_of_accounts
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import page_of


def donor_page(request: SiteRequest) -> HttpResponse:
    """The contributions of the donors for whom the reader acts: promised, paid, spent, results and reports."""
    viewer = request.viewer
    page = page_of(request, with_donor(contributions_of(viewer)).order_by("-given_on", "slug"))
    accounts = accounts_of(page, viewer)
    charts = charts_of_accounts(accounts)
    context = {"page": page, "accounts": accounts, "chart_names": list(charts)}
    return render_with_charts(request, "outreach/contributions/donor.html", context, charts)


@login_not_required
def iati(request: SiteRequest) -> HttpResponse:
    """What the file holds and where it is; for the secretariat what must be added before it can be made."""
    gaps = gaps_of_file()
    context = {
        "count": reported_contributions().count(),
        "is_complete": not gaps,
        "gaps": gaps if request.viewer.is_secretariat else [],
        "identifier": settings.PALERMO_IATI_IDENTIFIER,
    }
    return render(request, "outreach/contributions/iati.html", context)


@login_not_required
def iati_file(request: SiteRequest) -> HttpResponse:
    """The file of activities, where nothing that it needs is missing."""
    try:
        content = activities_file()
    except Refused:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "activities.xml") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
