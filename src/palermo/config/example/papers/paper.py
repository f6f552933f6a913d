"""A short paper in one language. Its text lies in `texts`, as Markdown: headings, paragraphs, lists of one level."""

from datetime import date
from enum import Enum
from importlib.resources import files
from typing import NamedTuple

from palermo.core.languages import Language

# What every page of every paper says.
MARK = {
    "ar": "نص أُعدّ لأغراض العرض، وليس النص الرسمي",
    "zh": "为演示而编写，并非正式文本",
    "en": "Written for the demonstration; not the official text",
    "fr": "Rédigé pour la démonstration ; ne constitue pas le texte officiel",
    "ru": "Составлено для демонстрации; официальным текстом не является",
    "es": "Redactado para la demostración; no es el texto oficial",
}


class BlockKind(Enum):
    """What a block of a paper is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class Block(NamedTuple):
    """A heading, a paragraph, or an item of a list."""

    kind: BlockKind
    words: str


class Paper(NamedTuple):
    """A paper in one language; `kind` and the labels of `facts` are in that language, `day` is the date it bears."""

    language: Language
    day: date
    kind: str
    title: str
    facts: list[tuple[str, str]]
    blocks: list[Block]

    @property
    def mark(self) -> str:
        return MARK[self.language.code]


def read_blocks(name: str, language: Language) -> list[Block]:
    """The text of a paper in a language; nothing where there is none."""
    place = files(__package__).joinpath("texts", f"{name}.{language.code}.md")
    return [_block(line) for line in place.read_text(encoding="utf-8").splitlines() if line] if place.is_file() else []


def _block(line: str) -> Block:
    for sign, kind in (("## ", BlockKind.HEADING), ("- ", BlockKind.ITEM)):
        if line.startswith(sign):
            return Block(kind, line.removeprefix(sign))
    return Block(BlockKind.PARAGRAPH, line)
