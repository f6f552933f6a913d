"""How the readers of `benchmarks.load` read: played by locust, which imports this file by itself."""

import itertools
import json
import os
import random
from pathlib import Path
from typing import Any

from locust import FastHttpUser, between, events, task

RECORD = json.loads(Path(os.environ["PALERMO_LOAD_RECORD"]).read_text())
PAUSE = float(os.environ["PALERMO_LOAD_PAUSE"])
FAILED = Path(os.environ["PALERMO_LOAD_FAILED"])
SESSIONS = itertools.cycle(RECORD["readers"])
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
WORDS = ("trafficking", "Bangkok", "人口贩运", "الاتجار", "торговля людьми", "traite", "víctimas")


@events.request.add_listener
def write_down(name: str, exception: Exception | None = None, **_rest: Any) -> None:
    """Each failure at once, also while the readers are still coming, which locust's own table leaves out."""
    if exception is not None:
        with FAILED.open("a") as file:
            file.write(f"{name}: {exception}\n")


class Reader(FastHttpUser):
    """What both kinds of reader share. Nothing they ask for leads elsewhere: to be led to the sign-in is a failure."""

    abstract = True
    wait_time = between(PAUSE * 2 / 3, PAUSE * 4 / 3)
    cookie = ""

    def read(self, path: str, name: str, **asked: str) -> None:
        address, headers = f"/{random.choice(LANGUAGES)}/{path}", {"Accept": "text/html"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        get = self.client.get
        with get(
            address, params=asked, name=name, headers=headers, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{address} answered {answer.status_code}")


class Visitor(Reader):
    """Reads what is public."""

    weight = 4

    @task(3)
    def home(self) -> None:
        self.read("", "home")

    @task(2)
    def events(self) -> None:
        self.read("events/", "events")

    @task(2)
    def documents(self) -> None:
        self.read("documents/", "documents")

    @task(2)
    def paper(self) -> None:
        self.read("documents/new-delhi-declaration/", "a document")

    @task(2)
    def search(self) -> None:
        self.read("search/", "search", q=random.choice(WORDS))

    @task(1)
    def report(self) -> None:
        self.read("reports/progress-2008/", "the report")


class Delegate(Reader):
    """Signed in: every visit and every restricted paper writes."""

    weight = 1

    def on_start(self) -> None:
        self.cookie = f"sessionid={next(SESSIONS)}"

    @task(3)
    def desk(self) -> None:
        self.read("desk/", "desk")

    @task(2)
    def consultations(self) -> None:
        self.read("consultations/", "consultations")

    @task(2)
    def restricted(self) -> None:
        self.read("documents/bangkok-recommendations/", "restricted paper")

    @task(2)
    def search(self) -> None:
        self.read("search/", "search", q=random.choice(WORDS))
