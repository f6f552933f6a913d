"""A choice that is in no list: an error at its field on every list, and no file."""

import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from palermo.site.listing import filter_value
from palermo.site.unknown_choices import UnknownChoiceMiddleware, note_what_is_not_followed, unknown_choices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
SENTENCE = "There is no choice “xyzzy”. Choose one from the list."
# Every public list with filters, with the filters that it has for a visitor; a file of it, where there is one.
LISTS = {
    "states/": ("group", "by", "party", "law", "took", "sort"),
    "documents/": ("kind", "year"),
    "decisions/": ("year",),
    "mandates/": ("show", "state"),
    "events/": ("kind", "year", "when"),
    "calendar/": ("kind", "year"),
    "follow-up/": ("state", "due", "origin"),
    "data/questions/who-is-trafficked/": ("release",),
    "training/": ("when", "language", "state"),
    "partners/": ("country", "kind", "status"),
    "action-plans/": ("level", "state", "status"),
    "commitments/": ("party", "status", "progress", "due"),
    "assistance/": ("status", "field"),
    "good-practices/": ("state", "field", "evidence", "status"),
    "updates/": ("kind", "year"),
    "search/": ("kind", "language"),
}


def errors_on(html: str) -> list[tuple[str, str]]:
    summary = html.partition('<div class="error-summary"')[2].partition("</div>")[0]
    return re.findall(r'<li><a href="#([\w-]+)">([^<]+)</a>', summary)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_says_which_of_its_filters_has_no_such_choice(client, path):
    address = f"/en/{path}?" + "&".join(f"{name}=xyzzy" for name in LISTS[path])
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert errors_on(response.text) == [(name, SENTENCE) for name in LISTS[path]]


def test_what_a_filter_offers_is_followed_and_what_is_not_known_is_noted():
    request = RequestFactory().get("/", {"kind": " one ", "state": "two", "year": ""})
    assert [filter_value(request, name, ["one", 3]) for name in ("kind", "state", "year")] == ["one", "", ""]
    note_what_is_not_followed(request, ("kind", "year", "other"), {"kind": "one"})
    assert [each.name for each in unknown_choices(request)] == ["state"]
    note_what_is_not_followed(request, ("kind",), {})
    assert [each.name for each in unknown_choices(request)] == ["state", "kind"]


@pytest.mark.parametrize(
    "response",
    [HttpResponse("a,b", content_type="text/csv"), StreamingHttpResponse(["a,b"], content_type="text/calendar")],
)
def test_no_file_is_sent_for_a_choice_that_is_not_known(response):
    request = RequestFactory().get("/", {"kind": "xyzzy"})

    def view(asked):
        filter_value(asked, "kind", ["one"])
        return response

    answer = UnknownChoiceMiddleware(view)(request)
    assert (answer.status_code, answer.content.decode()) == (400, f"kind: {SENTENCE}")


def test_links_of_a_filter_show_the_error_whoever_read_the_address():
    template = Template("{% load lists %}{% choose 'kind' choices chosen 'Kind' %}")
    html = template.render(Context({"request": RequestFactory().get("/?kind=xyzzy"), "choices": ["one"], "chosen": ""}))
    assert f'<span class="errorlist" id="kind_error">{SENTENCE}</span>' in html
    followed = {"request": RequestFactory().get("/?kind=one"), "choices": ["one"], "chosen": "one"}
    assert "errorlist" not in template.render(Context(followed))
