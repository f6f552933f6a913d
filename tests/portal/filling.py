"""Forms filled in as a person fills them in: opened, changed, sent; and what the page then says."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from palermo.core.languages import CODES


def client_of(user) -> Client:
    """Somebody who is signed in."""
    client = Client()
    client.force_login(user)
    return client


def fill(client: Client, path: str, /, **written) -> str:
    """Open a form, fill it in as a person would, and send it: what the page says that it led to."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    form = BeautifulSoup(page.content, "lxml").select_one("form.act")
    assert form is not None, words_of(page)
    address = form.get("action") or page.request["PATH_INFO"]
    response = client.post(address, {**held(form), **written}, follow=True)
    doubted = BeautifulSoup(response.content, "lxml").select_one("form.act:has(input[name=confirmed])")
    if doubted is not None:
        # What contradicts the record is confirmed by the box beside the warning.
        box = doubted.select_one("input[name=confirmed]")
        response = client.post(address, {**held(doubted), **written, "confirmed": box["value"]}, follow=True)
    assert not BeautifulSoup(response.content, "lxml").select(".errorlist"), words_of(response)
    return words_of(response)


def act(client: Client, name: str, key: Any, /, **written) -> str:
    """The same for the form of an act on a record, by its id or number."""
    return fill(client, f"/en/acts/{name}/{key}/", **written)


def held(form: Tag) -> dict:
    """What a form has in it already."""
    found: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        kind, name = field.get("type", ""), field["name"]
        if (kind in {"checkbox", "radio"} and not field.has_attr("checked")) or kind == "file":
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[name] = chosen.get("value", "") if chosen else ""
        elif kind == "checkbox":
            found.setdefault(name, []).append(field.get("value", "on"))
        else:
            found[name] = field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
    return found


def words_of(response) -> str:
    """A page's words with single spaces."""
    return " ".join(BeautifulSoup(response.content, "lxml").get_text(" ").split())


def six(name: str, words: str) -> dict[str, str]:
    """A text in six languages, as a form's fields."""
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def link_in(message) -> str:
    """The address in a mail, without its host."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found, message.body
    return found.group(1)
