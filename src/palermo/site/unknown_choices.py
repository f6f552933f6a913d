"""What an address chooses that is in no list: an error at its field, or no file; never silently everything."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

# Of a value that is not known, as much as helps to find it.
MOST = 60
_KEPT = "unknown_choices"


class UnknownChoice(NamedTuple):
    """A filter of a list, and the sentence on what the address has for it."""

    name: str
    sentence: str


def note_unknown_choice(request: HttpRequest, name: str, value: str) -> None:
    """Remember that a filter does not have the value that an address has for it."""
    vars(request).setdefault(_KEPT, {})[name] = value


def forget_unknown_choice(request: HttpRequest, name: str) -> None:
    """Take back that a filter does not have a value: another part of the page has it."""
    vars(request).get(_KEPT, {}).pop(name, None)


def note_what_is_not_followed(request: HttpRequest, names: Iterable[str], followed: Mapping[str, str]) -> None:
    """Remember the filters to which an address gives a value that is not followed.

    Parameters
    ----------
    request : HttpRequest
    names : iterable of str
    followed : mapping of str to str
        The filters as they are followed; one that is not is missing or empty.
    """
    for name in names:
        value = request.GET.get(name, "").strip()
        if value and not followed.get(name):
            note_unknown_choice(request, name, value)


def unknown_choices(request: HttpRequest) -> list[UnknownChoice]:
    """The filters that an address gives a value that they do not have, in the order in which they were asked for."""
    noted: Mapping[str, str] = vars(request).get(_KEPT, {})
    return [UnknownChoice(name, unknown_sentence(value)) for name, value in noted.items()]


def unknown_sentence(value: str) -> str:
    """That a list does not have a value."""
    return _("There is no choice “%(value)s”. Choose one from the list.") % {"value": value[:MOST]}


class UnknownChoiceMiddleware:
    """Refuses to answer with a file, which has no field to show an error at, where a filter is not known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        found = unknown_choices(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not found or is_page or response.status_code != HTTPStatus.OK:
            return response
        sentences = "\n".join(f"{each.name}: {each.sentence}" for each in found)
        refusal = HttpResponse(sentences, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")
        # A file that was opened is closed with the answer; closing it here would end the request for Django.
        refusal._resource_closers += response._resource_closers  # type: ignore[attr-defined]  # the stubs leave it out
        return refusal
