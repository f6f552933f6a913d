"""The gate: what passes, what is refused, and that nothing is forgotten."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from proposals import DAY, HEADING, POLICY, SAFE, SPECIFICATION, THRESHOLDS, TRUTH, set_policy, tables

from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.release import Declaration, Register, Signer, release, verify
from disclosure.release.bundle import pack, unpack

pytest.importorskip("cryptography")


def test_a_safe_table_becomes_a_bundle_that_can_be_verified(register, signer):
    path = release(tables(notes="Revised in March."), register, signer)
    verified = verify(path, public_key=signer.public_key)
    files = unpack(path.read_bytes(), "bundle")
    assert sorted(files) == [
        "checks.json",
        "data/specification.toml",
        "data/thresholds.toml",
        "data/victims.csv",
        "dictionary.csv",
        "manifest.json",
        "method.md",
        "signature.json",
    ]
    assert files["data/victims.csv"].decode() == (
        "sex,year,value,kind,low,high\nTotal,2023,60,count,,\nFemale,2023,*,suppressed,0,\nMale,2023,*,suppressed,0,\n"
        "Other,2023,<5,suppressed,1,4\n"
    )
    assert files["data/thresholds.toml"].decode() == (
        'title = "Thresholds of the office"\nreason = ""\n\n[frequency]\nbelow = 5\nprotect = [1, 4]\nrelative = 0\n'
        'zeros = "are not sensitive"\n\n[signs]\nhidden = "c"\n\n[loss]\nby = "levels"\n'
    )
    manifest = verified.manifest
    assert (manifest["release"], manifest["data_set"], manifest["kind"]) == (1, "cases", "tables")
    assert (manifest["author"], manifest["approved_by"]) == ("Ana Lima", ["Wei Chen", "Jean Roux"])
    names = ["policy", "small figures", "hidden figures", "truth", "audit", "proof", "people"]
    assert [c["name"] for c in json.loads(files["checks.json"])] == names
    sheet = files["method.md"].decode()
    assert f"Made by Ana Lima, approved by Wei Chen and Jean Roux, {DAY}." in sheet
    assert "\n> Revised in March.\n" in sheet
    assert "**What was not.**" in sheet
    assert "Every figure that needs protection may be 1 to 4 or anything in between" in sheet
    assert "Of 4 figures 3 are hidden." in sheet
    assert 'victims,value,"suppressed, 1 to 4",<5' in files["dictionary.csv"].decode()
    assert str(verified).startswith(f"release 1 of cases, Victims 2023, {DAY}: 6 files are as they were signed")


def test_the_same_release_has_the_same_bytes(tmp_path, signer):
    made = []
    for name in ("one", "two"):
        register = Register.create(tmp_path / name, data_set="cases")
        set_policy(register, signer)
        made.append(
            [release(tables(), register, signer).read_bytes(), release(tables(), register, signer).read_bytes()]
        )
    assert made[0] == made[1]
    assert made[0][0] != made[0][1]


OPEN = SAFE.replace("<5", "2")
ALONE = SAFE.replace("Male,2023,*", "Male,2023,30").replace("Female,2023,*", "Female,2023,28")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OPEN, r"1 sensitive figure stands in the open, among them: .*Other.*: 2"),
        (ALONE, r"1 hidden figure can be computed .*: is 2"),
    ],
)
def test_an_unsafe_table_is_refused_and_nothing_is_kept(register, signer, text, words):
    with pytest.raises(NotPossible, match=words):
        release(tables(text), register, signer)
    assert register.releases() == ()
    assert [p.name for p in register.folder.iterdir()] == ["register.jsonl"]


SECOND = SAFE.replace("Female,2023,*", "Female,2023,28")
THIRD = SAFE.replace("Male,2023,*", "Male,2023,30")


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_release_is_refused_because_of_an_earlier_one_even_if_that_was_withdrawn(register, signer, withdrawn):
    """Each is safe alone; together they show that two persons are of another sex."""
    release(tables(SECOND), register, signer)
    if withdrawn:
        register.withdraw(1, signer, reason="a mistake in the year", by="Wei Chen")
    with pytest.raises(NotPossible, match=r"1 hidden figure can be computed .*: is 2"):
        release(tables(THIRD), register, signer)
    assert [(r.number, r.withdrawn) for r in register.releases()] == [(1, "a mistake in the year" if withdrawn else "")]


BY_FORM = """
title = "Victims by form"
population = { id = "victims", edition = "1" }
[[dimension]]
name = "form"
total = "All"
partition = [{ parent = "All", parts = ["labour", "sexual"] }]
[[dimension]]
name = "sex"
total = "Total"
[[dimension]]
name = "year"
[[table]]
name = "victims"
columns = { sex = "sex", year = "year", form = "form" }
"""


def test_tables_with_other_dimensions_are_audited_together(register, signer):
    """By form and sex nothing is hidden, but the men of both forms together show who was left out before."""
    release(tables(SECOND), register, signer)
    safe = "form,sex,year,value\nAll,Total,2023,60\nlabour,Total,2023,40\nsexual,Total,2023,20\n"
    release(tables(safe, safe, specification=BY_FORM), register, signer)
    men = "form,sex,year,value\nAll,Male,2023,30\nlabour,Male,2023,20\nsexual,Male,2023,10\n"
    with pytest.raises(NotPossible, match=r"1 hidden figure can be computed .*: is 2"):
        release(tables(men, men, specification=BY_FORM), register, signer)


def test_a_table_without_the_years_of_another_stands_apart(register, signer):
    release(tables(), register, signer)
    specification = BY_FORM.replace('[[dimension]]\nname = "year"\n', "").replace('year = "year", ', "")
    text = "form,sex,value\nAll,Total,200\n"
    apart = tables(text, text, specification=specification)
    about = "dimension year not stated in table victims"
    with pytest.raises(NotPossible, match=f"An approver must declare.*: '{about}'"):
        release(apart, register, signer)
    declared = Declaration(about, "It counts all years together.", "Wei Chen")
    path = release(replace(apart, declarations=(declared,)), register, signer)
    sheet = unpack(path.read_bytes(), "bundle")["method.md"].decode()
    assert f"- {about}: It counts all years together. (Wei Chen)" in sheet
    assert len(register.releases()) == 2


def test_the_second_would_pass_alone(register, signer):
    bundle = release(tables(THIRD), register, signer)
    assert [register.path(kept.number) for kept in register.releases()] == [bundle]


def test_a_bundle_that_is_gone_stops_the_next_release(register, signer):
    release(tables(), register, signer).unlink()
    with pytest.raises(InvalidData, match="missing or is not the bundle of release 1"):
        release(tables(), register, signer)


@pytest.mark.parametrize(
    ("author", "approved_by", "words"),
    [
        ("Ana Lima", ("Wei Chen", "ANA  lima"), "made the figures and cannot approve them"),
        ("Ana Lima", ("Wei Chen", "wei chen "), "needs two people beside its author"),
        ("Ana Lima", ("Wei Chen",), "needs two people beside its author"),
        ("Ana Lima", (), "but there is nobody"),
        (" ", ("Wei Chen", "Jean Roux"), "needs the name of its author"),
    ],
)
def test_two_other_people_must_have_approved(author, approved_by, words):
    with pytest.raises(InvalidData, match=words):
        tables(author=author, approved_by=approved_by)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "needs a title"),
        ({"data": {}}, "needs a data"),
        ({"data": {"../x.csv": b"a"}}, "named plainly"),
        ({"data": {"thresholds.toml": b"a"}}, "named plainly"),
    ],
)
def test_a_proposal_without_meaning_is_refused(changes, words):
    with pytest.raises(InvalidArgument, match=words):
        tables(**changes)


def test_tables_need_their_files_and_thresholds(register, signer):
    named = SPECIFICATION.replace('name = "victims"', 'name = "victims"\nfile = "other.csv"')
    with pytest.raises(InvalidData, match=r"names other\.csv, which is not among"):
        release(tables(specification=named), register, signer)
    with pytest.raises(InvalidData, match="specification and their thresholds"):
        release(tables(thresholds=""), register, signer)


TOLD = "sex,year,value,kind,low,high\nTotal,2023,60,count,,\nFemale,2023,*,suppressed,0,\n"
TOLD += "Male,2023,*,suppressed,0,\nOther,2023,<5,suppressed,1,4\n"


def test_columns_that_say_what_the_signs_say_may_stay(register, signer):
    bundle = release(tables(TOLD), register, signer)
    assert [register.path(kept.number) for kept in register.releases()] == [bundle]


UNAUDITED = {
    r"nobody audits the columns seen": {"data": {"victims.csv": SAFE.replace("\n", ",seen\n", 1).encode()}},
    r"No table of the specification is in n\.csv": {"data": {"victims.csv": SAFE.encode(), "n.csv": b"Other is 2"}},
    r"released as CSV, but not victims\.xlsx": {"data": {"victims.xlsx": b"PK"}},
    r"1 figure in it is repeated": {"data": {"victims.csv": (SAFE + "Other,2023,<5\n").encode()}},
    r"row 5 says high '2', which its sign": {"data": {"victims.csv": TOLD.replace("1,4", "2,2").encode()}},
    r"must stand in the first row": {"specification": SPECIFICATION + "header_row = 2\n"},
    r"1 figure .* unpublished": {"specification": SPECIFICATION + 'unpublished = [{ sex = "Other" }]\n'},
}


@pytest.mark.parametrize(("words", "changes"), UNAUDITED.items())
def test_what_the_audit_does_not_see_is_not_released(register, signer, words, changes):
    named = SPECIFICATION.replace('name = "victims"', 'name = "victims"\nfile = "victims.csv"')
    extra = {"specification": named} if len(changes.get("data", {})) == 2 else {}
    with pytest.raises(NotPossible, match=words):
        release(tables(**{**extra, **changes}), register, signer)
    assert register.releases() == ()


ROUNDED = "sex,year,value,kind,low,high\nTotal,2023,60,estimated,56,64\nFemale,2023,30,estimated,26,34\n"
ROUNDED += "Male,2023,30,estimated,26,34\nOther,2023,0,estimated,0,4\n"


def test_a_rounded_table_may_be_released(register, signer):
    bundle = release(tables(ROUNDED), register, signer)
    assert [register.path(kept.number) for kept in register.releases()] == [bundle]


@pytest.mark.parametrize(
    "text",
    [
        ROUNDED.replace("0,estimated,0,4", "2,estimated,0,9"),
        ROUNDED.replace("0,estimated,0,4", "0,estimated,0,1"),
        ROUNDED.replace("0,estimated,0,4", "0,estimated,,"),
        ROUNDED.replace("0,estimated,0,4", "<5,suppressed,1,4"),
    ],
)
def test_what_only_claims_to_be_rounded_is_refused(register, signer, text):
    with pytest.raises(NotPossible, match="must all be multiples of 3, 5 or 10"):
        release(tables(text), register, signer)


def test_rounding_does_not_unmask_what_was_hidden(register, signer):
    """Before, 28 of 60 were women and 1 to 4 of another sex; at least 31 men leave one person for those."""
    truth = TRUTH.replace("Male,2023,30", "Male,2023,31").replace("Other,2023,2", "Other,2023,1")
    release(tables(SECOND, truth), register, signer)
    men = "sex,year,value,kind,low,high\nMale,2023,33,estimated,31,35\n"
    with pytest.raises(NotPossible, match=r"1 hidden figure can be computed .*: is 1"):
        release(tables(men, HEADING + "Male,2023,31\n"), register, signer)


def test_what_is_known_already_is_noted_and_does_not_stop_everything(register, signer):
    """An earlier release under a lower threshold showed the figure that is hidden now."""
    register.set_policy(POLICY.replace("below = 5", "below = 2"), signer, by="Director", reason="a trial")
    below_two = THRESHOLDS.replace("below = 5", "below = 2")
    shown = SAFE.replace("<5", "3")
    truth = TRUTH.replace("Male,2023,30", "Male,2023,29").replace("Other,2023,2", "Other,2023,3")
    release(tables(shown, truth, thresholds=below_two), register, signer)
    register.set_policy(POLICY, signer, by="Director", reason="the trial is over")
    path = release(tables(truth=truth), register, signer)
    checks = json.loads(unpack(path.read_bytes(), "bundle")["checks.json"])
    assert [c["found"] for c in checks if c["name"] == "known before"] == [
        "1 hidden figure could be computed from earlier releases alone; this one adds nothing."
    ]


def repack(path, change):
    files = unpack(path.read_bytes(), "bundle")
    change(files)
    path.write_bytes(pack(files))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.update({"data/victims.csv": f["data/victims.csv"].replace(b"60", b"61")}), "changed since it was"),
        (lambda f: f.pop("method.md"), "missing since it was signed: method.md"),
        (lambda f: f.update({"extra.txt": b"x"}), "added since it was signed: extra.txt"),
        (lambda f: f.update({"manifest.json": f["manifest.json"].replace(b"Ana Lima", b"Eva Lima")}), "does not fit"),
        (lambda f: f.update({"signature.json": b"{}"}), "does not fit"),
        (lambda f: f.pop("manifest.json"), "has no manifest.json"),
    ],
)
def test_a_changed_bundle_is_found_out(register, signer, change, words):
    path = release(tables(), register, signer)
    repack(path, change)
    with pytest.raises(InvalidData, match=words):
        verify(path)


def test_another_key_is_not_trusted(register, signer, tmp_path):
    path = release(tables(), register, signer)
    other = Signer.create(tmp_path / "other")
    with pytest.raises(InvalidData, match=r"is signed by .*, not by"):
        verify(path, public_key=other.public_key)
    assert not verify(path).trusted
    assert "a key you did not name" in str(verify(path))


def test_what_is_no_bundle_is_named(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no")
    with pytest.raises(InvalidData, match="is not a bundle"):
        verify(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(InvalidData, match="has no manifest"):
        verify(tmp_path / "y.zip")


def test_a_key_is_kept_to_its_owner_and_never_replaced(tmp_path):
    signer = Signer.create(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert Signer.read(tmp_path / "key").public_key == signer.public_key
    seed = (tmp_path / "key").read_text().strip()
    assert seed not in repr(signer)
    with pytest.raises(InvalidData, match="not replaced"):
        Signer.create(tmp_path / "key")
    (tmp_path / "bad").write_text("no key")
    with pytest.raises(InvalidData, match="64 hexadecimal digits"):
        Signer.read(tmp_path / "bad")


def test_withdrawing_needs_a_reason_and_happens_once(register, signer):
    release(tables(), register, signer)
    with pytest.raises(InvalidData, match="a reason and a name"):
        register.withdraw(1, signer, reason=" ", by="Wei Chen")
    register.withdraw(1, signer, reason="wrong", by="Wei Chen")
    for number in (1, 2):
        with pytest.raises(InvalidData, match=f"no release {number} of 'cases'"):
            register.withdraw(number, signer, reason="wrong", by="Wei Chen")


def test_two_releases_at_once_see_each_other(register, signer, tmp_path):
    """Both would pass alone; whichever comes second is refused."""
    code = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1].split("|")
import test_release as t
from disclosure.errors import NotPossible
from disclosure.release import Register, Signer, release
try:
    release(t.tables(getattr(t, sys.argv[4])), Register(Path(sys.argv[2])), Signer.read(sys.argv[3]))
except NotPossible:
    sys.exit(7)
"""
    path = "|".join(p for p in sys.path if p)
    command = [sys.executable, "-c", code, path, str(register.folder), str(tmp_path / "key")]
    both = [subprocess.Popen([*command, which]) for which in ("SECOND", "THIRD")]
    assert sorted(process.wait(timeout=120) for process in both) == [0, 7]
    assert len(register.releases()) == 1
