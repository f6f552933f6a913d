"""Addresses of the interface for programs."""

from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from ninja.responses import NinjaJSONEncoder

from palermo.figures.web.api.doors import View, open_to_programs
from palermo.figures.web.api.operations import api
from palermo.figures.web.api.problems import problem_response

ROOT = "api/v1/"
# What changes when a release is published or withdrawn, and at no other time.
DATED = {"data_api_figures", "data_api_release", "data_api_releases"}
# Ninja's own, which tells an address of documentation that there is not.
LEFT_OUT = {"api-root"}


def description(request: HttpRequest) -> HttpResponse:
    """What the interface offers, by OpenAPI, in the client's language."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{ROOT}"), encoder=NinjaJSONEncoder)


def root(request: HttpRequest) -> HttpResponse:
    """The addresses that there are."""
    written = sorted(api.get_openapi_schema(path_prefix=f"/{ROOT}")["paths"])
    return JsonResponse({"description": f"/{ROOT}openapi.json", "addresses": written})


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address."""
    return problem_response(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))


def _operations() -> list[URLPattern]:
    """Those of ninja, each behind our door, with names that stand beside those of pages."""
    return [
        path(
            f"{ROOT}{each.pattern}",
            open_to_programs(cast(View, each.callback), is_dated=each.name in DATED),
            name=each.name,
        )
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name not in LEFT_OUT
    ]


urlpatterns = [
    path(ROOT, open_to_programs(root), name="data_api_root"),
    path(f"{ROOT}openapi.json", open_to_programs(description), name="data_api_description"),
    *_operations(),
    path(f"{ROOT}<path:rest>", open_to_programs(no_such_address), name="data_api_nothing"),
]
