"""The interface's catalogues: words in .po files, compiled where they lie to what Django reads."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from palermo.config import environment
from palermo.core.refusals import Refused


def sources() -> list[Path]:
    """Every .po file, in order."""
    return sorted((environment.SOURCE / "locale").glob("*/LC_MESSAGES/*.po"))


def behind() -> list[Path]:
    """Those whose .mo is missing or older."""
    return [source for source in sources() if _is_behind(source)]


def _is_behind(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_all(files: Iterable[Path]) -> None:
    """Compile these. Refused if one cannot be read, or its place cannot be written."""
    for source in files:
        try:
            _compile(source)
        except (OSError, ValueError) as error:
            raise Refused(f"{source} could not be compiled: {error}.") from error


def _compile(source: Path) -> None:
    with source.open("rb") as words:
        catalogue = read_po(words)
    # Written aside first: another process may be reading the one that is there.
    aside = source.with_suffix(".mo.new")
    with aside.open("wb") as compiled:
        write_mo(compiled, catalogue)
    # Readable by every user of this copy of the program, whichever user compiled them: the interface has no secrets.
    aside.chmod(0o644)
    aside.replace(source.with_suffix(".mo"))
