"""How often somebody may do something within a time, counted in the cache that all processes share.

Public reads are counted by each process for itself: so that they cost no writing, and go on where nothing can be
written. There the other counts refuse with the error of the database, which is no fault of the person.

The window slides: every time that was let through counts until it is as old as the window is long. Times that were
refused do not count. Counting takes a lock, so that of many requests at once no more get through than one by one.
"""

import ipaddress
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.core import clock

SECONDS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}
# "30/5m"; allauth writes after it what is counted ("30/5m/ip"), which here is the `by` of each call.
RATE = re.compile(r"(?P<count>[0-9]+)/(?P<number>[0-9]*)(?P<unit>[smhd])(?:/(?:ip|key))?", re.ASCII)
# What somebody with an IPv6 connection is given as a whole: within it one address is as good as another.
IPV6_PREFIX = 64
# In seconds: after how long a lock is free although its process died, and how long others wait for one before they are
# refused.
LOCK_TIMEOUT, LOCK_WAIT = 10, 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.1


@dataclass(frozen=True)
class RateLimit:
    """So many times within so many seconds; of a read, for each process of the site."""

    count: int
    seconds: int
    is_of_reads: bool = False

    @property
    def store(self) -> BaseCache:
        """Where it is counted."""
        return caches["reads" if self.is_of_reads else "default"]


def parse_rate(text: str, *, is_of_reads: bool = False) -> RateLimit:
    """Read a limit such as "30/5m", thirty times in five minutes, or "100/d", a hundred times a day.

    Raises
    ------
    ValueError
        If it is not written like that.
    """
    match = RATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no rate such as 30/5m.")
    return RateLimit(int(match["count"]), int(match["number"] or 1) * SECONDS[match["unit"]], is_of_reads)


def consume(key: str, rate: RateLimit, *, by: str) -> bool:
    """Count one more time, if the limit has room for it; False refuses it.

    `key` names what is done, `by` who is counted: the network of a request, an account, a device.
    """
    cache_key = _cache_key(key, rate, by)
    with _lock(cache_key, rate) as is_locked:
        times = _times(cache_key, rate) if is_locked else []
        is_allowed = is_locked and len(times) < rate.count
        if is_allowed:
            rate.store.set(cache_key, [*times, clock.machine_now().timestamp()], rate.seconds)
    return is_allowed


def consume_amount(key: str, rate: RateLimit, amount: int, *, by: str) -> bool:
    """Count so many more of something, such as bytes; False if there is no room for them in the window."""
    cache_key = f"{_cache_key(key, rate, by)}:amounts"
    now = clock.machine_now().timestamp()
    with _lock(cache_key, rate) as is_locked:
        if not is_locked:
            return False
        amounts = [(at, each) for at, each in rate.store.get(cache_key, []) if at > now - rate.seconds]
        is_allowed = sum(each for _at, each in amounts) + amount <= rate.count
        if is_allowed:
            rate.store.set(cache_key, [*amounts, (now, amount)], rate.seconds)
    return is_allowed


def has_room(key: str, rate: RateLimit, *, by: str) -> bool:
    """Whether `consume` would let one more time through; counts nothing."""
    cache_key = _cache_key(key, rate, by)
    with _lock(cache_key, rate) as is_locked:
        return is_locked and len(_times(cache_key, rate)) < rate.count


def seconds_to_wait(key: str, rate: RateLimit, *, by: str) -> int:
    """After how many seconds `consume` lets one more time through; 0 where it does now."""
    times = _times(_cache_key(key, rate, by), rate)
    if len(times) < rate.count:
        return 0
    return max(1, math.ceil(times[len(times) - rate.count] + rate.seconds - clock.machine_now().timestamp()))


def reset(key: str, rate: RateLimit, *, by: str) -> None:
    """Reset the count."""
    cache_key = _cache_key(key, rate, by)
    with _lock(cache_key, rate) as is_locked:
        if is_locked:
            rate.store.delete(cache_key)


def network_of(request: HttpRequest) -> str:
    """The client's IPv4 address, or the network of its IPv6 address.

    What a proxy wrote into X-Forwarded-For is believed as far as `ALLAUTH_TRUSTED_PROXY_COUNT` says.
    """
    client: str = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, IPV6_PREFIX), strict=False))


def too_many_requests(request: HttpRequest, seconds: int = 0) -> HttpResponse:
    """The page that asks somebody to come back later; programs are told after how many seconds, where it is known."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def _cache_key(key: str, rate: RateLimit, by: str) -> str:
    return f"palermo:rate:{key}:{rate.count}:{rate.seconds}:{sha256(by.encode()).hexdigest()}"


def _times(cache_key: str, rate: RateLimit) -> list[float]:
    """When it was done within the window, oldest first."""
    since = clock.machine_now().timestamp() - rate.seconds
    return [each for each in rate.store.get(cache_key, []) if each > since]


@contextmanager
def _lock(cache_key: str, rate: RateLimit) -> Iterator[bool]:
    """Keep others from the same count; False if they did not let go in time."""
    lock_key = f"{cache_key}:lock"
    deadline, pause = time.monotonic() + LOCK_WAIT, FIRST_PAUSE
    while not rate.store.add(lock_key, True, LOCK_TIMEOUT):
        left = deadline - time.monotonic()
        if left <= 0:
            yield False
            return
        time.sleep(min(pause, left))
        pause = min(pause * 2, LONGEST_PAUSE)
    try:
        yield True
    finally:
        rate.store.delete(lock_key)
