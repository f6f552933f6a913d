"""What programs ask of the site as a whole: its map, and what they are asked to leave alone."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

from palermo.portal.sitemaps import sitemaps

A_WEEK = 7 * 24 * 3600
# Nothing there is for a search engine, and much of it is generated for each address.
LEFT_ALONE = ("/admin/", "/*/accounts/", "/*/acts/", "/*/desk/", "/*/history/", "/*/secretariat/")


@login_not_required
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files of the map."""
    return views.index(request, sitemaps(), sitemap_url_name="sitemap_section")


@login_not_required
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One kind of record, each in six languages."""
    return views.sitemap(request, sitemaps(), section=section)


@login_not_required
@cache_control(public=True, max_age=A_WEEK)
def favicon(request: HttpRequest) -> HttpResponse:
    """The site's sign in three sizes, for whatever does not read the SVG that its pages name."""
    return HttpResponse(Path(str(finders.find("site/icon.ico"))).read_bytes(), content_type="image/x-icon")


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
