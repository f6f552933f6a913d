"""Reading TOML, with a sentence for everything that is not TOML."""

import tomllib
from typing import Any

from disclosure.errors import InvalidSpecification


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The content of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Raises
    ------
    InvalidSpecification
        Naming the place, or saying that too much stands inside each other.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSpecification(f"{where} is not valid TOML: {error}. Correct the file at that place.") from None
    except RecursionError:
        raise InvalidSpecification(f"{where} has too many brackets inside each other. Simplify the file.") from None
