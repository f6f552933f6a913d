"""Every attempt on the register, the files and the bundles is refused, or changes nothing of what is published."""

import json
import re
from datetime import date

import pytest
from proposals import SAFE, TRUTH, set_policy, tables
from register_attacks import ATTEMPTS, BUNDLES, FORMS, LATER, Office, data_of

from disclosure import chain
from disclosure.errors import DisclosureError, InvalidData
from disclosure.release import Register, Signer, release, verify
from disclosure.release.bundle import MANIFEST, SIGNATURE, pack, sha256, to_json, unpack

pytest.importorskip("cryptography")


@pytest.fixture
def office(tmp_path):
    register, signer = Register.create(tmp_path / "register", data_set="cases"), Signer.create(tmp_path / "key")
    set_policy(register, signer)
    return Office(register, signer, tmp_path)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[attempt.__name__ for attempt in ATTEMPTS])
def test_the_attempt_on_the_register_is_refused(attempt, office):
    with pytest.raises(DisclosureError, match=ATTEMPTS[attempt]) as refusal:
        attempt(office)
    assert len(str(refusal.value)) < 500


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_file_does_not_reach_the_bundle(form, office, tmp_path):
    plain = data_of(office.release())
    again = Register.create(tmp_path / "again", data_set="cases")
    set_policy(again, office.signer)
    changes = dict(FORMS[form])
    proposal = tables(changes.pop("text", SAFE), changes.pop("truth", TRUTH), **changes)
    assert data_of(release(proposal, again, office.signer)) == plain


@pytest.mark.parametrize("change", BUNDLES)
def test_a_bundle_is_verified_byte_for_byte(change, office):
    path = office.release()
    assert verify(path, public_key=office.signer.public_key).trusted
    path.write_bytes(BUNDLES[change](path.read_bytes()))
    with pytest.raises(InvalidData, match=r"is not, byte for byte, a bundle|is not a bundle"):
        verify(path, public_key=office.signer.public_key)


def test_a_register_begins_in_an_empty_folder_that_is_there(tmp_path):
    folder = tmp_path / "shared" / "releases"
    folder.mkdir(parents=True)
    assert Register.create(folder, data_set="cases").releases() == ()


def test_a_release_is_made_once_by_its_mark(office):
    first = release(tables(), office.register, office.signer, mark="victims/1")
    assert release(tables(), office.register, office.signer, mark="victims/1") == first
    assert [one.mark for one in office.register.releases()] == ["victims/1"]
    second = release(tables(*LATER), office.register, office.signer, mark="victims/2")
    assert (first.name, second.name) == ("0001.zip", "0002.zip")


def as_an_earlier_version_made_it(bundle, signer):
    """A bundle whose manifest names no head."""
    files = unpack(bundle, "bundle")
    manifest = json.loads(files[MANIFEST]) | {"format": 1}
    del manifest["register_before"]
    files[MANIFEST] = to_json(manifest)
    signed = {"algorithm": "Ed25519", "public_key": signer.public_key.hex()}
    files[SIGNATURE] = to_json({**signed, "signature": signer.sign(files[MANIFEST]).hex()})
    return pack(files)


def test_a_register_without_signatures_is_taken_over_by_the_next_line(office, tmp_path):
    bundle = as_an_earlier_version_made_it(office.release().read_bytes(), office.signer)
    older = Register(tmp_path / "older")
    older.folder.mkdir()
    older.path(1).write_bytes(bundle)
    older.sealed_path(1).write_bytes(office.register.sealed_path(1).read_bytes())
    first, *others = chain.read(office.register.chain_file)
    chain.create(older.chain_file, {key: value for key, value in first.items() if key != "number"})
    with older.writer() as file:
        for line in others:
            digest = {"sha256": sha256(bundle)} if line["kind"] == "release" else {}
            file.append({key: value for key, value in line.items() if key != "number"} | digest)
    assert verify(older.path(1), public_key=office.signer.public_key).manifest["format"] == 1
    unsigned = older.head()
    release(tables(*LATER), older, office.signer, seen=[unsigned])
    signed = [signature is not None for _hash, signature in chain.signatures(older.chain_file)]
    assert signed == [False, False, False, False, True]
    # From then on the lines before are vouched for as well.
    text = older.chain_file.read_text().replace("Ana Lima", "Jean Roux", 1)
    older.chain_file.write_text(text)
    with pytest.raises(InvalidData, match="line 4 is not what was written"):
        older.check_whole(office.signer.public_key)


def test_what_a_crash_left_without_its_name_gets_it_once_it_is_listed(office):
    path = office.release()
    sealed = office.register.sealed_path(1)
    contents = {each: each.read_bytes() for each in (path, sealed)}
    for each in contents:
        each.rename(each.with_name(f"{each.name}.new"))
    office.release(*LATER)
    assert {each: each.read_bytes() for each in contents} == contents
    # What was not listed is written over.
    office.register.path(3).with_name("0003.zip.new").write_bytes(b"half")
    third = office.release(LATER[0].replace("2024", "2025"), LATER[1].replace("2024", "2025"))
    assert verify(third, public_key=office.signer.public_key).trusted


def test_a_register_goes_forward_only(office):
    release(tables(), office.register, office.signer, today=date(2026, 11, 25))
    with pytest.raises(InvalidData, match=re.escape("The clock says 2026-11-24, but release 1 of 2026-11-25")):
        release(tables(*LATER), office.register, office.signer, today=date(2026, 11, 24))


def test_the_bundle_names_the_head_of_the_register_before_it(office):
    head = office.register.head()
    manifest = verify(office.release()).manifest
    assert manifest["register_before"] == {"lines": head.lines, "hash": head.hash}
    assert (head.lines, str(head)) == (3, f"line 3 ({head.hash[:12]})")
