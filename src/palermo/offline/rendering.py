"""Pages of the site, asked for by the reader for whom a bundle is made: the same views, the same templates.

There is no server in between and nobody is signed in: what a view gives is what the audience's visibility queries give.
"""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.translation import override

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText
from palermo.site.navigation import NavigationLink


class Frame(NamedTuple):
    """What stands around every page of a bundle in place of the site's own head and foot."""

    title: MultilingualText
    as_at: date
    audience: Audience
    ways: list[NavigationLink]
    languages: dict[str, str]
    meant: list[str]
    head_template: str = "offline/parts/head.html"
    masthead_template: str = "offline/parts/masthead.html"


class OfflineRequest(HttpRequest):
    """A request that nobody sent: by `frame` templates, and views that log reads, know that it is for a bundle."""

    def __init__(self, address: str, viewer: Viewer, frame: Frame) -> None:
        super().__init__()
        parts, site = urlsplit(address), urlsplit(settings.WAGTAILADMIN_BASE_URL)
        self.method, self.path, self.path_info = "GET", parts.path, parts.path
        self.META = {"SERVER_NAME": site.hostname or "localhost", "SERVER_PORT": str(site.port or 443)}
        self.META["QUERY_STRING"] = parts.query
        self.GET = QueryDict(parts.query)
        self.user, self.viewer, self.frame = AnonymousUser(), viewer, frame
        self.session = SessionBase()
        self._site = site

    def get_host(self) -> str:
        """The site's own address, under which each page is found when there is a network."""
        return self._site.netloc

    @property
    def scheme(self) -> str:
        return self._site.scheme


def get_response(address: str, language: str, viewer: Viewer, frame: Frame) -> HttpResponseBase:
    """What the site answers at an address, in a language, to this reader."""
    request = OfflineRequest(address, viewer, frame)
    with override(BY_CODE[language].django_code):
        match = request.resolver_match = resolve(request.path)
        return match.func(request, *match.args, **match.kwargs)


def page_of(
    template: str, address: str, context: dict[str, object], language: str, viewer: Viewer, frame: Frame
) -> str:
    """A page that only bundles have, made of the same parts."""
    request = OfflineRequest(address, viewer, frame)
    with override(BY_CODE[language].django_code):
        return render_to_string(template, context, request)
