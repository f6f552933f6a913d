"""An edition of a code list."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from harmonise.lists.code import LANGUAGES, Code
from harmonise.lists.errors import InvalidList, NotExportable, UnknownList
from harmonise.lists.labels import label_key, plain_key


@dataclass(frozen=True)
class Edition:
    """An edition of a code list. Once published, its files do not change; a correction is a new edition.

    Attributes
    ----------
    name : str
        Name of the list.
    number : str
        Number of the edition: 1, 2, …
    titles : mapping of str to str
        What the list is called, by language.
    codes : tuple of Code
        In the order of the list.
    source, licence : str
        Where the codes come from, and under what terms.
    digest : str
        SHA-256 of the files of the edition, in hexadecimal.
    separators : tuple of str
        What stands between several labels in one cell; empty where a cell has one.
    width : int or None
        Number of digits of each code, where spreadsheets drop leading zeros.
    refusals : mapping of str to str
        By language, why codes of this list cannot be exported; empty where they can.
    """

    name: str
    number: str
    titles: Mapping[str, str]
    codes: tuple[Code, ...]
    source: str
    licence: str
    digest: str
    separators: tuple[str, ...] = ()
    width: int | None = None
    refusals: Mapping[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.name}, edition {self.number}"

    def __hash__(self) -> int:
        return hash(self.digest)

    def code(self, code: str) -> Code:
        """Give a code by its exact spelling.

        Raises
        ------
        UnknownList
            If the edition has no such code; names the nearest.
        """
        if code not in self._by_code:
            raise UnknownList(f"{self} has no code {code!r}.{nearest(code, self._by_code)}")
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def find(self, label: str) -> Code | None:
        """Find the code that a label means.

        Parameters
        ----------
        label : str
            A code, a name in any of the six languages, or an alias. Case, white space, and the shapes of quotation
            marks and dashes make no difference; diacritics make none where one code only is left.

        Returns
        -------
        Code or None
            None where no code, or more than one, is meant.

        Examples
        --------
        >>> from harmonise.lists import code_list
        >>> code_list("m49").find("COTE D'IVOIRE").code
        '384'
        """
        key = label_key(label)
        if self.width and key.isdigit():
            key = key.zfill(self.width)
        return self._by_label.get(key) or self._by_plain_label.get(plain_key(key))

    def split(self, cell: str) -> tuple[str, ...]:
        """Split a cell into its labels.

        A cell that is a label as a whole is not split. Codes between spaces, as forms on telephones write them, are
        split where each of them is a code of the list.

        Examples
        --------
        >>> from harmonise.lists import code_list
        >>> code_list("uk-nrm-forms").split("Sexual, Labour & Criminal")
        ('Sexual', 'Labour', 'Criminal')
        """
        if not self.separators or self.find(cell):
            return (cell.strip(),) if cell.strip() else ()
        parts = [part.strip() for part in re.split("|".join(map(re.escape, self.separators)), cell)]
        return tuple(word for part in parts if part for word in self._words(part))

    def _words(self, part: str) -> list[str]:
        words = part.split()
        return words if all(word in self._by_code for word in words) else [part]

    def suggest(self, label: str) -> tuple[Code, ...]:
        """Give up to three codes whose labels are most like a label that is not in the list, the best first."""
        close = get_close_matches(label_key(label), self._by_label, n=9, cutoff=0.7)
        return tuple({code.code: code for code in map(self._by_label.__getitem__, close)}.values())[:3]

    def children(self, code: str | None) -> tuple[Code, ...]:
        """Give the codes directly under a code; None gives those that have no parent.

        Raises
        ------
        UnknownList
            If the edition has no such code.
        """
        if code is not None:
            self.code(code)
        return tuple(child for child in self.codes if child.parent == code)

    def ancestors(self, code: str) -> tuple[Code, ...]:
        """Give the codes that contain a code, the nearest first.

        Raises
        ------
        UnknownList
            If the edition has no such code.
        """
        found = []
        parent = self.code(code).parent
        while parent is not None:
            found.append(self.code(parent))
            parent = found[-1].parent
        return tuple(found)

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """Give the codes that are valid on a day."""
        return tuple(code for code in self.codes if code.is_valid_on(day))

    def check_export(self, language: str = "en") -> None:
        """Refuse where codes of this list cannot be exported yet.

        Raises
        ------
        NotExportable
            With the reason, in the language asked for.
        """
        if self.refusals:
            raise NotExportable(self.refusals[language])

    def to_csv(self) -> str:
        """Write the edition as CSV: a line for each code, with its parent, validity and names.

        Raises
        ------
        NotExportable
            If codes of this list cannot be exported yet.
        """
        self.check_export()
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["list", "edition", "code", "parent", "valid_from", "valid_to", *LANGUAGES])
        for code in self.codes:
            dates = [day.isoformat() if day else "" for day in (code.valid_from, code.valid_to)]
            names = [code.names[language] for language in LANGUAGES]
            writer.writerow([self.name, self.number, code.code, code.parent or "", *dates, *names])
        return text.getvalue()

    def check_labels(self) -> None:
        """Refuse an edition in which a label means two codes.

        Raises
        ------
        InvalidList
            Naming the label and both codes.
        """
        _ = self._by_label

    @cached_property
    def _by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_label(self) -> dict[str, Code]:
        # What comes first counts: a code before a name, a name before an alias.
        index = self._index((code.code, code) for code in self.codes)
        index = self._index(((name, c) for c in self.codes for name in c.names.values()), index)
        return self._index(((name.label, code) for code in self.codes for name in code.dated_names), index)

    def _index(self, labels: Iterable[tuple[str, Code]], before: dict[str, Code] | None = None) -> dict[str, Code]:
        index: dict[str, Code] = {}
        for label, code in labels:
            other = index.setdefault(label_key(label), code)
            if other is not code:
                raise InvalidList(f"{self}: the label {label!r} stands for {other.code!r} and for {code.code!r}.")
        return index | (before or {})

    @cached_property
    def _by_plain_label(self) -> dict[str, Code | None]:
        index: dict[str, Code | None] = {}
        for key, code in self._by_label.items():
            plain = plain_key(key)
            index[plain] = code if index.get(plain, code) is code else None
        return index


def nearest(word: str, words: Iterable[str]) -> str:
    """Give a sentence that names the nearest of some words, or nothing where none is near."""
    close = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f" The nearest is {close[0]!r}." if close else ""
