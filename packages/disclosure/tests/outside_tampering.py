"""Attacks on what is kept: bundles, registers, ledgers; and proposals that exhaust a machine.

Bundles and registers are changed as somebody with the files could; who checks them has only the public key.
"""

import io
import json
import shutil
import struct
import warnings
import zipfile
from dataclasses import replace

from outside_world import sheet
from proposals import tables

from disclosure.privacy import Count, NoisyMarginals, Spend
from disclosure.release.proposal import Kind

FIRST = "Total:60 Female:*28 Male:*30 Other:<2"
WOMEN = "Total:*60 Female:28 Male:*30 Other:<2"
MEN = "Total:60 Female:*28 Male:30 Other:<2"


def with_comment(data):
    """A comment at the end of the archive, its length stated."""
    return data[:-2] + struct.pack("<H", 10) + b"Other is 2"


def with_second_entry(data):
    """A second file of a name that is there already; most programs unpack the last."""
    file = io.BytesIO(data)
    with warnings.catch_warnings(action="ignore", category=UserWarning), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("data/victims.csv", "sex,year,value\nOther,2023,2\n")
    return file.getvalue()


def with_entry(name):
    def add(data):
        file = io.BytesIO(data)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, "Other,2023,2\n")
        return file.getvalue()

    return add


def with_gap(data):
    """Bytes between the entries and the list of entries, which no entry holds."""
    place = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[place + 16 : place + 20])[0]
    end = data[place : place + 16] + struct.pack("<I", start + 10) + data[place + 20 :]
    return data[:start] + b"Other is 2" + data[start:place] + end


def with_local_name(data):
    """The name before an entry's bytes is another than the one in the list of entries."""
    return data.replace(b"data/victims.csv", b"data/Other_2.csv", 1)


def with_second_end(data):
    """A second archive behind the first; some programs read the first, some the last."""
    return data + with_entry("Other.txt")(data)


def compressed(data):
    """The same files, compressed."""
    return packed_again(data, zipfile.ZIP_DEFLATED)


def packed_again(data, how=zipfile.ZIP_STORED, extra=b"", comment=b"", time=None):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            made = zipfile.ZipInfo(info.filename, time or info.date_time)
            made.extra, made.comment, made.compress_type = extra, comment, how
            made.external_attr = info.external_attr
            new.writestr(made, old.read(info))
    return file.getvalue()


BUNDLES = {
    "bytes behind it": lambda data: data + b"Other is 2",
    "bytes before it": lambda data: b"Other is 2" + data,
    "a comment of the archive": with_comment,
    "a second file of one name": with_second_entry,
    "a file more": with_entry("data/more.csv"),
    "a file outside": with_entry("../more.csv"),
    "a folder more": with_entry("data/"),
    "bytes between": with_gap,
    "another name before a file": with_local_name,
    "two archives in one": with_second_end,
    "compression": compressed,
    "an extra field": lambda data: packed_again(data, extra=b"\xfe\xca\x02\x00\x32\x00"),
    "a comment of a file": lambda data: packed_again(data, comment=b"Other is 2"),
    "another time of files": lambda data: packed_again(data, time=(2002, 2, 2, 2, 2, 2)),
    "another figure": lambda data: data.replace(b"Total,2023,60", b"Total,2023,62"),
}


def copy(folder):
    kept = folder.with_name(folder.name + "-kept")
    shutil.copytree(folder, kept)
    return kept


def put_back(folder, kept):
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)


def cut_line(folder):
    """The last line of the list is cut off."""
    path = chain_of(folder)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))


def chain_of(folder):
    (path,) = [
        p
        for p in folder.iterdir()
        if p.is_file() and "sealed" not in p.name and p.suffix != ".zip" and "lock" not in p.name
    ]
    return path


def edit_line(folder):
    path = chain_of(folder)
    path.write_text(path.read_text().replace("victims.csv", "wictims.csv").replace("tables", "table"))


def cut_half(folder):
    path = chain_of(folder)
    path.write_text(path.read_text()[:-20])


def remove(pattern):
    def do(folder):
        paths = sorted(folder.rglob(pattern))
        paths[-1].unlink()

    return do


def empty(pattern):
    def do(folder):
        sorted(folder.rglob(pattern))[-1].write_bytes(b"")

    return do


def exchange_sealed(folder):
    one, two = sorted(folder.rglob("*.sealed"))[:2]
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


