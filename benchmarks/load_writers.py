"""How the writers of `benchmarks.load` write, while the readers read: each act through its page, as a browser does it.

Played by locust, which imports this file by itself. An act fails when its page does not answer, or when what was sent
is not done: whatever is done leads on to another page.
"""

import itertools
import re
import uuid
from typing import Any

from load_readers import RECORD
from locust import HttpUser, between, task

OFFICERS, DELEGATES = itertools.cycle(RECORD["officers"]), itertools.cycle(RECORD["delegates"])
CONSULTATIONS, TOPICS = itertools.cycle(RECORD["consultations"]), itertools.cycle(RECORD["topics"])
SAID = re.compile(r'class="(?:errorlist|refusal)[^>]*>(.{0,300})', re.DOTALL)


class Writer(HttpUser):
    """Opens the page of an act, then sends what it asks for."""

    abstract = True
    wait_time = between(10, 30)

    def begin(self, account: dict[str, Any]) -> None:
        self.client.cookies.set("sessionid", account["session"])

    def act(self, name: str, address: str, data: dict[str, Any], files: Any = None, *, of: str = "") -> None:
        """GET the page, with the token of its form; POST what is written, to the page or to another address of it."""
        self.client.get(of or address, name=f"{name}: page")
        token = {"X-CSRFToken": self.client.cookies.get("csrftoken", "")}
        post = self.client.post
        with post(
            address, data, files=files, name=name, headers=token, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 302 or "/accounts/" in answer.headers.get("Location", ""):
                message = SAID.search(answer.text or "")
                answer.failure(f"{address} answered {answer.status_code}: {message[1] if message else ''}")
            else:
                answer.success()


class Officer(Writer):
    """Records guidance, and replaces a document's file."""

    fixed_count = len(RECORD["officers"])

    def on_start(self) -> None:
        self.own = next(OFFICERS)
        self.begin(self.own)

    @task(3)
    def record_guidance(self) -> None:
        words = {"topic_en": f"topic {uuid.uuid4()}", "text_en": f"Words on victims {uuid.uuid4()}."}
        written = {"kind": "advice", "audience": "member_states", **words}
        self.act("write: record guidance", f"/en/acts/record-guidance/{next(CONSULTATIONS)}/", written)

    @task(2)
    def record_point(self) -> None:
        written = {"text_en": f"A point that was raised: {uuid.uuid4()}."}
        self.act("write: record a point", f"/en/acts/add-point/{next(CONSULTATIONS)}/", written)

    @task(2)
    def upload(self) -> None:
        written = {"text": "", "status": "final", "reason_en": "A better text"}
        file = {"upload": ("paper.txt", f"Another text of the paper {uuid.uuid4()}.\n" * 200, "text/plain")}
        self.act("write: upload a file", f"/en/acts/replace-version/{self.own['version']}/", written, file)


class Answering(Writer):
    """A delegate who approves, comments and follows."""

    fixed_count = len(RECORD["delegates"])

    def on_start(self) -> None:
        self.own = next(DELEGATES)
        self.texts = iter(RECORD["texts"])
        self.begin(self.own)

    @task(2)
    def approve(self) -> None:
        if text := next(self.texts, None):
            written = {"state": self.own["state"], "read": 1}
            self.act("write: approve a text", f"/en/acts/approve-text/{text}/", written)

    @task(2)
    def comment(self) -> None:
        written = {"state": self.own["state"], "read": 1, "text_en": f"A comment: {uuid.uuid4()}."}
        self.act("write: comment on a text", f"/en/acts/comment-on-text/{RECORD['texts'][0]}/", written)

    @task(2)
    def follow(self) -> None:
        written = {"what": f"topic {next(TOPICS)}", "frequency": "daily"}
        self.act("write: follow a topic", "/en/following/follow/", written, of="/en/following/")
