"""What no page of the site sends is answered with a page that says so; test_malformed_requests.py tries thousands."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.utils import translation

from palermo.accounts.states import Role
from palermo.core.dates import PartialDate
from palermo.site.malformed import MalformedRequestMiddleware
from tests.factories.accounts import make_user
from tests.factories.governance import make_activity
from tests.portal.office import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frame")]
FORM = "application/x-www-form-urlencoded"
NOT_UNDERSTOOD = "Bad request"


@pytest.fixture
def office() -> Client:
    client = signed_in(make_user(Role.SECRETARIAT, is_staff=True, is_superuser=True))
    client.raise_request_exception = False
    return client


def read(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "lxml")


def heading(answer) -> tuple[int, str]:
    return answer.status_code, read(answer).h1.get_text(strip=True)


@pytest.mark.parametrize(
    "content_type",
    [
        *(f"{FORM}; charset={name}" for name in ("utf-7", "utf-16", "latin-1", "rot13", "hex", "no-such-encoding")),
        "multipart/form-data; boundary=x; charset=utf-7",
        "application/json; charset=utf-7",
    ],
)
def test_another_encoding_than_utf_8_is_refused_before_anything_is_read(office, content_type):
    answer = office.generic("POST", "/en/acts/propose-activity/", b"kind=event", content_type)
    assert heading(answer) == (415, "Unsupported encoding")


@pytest.mark.parametrize("charset", ["hex", "rot13", "utf-16"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_address_is_read_in_utf_8_whatever_is_said_of_it(office, method, charset):
    answer = office.generic(method, "/en/search/?q=nowhere", b"--parts", f"{FORM}; charset={charset}")
    assert heading(answer) == (415, "Unsupported encoding")


LONG, AT_MOST = "x" * 1_001, "x" * 1_000


@pytest.mark.parametrize(
    "address",
    [
        *(f"search/?q={LONG}", f"search/?{LONG}=1", f"search/?q=a&q={LONG}", f"{LONG}/"),
        *(f"search/?next={'x' * 8_000}", f"search/?{'&'.join(['q=' + AT_MOST] * 8)}"),
    ],
    ids=["value", "name", "second value", "path", "way back", "many values"],
)
def test_an_address_that_is_too_long_is_not_repeated(client, address):
    answer = client.get(f"/en/{address}")
    assert heading(answer) == (414, "Address too long")
    assert b"xxxx" not in answer.content


@pytest.mark.parametrize(
    "address", [f"search/?q={AT_MOST}", f"accounts/login/?next=/en/{LONG}", "search/?q=" + "&q=" * 999]
)
def test_an_address_as_long_as_any_of_a_page_is_answered(client, address):
    assert client.get(f"/en/{address}").status_code == 200


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
def test_utf_8_is_read_by_each_of_its_names(office, charset):
    answer = office.generic("POST", "/en/acts/propose-activity/", b"kind=x", f"{FORM}; charset={charset}")
    assert heading(answer) == (200, "Propose an activity")


@pytest.mark.parametrize(
    "path", ["/en/documents/a%00/", "/en/documents/?find=%00", "/en/invitations/%00/", "/en/?a%00=1", "/admin/%00/"]
)
def test_a_null_character_in_an_address_is_refused(office, path):
    assert heading(office.get(path)) == (400, NOT_UNDERSTOOD)


def test_more_fields_than_a_form_has_are_too_much(office, settings):
    fields = "a=1&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)
    answer = office.post("/en/acts/propose-activity/", fields, content_type=FORM)
    assert heading(answer) == (413, "Request too large")


@pytest.mark.parametrize(("year", "status"), [(0, 404), (2007, 200), (9999, 200), (10000, 404), (10**30, 404)])
def test_a_year_that_no_calendar_has_has_no_page(year, status):
    assert Client(raise_request_exception=False).get(f"/en/events/calendar/{year}/").status_code == status


@pytest.mark.parametrize("way_back", ["en", "0001-01-01", "a:b"])
def test_a_way_back_that_is_no_address_of_the_site_is_not_looked_up(office, way_back):
    follow = {"what": f"activity {make_activity().slug}", "frequency": "daily", "next": way_back}
    assert office.post("/en/following/follow/", follow).status_code == 302


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/admin/pages/{page}/move/", {"new_parent_page": "x"}),
        ("/admin/pages/{page}/copy/", {}),
        ("/admin/pages/{page}/unlock/", {"next": "x"}),
        ("/admin/choose-external-link/", {"link_text": "x"}),
    ],
)
def test_what_wagtail_takes_for_granted_is_asked_for_in_a_sentence(office, path, sent):
    page = office.get("/admin/api/main/pages/?limit=1&order=-id").json()["items"][0]["id"]
    assert heading(office.post(path.format(page=page), sent)) == (400, NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/acts/propose-activity/?title=1.5", 200),
        ("/admin/record/operativeparagraph/new/?decision=²", 302),
        ("/en/admin/record/operativeparagraph/new/?decision=²", 404),
    ],
)
def test_what_an_address_offers_in_advance_may_be_anything(office, path, status):
    assert office.get(path).status_code == status


def test_an_open_mark_of_quotation_is_no_error_in_the_search_of_pages(office):
    # SQLite cannot look for it, PostgreSQL can.
    assert office.get('/admin/pages/search/?q="').status_code in {200, 400}


def test_an_error_of_our_own_code_stays_one():
    """In the administration too: whoever keeps the site must learn of it."""
    request = RequestFactory().post("/admin/record/activity/new/", {"starts": "x"})
    with pytest.raises(ValueError, match="expected a date") as ours:
        PartialDate.parse("x")
    middleware = MalformedRequestMiddleware(lambda request: None)
    assert middleware.process_exception(request, ours.value) is None


def test_nothing_is_made_from_a_dialogue_that_only_chooses(office):
    assert office.get("/admin/choose/decision/results/").status_code == 200
    assert office.post("/admin/choose/decision/create/", {"slug": "x"}).status_code == 302


def test_no_page_fails_on_purpose(office):
    assert office.get("/admin/failwhale/").status_code == 403


def test_the_site_has_a_sign_of_its_own():
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        *(200, "image/x-icon", "public, max-age=604800"),
    )
    assert answer.content[:6] == b"\0\0\1\0\3\0"


@pytest.mark.parametrize("path", ["/en/", "/en/nowhere/", "/en/?%00", "/admin/"])
def test_every_page_names_the_sign(office, path):
    [icon] = read(office.get(path)).select('link[rel="icon"]')
    assert icon["href"] == "/static/site/icon.svg"


@pytest.mark.parametrize("language", ["ar", "fr", "zh-hans"])
def test_what_is_refused_is_refused_in_the_language_of_the_address(language):
    answer = Client().post(f"/{language}/", b"a=1", content_type=f"{FORM}; charset=utf-7")
    with translation.override(language):
        assert heading(answer) == (415, translation.gettext("Unsupported encoding"))
    assert read(answer).html["lang"] == language
