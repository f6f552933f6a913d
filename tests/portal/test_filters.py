"""No list offers a filter that is empty, or a choice that leaves nothing, whatever else is chosen already."""

from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from palermo.accounts.models import User
from tests.journeys.furnishing import furnish

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
LISTS = (
    *("events/", "documents/", "decisions/", "mandates/", "consultations/", "guidance/", "committee/board/"),
    *(
        "follow-up/",
        "follow-up/overview/",
        "tools/",
        "states/",
        "contributions/",
        "assistance/",
        "updates/",
        "calendar/",
    ),
    *("calendar/?year=2007", "notes/", "secretariat/translations/", "secretariat/reads/", "people/"),
    *("events/vienna-forum/participants/", "events/vienna-forum/participants/?as=published"),
    *("events/vienna-forum/programme/", "search/?q=trafficking", "documents/?find=report", "events/?find=Vienna"),
)
# Whether something needs attention may be asked where nothing does, and a view is no filter.
OTHERS = {"Needs attention", "View"}


def read(client: Client, address: str) -> BeautifulSoup | None:
    """The page; none where this reader has no such page."""
    answer = client.get(address)
    assert answer.status_code in {200, 302, 403, 404}, address
    return BeautifulSoup(answer.content, "lxml") if answer.status_code == 200 else None


def choices_on(page: BeautifulSoup, address: str) -> dict[str, list[str]]:
    """The filters of a page by their names, each with the addresses to which its choices lead."""
    found: dict[str, list[str]] = {}
    for nav in page.select("main nav.choose"):
        if nav["aria-label"] not in OTHERS:
            found[str(nav["aria-label"])] = [urljoin(address, str(link["href"])) for link in nav.select("li a")]
    for form in page.select("main form.find"):
        kept = {str(each["name"]): str(each.get("value", "")) for each in form.select("input[name]")}
        for select in form.select("select"):
            values = [str(each["value"]) for each in select.select("option") if each["value"]]
            others = {str(each["name"]): _chosen(each) for each in form.select("select") if each is not select}
            asked = [{**kept, **others, str(select["name"]): value} for value in values]
            found[str(select["name"])] = [urljoin(address, f"?{urlencode(each)}") for each in asked]
    return found


def _chosen(select: Tag) -> str:
    option = select.select_one("option[selected]")
    return str(option["value"]) if option else ""


@pytest.mark.parametrize(
    "who",
    [
        "",
        "delegate",
        "secretariat",
        *(pytest.param(each, marks=pytest.mark.full) for each in ("committee", "focal-point")),
    ],
)
def test_each_choice_leaves_something_also_beside_another(who):
    furnish()
    client = Client()
    if who:
        client.force_login(User.objects.get(email=f"{who}@example.org"))
    empty, useless, seen = set(), set(), set()
    # A page, how many filters are chosen there, and what the list itself has nothing of.
    ahead: list[tuple[str, int, set[str]]] = [(f"/en/{each}", 0, set()) for each in LISTS]
    while ahead:
        address, depth, lacking = ahead.pop()
        page = read(client, address) if address not in seen else None
        seen.add(address)
        if page is None:
            continue
        shown = {each.get_text() for each in page.select("main .nothing")}
        if depth and shown - lacking:
            empty.add(address)
        for name, addresses in choices_on(page, address).items():
            useless |= {(address, name)} if not addresses else set()
            # One more step from the choices of a list: filters beside one another.
            ahead += [(each, depth + 1, lacking | shown) for each in addresses] if depth < 2 else []
    assert (empty, useless) == (set(), set())
