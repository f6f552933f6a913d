"""The accessibility statement, the privacy notice and the contact page, with what the installation says of itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.requests import SiteRequest


@login_not_required
def accessibility(request: SiteRequest) -> HttpResponse:
    """The accessibility statement: which standard the site meets, and whom to contact about problems."""
    return render(request, "portal/statements/accessibility.html")


@login_not_required
def privacy(request: SiteRequest) -> HttpResponse:
    """What is recorded about readers, account holders and participants, and for how long."""
    return render(request, "portal/statements/privacy.html", {"days": settings.PALERMO_KEEP_READS_DAYS})


@login_not_required
def contact(request: SiteRequest) -> HttpResponse:
    """Who runs this site, and how they are reached."""
    return render(request, "portal/statements/contact.html")
