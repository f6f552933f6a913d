"""Errors of the interface for programs, as RFC 9457 has them: in plain sentences, in the client's language."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json; charset=utf-8"
TITLES: dict[int, str | Promise] = {
    HTTPStatus.BAD_REQUEST: _("The request cannot be understood"),
    HTTPStatus.NOT_FOUND: _("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("Only GET is allowed"),
    HTTPStatus.GONE: _("The figures have changed"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Not available"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests"),
}


class ProblemError(Exception):
    """What stands in the way of an answer: a status, and a sentence for each fault."""

    def __init__(self, status: int, *sentences: str) -> None:
        super().__init__(status, *sentences)
        self.status, self.sentences = status, sentences


def problem_response(status: int, *sentences: str) -> HttpResponse:
    """The answer that says so."""
    content = {
        "type": "about:blank",
        "title": str(TITLES[status]),
        "status": int(status),
        "detail": " ".join(sentences),
        "errors": list(sentences),
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
