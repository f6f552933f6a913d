"""What a text was when it was submitted to Member States: its digest, and those of its document in each language."""

import hashlib
import json
from collections.abc import Mapping

from palermo.library.models import Document, LanguageVersion


def digest_of(title: Mapping[str, str], text: Mapping[str, str], files: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, over title and text in every language and the digest of each language's file."""
    frozen = {"title": dict(title), "text": dict(text), "files": dict(files)}
    written = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def files_of(document: Document | None) -> dict[str, str]:
    """The digest of a document in each language it is held in."""
    return {version.language: digest_of_version(version) for version in document.versions.all()} if document else {}


def digest_of_version(version: LanguageVersion) -> str:
    """That of the file, which anyone can compute from a copy; else that of the text; of both, where there are both."""
    text = hashlib.sha256(version.text.encode()).hexdigest() if version.text else ""
    if version.sha256 and text:
        return hashlib.sha256(f"{version.sha256}{text}".encode()).hexdigest()
    return version.sha256 or text
