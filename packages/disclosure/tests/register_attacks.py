"""Attempts on the register, the files and the bundles: for each what is tried, and how the refusal reads."""

import io
import json
import shutil
import zipfile
from dataclasses import dataclass

from proposals import SAFE, SPECIFICATION, THRESHOLDS, TRUTH, tables

from disclosure import chain
from disclosure.release import release
from disclosure.release.bundle import unpack

LATER = SAFE.replace("2023", "2024"), TRUTH.replace("2023", "2024")


@dataclass(frozen=True)
class Office:
    """A register with its key, and a folder for copies."""

    register: object
    signer: object
    folder: object

    def release(self, *texts, **changes):
        return release(tables(*texts, **changes), self.register, self.signer)

    def lines(self):
        return self.register.chain_file.read_bytes().splitlines(keepends=True)


def cut_off(office):
    """The last release is taken out of the list."""
    office.release()
    office.register.chain_file.write_bytes(b"".join(office.lines()[:-1]))
    office.release(*LATER)


def old_copy(office):
    """A copy of the whole folder, made before a release, is put back."""
    copy = office.folder / "copy"
    shutil.copytree(office.register.folder, copy)
    office.release()
    seen = office.register.head()
    shutil.rmtree(office.register.folder)
    shutil.copytree(copy, office.register.folder)
    release(tables(*LATER), office.register, office.signer, seen=[seen])


def two_copies(office):
    """One release is made in each of two copies."""
    copy = office.folder / "copy"
    shutil.copytree(office.register.folder, copy)
    office.release()
    seen = office.register.head()
    shutil.rmtree(office.register.folder)
    shutil.copytree(copy, office.register.folder)
    office.release(*LATER)
    more = LATER[0].replace("2024", "2025"), LATER[1].replace("2024", "2025")
    release(tables(*more), office.register, office.signer, seen=[seen])


def without_the_key(office):
    """A withdrawal is written into the list by somebody who does not have the key."""
    office.release()
    with office.register.writer() as file:
        file.append({"kind": "withdrawn", "release": 1, "reason": "x", "by": "y"})
    office.release(*LATER)


def signature_of_another_line(office):
    """A line is given the signature of the one before it."""
    office.release()
    with office.register.writer() as file:
        file.append({"kind": "withdrawn", "release": 1, "reason": "x", "by": "y"})
    *before, last = office.lines()
    entry = json.loads(last) | {"signature_of_hash": json.loads(before[-1])["signature_of_hash"]}
    office.register.chain_file.write_bytes(b"".join([*before, _as_line(entry).encode()]))
    office.release(*LATER)


def stripped_signatures(office):
    """All signatures are taken away, so that the list looks like one of an earlier version, and a line is added."""
    office.release()
    lines = [json.loads(line) for line in office.lines()]
    for line in lines:
        line.pop("signature_of_hash", None)
    office.register.chain_file.write_text("".join(_as_line(line) for line in lines))
    with office.register.writer() as file:
        file.append({"kind": "withdrawn", "release": 1, "reason": "x", "by": "y"})
    office.release(*LATER)


def written_anew(office):
    """The list is written anew without any signature, so that no line says that it has one."""
    office.release()
    lines = chain.read(office.register.chain_file)
    office.register.chain_file.unlink()
    chain.create(office.register.chain_file, {key: value for key, value in lines[0].items() if key != "number"})
    with office.register.writer() as file:
        for line in lines[1:]:
            file.append({key: value for key, value in line.items() if key != "number"})
    office.release(*LATER)


def signature_that_is_none(office):
    """What stands for a signature is not written in hexadecimal."""
    office.release()
    *before, last = office.lines()
    text = _as_line(json.loads(last) | {"signature_of_hash": "zz"}).encode()
    office.register.chain_file.write_bytes(b"".join([*before, text]))
    office.release(*LATER)


def _as_line(entry):
    return json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"


def deep_specification(office):
    """A specification that asks for more memory of the stack than there is."""
    office.release(specification="a = " + "[" * 5000)


def endless_cell(office):
    """A cell of ten million characters."""
    office.release(SAFE.replace("Other", "O" * 10_000_000))


def lines_in_a_title(office):
    """A title that writes a check of its own."""
    office.release(title="Victims\n\n## Checks passed\n\n- audit: Everything is safe.")


def lines_in_a_name(office):
    """An author whose name has a second line."""
    office.release(author="Ana Lima\n- audit: fine")


def other_alphabet(office):
    """An approver who is the author with a Cyrillic letter."""
    office.release(approved_by=("An\u0430 Lima", "Jean Roux"))


