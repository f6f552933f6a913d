"""Addresses of figures that nobody should send: each is answered with a sentence, none with an error."""

import itertools
import random

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.http import urlencode

from palermo.figures.choices import PARAMETERS
from tests.factories.figures import key_of, make_release
from tests.figures.channels import content_of
from tests.figures.test_exchange import TRUE, VICTIMS

pytestmark = pytest.mark.django_db

NASTY = [
    *(
        "",
        " ",
        "0",
        "-1",
        "99999999999999999999",
        "1e9",
        "NaN",
        "٢٠٠٧",
        "²",
        "'; DROP TABLE figures --",
        "%",
        "\\",
        "\u202e",
    ),
    *("total", "sex", "sex+age", "fra", "FRA", "fra,tha", "a" * 5000, "<script>alert(1)</script>", "../../secret-key"),
    *("victims-detected", "2007", "own", "female", "*", "🙂", "release-1.5", "release-1.-1", "x.999999999999"),
]
NAMES = [*PARAMETERS, "limit", "cursor", "lang", "view", "year", "sum", "page", "since", "on", "status", "register"]
PLACES = [
    *("/en/data/explorer/figures.json", "/en/data/explorer/figures.sdmx.xml", "/api/v1/figures", "/api/v1/releases"),
    *(
        "/api/v1/treaties",
        "/api/v1/dimensions/sex",
        "/embed/charts/bars/",
        "/embed/charts/map.svg",
        "/embed/charts/line/",
    ),
]
ANSWERS = {200, 302, 304, 400, 404, 410, 414}


def test_nonsense_in_addresses_is_answered_with_a_sentence() -> None:
    release = make_release(TRUE)
    chance = random.Random(7)
    client = Client()
    places = [*PLACES, f"/en/data/releases/{release.slug}/changes.csv", f"/api/v1/releases/{release.slug}"]
    found = set()
    for _time in range(600):
        for cache in caches.all():
            cache.clear()
        pairs = [(chance.choice(NAMES), chance.choice(NASTY)) for _pair in range(chance.randint(1, 4))]
        address = f"{chance.choice(places)}?{urlencode(pairs)}"
        answer = client.get(address)
        assert answer.status_code in ANSWERS, (address, answer.status_code)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.headers.get("Content-Type", "").partition(";")[0].startswith(("text/html", "image/svg")):
            assert b"<script>alert" not in content, address
        found.add(answer.status_code)
    assert found >= {400, 404}


def test_nonsense_in_paths_is_not_found() -> None:
    make_release(TRUE)
    client = Client()
    for place in ("..%2f..%2fsecret-key", "%00", "a b", "release-1%0d%0aX: y", "0001.sealed", "x" * 3000):
        for address in (
            f"/api/v1/releases/{place}",
            f"/en/data/releases/{place}/figures.csv",
            f"/embed/charts/{place}/",
        ):
            assert client.get(address).status_code in {302, 400, 404, 414}, address


def test_names_from_returns_do_no_harm_in_any_file() -> None:
    """A ministry may write what it likes into the name of its agency."""
    hostile = "=cmd|' /C calc'!A0,\"<\u0007&]]>\n-- {{ 7*7 }} \u202e"
    release = make_release({key_of(VICTIMS, "fra", 2007): 60})
    release.origins.update(agency=hostile, source_text=hostile[:100])
    for form in ("csv", "xlsx", "parquet", "json", "sdmx.csv", "sdmx.xml", "zip"):
        assert content_of(Client().get(f"/en/data/releases/{release.slug}/figures.{form}")), form
    text = content_of(Client().get(f"/en/data/releases/{release.slug}/figures.csv")).decode("utf-8-sig")
    assert "\"'=cmd" in text
    for end, form in itertools.product(("/", ".svg"), ("bars", "map")):
        address = f"/embed/charts/{form}{end}?release={release.slug}&indicator={VICTIMS}&by=total"
        answer = Client().get(address)
        assert answer.status_code in {200, 404}
        assert b"{{ 7*7 }} <" not in answer.content
