"""Files that were changed are refused, in a sentence; so is what would exhaust a machine."""

import io
import multiprocessing
import time
import zipfile

import pytest
from outside_attacks import OTHER
from outside_large import limits_of_small_figures, policy, proposal
from outside_reader import Reader, is_narrow
from outside_tampering import (
    BUNDLES,
    EXHAUSTING,
    FIRST,
    FORGED,
    MEN,
    REGISTERS,
    SHEETS,
    WOMEN,
    copy,
    noisy,
    put_back,
)
from outside_world import LISTS, POPULATIONS, outcome, policy_text, sheet
from proposals import set_policy, set_populations

from disclosure.errors import DisclosureError
from disclosure.privacy import Ledger
from disclosure.release import Register, Signer, release, verify

pytest.importorskip("cryptography")


@pytest.fixture
def office(tmp_path, signer):
    made = Register.create(tmp_path / "office", data_set="victims")
    set_policy(made, signer, policy_text())
    set_populations(made, signer, POPULATIONS)
    return made


def through(bundles):
    """Whether a reader of the bundles narrows the hidden figure."""
    reader = Reader(LISTS)
    for bundle in bundles:
        reader.read_bundle(bundle)
    return is_narrow(reader.bounds(OTHER))


def attempt(text, register, signer, seen=()):
    """The bundle, or nothing where it is refused."""
    bundle, refusal = outcome(lambda: release(sheet(text), register, signer, seen=seen).read_bytes())
    assert bundle or refusal.endswith(".")
    return [bundle] if bundle else []


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_that_was_changed_is_not_verified(name, office, signer, tmp_path):
    path = release(sheet(FIRST), office, signer)
    changed = tmp_path / "changed.zip"
    changed.write_bytes(BUNDLES[name](path.read_bytes()))
    assert changed.read_bytes() != path.read_bytes()
    with pytest.raises(DisclosureError, match=r"\.$"):
        verify(changed, public_key=signer.public_key)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_that_was_changed_publishes_nothing_that_tells(name, office, signer):
    bundles = attempt(FIRST, office, signer) + attempt(WOMEN, office, signer)
    assert len(bundles) == 2
    REGISTERS[name](office.folder)
    bundles += attempt(MEN, Register(office.folder), signer)
    assert not through(bundles)


def test_a_register_put_back_publishes_nothing_that_tells(office, signer):
    bundles = attempt(FIRST, office, signer)
    kept = copy(office.folder)
    bundles += attempt(WOMEN, office, signer)
    put_back(office.folder, kept)
    assert not through(bundles + attempt(MEN, Register(office.folder), signer))


def test_two_copies_of_a_register_publish_nothing_that_tells_together(office, signer):
    bundles = attempt(FIRST, office, signer)
    kept = copy(office.folder)
    bundles += attempt(WOMEN, office, signer) + attempt(MEN, Register(kept), signer)
    assert not through(bundles)


def test_an_older_policy_put_back_does_not_return(office, signer):
    kept = copy(office.folder)
    set_policy(office, signer, policy_text().replace("below = 5", "below = 11\nprotect = [1, 10]"))
    seen = [office.head()]
    put_back(office.folder, kept)
    assert attempt("Total:60 Female:*24 Male:30 Other:*6", Register(office.folder), signer, seen) == []


def publish_later(folder, key, text, start, found):
    start.wait()
    found.put(attempt(text, Register(folder), Signer.read(key)))


@pytest.mark.parametrize("way", ["one folder", "a link to it"])
def test_two_processes_at_once_publish_nothing_that_tells(way, office, signer, tmp_path):
    bundles = attempt(FIRST, office, signer)
    link = tmp_path / "link"
    link.symlink_to(office.folder)
    folders = [office.folder, link if way == "a link to it" else office.folder]
    context = multiprocessing.get_context("fork")
    start, found = context.Event(), context.Queue()
    arguments = [
        (folder, tmp_path / "key", text, start, found) for folder, text in zip(folders, (WOMEN, MEN), strict=True)
    ]
    processes = [context.Process(target=publish_later, args=each) for each in arguments]
    for process in processes:
        process.start()
    start.set()
    answers = [found.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(map(len, answers)) == [0, 1]
    assert not through([*bundles, *answers[0], *answers[1]])


@pytest.mark.parametrize("name", SHEETS)
def test_no_words_of_a_proposal_pass_for_words_of_the_gate(name, office, signer):
    bundle, refusal = outcome(lambda: release(SHEETS[name](sheet(FIRST)), office, signer).read_bytes())
    if refusal:
        assert refusal.endswith(".")
        return
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        text = archive.read("method.md").decode()
    lines = [line for line in FORGED.split("\n") if line.startswith(("#", "-", "**"))]
    assert [line for line in text.split("\n") if line in lines] == []


@pytest.mark.parametrize("name", EXHAUSTING)
def test_what_would_exhaust_a_machine_is_refused_in_a_sentence(name, office, signer):
    start = time.process_time()
    with pytest.raises(DisclosureError) as refusal:
        release(EXHAUSTING[name](), office, signer)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 2000
    assert time.process_time() - start < 10


@pytest.mark.parametrize("groups", [20, pytest.param(1300, marks=pytest.mark.slow)])
def test_what_follows_in_a_large_table_is_found(groups, tmp_path, signer):
    register = Register.create(tmp_path / "office", data_set="victims")
    set_policy(register, signer, policy(groups))
    bundle, refusal = outcome(lambda: release(proposal(groups), register, signer).read_bytes())
    if refusal:
        assert refusal.endswith(".")
        return
    limits = limits_of_small_figures(bundle)
    assert not any(map(is_narrow, limits)), f"through: {limits}"


def test_a_second_ledger_is_no_second_budget(office, signer, tmp_path):
    costs = []
    for name in ("first", "second"):
        ledger = Ledger.create(tmp_path / name, data_set="victims", epsilon=1, delta=1e-6)
        made = noisy(ledger)
        bundle, refusal = outcome(lambda made=made, ledger=ledger: release(made, office, signer, ledger=ledger))
        assert bundle or "ledger" in refusal or "budget" in refusal
        costs += [0.7] if bundle else []
    assert sum(costs) <= 1
