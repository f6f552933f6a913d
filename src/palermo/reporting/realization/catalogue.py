"""The sentences of reports: `messages/<language>/*.yaml`, each file a mapping from key to ICU pattern."""

from functools import cache
from pathlib import Path

from icu4py.messageformat import MessageFormat

from palermo.core.speech.messages import compile_pattern, read_patterns, with_spaces

ROOT = Path(__file__).parent.parent / "messages"


@cache
def patterns(lang: str) -> dict[str, str]:
    """All patterns of a language by key."""
    return read_patterns(ROOT, lang)


@cache
def message(key: str, lang: str) -> MessageFormat:
    """One message, compiled. A key that the language lacks is a fault of ours: KeyError."""
    return compile_pattern(patterns(lang)[key], lang)


__all__ = ["ROOT", "message", "patterns", "with_spaces"]
