"""Who may replace a document's text or file in one language."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.library.holds import Change, check_holds
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState


def check_may_replace_version(user: Actor, version: LanguageVersion) -> None:
    """The secretariat; a version of a document that is not withdrawn."""
    check_may(user, Permission.REPLACE_VERSION)
    if version.document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn; its texts and files cannot be changed."))


def languages_without_version(document: Document) -> list[str]:
    """The languages in which the document is not there, those it is meant for first."""
    held = {version.language for version in document.versions.all()}
    meant = document.languages_expected
    return sorted((code for code in CODES if code not in held), key=lambda code: code not in meant)


def check_may_add_version(user: Actor, document: Document) -> None:
    """The secretariat; a document that is not withdrawn and lacks a language."""
    check_may(user, Permission.CHANGE_RECORD)
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn; its texts and files cannot be changed."))
    if not languages_without_version(document):
        raise Refused(_("This document is there in all six languages. Replace one of its texts or files."))


def check_can_replace_version(user: Actor, version: LanguageVersion, reason: MultilingualText) -> None:
    """As `check_may_replace_version`, with a reason, and where nothing done with the document needs the words."""
    check_may_replace_version(user, version)
    if not reason:
        raise Refused(_("Enter the reason for the replacement."))
    check_holds(version.document, Change(language=version.language))


def check_alternative(version: LanguageVersion, file_type: str | None, alternative_type: str | None) -> None:
    """A file in another format stands beside a file of the version, new or kept, which has the first format.

    Refused if there is no file, or it is in the same format.
    """
    first = file_type or version.media_type
    if alternative_type and not first:
        raise Refused(_("Choose the main file first."))
    if alternative_type and alternative_type == first:
        raise Refused(_("Both files are in the same format. Choose one in another format, such as Word beside PDF."))
