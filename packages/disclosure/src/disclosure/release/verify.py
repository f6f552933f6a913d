"""Checking a bundle: nothing added, nothing changed, and by whose key it was signed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.errors import InvalidData
from disclosure.release.bundle import MANIFEST, SIGNATURE, pack, sha256, unpack
from disclosure.release.signing import ALGORITHM, fingerprint, is_signed


@dataclass(frozen=True)
class Verified:
    """A bundle that is as it was signed.

    Attributes
    ----------
    manifest : dict
    public_key : bytes
    trusted : bool
        Whether the key is one the reader named.
    """

    manifest: dict[str, Any]
    public_key: bytes
    trusted: bool

    def __str__(self) -> str:
        m = self.manifest
        who = "the key you named" if self.trusted else "a key you did not name; ask the publisher whether it is theirs"
        what = f"release {m['release']} of {m['data_set']}, {m['title']}, {m['date']}"
        return f"{what}: {len(m['files'])} files are as they were signed, by {who}: {fingerprint(self.public_key)}"


def verify(path: str | Path, *, public_key: bytes | None = None) -> Verified:
    """Check every hash and the signature of a bundle.

    Parameters
    ----------
    path : str or Path
    public_key : bytes, optional
        The publisher's key, as the reader knows it from elsewhere. Without it a bundle only proves that it is whole.

    Returns
    -------
    Verified

    Raises
    ------
    InvalidData
        If a file is changed, missing or added, anything stands beside the files, the signature does not fit, or the key
        is another one.
    """
    data = Path(path).read_bytes()
    every = unpack(data, str(path))
    files = dict(every)
    manifest, signature = files.pop(MANIFEST, b""), files.pop(SIGNATURE, b"")
    read, signed = _json(manifest, path, MANIFEST), _json(signature, path, SIGNATURE)
    key = _signer_of(manifest, signed, path)
    if public_key is not None and key != public_key:
        raise InvalidData(f"{path} is signed by {fingerprint(key)}, not by {fingerprint(public_key)}: do not use it.")
    _compare(files, read.get("files", {}), path)
    if pack(every) != data:
        raise InvalidData(
            f"{path} is not, byte for byte, a bundle as it is made: something stands before, between or behind its "
            "files. Do not use it."
        )
    return Verified(read, key, public_key is not None)


def _json(data: bytes, path: str | Path, name: str) -> dict[str, Any]:
    try:
        read = json.loads(data)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise InvalidData(f"{path} has no {name} that can be read: it is not a bundle of this package, or is damaged.")
    return read


def _signer_of(manifest: bytes, signed: dict[str, Any], path: str | Path) -> bytes:
    try:
        key, signature = bytes.fromhex(signed["public_key"]), bytes.fromhex(signed["signature"])
    except (KeyError, TypeError, ValueError):
        key, signature = b"", b""
    if signed.get("algorithm") != ALGORITHM or not is_signed(manifest, signature, key):
        raise InvalidData(f"{path}: the signature does not fit the manifest. It was changed after it was signed.")
    return key


def _compare(files: dict[str, bytes], hashes: dict[str, str], path: str | Path) -> None:
    changed = sorted(name for name in files.keys() & hashes.keys() if sha256(files[name]) != hashes[name])
    missing, added = sorted(hashes.keys() - files.keys()), sorted(files.keys() - hashes.keys())
    for what, names in (("changed", changed), ("missing", missing), ("added", added)):
        if names:
            raise InvalidData(f"{path}: {what} since it was signed: {', '.join(names)}. Do not use it.")
