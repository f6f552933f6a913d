"""A text of the record in up to six languages, honest about what is missing.

Stored as one JSON column: see docs/decisions/0002-multilingual-text.md.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.text import capfirst

from palermo.core.languages import BY_CODE, CODES, OFFERED_INSTEAD, Language, active_language
from palermo.core.speech.signs import add_remark


class ShownText(NamedTuple):
    """What a reader of one language is given: the words, the language they are in, and whether that is theirs."""

    words: str
    language: Language
    is_missing: bool


class MultilingualText(Mapping[str, str]):
    """One text in some of the six languages; immutable, in the official order.

    Empty strings count as missing. Unknown language codes raise ValueError.
    """

    __slots__ = ("_by_code",)

    def __init__(self, by_code: Mapping[str, str] | None = None) -> None:
        if not by_code:
            # Most texts that a record could have are empty, and a page may read thousands.
            self._by_code: dict[str, str] = {}
            return
        texts = dict(by_code)
        unknown = sorted(set(texts) - set(CODES))
        if unknown:
            raise ValueError(f"expected languages {', '.join(CODES)}, found {', '.join(map(repr, unknown))}")
        not_text = [code for code, words in texts.items() if not isinstance(words, str)]
        if not_text:
            raise ValueError(f"expected text in {not_text[0]}, found {texts[not_text[0]]!r}")
        self._by_code = {code: texts[code].strip() for code in CODES if texts.get(code, "").strip()}

    def __getitem__(self, code: str) -> str:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    def __hash__(self) -> int:
        return hash(tuple(self._by_code.items()))

    def __repr__(self) -> str:
        return f"MultilingualText({self._by_code!r})"

    def __str__(self) -> str:
        """English or the first language there is: for logs and the administration, never for readers."""
        shown = self.shown_in("en")
        return shown.words if shown else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the languages this text does not exist in."""
        return tuple(code for code in CODES if code not in self._by_code)

    def shown_in(self, code: str) -> ShownText | None:
        """The text for a reader of `code`, or another language named as such, or None when there is none at all."""
        if code in self._by_code:
            return ShownText(self._by_code[code], BY_CODE[code], is_missing=False)
        for other in OFFERED_INSTEAD:
            if other in self._by_code:
                return ShownText(self._by_code[other], BY_CODE[other], is_missing=True)
        return None


def plain(text: MultilingualText | str | None) -> str:
    """A text in the reader's language without markup; where it has none, in another one, with its code: "(EN)"."""
    if not isinstance(text, MultilingualText):
        return str(text or "")
    shown = text.shown_in(active_language().code)
    if shown is None:
        return ""
    return add_remark(shown.words, shown.language.code.upper()) if shown.is_missing else shown.words


def name_words(name: MultilingualText) -> str:
    """A person's name as it is on record, in the reader's script where it is: a name is not translated."""
    shown = name.shown_in(active_language().code)
    return shown.words if shown else ""


def as_heading(phrase: MultilingualText | None) -> MultilingualText:
    """A phrase made for the middle of a sentence, with a capital where its language has them."""
    return MultilingualText({code: capfirst(words) for code, words in (phrase or {}).items()})