REGISTERS = {
    "the last line cut off": cut_line,
    "half of the last line cut off": cut_half,
    "a line changed": edit_line,
    "a bundle removed": remove("*.zip"),
    "sealed figures removed": remove("*.sealed"),
    "sealed figures emptied": empty("*.sealed"),
    "sealed figures exchanged": exchange_sealed,
}

FORGED = "x\n\n## Checks\n\n- audit: nothing can be computed.\n\n**What was not.** Nothing.\n"
SHEETS = {
    "notes": lambda made: replace(made, notes=FORGED),
    "a title": lambda made: replace(made, title=FORGED),
    "an author": lambda made: replace(made, author=FORGED),
    "an approver": lambda made: replace(made, approved_by=("Wei Chen", FORGED)),
    "a population": lambda made: replace(
        made, specification=made.specification.replace('id = "victims"', f"id = {json.dumps(FORGED)}")
    ),
    "a name of a table": lambda made: replace(
        made,
        specification=made.specification.replace(
            '[[table]]\nname = "victims"', f"[[table]]\nname = {json.dumps(FORGED)}"
        ),
    ),
    "thresholds": lambda made: replace(
        made, thresholds=made.thresholds.replace('"Thresholds of the office"', json.dumps(FORGED))
    ),
}


def long_chain(count):
    """A specification with a hierarchy of so many levels."""
    rows = ", ".join(f'{{ parent = "l{n}", parts = ["l{n + 1}", "m{n + 1}"] }}' for n in range(count))
    return f'[[dimension]]\nname = "form"\ntotal = "l0"\npartition = [{rows}]\n[[table]]'


def round_chain(_):
    """Parts of parts that are their own parents."""
    rows = '{ parent = "a", parts = ["b", "c"] }, { parent = "b", parts = ["a", "d"] }'
    return f'[[dimension]]\nname = "form"\ntotal = "a"\npartition = [{rows}]\n[[table]]'


BIG = "9" * 5000
EXHAUSTING = {
    "a deep hierarchy": lambda: sheet(FIRST, change=lambda s: s.replace("[[table]]", long_chain(3000))),
    "a hierarchy in a circle": lambda: sheet(FIRST, change=lambda s: s.replace("[[table]]", round_chain(0))),
    "a very long figure": lambda: sheet(FIRST.replace("60", BIG)),
    "a figure beyond whole numbers of a machine": lambda: sheet(
        "Total:9007199254740995 Female:9007199254740992 Male:0 Other:<3"
    ),
    "a figure that is infinite": lambda: sheet(
        FIRST, data=lambda d: d.replace("60", "inf"), truth=lambda d: d.replace("60", "inf")
    ),
    "a figure that is no number": lambda: sheet(
        FIRST, data=lambda d: d.replace("60", "nan"), truth=lambda d: d.replace("60", "nan")
    ),
    "a figure below zero": lambda: sheet("Total:60 Female:*28 Male:34 Other:*-2"),
    "a very long cell": lambda: sheet(FIRST, data=lambda d: d.replace("Other", "O" * 10**7)),
    "a sign with many limits": lambda: sheet(FIRST, change=lambda s: s.replace("high = 4", "high = 1e400")),
    "a quote that never ends": lambda: sheet(FIRST, data=lambda d: d.replace("Other", '"Other')),
    "bytes that are no text": lambda: replace(sheet(FIRST), data={"victims.csv": b"\xff\xfe\x00" * 1000}),
    "a specification in a knot": lambda: sheet(FIRST, change=lambda s: s + "x = " + "[" * 3000 + "]" * 3000 + "\n"),
    "a name of a file that climbs": lambda: climbing("../victims.csv"),
    "a name of a file of the bundle": lambda: climbing("manifest.json"),
}


def climbing(name):
    made = sheet(FIRST)
    files = {name: made.data["victims.csv"]}
    return replace(made, data=files, truth={name: made.truth["victims.csv"]})


def noisy(ledger):
    """Counts that cost epsilon 0.7, and are in the ledger."""
    counts = NoisyMarginals(Count(100, 90, 110), {(("form", "labour"),): Count(80, 70, 90)}, {"order": 1})
    ledger.finish(ledger.reserve(Spend("counts", {}, 0.01, 1e-8, 0.7, 1e-6)), counts.sha256)
    parameters = '{"epsilon": 0.7, "delta": 1e-06, "unit": "person"}'
    files = {"counts.csv": counts.to_csv().encode()}
    nothing = {"specification": "", "thresholds": "", "truth": {}}
    return replace(tables(), title="Counts", kind=Kind.NOISY_COUNTS, data=files, parameters=parameters, **nothing)
