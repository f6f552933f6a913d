"""Phones at a desk with a bad network: each stores its check-ins and sends them until it has an answer.

A request may get lost before the server acts, or the answer after it did; repeated ones may arrive in another order,
and together with those of another device.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

# Of a hundred requests: how many never arrive, and of how many the answer is lost.
LOST_BEFORE, LOST_AFTER = 25, 25
AT_ONCE = 40
BEGINS = datetime(2008, 1, 25, 6, tzinfo=UTC)


class Device:
    """One phone: `send` hands a request to the server and gives its answer."""

    def __init__(self, name: str, send: Callable[[dict[str, Any]], dict[str, Any]], seed: int) -> None:
        self.name, self.send, self.chance = name, send, random.Random(seed)
        self.queue: dict[str, dict[str, Any]] = {}
        self.results: dict[str, dict[str, Any]] = {}
        self.requests = self.lost_before = self.lost_after = 0

    def check_in(self, number: int, token: str = "") -> None:
        """As the page does: on this device at once."""
        key = str(UUID(int=self.chance.getrandbits(128), version=4))
        at = (BEGINS + timedelta(seconds=self.chance.randrange(7200))).isoformat()
        self.queue[key] = {"key": key, "number": number, "at": at, "token": token}

    def send_some(self) -> None:
        """One request, in any order, which may get lost on the way there or back."""
        some = self.chance.sample(sorted(self.queue), min(AT_ONCE, len(self.queue)))
        if not some:
            return
        self.requests += 1
        fate = self.chance.randrange(100)
        if fate < LOST_BEFORE:
            self.lost_before += 1
            return
        answer = self.send({"arrivals": [self.queue[key] for key in some], "device": self.name})
        if fate < LOST_BEFORE + LOST_AFTER:
            self.lost_after += 1
            return
        for each in answer["results"]:
            self.results[each["key"]] = each
            del self.queue[each["key"]]


def shared_out(numbers: list[int], devices: list[Device], chance: random.Random, twice: float = 0.1) -> set[int]:
    """Let each be checked in on one device, and some on a second one too; gives the numbers of those."""
    doubled = set(chance.sample(sorted(numbers), int(len(numbers) * twice)))
    for number in numbers:
        for device in chance.sample(devices, 2 if number in doubled else 1):
            device.check_in(number)
    return doubled


def send_all(devices: list[Device], chance: random.Random) -> None:
    """One after another in any order, until no device has anything left to send."""
    while waiting := [device for device in devices if device.queue]:
        chance.choice(waiting).send_some()
