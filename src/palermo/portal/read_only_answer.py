"""The answer to what cannot be done while nothing can be written: 503 with a sentence, for people and for programs."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.defaults import server_error as error_page

from palermo.core.read_only import is_unwritable
from palermo.figures.web.api.doors import CORS, OWN_ADDRESSES, language_of
from palermo.figures.web.api.problems import problem_response

# When a program may try again, in seconds.
LATER = 300
FOR_PEOPLE, FOR_PROGRAMS = "text/html", ("application/json", "application/problem+json")


def server_error(request: HttpRequest) -> HttpResponse:
    """What Django asks for after any error that no view answered: it is handling that error."""
    if not is_unwritable(sys.exc_info()[1]):
        return error_page(request)
    if getattr(request, "urlconf", None) == OWN_ADDRESSES:
        with translation.override(language_of(request)):
            response = _problem()
        for name, value in CORS.items():
            response[name] = value
    elif request.get_preferred_type([FOR_PEOPLE, *FOR_PROGRAMS]) in FOR_PROGRAMS:
        response = _problem()
    else:
        # Without the request: nothing more is read from the database.
        response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(LATER)
    response["Cache-Control"] = "no-store"
    return response


def _problem() -> HttpResponse:
    sentence = _("The site can only be read at the moment: nothing can be saved. Try again later.")
    return problem_response(HTTPStatus.SERVICE_UNAVAILABLE, sentence)
