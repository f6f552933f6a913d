"""What is proposed for release, and by whom."""

import datetime
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.errors import InvalidArgument, InvalidData

_TAKEN = ("specification.toml", "thresholds.toml", "parameters.json")


class Kind(StrEnum):
    """What kind of figures a release has."""

    TABLES = "tables"
    NOISY_COUNTS = "noisy counts"
    ILLUSTRATION = "illustration"


@dataclass(frozen=True)
class Check:
    """Something that was looked at and found good, in a sentence."""

    name: str
    found: str


@dataclass(frozen=True)
class Declaration:
    """What an approver answers for, since no computation can show it.

    Attributes
    ----------
    about : str
        The subject, in the words in which the gate asks for it.
    reason : str
        Why nobody can be found by comparing the releases.
    by : str
        One of those who approve the release.
    figures : str
        The digest of the figures that differ, as the gate lists them; nothing where none do.
    """

    about: str
    reason: str
    by: str
    figures: str = ""


@dataclass(frozen=True)
class Proposal:
    """A release before it is one.

    Parameters
    ----------
    title : str
    kind : Kind
    date : str
        Of the release, as 2026-11-25. It is given, not taken from the clock, so that the bundle can be made again.
    author : str
        Who made the figures.
    approved_by : tuple of str
        Two people, or more, who looked at them and are not the author.
    data : dict of str to bytes
        The files as they will be published, by name.
    specification : str
        Of tables: the text of their specification. Its file names are those in `data`.
    thresholds : str
        Of tables: the text of the file of thresholds.
    truth : dict of str to bytes
        Of tables: the same files with every figure as it is, rows left out of the others included. They are compared,
        audited, and sealed as far as they are not shown; they do not go into the bundle.
    declarations : tuple of Declaration
        Of tables: what cannot be matched to earlier releases, and why that harms nobody.
    parameters : str
        Of noisy counts and illustrations: what was decided when they were drawn, as JSON.
    notes : str
        What else a reader should know; goes into the method sheet as it is.
    """

    title: str
    kind: Kind
    date: str
    author: str
    approved_by: tuple[str, ...]
    data: dict[str, bytes]
    specification: str = ""
    thresholds: str = ""
    parameters: str = ""
    notes: str = ""
    truth: dict[str, bytes] = field(default_factory=dict, repr=False)
    declarations: tuple[Declaration, ...] = ()

    def __post_init__(self) -> None:
        _check_date(self.date)
        _check_people(self.author, self.approved_by)
        _check_declarations(self.declarations, self.approved_by)
        for name, value in (("title", self.title), ("data", self.data)):
            if not value:
                raise InvalidArgument(f"A release needs a {name}, but there is none.")
        for name in self.data:
            if not name or name.startswith(".") or set(name) & set('/\\:\0\n"') or name in _TAKEN:
                raise InvalidArgument(f"A file of a release is named plainly, like counts.csv, not {name!r}.")


def same_person(name: str) -> str:
    """A name as it is compared: case, spaces and ways of writing letters do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _check_people(author: str, approved_by: tuple[str, ...]) -> None:
    names = [same_person(name) for name in approved_by]
    if not same_person(author):
        raise InvalidData("A release needs the name of its author, but it is blank.")
    if same_person(author) in names:
        raise InvalidData(f"{author} made the figures and cannot approve them as well: name two other people.")
    if len(set(names) - {""}) < 2:
        found = ", ".join(n for n in approved_by if n.strip()) or "nobody"
        raise InvalidData(f"A release needs two people beside its author who approve it, but there is {found}.")


def _check_declarations(declarations: tuple[Declaration, ...], approved_by: tuple[str, ...]) -> None:
    names = {same_person(name) for name in approved_by}
    for one in declarations:
        if not one.reason.strip():
            raise InvalidData(f"The declaration on {one.about!r} gives no reason.")
        if same_person(one.by) not in names:
            raise InvalidData(
                f"The declaration on {one.about!r} is by {one.by or 'nobody'}, who does not approve this release."
            )


def _check_date(date: str) -> None:
    try:
        proper = datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        proper = False
    if not proper:
        raise InvalidArgument(f"The date must read like 2026-11-25, but is {date!r}.")
