"""The lists that are shipped."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harmonise.lists.edition import Edition, nearest
from harmonise.lists.errors import UnknownList
from harmonise.lists.read_edition import read_edition

FOLDER = Path(__file__).with_name("data")


@dataclass(frozen=True)
class CodeList:
    """A code list with its editions.

    Attributes
    ----------
    name : str
    numbers : tuple of str
        Numbers of the editions, the oldest first.
    """

    name: str
    numbers: tuple[str, ...]

    @property
    def latest(self) -> Edition:
        """The newest edition."""
        return self.edition(self.numbers[-1])

    @property
    def editions(self) -> tuple[Edition, ...]:
        """All editions, the oldest first."""
        return tuple(map(self.edition, self.numbers))

    def edition(self, number: str) -> Edition:
        """Give an edition by its number.

        Raises
        ------
        UnknownList
            If there is none; names those that there are.
        """
        if number not in self.numbers:
            known = ", ".join(self.numbers)
            raise UnknownList(f"The list {self.name!r} has no edition {number!r}. It has: {known}.")
        return _read(self.name, number)


def code_lists() -> tuple[CodeList, ...]:
    """Give all lists that are shipped, in the order of their names."""
    return tuple(_catalogue().values())


def code_list(name: str, number: str | None = None) -> Edition:
    """Give an edition of a code list.

    Parameters
    ----------
    name : str
        Name of the list, or of an edition, such as `ctdc-forms/1`.
    number : str, optional
        Number of the edition; the newest where none is given.

    Returns
    -------
    Edition
        Read once and kept.

    Raises
    ------
    UnknownList
        If there is no such list or edition; names the nearest.

    Examples
    --------
    >>> [code.code for code in code_list("sex").codes]
    ['total', 'female', 'male', 'other', 'unknown']
    """
    known = _catalogue()
    if number is None and "/" in name:
        name, _, number = name.partition("/")
    if name not in known:
        raise UnknownList(f"There is no code list {name!r}.{nearest(name, known)}")
    chosen = known[name]
    return chosen.latest if number is None else chosen.edition(number)


def numbers_in(folder: Path) -> tuple[str, ...]:
    """Give the numbers of the editions in a folder, in ascending order."""
    return tuple(sorted((path.stem for path in folder.glob("*.toml")), key=int))


@cache
def _catalogue() -> dict[str, CodeList]:
    folders = [folder for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]
    return {folder.name: CodeList(folder.name, numbers_in(folder)) for folder in folders}


@cache
def _read(name: str, number: str) -> Edition:
    return read_edition(FOLDER / name / f"{number}.toml", code_list)
