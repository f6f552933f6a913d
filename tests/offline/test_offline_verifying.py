"""A package is verified as complete, or its faults are named."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from palermo.config.cli.main import main
from palermo.core.signatures import pem_of
from palermo.offline.verifying import verify
from palermo.site.signing import own_key
from tests.factories.library import make_document
from tests.factories.offline import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(tmp_path, settings) -> Path:
    make_document("A paper", words="Words", slug="a-paper")
    built = build(languages="en", slug="the-bundle")
    path = tmp_path / "the-bundle.zip"
    with built.file.open() as content:
        path.write_bytes(content.read())
    return path


def changed(path: Path, *, leave_out: str = "", **contents: bytes) -> Path:
    """The same with other contents; names are written with two underlines for a slash and one for a full stop."""
    other = path.with_name("changed.zip")
    names = {name.replace("__", "/").replace("_", "."): content for name, content in contents.items()}
    with ZipFile(path) as source, ZipFile(other, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != leave_out:
                target.writestr(name, names.pop(name, source.read(name)))
        for name, content in names.items():
            target.writestr(name, content)
    return other


def faults(path: Path, key=None) -> list[str]:
    return verify(path, key or own_key().public_key()).faults


def test_as_it_was_built_it_is_whole(bundle, capsys):
    assert faults(bundle) == []
    assert main(["bundle", "verify", str(bundle)]) == 0
    output = capsys.readouterr().out
    assert "the-bundle.zip is valid" in output
    assert "audience: public; languages: en." in output


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"en__index_html": b"changed"}, "en/index.html was changed."),
        ({"en__added_html": b"added"}, "en/added.html is not listed in SHA256SUMS."),
        ({"leave_out": "en/index.html"}, "en/index.html is missing."),
        ({"leave_out": "SIGNED.sig"}, "SIGNED.sig is missing."),
    ],
)
def test_what_was_done_to_it_is_said(bundle, change, sentence):
    assert faults(changed(bundle, **change)) == [sentence]


def test_new_sums_do_not_help_without_the_key(bundle):
    """A page changed together with its checksum has no valid signature."""
    with ZipFile(bundle) as packed:
        sums = packed.read("SHA256SUMS").replace(b"en/index.html", b"en/other.html")
    assert faults(changed(bundle, SHA256SUMS=sums))[0] == "The signature does not cover the SHA256SUMS in this package."


def test_the_signature_of_somebody_else_is_not_enough(bundle, tmp_path, capsys):
    other = Ed25519PrivateKey.generate()
    with ZipFile(bundle) as packed:
        signature = other.sign(packed.read("SIGNED"))
    path = changed(bundle, SIGNED_sig=signature, key_pem=pem_of(other.public_key()))
    message = faults(path)
    assert message == [
        "The signature does not match this key, or the signed file was changed.",
        "key.pem was changed.",
    ]
    assert main(["bundle", "verify", str(path)]) == 1
    key = tmp_path / "other.pem"
    key.write_bytes(pem_of(other.public_key()))
    assert main(["bundle", "verify", str(path), "--key", str(key)]) == 1
    assert "key.pem was changed." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../outside", "/outside", "en\\outside", "c:outside", "en//outside"])
def test_names_that_lead_elsewhere_are_refused(bundle, tmp_path, name):
    other = tmp_path / "odd.zip"
    with ZipFile(bundle) as source, ZipFile(other, "w") as target:
        for each in source.namelist():
            target.writestr(each, source.read(each))
        target.writestr(name, b"outside")
    assert faults(other) == [f"{name!r} is not a valid file name."]


def test_what_is_no_zip_file_is_said_to_be_none(tmp_path):
    path = tmp_path / "none.zip"
    path.write_bytes(b"none")
    assert faults(path)[0].startswith("Not a valid ZIP file")


def test_broken_bytes_are_found(bundle):
    content = bytearray(bundle.read_bytes())
    with ZipFile(bundle) as packed:
        at = packed.getinfo("en/documents.html").header_offset + 90
    content[at : at + 20] = b"\x00" * 20
    bundle.write_bytes(bytes(content))
    assert faults(bundle) == ["en/documents.html was changed."]


def test_the_key_is_printed_for_others(capsys):
    assert main(["bundle", "key"]) == 0
    assert capsys.readouterr().out.startswith("-----BEGIN PUBLIC KEY-----")
