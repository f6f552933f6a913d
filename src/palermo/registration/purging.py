"""What is deleted of a registration, and what is looked for afterwards."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from palermo.registration.models import CredentialsLetter, Registration

PERSONAL = ("number", "honorific", "given_name", "family_name", "function", "reason", "listing_email")
SHORTEST = 4
# The acts on a registration, and on a participant, whose drafts can hold names.
DRAFTS_OF_REGISTRATION, DRAFTS_OF_PARTICIPANT = ("register-participant", "invite-organisation"), ("change-participant",)


class Purge(NamedTuple):
    """What was deleted: how many people, which files of letters, and the digest of what was known of them."""

    people: int
    letters: list[str]
    digest: str


def digest_of_people(registration: Registration) -> str:
    """SHA-256 over everything personal, in order: it proves that something was there, and nothing of what it was."""
    people = list(registration.participants.order_by("number").values_list(*PERSONAL))
    letters = list(registration.letters.order_by("pk").values_list("sha256", flat=True))
    contacts = list(registration.accreditations.order_by("pk").values_list("contact_name", "contact_email"))
    written = json.dumps([people, letters, contacts], ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def words_of(registration: Registration) -> set[str]:
    """What must be found nowhere afterwards: names in every order, addresses, needs, letters and where they lay.

    A family name alone is left out, as streets and books have it too; written without a blank stand the names as the
    database's own file has them. The digest of a letter is looked for, since whoever has the letter could tell by it
    that it was here.
    """
    words: set[str] = set()
    for given_name, family_name in registration.participants.values_list("given_name", "family_name"):
        words |= (
            {
                f"{given_name} {family_name}",
                f"{family_name} {given_name}",
                f"{family_name}, {given_name}",
                f"{given_name}{family_name}",
            }
            if given_name
            else {family_name}
        )
    words |= set(registration.participants.exclude(listing_email="").values_list("listing_email", flat=True))
    for name, email in registration.accreditations.values_list("contact_name", "contact_email"):
        words |= {name, email}
    for key, name, sha256 in registration.letters.values_list("key", "file_name", "sha256"):
        words |= {str(key), key.hex, name, sha256}
    # Needs are logistics', which deletes them with their participants.
    words |= set(registration.participants.exclude(needs=None).values_list("needs__text", flat=True))
    return {word for word in words if len(word) >= SHORTEST}


def addresses_of(registration: Registration) -> set[str]:
    """The addresses to which mail was sent."""
    people = registration.participants.exclude(listing_email="").values_list("listing_email", flat=True)
    return {*people, *registration.accreditations.values_list("contact_email", flat=True)}


def delete_letters(names: Iterable[str]) -> None:
    """Delete the files of letters."""
    storage = CredentialsLetter._meta.get_field("file").storage
    for name in names:
        storage.delete(name)


def delete_mail(addresses: Iterable[str]) -> int:
    """Delete the mail to these addresses where mail is kept as files; gives how many files."""
    options = settings.MAILERS["default"]["OPTIONS"]
    assert isinstance(options, dict)
    folder = str(options.get("file_path") or "")
    wanted = [address.encode() for address in addresses]
    paths = (
        [p for p in Path(folder).glob("*") if p.is_file() and any(w in p.read_bytes() for w in wanted)]
        if folder
        else []
    )
    for path in paths:
        path.unlink()
    return len(paths)


def overwrite_deleted() -> None:
    """Let the database write zeros over what is deleted from now on, where it does not do so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def give_back_space() -> None:
    """Rewrite the database, without the pages that held deleted rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")
