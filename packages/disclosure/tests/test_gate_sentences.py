"""What the gate checks and writes down, part by part: sentences word for word, and limits from both sides."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from proposals import DAY, HEADING, POLICY, SAFE, SPECIFICATION, THRESHOLDS, TRUTH, declare, set_policy, tables
from tables import table_of

from disclosure.errors import InvalidArgument, InvalidData, InvalidSpecification, NotPossible
from disclosure.privacy import Count, Ledger, NoisyMarginals, Spend
from disclosure.release import Declaration, Proposal, Register, Signer, release, verify
from disclosure.release import bundle as bundles
from disclosure.release.bundle import pack, sha256, to_json, unpack
from disclosure.release.check_counts import check_counts, check_illustration
from disclosure.release.check_tables import DryRun, check_tables, dry_run
from disclosure.release.compare import check_truth, compare_with_truth, hide_all, silent_cells
from disclosure.release.dictionary import dictionary_of_rows, dictionary_of_tables
from disclosure.release.method_sheet import method_sheet
from disclosure.release.policy import parse_policy
from disclosure.release.proposal import Check, Kind, same_person
from disclosure.release.read_proposal import read_released, read_truth
from disclosure.release.register import Earlier
from disclosure.release.signing import fingerprint, is_signed
from disclosure.release.unmasking import Unmasking
from disclosure.rules.read_rules import parse_rules
from disclosure.synthetic import illustrate
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.values import Kind as Figure

pytest.importorskip("cryptography")


def refusal(call, *values, kind=NotPossible, **named):
    with pytest.raises(kind) as caught:
        call(*values, **named)
    return str(caught.value)


# Bundles and signatures.


def test_a_bundle_that_would_unpack_to_more_than_it_may_is_refused(monkeypatch):
    data = pack({"a": b"12345", "b": b"12345"})
    monkeypatch.setattr(bundles, "_LARGEST", 10)
    assert unpack(data, "it") == {"a": b"12345", "b": b"12345"}
    monkeypatch.setattr(bundles, "_LARGEST", 9)
    assert refusal(unpack, data, "it", kind=InvalidData) == "it names a file twice or is too large to be a bundle."
    assert refusal(unpack, b"PK", "it", kind=InvalidData) == (
        "it is not a bundle: it cannot be read as a ZIP file, or is damaged."
    )


def test_two_gigabytes_are_the_most_a_bundle_may_hold():
    assert bundles._LARGEST == 2 * 1024**3


def test_a_key_of_any_other_length_is_none(tmp_path):
    for length in (0, 31, 33):
        (tmp_path / "key").write_text("ab" * length)
        assert refusal(Signer.read, tmp_path / "key", kind=InvalidData) == (
            f"{tmp_path / 'key'} is not a signing key: 64 hexadecimal digits were expected."
        )
    (tmp_path / "key").write_text("ab" * 32 + "\n")
    signer = Signer.read(tmp_path / "key")
    assert repr(signer) == f"Signer({fingerprint(signer.public_key)})"
    assert is_signed(b"this", signer.sign(b"this"), signer.public_key)
    assert not is_signed(b"that", signer.sign(b"this"), signer.public_key)
    assert not is_signed(b"this", b"", signer.public_key)
    assert not is_signed(b"this", signer.sign(b"this"), b"short")


def test_what_is_sealed_opens_in_its_context_only(signer):
    sealed = signer.seal(b"figures", "release 1")
    assert signer.unseal(sealed, "release 1") == b"figures"
    for data, context in ((sealed, "release 2"), (sealed[:-1] + b"x", "release 1"), (b"", "release 1")):
        assert refusal(signer.unseal, data, context, kind=InvalidData) == (
            f"What was sealed for {context} cannot be opened: it was sealed with another key than "
            f"{fingerprint(signer.public_key)}, or was changed."
        )


def repacked(path, change):
    files = unpack(path.read_bytes(), "it")
    change(files)
    path.write_bytes(pack(files))
    return path


def test_what_was_changed_missing_or_added_is_named(register, signer):
    path = release(tables(), register, signer)
    good = path.read_bytes()

    def broken(change):
        path.write_bytes(good)
        return refusal(verify, repacked(path, change), kind=InvalidData)

    assert broken(lambda f: f.update({"method.md": b"", "checks.json": b""})) == (
        f"{path}: changed since it was signed: checks.json, method.md. Do not use it."
    )
    assert broken(lambda f: (f.pop("method.md"), f.pop("checks.json"))) == (
        f"{path}: missing since it was signed: checks.json, method.md. Do not use it."
    )
    assert broken(lambda f: f.update({"b": b"", "a": b""})) == (
        f"{path}: added since it was signed: a, b. Do not use it."
    )
    not_read = "that can be read: it is not a bundle of this package, or is damaged."
    assert broken(lambda f: f.update({"manifest.json": b"[]"})) == f"{path} has no manifest.json {not_read}"
    assert broken(lambda f: f.update({"signature.json": b"no"})) == f"{path} has no signature.json {not_read}"
    fits = f"{path}: the signature does not fit the manifest. It was changed after it was signed."
    signed = json.loads(unpack(good, "it")["signature.json"])
    for change in ({"algorithm": "none"}, {"public_key": "xy"}, {"signature": "00"}, {"public_key": None}):
        text = to_json({**signed, **change})
        assert broken(lambda f, text=text: f.update({"signature.json": text})) == fits


def test_a_verified_bundle_says_by_whose_key(register, signer, tmp_path):
    path = release(tables(), register, signer)
    named, unnamed = verify(path, public_key=signer.public_key), verify(path)
    start = f"release 1 of cases, Victims 2023, {DAY}: 6 files are as they were signed, by "
    key = fingerprint(signer.public_key)
    assert str(named) == f"{start}the key you named: {key}"
    assert str(unnamed) == f"{start}a key you did not name; ask the publisher whether it is theirs: {key}"
    assert (named.trusted, unnamed.trusted, named.public_key) == (True, False, signer.public_key)
    other = Signer.create(tmp_path / "other").public_key
    assert refusal(verify, path, public_key=other, kind=InvalidData) == (
        f"{path} is signed by {key}, not by {fingerprint(other)}: do not use it."
    )


def test_the_manifest_lists_what_the_release_was_audited_against(register, signer):
    first = release(tables(), register, signer).read_bytes()
    register.withdraw(1, signer, reason="wrong", by="Wei Chen")
    second = release(tables(), register, signer)
    release(tables(), register, signer)
    manifest = json.loads(unpack(register.path(3).read_bytes(), "it")["manifest.json"])
    assert manifest["audited_against"] == [
        {"release": 1, "sha256": hashlib.sha256(first).hexdigest(), "withdrawn": True},
        {"release": 2, "sha256": hashlib.sha256(second.read_bytes()).hexdigest(), "withdrawn": False},
    ]
    assert (manifest["format"], manifest["release"], manifest["date"]) == (2, 3, DAY)
    files = unpack(register.path(3).read_bytes(), "it")
    assert manifest["files"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name not in ("manifest.json", "signature.json")
    }


# Truth.


def test_figures_said_not_to_be_there_are_hidden_ones_to_a_reader():
    signs = '[markers]\n"." = { kind = "not recorded" }\n"-" = { kind = "not applicable" }\n'
    signs += '"<5" = { kind = "suppressed", low = 1, high = 4 }'
    table = table_of({"T": "9", "a0": ".", "a1": "-", "a2": "<5", "a3": "0"}, (4,), markers=False, extra=signs)
    (silent,) = silent_cells([table_of({"T": "9"}, (4,)), table])
    assert [tuple(silent.key(row).values()) for row in range(len(silent))] == [("a0",), ("a1",)]
    hidden = hide_all(table)
    assert (set(hidden.values.kind.tolist()), hidden.sensitive.any()) == ({Figure.SUPPRESSED}, False)
    assert (hidden.values.low.tolist(), hidden.values.high.tolist()) == ([0] * 5, [np.inf] * 5)


def test_a_figure_may_not_be_said_to_be_missing():
    signs = '[markers]\n"." = { kind = "not recorded" }'
    truth = table_of({"T": "9", "a0": "6"}, (2,))
    table = table_of({"T": "9", "a0": ".", "a1": "."}, (2,), markers=False, extra=signs)
    words = refusal(compare_with_truth, [table], [truth])
    assert words == (
        "Table 't', row 3: not recorded is to be published, but the true figure is 6; so with 0 more. A sign says what "
        "is true of the figure behind it."
    )
    # Of a figure that is not among the true ones nothing else may be said.
    compare_with_truth([table.take(np.array([0, 2]))], [truth])


def test_two_true_figures_of_one_cell_are_refused():
    first, second = table_of({"T": "9"}, (2,)), table_of({"T": "8"}, (2,))
    assert refusal(check_truth, [first, second], kind=InvalidData) == (
        "True figures: The cell a T has 9 in table 't' of this release and 8 in table 't' of this release; the last "
        "was taken. Two figures of one cell cannot both be true."
    )


def test_rounded_figures_are_no_true_ones():
    table = table_of({"T": "9"}, (2,))
    rounded = replace(table, values=type(table.values).estimates(np.array([10.0]), np.array([6.0]), np.array([14.0])))
    assert "row 2: the figure is " in refusal(check_truth, [rounded], kind=InvalidData)


def test_true_figures_said_to_be_missing_are_there_as_hidden_ones():
    signs = '[markers]\n"." = { kind = "not recorded" }'
    table = table_of({"T": "9", "a0": "9", "a1": "."}, (2,), markers=False, extra=signs)
    assert len(check_truth([table])) == 2


# The words on tables.


def line(total, female, male, other, year=2023):
    return f"{HEADING}Total,{year},{total}\nFemale,{year},{female}\nMale,{year},{male}\nOther,{year},{other}\n"


def checks_of(path):
    files = unpack(path.read_bytes(), "it")
    return {check["name"]: check["found"] for check in json.loads(files["checks.json"])}


def test_the_checks_say_what_was_found(register, signer):
    found = checks_of(release(tables(), register, signer))
    assert found == {
        "policy": "Policy of the office: figures below 5 are not published.",
        "small figures": "No figure from 1 to 4 is published.",
        "hidden figures": "Of 4 figures 3 are hidden.",
        "truth": "Every figure, and what every sign says, was compared with the true figures.",
        "audit": "Every figure that needs protection may be 1 to 4 or anything in between, for all that can be "
        "computed from these tables and from 0 earlier releases, 0 of them withdrawn and 0 about the same people.",
        "proof": "This was proved for each of these figures by bounds from sum to sum, which are exact where the sums "
        "form no circle.",
        "people": "Wei Chen and Jean Roux approved it; Ana Lima made it.",
    }


def test_thresholds_stricter_than_the_policy_are_kept(register, signer):
    text = line(60, 28, "*", "*"), line(60, 28, 26, 6)
    found = checks_of(release(tables(*text, thresholds=THRESHOLDS.replace("5", "10")), register, signer))
    assert found["policy"] == "Policy of the office: figures below 5 are not published."
    assert found["small figures"] == "No figure from 1 to 9 is published."
    assert found["audit"].startswith("Every figure that needs protection may be 1 to 9 or anything in between,")
    seven = line(60, 23, 30, 7, 2024)
    words = refusal(release, tables(seven, seven, thresholds=THRESHOLDS.replace("5", "10")), register, signer)
    assert words.startswith("1 sensitive figure stands in the open, among them: sex Other, year 2024: 7.")
    # Editions must differ by as many as the threshold in use.
    edition = SPECIFICATION.replace('edition = "1"', 'edition = "2"')
    revised = line(68, 28, "*", "*"), line(68, 28, 34, 6)
    proposal = tables(*revised, specification=edition, thresholds=THRESHOLDS.replace("5", "10"))
    declared = Declaration("victims, edition 2 beside victims, edition 1", "Eight were added.", "Wei Chen")
    proposal = declare(replace(proposal, declarations=(declared,)), register, signer)
    words = refusal(release, proposal, register, signer)
    assert words.startswith(
        "Between victims, edition 1 and victims, edition 2 1 figure differs by 1 to 9, among them: year 2023: 60, now "
        "68."
    )


def test_figures_hidden_under_an_earlier_policy_need_what_the_present_one_says(register, signer):
    # Where 3 was the threshold, 4 was hidden for the sake of 2: together they are 6, and the sign says 1 to 2. Where it
    # is 5 both need 1 to 4, but are 4 to 5 and 1 to 2 for all who read the first release.
    register.set_policy(POLICY.replace("below = 5", "below = 3"), signer, by="Director", reason="a trial")
    then = {
        "specification": SPECIFICATION.replace('"<5"', '"<3"').replace("high = 4", "high = 2"),
        "thresholds": THRESHOLDS.replace("5", "3"),
    }
    release(tables(line(60, 54, "*", "<3"), line(60, 54, 4, 2), **then), register, signer)
    register.set_policy(POLICY, signer, by="Director", reason="the trial is over")
    text, truth = SAFE.replace("2023", "2024"), TRUTH.replace("2023", "2024")
    assert checks_of(release(tables(text, truth), register, signer))["known before"] == (
        "2 hidden figures could be computed from earlier releases alone; this one adds nothing."
    )


def test_a_hidden_figure_as_large_as_the_threshold_needs_no_interval(register, signer):
    # 5 and 2 are hidden and make 7: 2 may be 1 to 4, and 5 is 3 to 6.
    found = checks_of(release(tables(line(60, "*", 53, "<5"), line(60, 5, 53, 2)), register, signer))
    assert found["hidden figures"] == "Of 4 figures 2 are hidden."


def test_figures_known_before_are_counted(register, signer):
    register.set_policy(POLICY.replace("below = 5", "below = 2"), signer, by="Director", reason="a trial")
    truth = line(60, 53, 4, 3)
    release(tables(truth, truth, thresholds=THRESHOLDS.replace("5", "2")), register, signer)
    register.set_policy(POLICY, signer, by="Director", reason="the trial is over")
    found = checks_of(release(tables(line(60, 53, "<5", "<5"), truth), register, signer))
    assert found["known before"] == (
        "2 hidden figures could be computed from earlier releases alone; this one adds nothing."
    )


def test_a_rounded_table_is_said_to_be(register, signer):
    text = "sex,year,value,kind,low,high\nTotal,2023,60,estimated,56,64\nFemale,2023,30,estimated,26,34\n"
    text += "Male,2023,30,estimated,26,34\nOther,2023,0,estimated,0,4\n"
    found = checks_of(release(tables(text), register, signer))
    assert found["hidden figures"] == "All 4 figures are rounded."


def test_a_bundle_says_nothing_of_what_is_behind_its_signs(tmp_path, signer):
    # Without a total, the share of the sum that is hidden would have told the one hidden figure.
    shown = HEADING + "Female,2023,38\nMale,2023,20\nOther,2023,<5\n"
    made = []
    for other in (2, 4):
        register = Register.create(tmp_path / str(other), data_set="victims")
        set_policy(register, signer)
        truth = HEADING + f"Female,2023,38\nMale,2023,20\nOther,2023,{other}\n"
        made.append(release(tables(shown, truth), register, signer).read_bytes())
    assert made[0] == made[1]


def test_where_nobody_is_counted_nothing_is_hidden(register, signer):
    nobody = HEADING + "Total,2023,0\nFemale,2023,0\nMale,2023,0\nOther,2023,0\n"
    found = checks_of(release(tables(nobody, nobody), register, signer))
    assert found["hidden figures"] == "Of 4 figures 0 are hidden."


def test_a_figure_of_the_threshold_may_be_shown_and_one_below_may_not(register, signer):
    five = HEADING + "Total,2023,60\nFemale,2023,25\nMale,2023,30\nOther,2023,5\n"
    release(tables(five, five), register, signer)
    four = five.replace("2023,", "2024,").replace("25", "26").replace(",5\n", ",4\n")
    assert refusal(release, tables(four, four), register, signer) == (
        "1 sensitive figure stands in the open, among them: sex Other, year 2024: 4. Run `disclosure protect` on the "
        "tables first."
    )


def test_tables_need_truth_specification_and_thresholds(register, signer):
    both = "Tables need their specification and their thresholds beside them; both go into the bundle."
    assert refusal(release, tables(thresholds=" "), register, signer, kind=InvalidData) == both
    assert refusal(release, tables(specification=""), register, signer, kind=InvalidData) == both
    assert refusal(release, replace(tables(), truth={}), register, signer, kind=InvalidData) == (
        "Tables need the true figures beside them: without them nobody can say which cells need protection. They do "
        "not go into the bundle."
    )


def test_a_revised_figure_is_refused_with_both(register, signer):
    release(tables(), register, signer)
    revised = TRUTH.replace("Total,2023,60", "Total,2023,70").replace("Male,2023,30", "Male,2023,40")
    words = refusal(release, tables(SAFE.replace("60", "70"), revised), register, signer, kind=InvalidData)
    assert words == (
        f"The cell sex Total, year 2023, form All has 60 in table 'victims' of release 1 of {DAY}, Victims 2023 "
        "and 70 in table 'victims' of the true figures; so with 1 more. A revised figure beside the old one tells more "
        "than either: give the population 'victims' another edition."
    )


def test_what_must_be_declared_is_asked_for_by_each_release(register, signer):
    release(tables(), register, signer)
    others = SPECIFICATION.replace('id = "victims"', 'id = "helped"')
    larger = SAFE.replace("60", "90")
    truth = TRUTH.replace("60", "90").replace("28", "48").replace("30", "40")
    proposal = tables(larger, truth, specification=others)
    about = "helped, edition 1 beside victims, edition 1"
    (subject,) = dry_run(proposal, register, signer).subjects
    listed = f"{about!r} (1 figure differs: year 2023: 60, now 90; digest {subject.digest})"
    asked = (
        "Not everything can be matched to what was released before. An approver must declare for this release, with "
        f"the digest of the figures and a reason why nobody is found by comparing: {listed}."
    )
    assert refusal(release, proposal, register, signer) == asked
    declared = Declaration(about, "They are not\n the same.", "Wei Chen", subject.digest)
    made = replace(proposal, declarations=(declared,))
    sheet = unpack(release(made, register, signer).read_bytes(), "it")["method.md"].decode()
    assert (
        "\n## What no computation could match\n\nThese figures could not be set against all that was released before. "
        "Whether they show somebody beside it was judged by\nthe person named, not computed.\n\n"
        f"- {about}: They are not the same. (Wei Chen)\n"
    ) in sheet
    assert refusal(release, proposal, register, signer) == asked
    release(made, register, signer)
    assert [one.declared for one in register.releases()] == [(), (about,), (about,)]
    idle = (declared, Declaration("b", "So.", "Wei Chen"), Declaration("a", "So.", "Wei Chen"))
    assert refusal(release, replace(proposal, declarations=idle), register, signer, kind=InvalidData) == (
        f"Nothing needs a declaration about 'a'. Needed: {listed}."
    )


def test_a_declaration_for_other_figures_does_not_hold(register, signer):
    release(tables(), register, signer)
    others = SPECIFICATION.replace('id = "victims"', 'id = "helped"')
    about = "helped, edition 1 beside victims, edition 1"
    ninety = f"{HEADING}Total,2023,90\n"
    (subject,) = dry_run(tables(ninety, ninety, specification=others), register, signer).subjects
    eighty = f"{HEADING}Total,2023,80\n"
    declared = Declaration(about, "They are not the same.", "Wei Chen", subject.digest)
    proposal = tables(eighty, eighty, specification=others, declarations=(declared,))
    (now,) = dry_run(proposal, register, signer).subjects
    assert refusal(release, proposal, register, signer) == (
        f"The declaration on {about!r} by Wei Chen was made for other figures: it names the digest {subject.digest}. "
        f"Needed is one about {about!r} (1 figure differs: year 2023: 60, now 80; digest {now.digest})."
    )
    assert len(register.releases()) == 1


def test_sealed_figures_keep_the_wider_of_the_intervals_of_then_and_now(register, signer):
    """Protected from 1 to 2 at first; now from 1 to 4, and the zero as well."""
    register.set_policy(POLICY.replace("below = 5", "below = 3"), signer, by="Director", reason="a trial")
    truth = HEADING + "Total,2023,8\nFemale,2023,2\nMale,2023,3\nOther,2023,3\n"
    text = HEADING + "Total,2023,8\nFemale,2023,*\nMale,2023,*\nOther,2023,3\n"
    low = tables(text, truth, thresholds=THRESHOLDS.replace("below = 5", "below = 3"))
    release(low, register, signer)
    sealed = json.loads(register.unseal(register.releases()[0], signer))["cells"]
    assert sealed == [["Female", "2023", "All", 2.0, 1.0, 2.0], ["Male", "2023", "All", 3.0, 3.0, 3.0]]
    register.set_policy(POLICY, signer, by="Director", reason="the trial is over")
    # Beside what was shown, Female and Male make 5: each is 0 to 5, which is wide enough for both.
    later = HEADING + "Total,2024,60\n"
    release(tables(later, later), register, signer)
    checked = check_tables(tables(later, later), register, register.releases(), [parse_policy(POLICY)] * 3, signer)
    assert [len(table) for table in checked.tables] == [1]
    assert len(checked.private) == 0


@pytest.mark.parametrize(
    ("adds_up", "shown", "truth", "computed"),
    [
        # What adds up in truth gives the rest away to whoever believes it.
        ("exactly", (60, 28, 30, "*"), (60, 28, 30, 2), "is 2"),
        ("at most", (60, 28, 30, "*"), (60, 28, 30, 2), "is 2"),
        ("unless contradicted", (60, 28, 30, "*"), (60, 28, 30, 2), "is 2"),
        # What does not, because some people are in no part, leaves 0 to 7, or 0 to 3.
        ("at most", (60, 28, 25, "*"), (60, 28, 25, 2), ""),
        ("unless contradicted", (60, 28, 25, "*"), (60, 28, 25, 2), ""),
        ("at most", (60, 28, 29, "*"), (60, 28, 29, 2), "lies between 0 and 3"),
        ("unless contradicted", (60, 28, 29, "*"), (60, 28, 29, 2), "lies between 0 and 3"),
        # Some people are in two parts: whoever takes 2 or 3 for the rest is wrong, it is 4.
        ("unless contradicted", (60, 38, 20, "*"), (60, 38, 20, 4), ""),
        ("unless contradicted", (60, 37, 20, "*"), (60, 37, 20, 4), ""),
    ],
)
def test_sums_are_believed_as_far_as_they_are_true(tmp_path, signer, adds_up, shown, truth, computed):
    register = Register.create(tmp_path / "of its own", data_set="cases")
    parts = 'parts = ["Female", "Male", "Other"]'
    set_policy(register, signer, POLICY.replace(parts, f'{parts}, adds_up = "{adds_up}"'))
    text = SPECIFICATION.replace(parts, f'{parts}, adds_up = "{adds_up}"')
    proposal = tables(line(*shown), line(*truth), specification=text)
    if not computed:
        release(proposal, register, signer)
    else:
        assert refusal(release, proposal, register, signer) == (
            "1 hidden figure can be computed from these tables and what was released before: sex Other, year 2023, "
            f"form All, population victims, edition 1: {computed}, from sex Total: 60; sex Female: 28; sex Male: "
            f"{shown[2]}. Run `disclosure protect` with the earlier releases, or coarsen the table."
        )


@pytest.mark.parametrize("women", [27, 28, 29])
def test_figures_of_other_people_are_set_equal_only_where_they_are(register, signer, women):
    """Women are hidden, men shown: who takes the women of other people for these knows how many others there are."""
    release(tables(line(60, "*", 30, "<5"), line(60, 28, 30, 2)), register, signer)
    others = SPECIFICATION.replace('id = "victims"', 'id = "helped"')
    declared = Declaration("helped, edition 1 beside victims, edition 1", "They are not the same.", "Wei Chen")
    text = f"{HEADING}Female,2023,{women}\n"
    proposal = declare(tables(text, text, specification=others, declarations=(declared,)), register, signer)
    # 27 may be some of these women: then they are no fewer, and the others no more than 3.
    found = {27: "lies between 1 and 3", 28: "is 2"}
    if women in found:
        words = refusal(release, proposal, register, signer)
        assert f"2023, form All, population victims, edition 1: {found[women]}, from " in words
    else:
        release(proposal, register, signer)


def test_releases_of_other_kinds_are_no_part_of_the_audit(register, signer, tmp_path):
    release(tables(), register, signer)
    release(counts(), register, signer, ledger=ledger_of(tmp_path))
    later = line(60, "*", "*", "<5", 2024), line(60, 28, 30, 2, 2024)
    found = checks_of(release(tables(*later), register, signer))
    assert "from 1 earlier releases, 0 of them withdrawn and 1 about the same people." in found["audit"]


# Noisy counts and illustrations.

MARGINALS = NoisyMarginals(
    Count(100, 90, 110),
    {(("form", "labour"),): Count(80, 70, 90), (("sex", "woman"),): Count(70, 60, 80)},
    {"order": 1},
)
PEOPLE = {"author": "Ana Lima", "approved_by": ("Wei Chen", "Jean Roux")}
PARAMETERS = '{"epsilon": 0.7, "delta": 1e-06}'


def counts(data=None, kind=Kind.NOISY_COUNTS, parameters=PARAMETERS):
    files = {"counts.csv": MARGINALS.to_csv().encode()} if data is None else data
    return Proposal("Counts", kind, **PEOPLE, data=files, parameters=parameters)


def ledger_of(tmp_path, *others):
    ledger = Ledger.create(tmp_path / "ledger", data_set="cases", epsilon=2, delta=1e-5)
    for each in (MARGINALS.sha256, *others):
        ledger.finish(ledger.reserve(Spend("counts", {}, 0.01, 1e-8, 0.7, 1e-6)), each)
    return ledger


def test_noisy_counts_are_checked_against_the_ledger(tmp_path):
    ledger = ledger_of(tmp_path)
    (check,) = check_counts(counts(), ledger, "cases", ()).checks
    account = ledger.account()
    assert (check.name, check.found) == (
        "ledger",
        "The counts are in the one ledger of this register as they are here, and cost epsilon 0.7 at delta 1e-06 by "
        f"themselves. All noisy counts together: {account}.",
    )
    assert refusal(check_counts, counts(), None, "cases", (), kind=InvalidData) == (
        "Noisy counts need the ledger their budget came from: name it."
    )
    assert refusal(check_counts, counts(), ledger, "other", (), kind=InvalidData) == (
        "The ledger is that of 'cases', but the register that of 'other'."
    )
    assert refusal(check_counts, counts({"c.csv": b"x"}), ledger, "cases", ()) == (
        "The ledger of 'cases' knows no release that is c.csv: it was changed after it was made, or was made without "
        "the ledger. Release the file as it was written."
    )
    for parameters in ("", "[]", '{"epsilon": 0.7}', "7"):
        assert refusal(check_counts, counts(parameters=parameters), ledger, "cases", (), kind=InvalidData) == (
            "Noisy counts need their parameters beside them, as `disclosure noisy` writes them."
        )
    for change in (("0.7", "0.8"), ("1e-06", "1e-07")):
        words = refusal(check_counts, counts(parameters=PARAMETERS.replace(*change)), ledger, "cases", ())
        assert words.startswith("The parameters state {")
        assert words.endswith(": give the file written with the counts.")


def test_two_files_of_counts_cost_as_the_ledger_says(tmp_path):
    other = replace(MARGINALS, persons=Count(101, 91, 111))
    ledger = ledger_of(tmp_path, other.sha256)
    files = {"a.csv": MARGINALS.to_csv().encode(), "b.csv": other.to_csv().encode()}
    (check,) = check_counts(counts(files), ledger, "cases", ()).checks
    assert "and cost epsilon 0.7 at delta 1e-06; epsilon 0.7 at delta 1e-06 by " in check.found


def test_an_illustration_is_one_file_drawn_from_what_was_released(register, signer, tmp_path):
    release(counts(), register, signer, ledger=ledger_of(tmp_path))
    drawn = illustrate(MARGINALS, rows=4, seed=3).to_csv().encode()
    parameters = '{"rows": 4, "seed": 3}'
    proposal = counts({"rows.csv": drawn}, Kind.ILLUSTRATION, parameters)
    (check,) = check_illustration(proposal, register, register.releases())
    assert (check.name, check.found) == (
        "illustration",
        f"The rows were drawn again from release 1 of {DAY}, Counts and are the same; each is stamped. They cost "
        "no privacy.",
    )
    two = counts({"rows.csv": drawn, "more.csv": drawn}, Kind.ILLUSTRATION, parameters)
    assert refusal(check_illustration, two, register, register.releases(), kind=InvalidData) == (
        "An illustration is one file."
    )
    for wrong in ('{"rows": 5, "seed": 3}', '{"rows": 4, "seed": 4}'):
        assert refusal(check_illustration, replace(proposal, parameters=wrong), register, register.releases()) == (
            "These rows are not what is drawn, with these parameters, from noisy counts that were released from this "
            "data set and not withdrawn. Release the counts first, and the file as `disclosure synthesise` wrote it."
        )
    for wrong in ("", "[]", '{"rows": 4}', '{"rows": "few", "seed": 3}', '{"rows": null, "seed": 1}'):
        assert (
            refusal(
                check_illustration, replace(proposal, parameters=wrong), register, register.releases(), kind=InvalidData
            )
            == "An illustration needs its parameters beside it, as `disclosure synthesise` writes them."
        )
    path = release(proposal, register, signer)
    files = unpack(path.read_bytes(), "it")
    assert sorted(files) == [
        "checks.json", "data/parameters.json", "data/rows.csv", "dictionary.csv", "manifest.json", "method.md",
        "signature.json",
    ]  # fmt: skip
    # It stands beside tables and counts that it was not drawn from.
    again = check_illustration(proposal, register, register.releases())
    assert again == [check]


def test_rows_are_drawn_again_from_counts_and_not_from_tables(register, signer, tmp_path):
    release(tables(), register, signer)
    release(counts(), register, signer, ledger=ledger_of(tmp_path))
    drawn = illustrate(MARGINALS, rows=4, seed=3).to_csv().encode()
    proposal = counts({"rows.csv": drawn}, Kind.ILLUSTRATION, '{"rows": 4, "seed": 3}')
    (check,) = check_illustration(proposal, register, register.releases())
    assert check.found.startswith(f"The rows were drawn again from release 2 of {DAY}, Counts and are the same")


# The dictionary and the method sheet.


def test_the_dictionary_of_tables_has_a_line_for_each_dimension_figure_and_sign():
    extra = '[markers]\n"x" = { kind = "suppressed", low = 2 }\n"<5" = { kind = "suppressed", low = 1, high = 4 }\n'
    extra += '".." = { kind = "not recorded" }'
    table = table_of({"T T": "9", "a0 b1": "<5"}, (2, 2), markers=False, extra=extra)
    lines = [
        "file,column,meaning,values",
        "t,a,a,T; a0",
        "t,b,b,T; b1",
        't,value,number of persons,"a figure, or one of the signs below"',
        "t,value,not recorded,..",
        't,value,"suppressed, 1 to 4",<5',
        't,value,"suppressed, at least 2",x',
    ]
    assert dictionary_of_tables([table]).splitlines() == lines
    assert dictionary_of_tables([table, table]).splitlines() == [*lines, *lines[1:]]


def test_a_dimension_that_a_table_is_at_the_total_of_stands_in_brackets():
    text = SPECIFICATION.replace('columns = { sex = "sex", year = "year" }', 'columns = { year = ["y", "z"] }')
    table = read_table({"y": ["2023"], "z": ["a"], "value": ["9"]}, parse_specification(text))
    assert dictionary_of_tables([table]).splitlines()[1:3] == [
        "victims,(sex),sex,Total",
        "victims,y / z,year,2023 / a",
    ]


def test_the_dictionary_of_rows_lists_the_values_that_occur_unless_they_are_many():
    head = "attribute_1,value_1,attribute_x,count,low,high,form\n"
    rows = "sex,woman,1,5,4,6,b\nsex,man,2,7,6,8,a\nsex,,3,7,6,8,\n"
    assert dictionary_of_rows({"b.csv": (head + rows).encode(), "a.csv": b"x\n"}).splitlines() == [
        "file,column,meaning,values",
        "a.csv,x,attribute of an invented person,",
        "b.csv,attribute_1,attribute number 1 of the combination; blank if there are fewer,sex",
        "b.csv,value_1,value number 1 of the combination; blank if there are fewer,man; woman",
        "b.csv,attribute_x,attribute of an invented person,1; 2; 3",
        'b.csv,count,"persons with these attributes, with noise",whole numbers',
        "b.csv,low,lower limit of the interval for the true number,whole numbers",
        "b.csv,high,upper limit of the interval for the true number,whole numbers",
        "b.csv,form,attribute of an invented person,a; b",
    ]
    for number, listed in ((400, "; ".join(f"v{i:04}" for i in range(400))), (1401, '"1,401 different values"')):
        text = "form\n" + "".join(f"v{i:04}\n" for i in range(number))
        assert dictionary_of_rows({"c.csv": text.encode()}).splitlines()[1] == (
            f"c.csv,form,attribute of an invented person,{listed}"
        )
    assert dictionary_of_rows({"c.csv": ("form\n" + "".join(f"v{i}\n" for i in range(401))).encode()}).endswith(
        ",401 different values\n"
    )
    assert dictionary_of_rows({"c.csv": b""}) == "file,column,meaning,values\n"


def sheet(kind, earlier=(), **changes):
    proposal = replace(counts(kind=kind), **changes)
    return method_sheet(proposal, [Check("one", "Fine."), Check("two", "Good.")], earlier, (), DAY)


BEFORE = {kind: Earlier(n, kind, "Before", "2026-01-02", "") for n, kind in enumerate(Kind, 1)}


def test_a_method_sheet_has_its_parts_in_order():
    text = sheet(
        Kind.NOISY_COUNTS, parameters='{"b_c": 2, "a": "x"}', notes=" Read this. ", earlier=[BEFORE[Kind.TABLES]]
    )
    assert text.startswith(f"# Counts\n\nMade by Ana Lima, approved by Wei Chen and Jean Roux, {DAY}.\n\n")
    assert text.endswith(
        "\n## What was decided\n\n- a: x\n- b c: 2\n\n## Checks passed\n\n- one: Fine.\n- two: Good.\n\n## Notes\n\n"
        "> Read this.\n\n## Released before from the same data set\n\n- release 1 of 2026-01-02, Before\n"
    )
    alone = sheet(Kind.TABLES, parameters="")
    assert alone.endswith(
        "A figure that is shown is shown as it is.\n\n## Checks passed\n\n- one: Fine.\n- two: Good.\n\n"
        "## Released before from the same data set\n\n- none\n"
    )


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("before", [(), (Kind.TABLES,), (Kind.NOISY_COUNTS,), (Kind.TABLES, Kind.ILLUSTRATION)])
def test_tables_and_noisy_counts_from_one_data_set_are_named_together(kind, before):
    both = {Kind.TABLES, Kind.NOISY_COUNTS} <= {kind, *before}
    assert ("**Both kinds.**" in sheet(kind, [BEFORE[one] for one in before])) == both


# Policies.


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("below = 5\ndominance = [2, 80, 1]", "policy: dominance: expected a pair of numbers, found [2, 80, 1]."),
        ('below = 5\ndominance = "2"', "policy: dominance: expected a pair of numbers, found '2'."),
        ('below = 5\ndominance = [2, "k"]', "policy: dominance: expected a pair of numbers, found [2, 'k']."),
        ("below = 5\nprotect = [3, 3]", "policy: protect must run from a lower to a higher figure, found [3, 3]."),
        ("below = 5\nprotect = [1, 1]", "policy: protect must run from a lower to a higher figure, found [1, 1]."),
        ('below = 5\nrelative = "x"', "policy: relative: expected a number of at least 0, found 'x'."),
        ("below = 5\nrelative = true", "policy: relative: expected a number of at least 0, found True."),
        ("below = 5\np_percent = -0.5", "policy: p_percent: expected a number of at least 0, found -0.5."),
        ("below = 4.5", "policy: below must be a whole number of at least 2, but is 4.5."),
        ("below = 0", "policy: below must be a whole number of at least 2, but is 0."),
    ],
)
def test_numbers_of_a_policy_that_cannot_be_meant_are_named(change, words):
    assert refusal(parse_policy, POLICY.replace("below = 5", change), kind=InvalidSpecification) == words


def test_numbers_of_a_policy_are_read_as_they_are():
    text = "below = 2\nprotect = [0, 1]\nrelative = 0\np_percent = 0\ndominance = [1, 75]"
    read = parse_policy(POLICY.replace("below = 5", text))
    assert (read.below, read.protect, read.relative, read.p_percent, read.dominance) == (
        2,
        (0.0, 1.0),
        0.0,
        0.0,
        (1, 75.0),
    )
    assert parse_policy(POLICY.replace("below = 5", "below = 2\nprotect = [1, 1]")).protect == (1.0, 1.0)
    assert read.title == "Policy of the office"
    assert read.source == POLICY.replace("below = 5", text)
    assert read == replace(read, source="")
    assert read.source not in repr(read)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('units = ["persons"]', 'units = "persons"', "policy: units: expected a list of texts, found 'persons'."),
        ('units = ["persons"]', 'units = ["a", ""]', "policy: units: expected a list of texts, found ['a', '']."),
        ('units = ["persons"]', "units = [1]", "policy: units: expected a list of texts, found [1]."),
        ('kinds = ["estimated"]', 'kinds = "estimated"', "policy: kinds has 'estimated'; expected some of: count, "),
        ('kinds = ["estimated"]', 'kinds = ["guessed", "odd"]', "policy: kinds has 'guessed'; expected some of: "),
        ('codes = "sex, 1"', "codes = 1", "policy: dimension 1: name the code list and its edition under codes."),
        ('"Other"] }', '"Oth*"] }', "policy: dimension 1 (sex): name every category in a partition, without *"),
        (
            'codes = "sex, 1"', 'codes = "sex, 1"\nseparate = "x"',
            "policy: dimension 1 (sex): name every category in a partition, without *",
        ),
        (
            'codes = "sex, 1"', 'codes = "sex, 1"\nearlier = [{ codes = "0", maps = { a = [] } }]',
            "policy: dimension 1: earlier: a: expected a list of texts, found [].",
        ),
        (
            'codes = "sex, 1"', 'codes = "sex, 1"\nearlier = [{ codes = "0", maps = ["a"] }]',
            "policy: dimension 1: earlier: expected codes and maps, found {'codes': '0', 'maps': ['a']}.",
        ),
        (
            'codes = "sex, 1"', 'codes = "sex, 1"\nearlier = [{ codes = "0", maps = { a = ["Male", "b"] } }]',
            "policy: dimension 1: 'b' of '0' is no category of 'sex, 1'.",
        ),
    ],
)  # fmt: skip
def test_texts_of_a_policy_that_cannot_be_meant_are_named(old, new, words):
    assert refusal(parse_policy, POLICY.replace(old, new, 1), kind=InvalidSpecification).startswith(words)


def test_recodings_and_kinds_of_a_policy_are_read():
    text = POLICY.replace('kinds = ["estimated"]', 'kinds = ["estimated", "zero", "not recorded"]').replace(
        'codes = "sex, 1"',
        'codes = "sex, 1"\nearlier = [{ codes = "sex, 0", maps = { F = "Female", X = ["Male", "Other"] } }]',
    )
    read = parse_policy(text)
    (recoding,) = read.lists[0].earlier
    assert (recoding.codes, recoding.maps) == ("sex, 0", {"F": ("Female",), "X": ("Male", "Other")})
    assert [kind.word for kind in read.kinds] == ["count", "zero", "suppressed", "estimated", "not recorded"]
    assert [one.dimension.closed for one in read.lists] == [True, False, True]
    assert read.list_of("none") is None


# Files to be released.


def read_files(text, rest=SPECIFICATION, name="victims.csv"):
    return read_released(parse_specification(rest), {name: text.encode()}, "this release")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (("1234", "1,234"), "some figures have a comma for thousands and others have none"),
        (("060", "5"), "the figure '060' is written oddly"),
        (("60.0", "5"), "the figure '60.0' is written oddly"),
        (("12,34", "5"), "the figure '12,34' is written oddly"),
        (("1e3", "5"), "the figure '1e3' is written oddly"),
        (("+60", "5"), "the figure '+60' is written oddly"),
    ],
)
def test_figures_are_written_in_one_form(figures, words):
    text = HEADING + "".join(f'{sex},2023,"{figure}"\n' for sex, figure in zip(("Total", "Male"), figures, strict=True))
    assert refusal(read_files, text) == (
        f"victims.csv: {words}. Write each figure in one form only, such as 1234 or 1,234."
    )


@pytest.mark.parametrize(
    "figures", [("1234", "999"), ("1,234", "999"), ("1,234", "9,999"), ("1234", "9999"), ("0", "<5")]
)
def test_figures_with_or_without_commas_are_read(figures):
    text = HEADING + "".join(f'{sex},2023,"{figure}"\n' for sex, figure in zip(("Total", "Male"), figures, strict=True))
    (table,) = read_files(text)
    assert table.values.low.tolist() == [1 if f == "<5" else float(f.replace(",", "")) for f in figures]


def test_what_stands_beside_a_figure_says_what_its_sign_says():
    head = "sex,year,value,kind,low,high\n"
    good = head + "Total,2023,60,count,60,60\nMale,2023,<5,suppressed,1,4\nOther,2023,*,suppressed,0,\n"
    (table,) = read_files(good)
    assert len(table) == 3
    for old, new, words in (
        ("60,count", "60,zero", "row 2 says kind 'zero'"),
        ("count,60,60", "count,59,60", "row 2 says low '59'"),
        ("count,60,60", "count,60,61", "row 2 says high '61'"),
        ("<5,suppressed,1,4", "<5,suppressed,2,4", "row 3 says low '2'"),
        ("*,suppressed,0,", "*,suppressed,0,9", "row 4 says high '9'"),
    ):
        assert refusal(read_files, good.replace(old, new)) == (
            f"victims.csv: {words}, which its sign does not tell. Write the file with `disclosure protect`, or take "
            "the column out."
        )


def test_a_wide_table_may_have_no_other_columns():
    wide = SPECIFICATION.replace(
        'columns = { sex = "sex", year = "year" }',
        'columns = { year = "year" }\nwide = { dimension = "sex", columns = { T = "Total", M = "Male" } }',
    )
    (table,) = read_files("year,T,M\n2023,60,30\n2024,70,40\n", wide)
    assert len(table) == 4
    assert refusal(read_files, "year,T,M,low,kind\n2023,60,30,1,x\n", wide) == (
        "victims.csv: nobody audits the columns kind, low. Take them out of the file."
    )
    assert "written oddly" in refusal(read_files, "year,T,M\n2023,60,030\n", wide)


def test_figures_that_are_repeated_or_said_to_be_unpublished_are_counted():
    repeated = SPECIFICATION.replace("[markers]", 'duplicates = "first"\n[markers]')
    assert refusal(read_files, SAFE + "Other,2023,<5\n", repeated) == (
        "victims.csv: 1 figure in it is repeated or said to be unpublished. Take it out."
    )
    assert refusal(read_files, SAFE + "Other,2023,<5\nMale,2023,*\n", repeated) == (
        "victims.csv: 2 figures in it are repeated or said to be unpublished. Take it out."
    )
    unpublished = SPECIFICATION + 'unpublished = [{ sex = "Other" }, { sex = "Male" }]\n'
    assert refusal(read_files, SAFE, unpublished) == (
        "victims.csv: 2 figures in it are repeated or said to be unpublished. Take it out."
    )


def test_files_are_found_by_the_names_of_the_specification():
    named = parse_specification(SPECIFICATION + 'file = "folder/victims.csv"\n')
    data = {"victims.csv": SAFE.encode()}
    assert len(read_released(named, data, "it")) == len(read_truth(named, {"other.csv": TRUTH.encode()})) == 1
    assert refusal(read_released, named, {"other.csv": SAFE.encode()}, "it", kind=InvalidData) == (
        "The specification names victims.csv, which is not among the files to be released."
    )
    two = {"a.csv": TRUTH.encode(), "b.csv": TRUTH.encode()}
    assert refusal(read_truth, named, two, kind=InvalidData) == (
        "The specification names victims.csv, which is not among the true figures."
    )
    unnamed = parse_specification(SPECIFICATION)
    assert refusal(read_truth, unnamed, two, kind=InvalidData) == (
        "The specification names a file for table 'victims', which is not among the true figures."
    )
    assert refusal(read_released, named, {**data, "b.csv": b"", "a.csv": b""}, "it") == (
        "No table of the specification is in a.csv, b.csv: what is not audited stays here."
    )
    assert refusal(
        read_released,
        unnamed,
        {
            "victims.XLSX": b"",
        },
        "it",
    ) == ("Tables are released as CSV, but not victims.XLSX: other files hold what nobody sees.")
    assert len(read_released(unnamed, {"VICTIMS.CSV": SAFE.encode()}, "it")) == 1
    header = parse_specification(SPECIFICATION + "header_row = 2\n")
    assert refusal(read_released, header, data, "it") == (
        "victims.csv: the headings must stand in the first row, for words above them are not audited."
    )


def test_rows_that_are_not_released_may_be_in_the_truth():
    unpublished = parse_specification(SPECIFICATION + 'unpublished = [{ sex = "Other" }]\n')
    (table,) = read_truth(unpublished, {"t.csv": TRUTH.encode()})
    assert (table.published.all(), table.release) == (True, "the true figures")


# Proposals and the register.


@pytest.mark.parametrize("name", ["a.csv", "counts 2023.csv", "a.b"])
def test_files_with_plain_names_may_be_proposed(name):
    assert list(tables(data={name: b"x"}).data) == [name]


@pytest.mark.parametrize(
    "name", ["", ".a", "a/b", "a\\b", "a:b", 'a"b', "a\nb", "a\0b", "specification.toml", "parameters.json"]
)
def test_files_with_other_names_may_not(name):
    assert refusal(tables, data={"good.csv": b"", name: b"x"}, kind=InvalidArgument) == (
        f"A file of a release is named plainly, like counts.csv, not {name!r}."
    )


def test_names_are_compared_as_people_read_them():
    assert same_person(" Ａna  LIMA ") == same_person("ana lima") == "ana lima"
    assert same_person("Straße") == same_person("STRASSE")
    assert refusal(tables, author=" ", kind=InvalidData) == "A release needs the name of its author, but it is blank."
    assert refusal(tables, approved_by=("Wei Chen", "ana LIMA"), kind=InvalidData) == (
        "Ana Lima made the figures and cannot approve them as well: name two other people."
    )
    for given, found in (
        (("Wei Chen", " "), "Wei Chen"),
        (("Wei Chen", "wei chen"), "Wei Chen, wei chen"),
        ((), "nobody"),
    ):
        assert refusal(tables, approved_by=given, kind=InvalidData) == (
            f"A release needs two people beside its author who approve it, but there is {found}."
        )


def test_a_register_names_its_data_set_and_needs_one(tmp_path, register, signer):
    assert register.data_set == "cases"
    none = Register(tmp_path / "none")
    for call in (none.releases, lambda: none.data_set, lambda: none.policy(signer)):
        assert refusal(call, kind=InvalidData) == (
            f"There is no register in {tmp_path / 'none'}: begin one with `disclosure release create`."
        )
    assert refusal(register.withdraw, 1, signer, reason="x", by="y", kind=InvalidData) == (
        "There is no release 1 of 'cases' that could be withdrawn."
    )
    for reason, by in ((" ", "y"), ("x", " ")):
        assert refusal(register.withdraw, 1, signer, reason=reason, by=by, kind=InvalidData) == (
            "Withdrawing a release needs a reason and a name."
        )
        assert refusal(register.set_policy, POLICY, signer, reason=reason, by=by, kind=InvalidData) == (
            "A policy needs a reason and the name of who decided it."
        )


def test_releases_keep_the_number_of_their_policy(register, signer):
    release(tables(), register, signer)
    set_policy(register, signer, POLICY.replace("Policy of", "Second policy of"))
    later = SAFE.replace("2023", "2024"), TRUTH.replace("2023", "2024")
    release(tables(*later), register, signer)
    assert [(one.number, one.policy) for one in register.releases()] == [(1, 1), (2, 2)]
    assert register.policy(signer).title == "Second policy of the office"
    assert [one.sealed for one in register.releases()] == [
        sha256(register.sealed_path(number).read_bytes()) for number in (1, 2)
    ]
    assert [one.sha256 for one in register.releases()] == [
        sha256(register.path(number).read_bytes()) for number in (1, 2)
    ]


def test_a_bundle_or_its_sealed_figures_that_are_gone_or_changed_are_named(register, signer):
    release(tables(), register, signer)
    (made,) = register.releases()
    for path, call, what in (
        (register.sealed_path(1), lambda: register.unseal(made, signer), "what was sealed with"),
        (register.path(1), lambda: register.bundle(made), "the bundle of"),
    ):
        kept = path.read_bytes()
        assert call()
        for change in (lambda p, k=kept: p.write_bytes(k + b"x"), lambda p: p.unlink()):
            change(path)
            assert refusal(call, kind=InvalidData).startswith(
                f"{path} is missing or is not {what} release 1 of {DAY}, Victims 2023. Without "
            )
        path.write_bytes(kept)
    assert refusal(register.unseal, replace(made, sealed=""), signer, kind=InvalidData).startswith(
        f"{register.sealed_path(1)} is missing"
    )


def test_a_zip_of_a_release_is_read_by_any_program(register, signer):
    with zipfile.ZipFile(io.BytesIO(release(tables(), register, signer).read_bytes())) as archive:
        assert archive.testzip() is None
        read = parse_rules(archive.read("data/thresholds.toml").decode())
        assert read == replace(parse_rules(THRESHOLDS), protect=(1.0, 4.0))


# Before anyone approves.


def test_a_dry_run_says_what_the_release_would_say_and_what_to_hide(register, signer):
    release(tables(), register, signer)
    lines = len(register.releases())
    both = f"{HEADING}Female,2023,28\nMale,2023,30\n"
    proposal = tables(both, both)
    found = dry_run(proposal, register, signer)
    assert found.refusal == refusal(release, proposal, register, signer)
    year = {"year": "2023", "form": "All"}
    assert found.unmasking == [Unmasking({"sex": "Female"} | year, {"sex": "Other"} | year)]
    without = f"{HEADING}Female,2023,*\nMale,2023,30\n"
    assert dry_run(tables(without, both), register, signer) == DryRun([])
    assert len(register.releases()) == lines
    release(tables(without, both), register, signer)


def test_what_was_shown_before_is_not_named_as_what_to_hide(register, signer):
    """Of another edition 61 is the total, and the two other figures stand in both."""
    shown = f"{HEADING}Total,2023,60\nFemale,2023,28\nMale,2023,*\nOther,2023,<5\n"
    release(tables(shown), register, signer)
    both = f"{HEADING}Female,2023,28\nMale,2023,30\n"
    found = dry_run(tables(both, both), register, signer)
    assert [one.figure["sex"] for one in found.unmasking] == ["Male"]


def test_a_dry_run_refuses_what_is_small_or_revised_and_names_nothing_to_hide(register, signer):
    release(tables(), register, signer)
    small = f"{HEADING}Other,2023,2\n"
    assert dry_run(tables(small, small), register, signer) == DryRun(
        [], refusal(release, tables(small, small), register, signer)
    )
    revised = f"{HEADING}Total,2023,61\n"
    assert dry_run(tables(revised, revised), register, signer) == DryRun(
        [], refusal(release, tables(revised, revised), register, signer, kind=InvalidData)
    )
