"""One code of a list, with its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class DatedName:
    """A further label of a code: a former name, or a label met in files.

    Attributes
    ----------
    label : str
    language : str or None
        None where the label belongs to a source of data and to no language.
    valid_from, valid_to : datetime.date or None
        First day of use and first day on which it was no longer in use; None where it is open or not known.
    """

    label: str
    language: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One code of an edition.

    Attributes
    ----------
    code : str
    parent : str or None
        The code that contains this one.
    names : mapping of str to str
        By language: en, ar, es, fr, ru, zh.
    dated_names : tuple of DatedName
    valid_from, valid_to : datetime.date or None
        First day on which the code is valid and first day on which it is no longer; None where there is no bound.
    attributes : mapping of str to str
        What else the list says of the code: the level of an area, the bounds of an age band.
    """

    code: str
    parent: str | None
    names: Mapping[str, str]
    dated_names: tuple[DatedName, ...]
    valid_from: date | None
    valid_to: date | None
    attributes: Mapping[str, str]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further labels, whatever their validity, each once."""
        return tuple(dict.fromkeys(name.label for name in self.dated_names))

    def is_valid_on(self, day: date) -> bool:
        """Say whether the code is valid on a day."""
        return lies_within(day, self.valid_from, self.valid_to)

    def name_on(self, day: date, language: str = "en") -> str:
        """Give the name that was official on a day.

        Parameters
        ----------
        day : datetime.date
        language : str

        Returns
        -------
        str
            The former name in use on that day, else today's name.

        Examples
        --------
        >>> from harmonise.lists import code_list
        >>> area = code_list("m49").code("748")
        >>> area.name_on(date(2008, 10, 8)), area.name_on(date(2020, 1, 1))
        ('Swaziland', 'Eswatini')
        """
        for name in self.dated_names:
            # A name without an end is another spelling of today's.
            ended = name.language == language and name.valid_to is not None
            if ended and lies_within(day, name.valid_from, name.valid_to):
                return name.label
        return self.names[language]


def lies_within(day: date, first: date | None, end: date | None) -> bool:
    """Say whether a day is on or after the first day and before the end."""
    return (first is None or first <= day) and (end is None or day < end)
