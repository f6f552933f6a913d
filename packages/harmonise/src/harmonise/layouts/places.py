"""Entries of a settings file, taken one by one, so that a message can say where something is wrong."""

from collections.abc import Sequence
from typing import Any

from harmonise.errors import InvalidLayout

MISSING = object()


class Place:
    """A table of a TOML file.

    Parameters
    ----------
    content : dict
    where : str
        File and place, as messages name it.
    """

    def __init__(self, content: dict[str, Any], where: str) -> None:
        self.content = dict(content)
        self.where = where

    def take(self, name: str, kind: type | tuple[type, ...], default: Any = MISSING) -> Any:
        """An entry, which must be of this kind.

        Raises
        ------
        InvalidLayout
            If it is missing, without default, or of another kind.
        """
        if name not in self.content:
            if default is MISSING:
                raise InvalidLayout(f"{self.where}: expected the entry {name!r}, which is missing.")
            return default
        found = self.content.pop(name)
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(found, kind) or (isinstance(found, bool) and bool not in kinds):
            words = " or ".join(each.__name__ for each in kinds)
            raise InvalidLayout(f"{self.where}, {name}: expected {words}, found {found!r}.")
        return found

    def choice(self, name: str, choices: Sequence[str], default: Any = MISSING) -> str:
        """An entry that is one of several words."""
        found: str = self.take(name, str, default)
        if found not in choices:
            words = ", ".join(filter(None, choices))
            raise InvalidLayout(f"{self.where}, {name}: expected one of {words}; found {found!r}.")
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """An entry that is a list of words; nothing if it is missing."""
        found = self.take(name, list, [])
        for each in found:
            if not isinstance(each, str):
                raise InvalidLayout(f"{self.where}, {name}: expected words in quotes, found {each!r}.")
        return tuple(found)

    def tables(self, name: str) -> list["Place"]:
        """The tables of this name, each with its number as place."""
        found = self.take(name, list, [])
        places = []
        for number, each in enumerate(found, 1):
            if not isinstance(each, dict):
                raise InvalidLayout(f"{self.where}, {name} {number}: expected a table [[{name}]], found {each!r}.")
            places.append(Place(each, f"{self.where}, {name} {number} {each.get('name', each.get('id', ''))}".rstrip()))
        return places

    def finish(self) -> None:
        """Refuse what is left over, which would be a mistyped name."""
        if self.content:
            raise InvalidLayout(f"{self.where}: there is no entry {next(iter(self.content))!r}.")
