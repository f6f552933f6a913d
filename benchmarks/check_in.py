"""Check-in of 1,500 people by six devices with lost connections, at once: each person must be counted once.

    uv run python -m benchmarks.check_in

Every device is a thread of its own with a connection of its own to the database; a quarter of the requests never
arrive, of a quarter the answer is lost, a tenth of the people are checked in on two devices. Prints what was counted
and how long it took; exits with 1 where anybody is counted twice or not at all.
"""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.devices import Device, shared_out
from benchmarks.measuring import make_demonstration
from palermo.accounts.models import User
from palermo.config.example.forum import Forum
from palermo.config.example.people import PARTICIPANTS, Participants
from palermo.governance.models import Mandate
from palermo.registration.models import CheckIn

DEVICES = 6
DESK = "/en/events/full-forum/registration"


def main() -> int:
    """Create the Forum, let six devices send at once, compare."""
    make_demonstration()
    programme = Forum().make(Mandate.objects.filter(state="in_force").first())
    registration = Participants().make(programme.event)
    numbers = list(registration.participants.values_list("number", flat=True))
    chance = random.Random(6)
    devices = [Device(f"Desk {place}", _sender(), place) for place in range(1, DEVICES + 1)]
    doubled = shared_out(numbers, devices, chance)
    begun = time.perf_counter()
    with ThreadPoolExecutor(DEVICES) as pool:
        list(pool.map(_send_all, devices))
    took = time.perf_counter() - begun
    counted = list(CheckIn.objects.filter(result="counted").values_list("participant__number", flat=True))
    repeated = CheckIn.objects.filter(result="repeated").count()
    requests, lost = sum(d.requests for d in devices), sum(d.lost_before + d.lost_after for d in devices)
    print(f"{PARTICIPANTS} people, {DEVICES} devices, {requests} requests of which {lost} were lost: {took:.1f} s")
    print(f"counted {len(counted)}, of them different {len(set(counted))}; told twice {len(doubled)}, kept {repeated}")
    is_right = sorted(counted) == sorted(numbers) and repeated == len(doubled)
    print("Every person counted once." if is_right else "WRONG")
    return 0 if is_right else 1


def _officer() -> Client:
    client = Client()
    client.force_login(User.objects.filter(postings__role="secretariat").first())
    return client


def _sender() -> Any:
    client = _officer()

    def send(sent: dict[str, Any]) -> dict[str, Any]:
        answer = client.post(f"{DESK}/check-in/arrivals/", sent, content_type="application/json")
        assert answer.status_code == 200, answer.content[:300]
        return answer.json()

    return send


def _send_all(device: Device) -> None:
    try:
        while device.queue:
            device.send_some()
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
