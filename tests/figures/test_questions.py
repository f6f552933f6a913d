"""Pages of questions."""

import pytest

from tests.factories.figures import key_of, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
from tests.figures.test_in_reports import figures  # noqa


@pytest.mark.parametrize(
    "slug", ["who-is-trafficked", "where-are-victims-found", "how-do-justice-systems-respond", "what-is-not-known"]
)
def test_look(client, slug):
    make_release(figures())
    r = client.get(f"/en/data/questions/{slug}/")
    assert r.status_code == 200
    import re

    t = re.sub(r"<svg.*?</svg>", "[SVG]", r.content.decode(), flags=re.S)
    t = re.sub(r"<[^>]+>", " ", t)
    t = re.sub(r"\s+", " ", t)
    print(len(r.content), t[600:5000])


def test_state(client):
    make_release(figures())
    r = client.get("/en/states/fra/figures/")
    assert r.status_code == 200
    import re

    t = re.sub(r"<svg.*?</svg>", "[SVG]", r.content.decode(), flags=re.S)
    t = re.sub(r"<[^>]+>", " ", t)
    t = re.sub(r"\s+", " ", t)
    print(len(r.content), t[600:6000])
    assert client.get("/en/data/").status_code == 200
    assert client.get("/en/states/fra/").status_code == 200
