"""A cache between readers and the site that keeps whatever it may by RFC 9111: the worst neighbour."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

REFUSED_TO_SHARED_CACHES = ("no-store", "private")


class SharedCache:
    """Answers from what it kept for an earlier reader where the answer's own headers allow that."""

    def __init__(self) -> None:
        self.kept: dict[str, list[tuple[dict[str, str], Any]]] = {}
        self.hits = 0

    def get(self, client: Client, address: str, **headers: str) -> Any:
        asked = {"cookie": client.cookies.output(header="", sep=";"), **headers}
        for varying, answer in self.kept.get(address, []):
            if all(asked.get(name, "") == value for name, value in varying.items()):
                self.hits += 1
                return answer
        answer = _whole(client.get(address, headers=headers))
        if self._may_keep(answer):
            names = [name.strip().lower() for name in answer.headers.get("Vary", "").split(",") if name.strip()]
            self.kept.setdefault(address, []).append(({name: asked.get(name, "") for name in names}, answer))
        return answer

    @staticmethod
    def _may_keep(answer: Any) -> bool:
        control = answer.headers.get("Cache-Control", "").lower()
        return answer.status_code != 304 and not any(word in control for word in REFUSED_TO_SHARED_CACHES)


def _whole(answer: Any) -> Any:
    """An answer that can be given twice: one that streams is read to its end."""
    if not answer.streaming:
        return answer
    return HttpResponse(b"".join(answer.streaming_content), status=answer.status_code, headers=answer.headers)
