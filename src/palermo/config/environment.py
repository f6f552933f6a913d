"""Settings from the environment: one place, and a sentence when one is wrong."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from palermo.core.file_cache import keep_once
from palermo.core.languages import BY_CODE

SOURCE: Path = Path(__file__).resolve().parent.parent
KEY_FILE: str = "secret-key"
SIGNING_KEY_FILE: str = "signing-key"
RELEASE_KEY_FILE: str = "release-key"
# The folder of registers of releases, with bundles and the figures that pages read.
RELEASES_FOLDER = "releases"
DATABASE_FILE = "palermo.sqlite3"
# Names the static files that were collected.
STATIC_STAMP = "static-files"
# How a mail server is spoken to, and its port: in the clear, in the clear until STARTTLS, or by TLS from the first.
PLAIN_MAIL, STARTTLS, IMPLICIT_TLS = "smtp", "smtp+tls", "smtps"
MAIL_PORTS = {PLAIN_MAIL: 25, STARTTLS: 587, IMPLICIT_TLS: 465}


class MailServer(NamedTuple):
    """A mail server, named as Django's backend takes it."""

    host: str
    port: int
    username: str
    password: str
    use_tls: bool
    use_ssl: bool


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


def by_language(name: str, default: dict[str, str]) -> dict[str, str]:
    """Words in each language, such as "en: United Nations | fr: Nations Unies"; a language left out has none.

    Raises
    ------
    ImproperlyConfigured
        If a part does not begin with the code of a language.
    """
    value = text(name).strip()
    if not value:
        return default
    parts = [part.partition(":") for part in value.split("|")]
    for code, _colon, words in parts:
        if code.strip() not in BY_CODE or not words.strip():
            raise ImproperlyConfigured(
                f'{name} must be words in each language, such as "en: United Nations | fr: Nations Unies", with the '
                f"codes {', '.join(BY_CODE)}; found {value!r}."
            )
    return {code.strip(): name.strip() for code, _colon, name in parts}


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or list(default)


def data_folder() -> Path:
    """Where the database and files of this installation lie: PALERMO_DATA, or `data` in the working folder.

    Within the source code the working folder does not count: there it is `data` beside `src`, as at the top.

    Raises
    ------
    ImproperlyConfigured
        If it lies within the source code.
    """
    chosen = os.environ.get("PALERMO_DATA")
    tree = source_tree()
    if not chosen and tree != SOURCE and Path.cwd().is_relative_to(tree):
        return tree.parent / "data"
    return check_is_outside(Path(chosen or "data").resolve())


def check_is_outside(folder: Path) -> Path:
    """The same folder, if it lies outside the source code: what is kept in it would be published with that.

    Raises
    ------
    ImproperlyConfigured
        If it lies within the source code.
    """
    tree = source_tree()
    if folder.is_relative_to(tree):
        raise ImproperlyConfigured(
            f"The data folder {folder} is inside the program’s own folder {tree}. Choose a folder outside it with "
            "--data FOLDER or PALERMO_DATA."
        )
    return folder


def source_tree() -> Path:
    """The folder `src` of the repository, or the package where it is installed without one."""
    above = SOURCE.parent
    return above if above.name == "src" and (above.parent / "pyproject.toml").is_file() else SOURCE


def secret_key(folder: Path) -> str:
    """PALERMO_SECRET_KEY, or one made once and kept in the data folder.

    Where there is no installation, nothing is kept: a command that only looks leaves no key behind.

    Raises
    ------
    ImproperlyConfigured
        If there is neither and the folder cannot be written.
    """
    if key := os.environ.get("PALERMO_SECRET_KEY"):
        return key
    path = folder / KEY_FILE
    if path.exists():
        return path.read_text(errors="replace").strip()
    key = get_random_secret_key()
    has_installation = bool(text("PALERMO_DATABASE")) or (folder / DATABASE_FILE).is_file()
    return keep_secret_key(folder, key) if has_installation else key


def keep_secret_key(folder: Path, key: str) -> str:
    """Keep the key of an installation that begins, unless it is set in the environment; gives the one that is kept.

    Raises
    ------
    ImproperlyConfigured
        If the folder cannot be written.
    """
    if os.environ.get("PALERMO_SECRET_KEY"):
        return key
    try:
        return keep_once(folder / KEY_FILE, key.encode()).decode(errors="replace").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Set PALERMO_SECRET_KEY, or make {folder} writable so that a key can be stored there ({error})."
        ) from error


def mail_server(name: str) -> MailServer | None:
    """The server that a variable names, such as smtp+tls://user:password@host:587; None when it is not set.

    Raises
    ------
    ImproperlyConfigured
        If it is no such address.
    """
    address = text(name)
    if not address:
        return None
    parts = urlsplit(address)
    try:
        port = parts.port or MAIL_PORTS[parts.scheme]
    except (KeyError, ValueError):
        # Not the address as it was found: a password stands in it.
        raise ImproperlyConfigured(
            f"{name} must be an address such as smtp+tls://user:password@mail.example.org:587, beginning with "
            f"{', '.join(MAIL_PORTS)}; found one that begins with {parts.scheme!r}."
        ) from None
    return MailServer(
        parts.hostname or "localhost",
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == STARTTLS,
        parts.scheme == IMPLICIT_TLS,
    )


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
