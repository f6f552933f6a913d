"""How the readers of `benchmarks.load` read: played by locust, which imports this file by itself."""

import itertools
import json
import os
import random
from pathlib import Path

from locust import HttpUser, between, task

SESSIONS = itertools.cycle(json.loads(Path(os.environ["SESSIONS"]).read_text()))
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
WORDS = ("trafficking", "Bangkok", "人口贩运", "الاتجار", "торговля людьми", "traite", "víctimas")


class Reader(HttpUser):
    """What both kinds of reader share."""

    abstract = True
    wait_time = between(20, 40)

    def read(self, path: str, name: str, **asked: str) -> None:
        self.client.get(f"/{random.choice(LANGUAGES)}/{path}", params=asked, name=name)


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
        self.client.cookies.set("sessionid", next(SESSIONS))

    @task(3)
    def desk(self) -> None:
        self.read("desk/", "desk")

    @task(2)
    def consultations(self) -> None:
        self.read("consultations/", "consultations")

    @task(2)
    def restricted(self) -> None:
        self.read("documents/bangkok-recommendations/", "restricted")

    @task(2)
    def search(self) -> None:
        self.read("search/", "search", q=random.choice(WORDS))