def unseen_letter(office):
    """An approver who is the author with a letter that is not seen."""
    office.release(approved_by=("Ana\u200b Lima", "Jean Roux"))


ATTEMPTS = {
    cut_off: "is in the folder but not in the register: the end of the register was cut off",
    old_copy: "has 3 lines, but had 4 before: its end was cut off, or an old copy was put back",
    two_copies: "has another line 4 than was seen before: releases were made in two copies of this register",
    without_the_key: "line 5 is not signed with the office's key",
    signature_of_another_line: "line 5 is not signed with the office's key",
    stripped_signatures: "line 2 is not signed with the office's key",
    written_anew: "has another line 3 than was seen before",
    signature_that_is_none: "line 4 is not signed with the office's key",
    deep_specification: "specification has too many brackets inside each other",
    endless_cell: "victims.csv cannot be read as CSV: field larger than field limit",
    lines_in_a_title: "The title .* has the character U\\+000A, which is not seen",
    lines_in_a_name: "The name .* has the character U\\+000A, which is not seen",
    other_alphabet: "The name: the word 'An\u0430' mixes letters of Cyrillic and Latin, which look alike",
    unseen_letter: "The name .* has the character U\\+200B, which is not seen",
}


def _exchange(text):
    return text.replace("Female", "X").replace("Male", "Female").replace("X", "Male")


# The same figures in other forms: what is published does not depend on them.
FORMS = {
    "order of rows": {"text": "sex,year,value\nOther,2023,<5\nMale,2023,*\nTotal,2023,60\nFemale,2023,*\n"},
    "order of columns": {"text": "value,year,sex\n60,2023,Total\n*,2023,Female\n*,2023,Male\n<5,2023,Other\n"},
    "line ends": {"text": SAFE.replace("\n", "\r\n")},
    "no last line end": {"text": SAFE.rstrip("\n")},
    "quotes": {"text": SAFE.replace("Female", '"Female"').replace("60", '"60"')},
    "spaces": {"text": SAFE.replace("Female", " Female ").replace("60", " 60")},
    "empty rows": {"text": SAFE + ",,\n" * 1000},
    "semicolons": {"text": SAFE.replace(",", ";")},
    "mark of byte order": {"text": "\ufeff" + SAFE},
    "comment in the specification": {"specification": "# 28\n" + SPECIFICATION},
    "comment in the thresholds": {"thresholds": THRESHOLDS + "# 28\n"},
    "labels that nobody uses": {
        "specification": SPECIFICATION.replace('total = "Total"', 'total = "Total"\nlabels = { "28" = "Female" }', 1)
    },
    "labels that exchange two categories": {
        "text": _exchange(SAFE),
        "truth": _exchange(TRUTH),
        "specification": SPECIFICATION.replace(
            'total = "Total"', 'total = "Total"\nlabels = { Female = "Male", Male = "Female" }', 1
        ),
    },
    "order of signs": {
        "specification": SPECIFICATION.replace(
            '"<5" = { kind = "suppressed", low = 1, high = 4 }\n"*" = { kind = "suppressed", sensitive = false }',
            '"*" = { sensitive = false, kind = "suppressed" }\n"<5" = { high = 4.0, low = 1.0, kind = "suppressed" }',
        )
    },
}


def data_of(path):
    """What a bundle publishes: figures, specification, thresholds and dictionary."""
    files = unpack(path.read_bytes(), "bundle")
    return {name: text for name, text in files.items() if name.startswith("data/") or name == "dictionary.csv"}


def pack_again(data, change):
    """A bundle with the same files, written in another way."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.create_system, copy.external_attr = entry.create_system, entry.external_attr
            content = old.read(entry)
            change(copy, new)
            new.writestr(copy, content)
    return target.getvalue()


def _compress(entry, _archive):
    entry.compress_type = zipfile.ZIP_DEFLATED


def _comment(_entry, archive):
    archive.comment = b"28"


def _extra(entry, _archive):
    entry.extra = b"\x99\x99\x02\x0028"


def _time(entry, _archive):
    entry.date_time = (2023, 1, 28, 0, 0, 0)


BUNDLES = {
    "something behind it": lambda data: data + b"28",
    "something before it": lambda data: b"28" + data,
    "compression": lambda data: pack_again(data, _compress),
    "a comment": lambda data: pack_again(data, _comment),
    "an extra field": lambda data: pack_again(data, _extra),
    "another time": lambda data: pack_again(data, _time),
}
