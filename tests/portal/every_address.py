"""An address of every URL pattern of the site and its administration, with a record behind it where there is one."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib.admin.utils import quote as quote_key
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize
from wagtail.models import Page

# What stands for a parameter of that name where nothing better is known.
BY_NAME = {
    "app_label": ("wagtailcore", "wagtailimages", "portal", "accounts", "nothing"),
    "model_name": ("page", "image", "organisation", "nothing"),
    "model": ("page", "nothing"),
    "content_type_app_name": ("portal", "nothing"),
    "content_type_model_name": ("editorialpage", "nothing"),
    "language": ("en", "fr"),
    "language_code": ("fr", "xx"),
    "form": ("pdf", "csv", "docx", "html", "programme.xml"),
    "year": ("2007", "0", "10000"),
    "kind": ("decisions", "everything"),
    "section": ("events",),
    "mode": ("", "form"),
    "filename": ("a.png",),
    "filter_spec": ("original",),
    "action": ("delete", "nothing"),
    "doc": ("1",),
    "what": ("actions", "laws", "people"),
    "name": ("treaty", "state", "nothing"),
}
EVENTS = ("vienna-forum", "bangkok-2007")
# Own addresses that have no page of their own in tests/journeys/places.py.
SLUGS = {
    "treatie": ("trafficking-protocol", "untoc"),
    "report": ("progress-2008", "briefing-2008-01-31"),
    "document": ("bangkok-recommendations",),
}


def addresses() -> list[str]:
    """Without doubles, in the order of the patterns."""
    found = [path for template, view in _templates(get_resolver()) for path in _fill(template, view)]
    return list(dict.fromkeys(found))


def _templates(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each pattern as a template in which parameters stand as `{name}`."""
    for each in resolver.url_patterns:
        template = before + _template(each)
        if isinstance(each, URLResolver):
            yield from _templates(each, template)
        else:
            yield template, each.callback


def _template(pattern: URLPattern | URLResolver) -> str:
    written = pattern.pattern
    if isinstance(written, RoutePattern):
        return re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", str(written))
    if not hasattr(written, "_regex"):
        return str(written)  # the language
    return re.sub(r"%\((\w+)\)s", r"{\1}", normalize(str(written))[0][0])


def _fill(template: str, view: Any) -> Iterator[str]:
    names = re.findall(r"{(\w+)}", template)
    for number in range(3 if names else 1):
        values = {}
        for name in names:
            possible = list(_values(name, template, view))
            values[name] = quote(str(possible[number % len(possible)]), safe="/-")
        yield "/" + template.format(**values)


def _values(name: str, template: str, view: Any) -> Iterator[Any]:
    if name in BY_NAME:
        yield from BY_NAME[name]
    elif template.startswith("admin/"):
        model = _model_of(view)
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:2]) if model else []
        yield from (quote_key(key) for key in keys)
        yield from () if keys else _pages()
        yield 999_999
    elif name == "slug":
        yield from next((slugs for word, slugs in SLUGS.items() if f"{word}s/{{" in template), EVENTS)
        yield "nothing-here"
    else:
        yield from (1, "00000000-0000-0000-0000-000000000000", "of-nobody")


def _model_of(view: Any) -> type[Model] | None:
    while view is not None:
        of_class = getattr(getattr(view, "view_class", None), "model", None)
        known = getattr(view, "view_initkwargs", {}).get("model") or of_class
        if isinstance(known, type):
            return known
        view = getattr(view, "__wrapped__", None)
    return None


def _pages() -> list[int]:
    return list(Page.objects.filter(depth__gt=2).order_by("pk").values_list("pk", flat=True)[:2]) or [1]
