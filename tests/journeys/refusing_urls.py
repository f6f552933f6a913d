"""The site with an address that refuses, since no view of ours leaves a refusal unanswered."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from palermo.config.urls import urlpatterns as site
from palermo.core.refusals import Refused


@login_not_required
def refusing(request: HttpRequest) -> HttpResponse:
    """Refuse."""
    raise Refused("This meeting was already cancelled on 1 February 2008.")


urlpatterns = [*i18n_patterns(path("refusing/", refusing)), *site]
