"""What a source published itself, and who answers for it."""

import re
import tomllib
from dataclasses import asdict, dataclass, fields

from disclosure.errors import InvalidData

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Publication:
    """A publication of a source, whose figures are repeated as they are.

    Parameters
    ----------
    publisher, title : str
        Whose figures they are, and what the source calls them.
    edition : str
        The date or the edition of the publication.
    address : str
        Where the source publishes it: begins with https:// or http://.
    sha256 : str
        Of the file that the source published, in hexadecimal.
    confirmed_by : str
        Who confirms that the source published it: one of those who approve the release.

    Raises
    ------
    InvalidData
        If something is blank, has several lines, or is written otherwise; names it.
    """

    publisher: str
    title: str
    edition: str
    address: str
    sha256: str
    confirmed_by: str

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not isinstance(value, str) or not value.strip() or not value.isprintable():
                raise InvalidData(f"The publication of the source needs its {name} on one line, but it is {value!r}.")
        if not self.address.startswith(("https://", "http://")):
            raise InvalidData(f"The address of a publication begins with https:// or http://, but is {self.address!r}.")
        if not _DIGEST.fullmatch(self.sha256):
            raise InvalidData(
                f"The digest of the source's file is a SHA-256 in 64 hexadecimal digits, but is {self.sha256!r}."
            )


def parse_publication(text: str, *, where: str = "publication") -> Publication:
    """Read a publication from the text of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    Publication

    Raises
    ------
    InvalidData
        Naming what is missing, unknown or written otherwise.
    """
    names = [field.name for field in fields(Publication)]
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidData(f"{where} is not valid TOML: {error}. Correct the file at that place.") from None
    if set(read) != set(names):
        raise InvalidData(f"{where}: expected {', '.join(names)}, found {', '.join(sorted(read)) or 'nothing'}.")
    return Publication(**read)
