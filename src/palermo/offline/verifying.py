"""Whether a bundle is whole and signed: read entry by entry, unpacked nowhere."""

import hashlib
import json
import re
import zlib
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint, is_signed, read_pem
from palermo.offline.bundle_signature import FORMAT, KEY, MANIFEST, SIGNATURE, SIGNED, SUMS, UNSUMMED
from palermo.offline.packing import CHUNK

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_STATEMENT = re.compile(rf"{FORMAT}\nsigned-at (\S+)\nsha256 ([0-9a-f]{{64}})\n")
# The sums of a bundle of a million files are not larger.
LARGEST = 200 * 1024 * 1024
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\\:]")


class Verdict(NamedTuple):
    """What was found wrong, in sentences; what is known of the bundle; whose signature it bears."""

    faults: list[str]
    facts: dict[str, object]
    signed_at: str
    key: str
    is_known: bool


def verify(path: Path, key: Ed25519PublicKey | None = None) -> Verdict:
    """Compare every byte of a bundle with its sums, and these with the signature.

    With `key` it must be that key's; without, it may be the one that lies in the bundle, which anybody could have put
    there: the verdict then is not `is_known`.
    """
    try:
        with ZipFile(path) as packed:
            return _verdict(packed, key)
    except BadZipFile as error:
        return Verdict([f"Not a valid ZIP file: {error}."], {}, "", "", False)


def _verdict(packed: ZipFile, key: Ed25519PublicKey | None) -> Verdict:
    faults = _odd_names(packed)
    lacking = [name for name in (*UNSUMMED, KEY, MANIFEST) if name not in packed.namelist()]
    if lacking or faults:
        return Verdict([*faults, *(f"{name} is missing." for name in sorted(lacking))], {}, "", "", False)
    sums, signed = _read_entry(packed, SUMS), _read_entry(packed, SIGNED)
    own, key_faults = _key_in(packed)
    used = key or own
    stated = _STATEMENT.fullmatch(signed.decode(errors="replace"))
    faults += key_faults
    if used is None or not is_signed(signed, _read_entry(packed, SIGNATURE), used):
        faults.append("The signature does not match this key, or the signed file was changed.")
    if stated is None or stated[2] != hashlib.sha256(sums).hexdigest():
        faults.append(f"The signature does not cover the {SUMS} in this package.")
    faults += _check_sums(packed, sums)
    name = fingerprint(used) if used else ""
    return Verdict(faults, _facts(packed, faults), stated[1] if stated else "", name, key is not None)


def _key_in(packed: ZipFile) -> tuple[Ed25519PublicKey | None, list[str]]:
    try:
        return read_pem(_read_entry(packed, KEY)), []
    except Refused:
        return None, [f"{KEY} is not a public key."]


def _odd_names(packed: ZipFile) -> list[str]:
    """Names that lead elsewhere when they are unpacked, or that stand for two files."""
    faults, seen = [], set()
    for entry in packed.infolist():
        parts = entry.filename.split("/")
        if _NOT_IN_A_NAME.search(entry.filename) or {"", ".", ".."} & set(parts):
            faults.append(f"{entry.filename!r} is not a valid file name.")
        if entry.filename.lower() in seen:
            faults.append(f"{entry.filename} is a duplicate.")
        if entry.flag_bits & 1:
            faults.append(f"{entry.filename} is password-protected.")
        seen.add(entry.filename.lower())
    return faults


def _read_entry(packed: ZipFile, name: str) -> bytes:
    entry: ZipInfo = packed.getinfo(name)
    if entry.file_size > LARGEST:
        raise Refused(f"{name} is too large.")
    return packed.read(entry)


def _check_sums(packed: ZipFile, sums: bytes) -> list[str]:
    stated, faults = {}, []
    for line in sums.decode(errors="replace").splitlines():
        if match := _LINE.fullmatch(line):
            stated[match[2]] = match[1]
        else:
            faults.append(f"{SUMS} has an invalid line: {line[:80]!r}.")
    there = set(packed.namelist()) - UNSUMMED
    faults += [f"{name} is missing." for name in sorted(stated.keys() - there)]
    faults += [f"{name} is not listed in {SUMS}." for name in sorted(there - stated.keys())]
    faults += [f"{name} was changed." for name in sorted(stated.keys() & there) if _sum(packed, name) != stated[name]]
    return faults


def _sum(packed: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with packed.open(name) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
    except (BadZipFile, EOFError, ValueError, zlib.error):
        return "broken"
    return digest.hexdigest()


def _facts(packed: ZipFile, faults: list[str]) -> dict[str, object]:
    try:
        facts = json.loads(_read_entry(packed, MANIFEST))
    except (ValueError, BadZipFile):
        facts = None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        faults.append(f"{MANIFEST} does not describe an offline package.")
        return {}
    return facts
