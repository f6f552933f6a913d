"""What can go wrong, by family: errors refuse, warnings stay with the result."""

import warnings
from dataclasses import dataclass


class DisclosureError(ValueError):
    """Anything this package refuses; the message says what was found, what was expected and the way out."""


_LONGEST = 60


def shorten(text: str) -> str:
    """As much of a text as a message repeats."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class InvalidData(DisclosureError):
    """The figures cannot be read as the specification says; names dimension, category, rows and the cure."""


class InvalidSpecification(DisclosureError):
    """A specification or a file of thresholds that cannot be used; names the place in it and the cure."""


class InvalidArgument(DisclosureError):
    """An argument outside its range; names the argument, the bound and the value."""


class MissingExtra(DisclosureError):
    """A package that is optional is needed for what was asked; names it and the command that installs it."""


class NotPossible(DisclosureError):
    """No publication satisfies what was asked: the message says which demand cannot be met."""


class NotSolved(DisclosureError):
    """The solver ended without a proof, so no answer is given."""


class DisclosureWarning(UserWarning):
    """The family of all warnings of this package; each is also kept with the result it concerns."""


@dataclass(frozen=True)
class Note:
    """A warning as it is kept with a result: the name of its class and its sentence."""

    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"


def warn(category: type[DisclosureWarning], message: str, *, stacklevel: int = 3) -> Note:
    """Show a warning and return it as a `Note`, to be kept with the result."""
    warnings.warn(message, category, stacklevel=stacklevel)
    return Note(category.__name__, message)
