"""The interface for programs: what visitors may read, in pages, within limits; a sentence where something is wrong."""

import json
from datetime import date

import jsonschema
import pytest
from django.test import Client

from palermo.accounts.rate_limits import consume
from palermo.figures.choices import PARAMETERS
from palermo.figures.models import Release
from palermo.figures.states.indicators import IndicatorStatus
from palermo.figures.states.releases import ReleaseStatus
from palermo.figures.web.api.doors import REQUESTS
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_release
from tests.factories.treaties import make_action, make_treaty
from tests.figures.channels import of_api
from tests.figures.test_exchange import CONVICTED, TRUE, VICTIMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    return make_release(TRUE)


def get(address: str, **headers: str):
    return Client().get(f"/api/v1/{address}", headers=headers)


def problem_of(answer) -> dict:
    assert answer.headers["Content-Type"] == "application/problem+json; charset=utf-8"
    return answer.json()


def test_description_is_openapi_and_answers_are_as_it_says(release: Release) -> None:
    described = get("openapi.json").json()
    assert described["openapi"].startswith("3.")
    treaty = make_treaty()
    addresses = {
        "/api/v1/indicators": "indicators",
        "/api/v1/indicators/{identifier}": f"indicators/{VICTIMS}",
        "/api/v1/dimensions": "dimensions",
        "/api/v1/dimensions/{identifier}": "dimensions/age",
        "/api/v1/figures": "figures?limit=4",
        "/api/v1/releases": "releases",
        "/api/v1/releases/{identifier}": f"releases/{release.slug}",
        "/api/v1/registers": "registers",
        "/api/v1/registers/{identifier}": f"registers/{release.register.slug}",
        "/api/v1/treaties": "treaties",
        "/api/v1/treaties/{identifier}": f"treaties/{treaty.slug}",
    }
    assert set(described["paths"]) == set(addresses)
    assert get("").json()["addresses"] == sorted(addresses)
    for template, address in addresses.items():
        operation = described["paths"][template]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        answer = get(address)
        assert answer.status_code == 200, address
        whole = {"components": described["components"], **schema}
        assert list(jsonschema.Draft202012Validator(whole).iter_errors(answer.json())) == [], address


def test_parameters_of_figures_are_those_of_the_explorer() -> None:
    described = get("openapi.json").json()["paths"]["/api/v1/figures"]["get"]["parameters"]
    assert [each["name"] for each in described] == [*PARAMETERS, "limit", "cursor"]
    assert all(each["description"] for each in described)


def test_description_is_in_the_language_that_is_asked_for() -> None:
    assert get("openapi.json?lang=fr").headers["Content-Language"] == "fr"
    assert get("openapi.json", **{"Accept-Language": "pt, ru;q=0.8"}).headers["Content-Language"] == "ru"
    assert get("openapi.json", **{"Accept-Language": "zh-TW"}).headers["Content-Language"] == "zh-Hans"
    assert get("openapi.json", **{"Accept-Language": "sw"}).headers["Content-Language"] == "en"


def test_pages_of_figures_follow_one_another(release: Release) -> None:
    first = get("figures?limit=4").json()
    assert (first["total"], len(first["figures"]), first["releases"]) == (len(TRUE), 4, [release.slug])
    assert first["next"].startswith("http://127.0.0.1:8000/api/v1/figures?limit=4&cursor=")
    whole = get("figures").json()
    assert (len(whole["figures"]), whole["next"]) == (len(TRUE), "")
    for limit in (1, 4, len(TRUE)):
        assert of_api(Client(), "", limit=limit) == whole["figures"]


