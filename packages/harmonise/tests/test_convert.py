import csv
import json
import stat
from datetime import date

import duckdb
import pytest
from made_files import HTCDS, SYNTHETIC, UNODC, htcds_rows, synthetic_rows, unodc_rows, write_csv

from harmonise import convert_file, make_key, parse_layout, pseudonymise_file, read_key, read_layout
from harmonise.errors import HarmoniseError, InvalidArgument, WeakKey
from harmonise.pseudonymise import FIELDS, pseudonyms

KEY = bytes.fromhex("8f3a1c55d2e0974b6a08b1f7c93d24e6501ba4977e0cd86f12f5e3890a6bc74d")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_figures_keep_their_kind(tmp_path):
    rows = unodc_rows(3)
    convert_file(write_csv(tmp_path / "a.csv", UNODC, rows), read_layout("unodc"), tmp_path / "b.csv")
    for row, line in zip(rows, read(tmp_path / "b.csv"), strict=True):
        shown = [line[f"txtVALUE{part}"] for part in ("", " kind", " low", " high")]
        if row[11] == "<5":
            assert [*shown[:2], *map(float, shown[2:])] == ["", "suppressed", 1.0, 4.0]
        else:
            figure = int(row[11].replace(",", ""))
            assert shown == [str(figure), "count" if figure else "zero", "", ""]
    assert {line["Sex in sex"] for line in read(tmp_path / "b.csv")} == {"total", "female", "male"}


def test_an_empty_cell_is_never_zero(tmp_path):
    rows = synthetic_rows(2)
    done = convert_file(
        write_csv(tmp_path / "a.csv", SYNTHETIC, rows), read_layout("ctdc-synthetic"), tmp_path / "b.csv"
    )
    place = SYNTHETIC.index("meansThreats")
    lines = read(tmp_path / "b.csv")
    assert [line["meansThreats kind"] for line in lines] == ["count" if row[place] else "not recorded" for row in rows]
    assert [line["meansThreats"] for line in lines] == [row[place] for row in rows]
    assert done.unread == 0


def test_several_forms_in_a_cell_stay_several(tmp_path):
    rows = htcds_rows(1)
    done = convert_file(write_csv(tmp_path / "a.csv", HTCDS, rows), read_layout("htcds"), tmp_path / "b.csv")
    forms = {line["vic_TypeOfExploitation in forms"] for line in read(tmp_path / "b.csv")}
    assert forms == {"forced_labour;forced_begging", "sexual", "forced_marriage"}
    gender = next(each for each in done.columns if each.column == "prs_Gender")
    assert gender.mapping == "htcds-gender, edition 1 to sex, edition 1, mapping 1"
    assert "Lost: that gender was recorded, and not sex." in gender.sentences[1]


def test_what_cannot_be_read_is_empty_without_a_kind_and_counted(tmp_path):
    rows = unodc_rows(1)
    rows[0][11], rows[1][11], rows[2][7] = "many", "", "Femail"
    done = convert_file(write_csv(tmp_path / "a.csv", UNODC, rows), read_layout("unodc"), tmp_path / "b.csv")
    lines = read(tmp_path / "b.csv")
    assert [(line["txtVALUE"], line["txtVALUE kind"]) for line in lines[:2]] == [("", ""), ("", "not recorded")]
    assert lines[2]["Sex"] == ""
    assert {each.column: each.unread for each in done.columns if each.unread} == {"Sex": 1, "txtVALUE": 1}


def test_parquet_has_types(tmp_path):
    convert_file(write_csv(tmp_path / "a.csv", HTCDS, htcds_rows(1)), read_layout("htcds"), tmp_path / "b.parquet")
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE '{tmp_path}/b.parquet')").fetchall())
    wanted = ("row", "prs_Birthdate", "vic_AgeWhenTrafficked", "prs_Gender")
    assert [types[name] for name in wanted] == ["BIGINT", "DATE", "BIGINT", "VARCHAR"]


def test_the_same_file_gives_the_same_bytes(tmp_path):
    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1))
    for name in ("b.parquet", "c.parquet"):
        convert_file(file, read_layout("unodc"), tmp_path / name)
    assert (tmp_path / "b.parquet").read_bytes() == (tmp_path / "c.parquet").read_bytes()


@pytest.mark.parametrize("name", ["a.csv", "b.xlsx"])
def test_a_target_that_cannot_be_written_is_refused(tmp_path, name):
    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1))
    with pytest.raises(InvalidArgument, match=r"expected another file than the one read, ending in \.csv or \.parquet"):
        convert_file(file, read_layout("unodc"), tmp_path / name)


def pseudonymised(tmp_path, rows, key=KEY, **options):
    file = write_csv(tmp_path / "cases.csv", HTCDS, rows)
    done = pseudonymise_file(file, read_layout("htcds"), key, tmp_path / "out.csv", **options)
    return done, read(tmp_path / "out.csv")


