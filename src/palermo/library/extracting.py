"""Extracts the text of files in the background, for search.

An action that stores a file calls `extract_later` in the same transaction; files imported in bulk, and missed ones,
are found by `extract_missing`.
"""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.fields.files import FieldFile

from palermo.core import clock
from palermo.core.limited_process.starting import BUSY, Limits, Unreadable, read_apart
from palermo.core.work import background
from palermo.library.models import ExtractedText, LanguageVersion
from palermo.library.states import Extraction
from palermo.library.words import WORD, ExtractedWords

READER = "palermo.library.words"
# Nobody waits for it; a book of a thousand pages takes a minute.
LIMITS = Limits(seconds=120, clock=240, memory=640 * 1024**2, answer=24 * 1024**2, space=2 * 1024**3)


def extract_later(version: LanguageVersion) -> None:
    """Have the words of a version's file taken out; in the transaction of the act that gave it the file."""
    if not version.file:
        ExtractedText.objects.filter(version=version).delete()
        return
    waiting = {"sha256": version.sha256, "state": Extraction.WAITING, "text": "", "done_at": None}
    waiting |= {"pages": None, "pages_without_text": None}
    ExtractedText.objects.update_or_create(version=version, defaults=waiting)
    extract_words.enqueue(version.pk)


@background
def extract_words(version_id: int) -> str:
    """Take the words out of the file that a version has now; gives the result, with the reason if it failed.

    A file that cannot be read is no reason to try again: it stays as it is until it is replaced.
    """
    version = LanguageVersion.objects.filter(pk=version_id).exclude(file="").first()
    if version is None:
        return "no file"
    try:
        words = _words_of(version)
    except Unreadable as unreadable:
        if unreadable.reason == BUSY:
            raise
        _keep(version, Extraction.FAILED, ExtractedWords(""))
        return f"failed: {unreadable.reason}"
    state = Extraction.DONE if words.text else Extraction.EMPTY
    _keep(version, state, words)
    return state.value


def extract_missing() -> int:
    """Have the words taken out of every file that has not had them taken; gives how many there are."""
    extracted = Q(extracted__sha256=F("sha256"))
    missing = LanguageVersion.objects.exclude(file="").exclude(extracted).defer("text").order_by("pk")
    for version in missing:
        with transaction.atomic():
            extract_later(version)
    return len(missing)


def _words_of(version: LanguageVersion) -> ExtractedWords:
    """The words of its file; of a Word file beside it, where there is one, which keeps words and paragraphs whole.

    A PDF holds lines, and Arabic in pieces.
    """
    words = _words_in(version.file, version.media_type)
    in_word = version.alternatives.filter(media_type=WORD).first()
    return words._replace(text=_words_in(in_word.file, WORD).text) if in_word else words


def _words_in(file: FieldFile, media_type: str) -> ExtractedWords:
    with file.open("rb") as opened:
        content = opened.read()
    return ExtractedWords(*read_apart(READER, content, limits=LIMITS, media_type=media_type))


@transaction.atomic
def _keep(version: LanguageVersion, state: Extraction, words: ExtractedWords) -> None:
    """Unless the version has had another file in the meantime, whose own turn comes."""
    current = LanguageVersion.objects.select_for_update().filter(pk=version.pk, sha256=version.sha256)
    if not current.exists():
        return
    values = {"sha256": version.sha256, "state": state, "done_at": clock.now(), **words._asdict()}
    # Saved row by row, so that Django's signals reach the index.
    ExtractedText.objects.update_or_create(version=version, defaults=values)
