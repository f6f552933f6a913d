"""Cleans one file. Knows nothing of Django: `material_files` starts it as a process with limits."""

import json
from collections.abc import Callable

from palermo.core.limited_process.reader import run
from palermo.outreach.cleaning.films import clean_mp4, clean_webm
from palermo.outreach.cleaning.findings import FoundError
from palermo.outreach.cleaning.pdf import clean_pdf
from palermo.outreach.cleaning.sounds import check_ogg, clean_mp3
from palermo.outreach.cleaning.word import clean_word

_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "application/pdf": clean_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": clean_word,
    "video/mp4": clean_mp4,
    "audio/mp4": clean_mp4,
    "video/webm": clean_webm,
    "audio/mpeg": clean_mp3,
    "audio/ogg": check_ogg,
}
# How the answer begins: the clean file follows, or the names of what was found.
CLEAN, FOUND = b"+", b"-"


def clean(content: bytes, media_type: str) -> bytes:
    """The file without metadata, or what has to be taken out of it first.

    Raises
    ------
    ValueError, or anything that a reader raises at a broken file
        If it cannot be read.
    """
    try:
        return CLEAN + _CLEANERS[media_type](content)
    except FoundError as error:
        return FOUND + json.dumps(sorted(error.found)).encode()


if __name__ == "__main__":
    run(clean)