def test_nothing_that_identifies_a_person_is_left(tmp_path):
    rows = htcds_rows(1)
    for row in rows:
        row[0], row[1], row[5], row[13] = "Canary", "Bird", "+390000CANARY", "canary@example.org"
    done, lines = pseudonymised(tmp_path, rows)
    text = (tmp_path / "out.csv").read_text("utf-8").casefold()
    assert [each for each in ("canary", "bird", *(row[2] for row in rows)) if each in text] == []
    personal = ("prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_MobilePhone", "cas_IncomingReferralDetails")
    assert done.removed == tuple(name for name in [c.name for c in read_layout("htcds").columns] if name in personal)
    assert list(lines[0]) == [
        *FIELDS,
        *(name for name in [c.name for c in read_layout("htcds").columns] if name in HTCDS and name not in personal),
    ]
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_the_same_person_has_the_same_pseudonym_in_two_files(tmp_path):
    rows = htcds_rows(1, 2)
    rows[0][:3] = ["José", "Núñez", "1990-05-17"]
    rows[1][:3] = [" NUNEZ ", "jose", "1990-05-17"]
    _, (one, other) = pseudonymised(tmp_path, rows)
    assert [one[field] for field in FIELDS] == [other[field] for field in FIELDS]
    assert one["birth year"] == "1990"


def test_another_key_gives_other_pseudonyms():
    one = pseudonyms(["Amal", "Haddad"], date(1990, 5, 17), KEY)
    other = pseudonyms(["Amal", "Haddad"], date(1990, 5, 17), KEY[::-1])
    assert [a == b for a, b in zip(one, other, strict=True)] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "Muhamad"),
        ("Mohammed", "محمد"),
        ("Мохаммед", "محمد"),
        ("Ivanova", "Иванова"),
        ("Ahmed", "أحمد"),
        ("Omar", "عمر"),
        ("Traoré", "Traore"),
    ],
)
def test_other_spellings_sound_alike(one, other):
    assert pseudonyms([one], None, KEY)[2] == pseudonyms([other], None, KEY)[2]


def test_rows_without_a_name_have_no_pseudonym(tmp_path):
    rows = htcds_rows(1, 3)
    rows[0][:2] = ["", " "]
    rows[1][2] = ""
    done, lines = pseudonymised(tmp_path, rows)
    assert done.without_person == 2
    assert [bool(line["person pseudonym"]) for line in lines] == [False, False, True]
    assert [bool(line["name pseudonym"]) for line in lines] == [False, True, True]


def test_pseudonyms_are_hmacs():
    """RFC 2104, computed here from SHA-256 by hand."""
    import hashlib

    block = KEY.ljust(64, b"\0")
    content = b"harmonise 1\0" + b"\0".join([b"name pseudonym", b"amal", b"haddad"])
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + content).digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()
    assert pseudonyms(["Haddad", "Amal"], None, KEY)[1] == outer[:32]


def test_a_layout_without_names_is_refused(tmp_path):
    file = write_csv(tmp_path / "a.csv", SYNTHETIC, synthetic_rows(1))
    with pytest.raises(InvalidArgument, match="expected columns with names, as layout ctdc-synthetic marks them"):
        pseudonymise_file(file, read_layout("ctdc-synthetic"), KEY, tmp_path / "b.csv")


def test_a_new_key_is_strong_and_never_written_over(tmp_path):
    make_key(tmp_path / "key")
    assert len(read_key(tmp_path / "key")) == 32
    with pytest.raises(HarmoniseError, match="it is there already and is kept"):
        make_key(tmp_path / "key")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("correct horse battery staple", "expected hexadecimal digits or Base64"),
        ("8f3a1c55", "expected at least 32 bytes; found 4"),
        ("00" * 32, "follow a pattern or are text"),
        (bytes(range(64)).hex(), "follow a pattern or are text"),
        (b"the quick brown fox jumps over the lazy dog".hex(), "follow a pattern or are text"),
        ("abcd" * 16, "follow a pattern or are text"),
        ("", "expected at least 32 bytes; found 0"),
    ],
)
def test_weak_keys_are_refused(tmp_path, content, sentence):
    file = tmp_path / "key"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(WeakKey, match=sentence):
        read_key(file)


def test_a_key_that_others_can_read_is_refused(tmp_path):
    file = tmp_path / "key"
    file.write_text(KEY.hex())
    file.chmod(0o640)
    with pytest.raises(WeakKey, match="expected a file that only its owner can read"):
        read_key(file)


def test_the_loss_report_as_json(tmp_path):
    from harmonise.cli import main

    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1))
    out, report = str(tmp_path / "b.csv"), tmp_path / "loss.json"
    assert main(["convert", str(file), "--layout", "unodc", "--to", out, "--report", str(report), "--quiet"]) == 0
    content = json.loads(report.read_text("utf-8"))
    assert content["rows"] == len(unodc_rows(1))
    assert [each["column"] for each in content["columns"]] == UNODC


def test_own_layouts_convert_by_their_own_codes(tmp_path):
    layout = parse_layout(
        'name = "a"\ntitle = "A"\nrows = "cases"\n[[column]]\nname = "sex"\ntype = "code"\n'
        'codes = { F = ["mujer"], M = ["varón"] }\nkinds = { "no consta" = "not recorded", "n/a" = "not applicable" }\n'
    )
    file = write_csv(tmp_path / "a.csv", ["sex"], [["Mujer"], ["VARÓN"], ["No consta"], ["n/a"], ["F"]])
    convert_file(file, layout, tmp_path / "b.csv")
    assert [(line["sex"], line["sex kind"]) for line in read(tmp_path / "b.csv")] == [
        ("F", ""),
        ("M", ""),
        ("", "not recorded"),
        ("", "not applicable"),
        ("F", ""),
    ]