def test_figures_are_narrowed(release: Release) -> None:
    found = get(f"figures?indicator={VICTIMS}&by=total&state=tha&from=2006&until=2007").json()["figures"]
    assert [(each["state"], each["year"], each["kind"], each["value"]) for each in found] == [
        ("tha", 2006, "zero", 0),
        ("tha", 2007, "count", 44),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("state=xx", "state: expected a code listed under /dimensions/state, such as fra, found “xx”."),
        (
            "from=2007&until=2005",
            "from: expected a year from 1900 to 2200, the first year not after the last, found “2007”.",
        ),
        ("sex=woman", "sex: expected a code of the list “sex”, found “woman”."),
        ("by=colour", "by: expected one or more of total, sex, age, form, citizenship, repatriation, found “colour”."),
        ("limit=0", "limit: expected a whole number from 1 to 5000, found “0”."),
        ("limit=many", "limit: expected a whole number from 1 to 5000, found “many”."),
        ("cursor=5", "cursor: expected the cursor of the address of a next page, found “5”."),
        ("year=2007", "Expected only the parameters"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(release: Release, query: str, sentence: str) -> None:
    answer = get(f"figures?{query}")
    assert answer.status_code == 400
    problem = problem_of(answer)
    assert (problem["status"], problem["title"]) == (400, "The request cannot be understood")
    assert problem["detail"].startswith(sentence)


@pytest.mark.parametrize(
    "address",
    [
        *("figures?release=nothing", "indicators/nothing", "dimensions/nothing", "releases/nothing"),
        *("registers/nothing", "treaties/nothing", "nothing", "nothing/at/all/", "figures/"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(address: str) -> None:
    answer = get(address)
    assert answer.status_code == 404
    assert problem_of(answer)["status"] == 404


def test_page_of_a_release_that_is_no_longer_current_is_gone(release: Release) -> None:
    following = get("figures?limit=2").json()["next"]
    other = make_release({key_of(CONVICTED, "fra", 2007): 12})
    Release.objects.filter(pk=release.pk).update(
        status=ReleaseStatus.WITHDRAWN, withdrawn_on=date(2007, 7, 2), reason=text("Wrong")
    )
    answer = get(following.partition("/api/v1/")[2])
    assert answer.status_code == 410
    assert problem_of(answer)["detail"].startswith("The release in which this page began is no longer current.")
    assert get("figures").json()["releases"] == [other.slug]


def test_what_has_not_changed_is_not_sent_again(release: Release) -> None:
    first = get("figures")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = get("figures", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    dated = get("releases", **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert dated.status_code == 304
    Release.objects.filter(pk=release.pk).update(notes="Revised")
    assert get("releases", **{"If-None-Match": get("releases").headers["ETag"]}).status_code == 304
    assert get("figures", **{"If-None-Match": '"other"'}).status_code == 200


def test_any_site_may_read_and_nobody_may_write(release: Release) -> None:
    before = Client().options("/api/v1/figures")
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Credentials" not in before.headers
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/figures")
        assert answer.status_code == 405
        assert problem_of(answer)["detail"] == "Send the request with GET."
    assert Client().head("/api/v1/figures").status_code == 200


def test_no_cookie_is_set_and_a_signed_in_reader_gets_the_same(release: Release, admin_client: Client) -> None:
    draft = make_release(TRUE, title=text("Working title"))
    Release.objects.filter(pk=draft.pk).update(status=ReleaseStatus.PROPOSED)
    hidden = make_indicator("Hidden indicator", edition_status=IndicatorStatus.DRAFT)
    for address in ("figures", "releases", "indicators", "registers", "treaties", "dimensions/state", "openapi.json"):
        as_visitor, as_officer = get(address), admin_client.get(f"/api/v1/{address}")
        assert as_visitor.cookies == {}
        assert as_officer.cookies == {}
        assert as_officer.content == as_visitor.content
        assert as_officer.headers["Cache-Control"] == "public, max-age=60"
        for word in (draft.slug, "Working title", hidden.slug):
            assert as_officer.content.count(word.encode()) == 0
    assert admin_client.get(f"/api/v1/indicators/{hidden.slug}").status_code == 404


def test_requests_are_limited(release: Release) -> None:
    for _time in range(REQUESTS.count - 1):
        consume("data-api", REQUESTS, by="127.0.0.1")
    assert get("figures").status_code == 200
    answer = get("figures")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert problem_of(answer)["detail"].startswith("The limit is 600 requests in 10 minutes. Try again in ")


def test_withdrawn_release_is_listed_with_its_notice(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(
        status=ReleaseStatus.WITHDRAWN, withdrawn_on=date(2007, 7, 2), reason=text("Wrong")
    )
    (listed,) = get("releases?status=withdrawn").json()["releases"]
    assert (listed["id"], listed["notice"]) == (release.slug, "Withdrawn on 2 July 2007: Wrong [en]")
    assert get("releases?status=released").json()["releases"] == []
    detail = get(f"releases/{release.slug}").json()
    assert sum(each["cells"] for each in detail["series"]) == len(TRUE)
    assert set(detail["files"]) == {"csv", "xlsx", "parquet", "json", "sdmx.csv", "sdmx.xml", "zip"}


def test_register_has_its_ledger(release: Release) -> None:
    found = get(f"registers/{release.register.slug}").json()
    assert [(line["number"], line["digest"], line["withdrawn"]) for line in found["ledger"]] == [
        (1, release.digest, "")
    ]
    assert found["policy"] == release.register.policy


def test_codes_of_a_dimension_have_names_in_six_languages() -> None:
    found = {each["code"]: each for each in get("dimensions/age").json()["codes"]}
    assert (found["9-11"]["parent"], set(found["0-17"]["names"])) == ("9-17", {"ar", "zh", "en", "fr", "ru", "es"})
    places = {each["code"]: each["names"]["en"] for each in get("dimensions/state").json()["codes"]}
    assert (places["abw"], len(places) > 200) == ("Aruba", True)


def test_treaty_is_as_at_a_day() -> None:
    action = make_action(make_treaty(), on=date(2005, 3, 1))
    slug = action.treaty.slug
    before = get(f"treaties/{slug}?on=2005-02-28").json()
    after = get(f"treaties/{slug}?on=2005-03-01").json()
    assert (before["as_at"], after["as_at"]) == ("2005-02-28", "2005-03-01")
    where = {each["id"]: each["deposited"] for each in after["participants"]}
    assert where[action.participant.slug] == "2005-03-01"
    assert {each["id"]: each["deposited"] for each in before["participants"]}.get(action.participant.slug) is None
    listed = {each["id"]: each["parties"] for each in get("treaties?on=2005-03-01").json()["treaties"]}
    assert listed[slug] == 1
    wrong = get(f"treaties/{slug}?on=yesterday")
    assert problem_of(wrong)["detail"] == "on: expected a day such as 2008-01-31, found “yesterday”."


def test_answers_take_a_fixed_number_of_queries(release: Release, django_assert_max_num_queries) -> None:
    make_release({key_of(CONVICTED, "tha", year): 50 for year in range(1990, 2007)})
    with django_assert_max_num_queries(20):
        assert json.loads(get("figures").content)["total"] == len(TRUE) - 1 + 17
