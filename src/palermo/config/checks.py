"""What lets others read or harm what is not theirs: modes of files, mail in the clear, files that nobody looks at."""

import ipaddress
import os
import shlex
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

OTHERS = 0o077
FOLDER, FILE = 0o700, 0o600
SHOWN = 20


@register(Tags.security)
def check_modes(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Every file and folder of the installation that others on the machine may read or change."""
    if os.name != "posix":
        return []
    wrong = [(path, mode) for path, mode in _modes() if mode & OTHERS]
    messages: list[CheckMessage] = [_wrong_mode(path, mode) for path, mode in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        all_at_once = f"chmod -R go= {shlex.quote(str(settings.DATA))}"
        messages.append(
            Error(
                f"{len(wrong) - SHOWN:,} more files and folders can be read by others.",
                hint=all_at_once,
                id="palermo.E001",
            )
        )
    return messages


def _wrong_mode(path: Path, mode: int) -> CheckMessage:
    expected = FOLDER if path.is_dir() else FILE
    return Error(
        f"{path} can be read or changed by others on this machine: its mode is {mode:04o}, expected {expected:04o}.",
        hint=f"chmod {expected:o} {shlex.quote(str(path))}",
        id="palermo.E001",
    )


def _modes() -> Iterator[tuple[Path, int]]:
    """Each path with its mode; static files are in every copy of the program, and a link has no mode of its own."""
    static = Path(settings.STATIC_ROOT)
    visited: set[Path] = set()
    for path in _paths():
        if path in visited or path == static or static in path.parents:
            continue
        visited.add(path)
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        if not stat.S_ISLNK(mode):
            yield path, stat.S_IMODE(mode)


def _paths() -> Iterator[Path]:
    for folder in (Path(settings.DATA), Path(settings.MEDIA_ROOT)):
        yield folder
        yield from sorted(folder.rglob("*"))
    yield Path(settings.PALERMO_SIGNING_KEY)


@register(Tags.security)
def check_mail(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Mail that goes over the network for anybody on the way to read: it holds links that open accounts."""
    options = settings.MAILERS["default"].get("OPTIONS", {})
    assert isinstance(options, dict)
    host = options.get("host")
    if not host or options.get("use_tls") or options.get("use_ssl") or _is_this_machine(host):
        return []
    return [
        Error(
            f"The connection to {host} is not encrypted: the mail server’s password and sign-in links are exposed.",
            hint="Use smtp+tls:// (STARTTLS, usually port 587) or smtps:// (TLS, port 465) in PALERMO_MAIL.",
            id="palermo.E002",
        )
    ]


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@register(Tags.security, deploy=True)
def check_file_scan(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Files that are taken from anybody without a look for what harms their readers."""
    if settings.PALERMO_FILE_SCAN:
        return []
    return [
        Warning(
            "Uploaded files are not scanned for malware.",
            hint="Set PALERMO_FILE_SCAN to a scanner, such as clamdscan --fdpass --no-summary.",
            id="palermo.W001",
        )
    ]
