"""The page about the interface for programs: what can be asked, written from its own description."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.core.languages import LANGUAGES
from palermo.core.letters import address
from palermo.figures.exchange.formats import FORMATS
from palermo.figures.exchange.licences import data_licence
from palermo.figures.web.api.doors import REQUESTS
from palermo.figures.web.api.operations import api
from palermo.figures.web.api.parameters import MOST, USUAL
from palermo.figures.web.api.urls import ROOT


class Parameter(NamedTuple):
    """A parameter of an address."""

    name: str
    meaning: str


class Operation(NamedTuple):
    """An address that can be asked."""

    identifier: str
    path: str
    summary: str
    parameters: list[Parameter]


@login_not_required
@require_safe
def data_api(request: HttpRequest) -> HttpResponse:
    """What programs can ask, how often, in which language, and what they are given."""
    context = {
        "operations": list(_operations()),
        "root": address(reverse("data_api_root")),
        "description": reverse("data_api_description"),
        "example": address(f"{reverse('data_api_figures')}?indicator=victims-detected&state=fra&from=2015"),
        "languages": [language.code for language in LANGUAGES],
        "requests": REQUESTS.count,
        "minutes": REQUESTS.seconds // 60,
        "usual": USUAL,
        "most": MOST,
        "formats": FORMATS.values(),
        "licence": data_licence(),
    }
    return render(request, "figures/api.html", context)


def _operations() -> Iterator[Operation]:
    described: dict[str, Any] = api.get_openapi_schema(path_prefix=f"/{ROOT}")["paths"]
    for path, methods in described.items():
        each = methods["get"]
        parameters = [
            Parameter(one["name"], str(one.get("description", "")))
            for one in each["parameters"]
            if one["in"] == "query"
        ]
        yield Operation(each["operationId"], path, str(each["summary"]), parameters)
