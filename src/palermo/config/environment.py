"""Settings from the environment: one place, and a sentence when one is wrong."""

import os
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SOURCE = Path(__file__).resolve().parent.parent
KEY_FILE = "secret-key"


def text(name: str, default: str = "") -> str:
    """The variable, or `default` when it is not set."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A variable that is yes or no.

    Raises
    ------
    ImproperlyConfigured
        If it is neither.
    """
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "no", "false", "1", "yes", "true"}:
        return value in {"1", "yes", "true"} if value else default
    raise ImproperlyConfigured(f"{name} must be yes or no; found {value!r}.")


def one_of(name: str, possible: tuple[str, ...]) -> str:
    """One of a few words; the first when it is not set.

    Raises
    ------
    ImproperlyConfigured
        If it is none of them.
    """
    value = os.environ.get(name, "").strip().lower() or possible[0]
    if value in possible:
        return value
    raise ImproperlyConfigured(f"{name} must be {' or '.join(possible)}; found {value!r}.")


def whole_number(name: str, default: int) -> int:
    """A variable that is a whole number, one or more.

    Raises
    ------
    ImproperlyConfigured
        If it is not.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isdecimal() and int(value) > 0:
        return int(value)
    raise ImproperlyConfigured(f"{name} must be a whole number such as {default}; found {value!r}.")


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or list(default)


def data_folder() -> Path:
    """Where the database and files of this installation lie: PALERMO_DATA, or `data` in the working folder."""
    return Path(os.environ.get("PALERMO_DATA") or "data").resolve()


def secret_key(folder: Path) -> str:
    """PALERMO_SECRET_KEY, or one made once and kept in the data folder.

    Raises
    ------
    ImproperlyConfigured
        If there is neither and the folder cannot be written.
    """
    if given := os.environ.get("PALERMO_SECRET_KEY"):
        return given
    kept = folder / KEY_FILE
    if kept.exists():
        return kept.read_text().strip()
    return _make_key(kept)


def _make_key(kept: Path) -> str:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    except OSError as error:
        raise ImproperlyConfigured(
            f"Set PALERMO_SECRET_KEY, or let {kept.parent} be written so that a key can be kept there ({error})."
        ) from error
    return kept.read_text()


def day(name: str) -> date | None:
    """A date such as 2008-01-31, or None when the variable is not set.

    Raises
    ------
    ImproperlyConfigured
        If it is no date.
    """
    value = os.environ.get(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a date such as 2008-01-31; found {value!r}.") from None
