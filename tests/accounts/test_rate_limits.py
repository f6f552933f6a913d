"""At most so many times in a period, also for simultaneous requests; counted by network address."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.test import Client, RequestFactory

from palermo.accounts import rate_limits
from palermo.accounts.rate_limits import RateLimit, consume, has_room, network_of, parse_rate, reset

TWICE = RateLimit(2, 60)


@pytest.fixture
def wind(monkeypatch):
    """Sets the time of the computer, in seconds after an instant."""

    def to(seconds: float) -> None:
        at = datetime.fromtimestamp(2_000_000_000 + seconds, UTC)
        monkeypatch.setattr("palermo.core.clock.machine_now", lambda: at)

    to(0)
    return to


def consumed(times: int, **fields) -> list[bool]:
    return [consume(**{"key": "door", "rate": TWICE, "by": "a"} | fields) for _ in range(times)]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30/5m", RateLimit(30, 300)),
        ("5/s", RateLimit(5, 1)),
        ("60/m", RateLimit(60, 60)),
        ("2/1h", RateLimit(2, 3600)),
        ("100/d", RateLimit(100, 86400)),
        ("30/5m/ip", RateLimit(30, 300)),
        ("100/d/key", RateLimit(100, 86400)),
    ],
)
def test_a_rate_is_read_as_it_is_written(text, rate):
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    ["", "30", "30/", "30/5", "/5m", "-1/m", "30/5y", "30/0.5m", "30/5m/", "30/5m/user", "20/m,5/h", "30/5m\n", "٣/m"],
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="no rate"):
        parse_rate(text)


def test_what_goes_beyond_the_limit_is_refused():
    assert consumed(4) == [True, True, False, False]


def test_the_window_slides(wind):
    assert consumed(1) == [True]
    wind(30)
    assert consumed(2) == [True, False]
    wind(59.9)
    assert consumed(1) == [False]
    # The first is as old as the window is long, the second is not.
    wind(60)
    assert consumed(2) == [True, False]
    wind(90)
    assert consumed(2) == [True, False]


def test_what_was_refused_does_not_count(wind):
    consumed(2)
    wind(59)
    assert consumed(5) == [False] * 5
    wind(60)
    assert consumed(1) == [True]


@pytest.mark.parametrize("other", [{"by": "b"}, {"key": "link"}, {"rate": RateLimit(3, 60)}])
def test_others_are_counted_apart(other):
    assert consumed(3) == [True, True, False]
    assert consumed(1, **other) == [True]


def test_whether_there_is_room_is_asked_without_counting():
    assert [has_room("door", TWICE, by="a") for _ in range(3)] == [True] * 3
    assert consumed(2) == [True, True]
    assert not has_room("door", TWICE, by="a")
    assert has_room("door", TWICE, by="b")


def test_a_count_begins_anew():
    consumed(2), consumed(2, by="b")
    reset("door", TWICE, by="a")
    assert (consumed(1), consumed(1, by="b")) == ([True], [False])


def test_a_limit_of_none_lets_nobody_through():
    assert consumed(1, rate=RateLimit(0, 60)) == [False]


def test_of_many_at_once_no_more_get_through_than_one_by_one(monkeypatch):
    monkeypatch.setattr(rate_limits, "LOCK_WAIT", 20)
    together = Barrier(12)

    def consume_at_once(_number: int) -> bool:
        together.wait()
        return consume("door", RateLimit(5, 60), by="a")

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(consume_at_once, range(12))) == 5


def test_what_cannot_be_counted_in_time_is_refused(monkeypatch):
    monkeypatch.setattr(rate_limits, "LOCK_WAIT", 0.05)
    with monkeypatch.context() as locked:
        locked.setattr("django.core.cache.backends.locmem.LocMemCache.add", lambda *args, **kwargs: False)
        assert (consumed(1), has_room("door", TWICE, by="a")) == ([False], False)
    assert consumed(3) == [True, True, False]


def address_of(**headers) -> str:
    return network_of(RequestFactory().get("/", **headers))


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:0:7:ffff::1", "2001:db8:0:7::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_addresses_of_one_connection_are_one_network(remote, network):
    assert address_of(REMOTE_ADDR=remote) == network


def test_a_request_from_nowhere_is_refused():
    with pytest.raises(PermissionDenied):
        address_of(REMOTE_ADDR="")


@pytest.mark.parametrize(
    ("proxies", "network"),
    [(0, "127.0.0.1"), (1, "203.0.113.7"), (2, "198.51.100.9"), (3, "192.0.2.5")],
)
def test_of_a_forwarded_address_is_believed_what_so_many_proxies_wrote(settings, proxies, network):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forwarded = "192.0.2.5, 198.51.100.9, 203.0.113.7"
    assert address_of(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded) == network


def test_fewer_addresses_than_proxies_are_a_mistake_of_the_settings(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    with pytest.raises(ImproperlyConfigured):
        address_of(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7")


def test_a_proxy_that_forwards_no_address_is_counted_itself(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(REMOTE_ADDR="127.0.0.1") == "127.0.0.1"


@pytest.mark.django_db
def test_whoever_comes_too_often_is_asked_to_wait_and_others_are_let_through():
    for number in range(60):
        assert Client(REMOTE_ADDR=f"2001:db8::{number + 1:x}").get("/door/").status_code == 410
    answer = Client(REMOTE_ADDR="2001:db8::ffff").get("/door/")
    assert (answer.status_code, answer["X-Robots-Tag"]) == (429, "noindex")
    assert "429.html" in [template.name for template in answer.templates]
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get("/door/").status_code == 410
