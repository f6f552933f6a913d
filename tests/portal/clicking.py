"""A reader who only clicks: every link and every choice of every form that pages offer, nothing typed.

An address is read once.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urldefrag, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.cache import caches
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from palermo.accounts.models import User
from tests.portal.filling import held
from tests.portal.reading import words

# Read in other ways, or of others: mail, telephone, pages elsewhere.
OWN = {"", "http", "https"}
# What a page says of a choice that it did not take up.
NOT_TAKEN_UP = ".errorlist, .wrong"


class Click(NamedTuple):
    """An address that a page offers, the page, and the field of a form and its value where one was chosen there."""

    address: str
    page: str
    name: str = ""
    value: str = ""


# How many addresses with a parameter a whole walk reads of those that one URL pattern answers.
WITH_A_PARAMETER = 25


def reader(email: str) -> Client:
    """Somebody with an account of the demonstration; a visitor without."""
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email))
    return client


@dataclass
class Walk:
    """What one reader meets who begins at the home page.

    Parameters
    ----------
    client
        The reader.
    is_sample
        Whether of addresses that are alike (one URL pattern with one more parameter), and of the choices of one field,
        only the first is read. Otherwise all addresses without parameters and every choice are.
    language
        The language whose pages are read: links to the others are left to tests of languages.
    """

    client: Client
    is_sample: bool
    language: str = "en"
    faults: list[str] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    _alike: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)
    _left: deque[Click] = field(default_factory=deque)

    def go(self, *beginnings: str) -> "Walk":
        """Read what is offered, until nothing is left."""
        for beginning in beginnings:
            self._left.append(Click(beginning, "the beginning"))
        while self._left:
            self._read(self._left.popleft())
        return self

    def _read(self, click: Click) -> None:
        # Or the hundredth download of an hour would be refused.
        for each in caches.all(initialized_only=True):
            each.clear()
        answer = self.client.get(click.address, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        pattern = _pattern(click.address) or "?"
        self.read[pattern] += 1
        if answer.status_code >= 400:
            self.faults.append(f"{answer.status_code}: {_told(click)}")
            return
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        page = answer.request["PATH_INFO"]
        if answer.request["QUERY_STRING"]:
            page = f"{page}?{answer.request['QUERY_STRING']}"
        soup = BeautifulSoup(content, "lxml")
        if click.name:
            self._check_choice(click, soup)
        for offered in _offered(soup, page):
            self._note(offered)

    def _check_choice(self, click: Click, soup: BeautifulSoup) -> None:
        """What was chosen is neither refused nor left aside: it stands in the form again."""
        if refusals := [words(each) for each in soup.select(NOT_TAKEN_UP)]:
            self.faults.append(f"refused ({refusals}): {_told(click)}")
        again = [form for form in _asking(soup) if form.select_one(f"[name='{click.name}']")]
        stands = {value for form in again for name, value in pairs_of(form) if name == click.name}
        if again and click.value not in stands:
            self.faults.append(f"left aside, {sorted(stands)} stands in the form: {_told(click)}")

    def _note(self, click: Click) -> None:
        address = urldefrag(click.address).url
        if address in self._seen or not self._is_of_walk(address):
            return
        alike, most = self._alike_to(address, click)
        if most and all(self._alike[each] >= most for each in alike):
            return
        self._seen.add(address)
        self._alike.update(alike)
        self._left.append(click._replace(address=address))

    def _alike_to(self, address: str, click: Click) -> tuple[list[tuple[str, str]], int]:
        """What an address has in common with others, and how many of those are read; 0 for all."""
        pattern = _pattern(address) or address
        if click.name:
            return [(pattern, click.name if self.is_sample else f"{click.name}={click.value}")], 1
        given = sorted({name for name, value in parse_qsl(urlsplit(address).query) if value})
        if not given:
            return [(pattern, "")], 1 if self.is_sample else 0
        return [(pattern, name) for name in given], 1 if self.is_sample else WITH_A_PARAMETER

    def _is_of_walk(self, address: str) -> bool:
        path = urlsplit(address).path
        others = {"/ar/", "/zh-hans/", "/en/", "/fr/", "/ru/", "/es/"} - {f"/{self.language}/"}
        return not path.startswith((*others, "/static/", "/admin/")) and "/logout/" not in path


def _offered(soup: BeautifulSoup, page: str) -> Iterator[Click]:
    """What a page offers to be clicked: its links, and each choice of its forms that ask."""
    for link in soup.select("a[href], link[href]:not([hreflang]), img[src], iframe[src]"):
        target = urljoin(page, str(link.get("href") or link.get("src") or ""))
        parts = urlsplit(target)
        if parts.scheme in OWN and parts.netloc in {"", "testserver"} and target:
            yield Click(parts._replace(scheme="", netloc="").geturl(), page)
    for form in _asking(soup):
        yield from _choices(form, page)


def _asking(soup: BeautifulSoup) -> list[Tag]:
    """The forms that change nothing."""
    return [form for form in soup.select("form") if str(form.get("method", "get")).lower() == "get"]


def _choices(form: Tag, page: str) -> Iterator[Click]:
    """The form as it stands, and with each other choice of each of its fields, one at a time."""
    path = urlsplit(urljoin(page, str(form.get("action") or page)))
    if path.netloc not in {"", "testserver"}:
        return
    stands = pairs_of(form)
    yield Click(_address(path.path, stands), page)
    for name, values in _possible(form).items():
        others = [pair for pair in stands if pair[0] != name]
        for value in values:
            yield Click(_address(path.path, [*others, (name, value)]), page, name, value)


def _possible(form: Tag) -> dict[str, list[str]]:
    """The values that each field offers, without the empty one; what is typed offers none."""
    found: dict[str, list[str]] = {}
    for choice in form.select("select[name] option, input[type=radio][name], input[type=checkbox][name]"):
        of = choice.find_parent("select") if choice.name == "option" else choice
        value = str(choice.get("value", words(choice) if choice.name == "option" else "on"))
        if value and of is not None and not of.has_attr("disabled") and not choice.has_attr("disabled"):
            found.setdefault(str(of["name"]), []).append(value)
    return found


def pairs_of(form: Tag) -> list[tuple[str, str]]:
    """What a browser would send."""
    pairs = []
    for name, value in held(form).items():
        pairs += [(name, each) for each in value] if isinstance(value, list) else [(name, value)]
    for several in form.select("select[multiple][name]"):
        pairs = [pair for pair in pairs if pair[0] != several["name"]]
        pairs += [(str(several["name"]), str(each.get("value", ""))) for each in several.select("option[selected]")]
    return pairs


def _address(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _pattern(address: str) -> str:
    path = unquote(urlsplit(address).path)
    with translation.override(translation.get_language_from_path(path) or "en"):
        try:
            return resolve(path).route
        except Resolver404:
            return ""


def _told(click: Click) -> str:
    chosen = f", where {click.name} is {click.value!r}," if click.name else ""
    return f"{click.address}{chosen} from {click.page}"
