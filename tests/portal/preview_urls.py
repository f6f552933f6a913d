"""The site with the component page beside it, for tests in a browser."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from palermo.config.urls import urlpatterns as site
from tests.portal.sample import sample
from tests.portal.test_components import TEMPLATES


@login_not_required
def preview(request: HttpRequest) -> HttpResponse:
    """One of everything."""
    page = engines["django"].from_string((TEMPLATES / "components.html").read_text(encoding="utf-8"))
    return HttpResponse(page.render(sample(request), request))


urlpatterns = [*i18n_patterns(path("preview/", preview)), *site]
