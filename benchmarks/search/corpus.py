"""Documents in six languages with the frequencies of words that texts have, from a seed.

The words are those of the interface's catalogues; the rarer ones are put together from halves of them, up to 20,000 a
language. How often each occurs falls as Zipf says. What is planted is in planted.py.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from benchmarks.search.planted import PLANTED, TIMES

LANGUAGES = {"ar": "ar", "zh": "zh_Hans", "en": None, "fr": "fr", "ru": "ru", "es": "es"}
LOCALE = Path(__file__).parents[2] / "src" / "palermo" / "locale"
MOST_WORDS = 20_000
FIRST_DAY = date(2000, 1, 1)
DAYS = 9_000
KINDS = ("documents", "decisions", "meetings", "events", "tools")
BODIES = ("ccpcj", "cop", "committee", "ga", "ecosoc")
# How many of a hundred are for each audience, and the words of those who read them.
AUDIENCES = (
    ("public", 60, "t0 t1 t2 t3"),
    ("member_states", 20, "t1 t2 t3"),
    ("steering_committee", 10, "t2 t3"),
    ("secretariat", 10, "t3"),
)


class Paper(NamedTuple):
    """One document of the corpus; `planted` is the number of the sentence planted in it, or None."""

    id: int
    language: str
    title: str
    text: str
    kind: str
    body: str
    audience: str
    reach: str
    day: date
    planted: int | None

    @property
    def size(self) -> int:
        return len(self.title.encode()) + len(self.text.encode())


class Words:
    """The words of a language, drawn as often as they occur."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language, self.chance = language, chance
        self.words = self._words()
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def _words(self) -> list[str]:
        real = [word for word, _ in Counter(self._real()).most_common()]
        made = dict.fromkeys(real)
        while len(made) < MOST_WORDS:
            one, other = self.chance.choice(real), self.chance.choice(real)
            made[one[: (len(one) + 1) // 2] + other[len(other) // 2 :]] = None
        return list(made)[:MOST_WORDS]

    def _real(self) -> Iterator[str]:
        catalogue = LANGUAGES[self.language]
        folder = LOCALE / (catalogue or "fr") / "LC_MESSAGES" / "django.po"
        with folder.open("rb") as file:
            for message in read_po(file):
                text = message.id if catalogue is None else message.string
                for each in [text] if isinstance(text, str) else text:
                    yield from self._cut(re.sub(r"%\(\w+\)s|<[^>]+>|\{\w+\}", " ", each))

    def _cut(self, text: str) -> Iterator[str]:
        if self.language != "zh":
            yield from re.findall(r"[^\W\d_]{2,}", text)
            return
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            at = 0
            while at < len(run):
                length = self.chance.choice((1, 2, 2, 2, 3, 4))
                yield run[at : at + length]
                at += length

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, count: int) -> str:
        if self.language == "zh":
            return "".join(self.some(count)) + self.chance.choice("，。。；")
        return " ".join(self.some(count)).capitalize() + self.chance.choice((".", ".", ";", "?"))


def papers(count: int, seed: int = 4) -> Iterator[Paper]:
    """As many documents, a sixth in each language, with each planted sentence in a few of them."""
    chance = random.Random(seed)
    words = {language: Words(language, chance) for language in LANGUAGES}
    where = _planted_where(count, chance)
    for at in range(count):
        language = tuple(LANGUAGES)[at % len(LANGUAGES)]
        audience, _share, reach = chance.choices(AUDIENCES, [share for _, share, _ in AUDIENCES])[0]
        sentences = [words[language].sentence(chance.randint(6, 14)) for _ in range(chance.choice((2, 4, 5, 5, 6, 8)))]
        planted = where.get(at)
        if planted is not None:
            sentences.insert(chance.randrange(len(sentences) + 1), PLANTED[planted].sentence)
            audience, reach = "public", AUDIENCES[0][2]
        joint = "" if language == "zh" else " "
        day = FIRST_DAY + timedelta(chance.randrange(DAYS))
        title = words[language].sentence(chance.randint(4, 9))[:-1]
        kind, body = chance.choice(KINDS), chance.choice(BODIES)
        yield Paper(at + 1, language, title, joint.join(sentences), kind, body, audience, reach, day, planted)


def _planted_where(count: int, chance: random.Random) -> dict[int, int]:
    languages = tuple(LANGUAGES)
    where: dict[int, int] = {}
    for number, planted in enumerate(PLANTED):
        free = [at for at in range(languages.index(planted.language), count, len(languages)) if at not in where]
        where.update(dict.fromkeys(chance.sample(free, TIMES), number))
    return where
