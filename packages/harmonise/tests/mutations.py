"""Faults of the kinds that files from ministries and shelters have, put into files without faults."""

import random
from collections.abc import Callable
from pathlib import Path

from made_files import HTCDS, SYNTHETIC, UNODC, Rows, htcds_rows, synthetic_rows, unodc_rows, write_csv
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

HEADERS = {"unodc": UNODC, "htcds": HTCDS, "ctdc-synthetic": SYNTHETIC}
CLEAN: dict[str, Callable[[int], Rows]] = {
    "unodc": unodc_rows,
    "htcds": htcds_rows,
    "ctdc-synthetic": synthetic_rows,
}
# Columns that cannot be told apart by what may stand in them, whose cells are not swapped.
ALIKE = {
    "unodc": [{"Country", "Subregion", "Source"}],
    "htcds": [
        {"prs_FirstName", "prs_SecondName", "cas_IncomingReferralDetails"},
        {"prs_Birthdate", "cas_IncomingReferralDate", "cas_OutgoingReferralDate"},
    ],
    "ctdc-synthetic": [{"citizenship", "CountryOfExploitation"}, set(SYNTHETIC[6:])],
}
CODES = {
    "unodc": ["Indicator", "Dimension", "Category", "Sex", "Age"],
    "htcds": ["prs_Gender", "vic_TraffickingStatus", "vic_TypeOfExploitation", "cas_Status"],
    "ctdc-synthetic": ["gender", "ageBroad", "traffickMonths", "citizenship"],
}
NUMBERS = {
    "unodc": ["Year", "txtVALUE"],
    "htcds": ["vic_AgeWhenTrafficked"],
    "ctdc-synthetic": ["yearOfRegistration", "meansThreats", "isForcedLabour"],
}
DATES = ["prs_Birthdate", "cas_IncomingReferralDate", "cas_OutgoingReferralDate"]


class NotPossible(Exception):
    """The fault cannot be put into this row."""


def mutate(path: Path, layout: str, kind: str, seed: int) -> tuple[Path, int]:
    """Write a file with one fault; returns it and the row in which the fault is."""
    draw = random.Random(seed)
    header, rows = HEADERS[layout], CLEAN[layout](seed)
    for _ in range(200):
        row = draw.randrange(len(rows))
        try:
            return MUTATIONS[kind][1](path, layout, header, [list(each) for each in rows], row, draw)
        except NotPossible:
            continue
    raise AssertionError(f"{kind} cannot be put into {layout} with seed {seed}")


def _cell(change: Callable) -> Callable:
    """A fault in one cell of a CSV file."""

    def mutation(path, layout, header, rows, row, draw):
        change(layout, header, rows[row], draw)
        return write_csv(path.with_suffix(".csv"), header, rows), row + 2

    return mutation


def _set(header, cells, name, text):
    place = header.index(name)
    if cells[place] == text:
        raise NotPossible
    cells[place] = text


def swap_cells(layout, header, cells, draw):
    one, other = draw.sample(range(len(header)), 2)
    pair = {header[one], header[other]}
    if cells[one] == cells[other] or any(pair <= alike for alike in ALIKE[layout]):
        raise NotPossible
    if layout == "unodc" and pair & {"Country", "Subregion", "Source", "Region", "Unit of measurement"}:
        # A text that may be anything hides what belongs elsewhere; the other cell shows it.
        pair -= {"Country", "Subregion", "Source"}
    # Labels that stand in both lists may be swapped unnoticed.
    if {cells[one], cells[other]} <= {"Total", "Unknown", "Other"}:
        raise NotPossible
    if layout == "htcds" and not cells[other if header[one] in ("prs_FirstName",) else one]:
        raise NotPossible
    cells[one], cells[other] = cells[other], cells[one]


def mistype_label(layout, header, cells, draw):
    place = header.index(draw.choice(CODES[layout]))
    if len(cells[place]) < 3:
        raise NotPossible
    cut = draw.randrange(1, len(cells[place]) - 1)
    cells[place] = cells[place][:cut] + "x" + cells[place][cut + 1 :]


def make_date_of_band(layout, header, cells, draw):
    name = {"unodc": "Age", "htcds": "cas_Status", "ctdc-synthetic": "ageBroad"}[layout]
    _set(header, cells, name, draw.choice(["2021-09-17", "17-Sep", "44456"]))


def make_day_number(layout, header, cells, draw):
    _set(header, cells, draw.choice(DATES), str(draw.randint(36_000, 45_000)))


def make_other_date(layout, header, cells, draw):
    _set(header, cells, draw.choice(DATES), draw.choice(["31.12.2020", "2020-13-01", "May 2020", "2020"]))


def empty_cell(layout, header, cells, draw):
    _set(header, cells, draw.choice(["Iso3_code", "Indicator", "Category", "Sex", "Age", "Year", "txtVALUE"]), "")


def make_other_sign(layout, header, cells, draw):
    """A sign for what is not recorded that the layout does not have; zero where it has only 1 and blank."""
    signs = {"unodc": ["-99", "*", "n/a"], "htcds": ["-99", "999"], "ctdc-synthetic": ["0", "-99", "2"]}[layout]
    _set(header, cells, draw.choice(NUMBERS[layout]), draw.choice(signs))


def write_number_out(layout, header, cells, draw):
    _set(header, cells, draw.choice(NUMBERS[layout]), draw.choice(["twelve", "12 persons", "1.5", "1,2", "١٢"]))


def damage_letters(layout, header, cells, draw):
    text = draw.choice(["Türkiye", "Côte d’Ivoire", "Москва", "نيبال", "尼泊尔", "Núñez"])
    name = {"unodc": "Category", "htcds": "prs_SecondName", "ctdc-synthetic": "gender"}[layout]
    _set(header, cells, name, text.encode().decode("cp1252", errors="replace"))


def multiply_figure(layout, header, cells, draw):
    _set(header, cells, "txtVALUE", str(draw.randint(2_000_000, 900_000_000)))


def tell_small_count(layout, header, cells, draw):
    _set(header, cells, "Category", draw.choice(["3 nigériens et 1 tunisien", "Peru: 2", "two Peruvians"]))


def name_a_person(layout, header, cells, draw):
    first, last = cells[0], cells[1]
    texts = [
        f"{last} was brought by the police",
        "write to helper@example.org",
        "call +39 06 1234 5678",
        "passport AB1234567",
        "Mrs Rossi has the file",
        f"Arrived with {first}",
    ]
    _set(header, cells, "cas_IncomingReferralDetails", draw.choice(texts))


def turn_dates_round(layout, header, cells, draw):
    came, left = header.index("cas_IncomingReferralDate"), header.index("cas_OutgoingReferralDate")
    if cells[came] == cells[left]:
        raise NotPossible
    cells[came], cells[left] = cells[left], cells[came]


def date_in_future(layout, header, cells, draw):
    _set(header, cells, "cas_OutgoingReferralDate", f"{draw.randint(2090, 2999)}-01-01")


def wrong_phone(layout, header, cells, draw):
    _set(header, cells, "prs_MobilePhone", draw.choice(["06 1234", "none", "+39-06-1", "0612345678"]))


def put_part_above_total(path, layout, header, rows, row, draw):
    if "by " not in rows[row][5]:
        raise NotPossible
    rows[row][11] = str(draw.randint(20_000, 90_000))
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def put_parts_above_whole(path, layout, header, rows, row, draw):
    if rows[row][7] != "Female":
        raise NotPossible
    rows[row][11] = str(int(rows[row][11].replace(",", "")) + draw.randint(50, 90))
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def make_jump(path, layout, header, rows, row, draw):
    if rows[row][5:9] != ["Total"] * 4 or rows[row][9] == "2019":
        raise NotPossible
    rows[row][11] = str(int(rows[row][11].replace(",", "")) * draw.randint(9, 30))
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def repeat_key(path, layout, header, rows, row, draw):
    again = list(rows[row])
    again[11] = str(draw.randint(5, 9))
    place = draw.randrange(row + 1, len(rows) + 1)
    rows.insert(place, again)
    return write_csv(path.with_suffix(".csv"), header, rows), place + 2


def repeat_row(path, layout, header, rows, row, draw):
    place = draw.randrange(row + 1, len(rows) + 1)
    rows.insert(place, list(rows[row]))
    return write_csv(path.with_suffix(".csv"), header, rows), place + 2


def begin_with_mark(path, layout, header, rows, row, draw):
    return write_csv(path.with_suffix(".csv"), header, rows, encoding="utf-8-sig"), 1


def save_in_latin(path, layout, header, rows, row, draw):
    file = write_csv(path.with_suffix(".csv"), header, rows, encoding="cp1252")
    lines = file.read_bytes().split(b"\n")
    return file, next(number for number, line in enumerate(lines, 1) if not line.isascii())


def cut_row(path, layout, header, rows, row, draw):
    rows[row] = rows[row][: draw.randrange(2, len(header) - 1)]
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def lengthen_row(path, layout, header, rows, row, draw):
    rows[row] = [*rows[row], "more"]
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def leave_row_blank(path, layout, header, rows, row, draw):
    rows.insert(row, [])
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def lose_delimiter(path, layout, header, rows, row, draw):
    """One row with semicolons in a file with commas."""
    rows[row] = [";".join(rows[row])]
    return write_csv(path.with_suffix(".csv"), header, rows), row + 2


def _in_workbook(change: Callable) -> Callable:
    def mutation(path, layout, header, rows, row, draw):
        book = Workbook()
        page = book.active
        for cells in [header, *rows]:
            page.append([cell or None for cell in cells])
        change(book, page, row + 2, draw)
        file = path.with_suffix(".xlsx")
        book.save(file)
        return file, row + 2

    return mutation


def merge_cells(book, page, row, draw):
    column = draw.randrange(1, page.max_column)
    page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)


def compute_cell(book, page, row, draw):
    page[f"{get_column_letter(draw.randint(1, page.max_column))}{row}"] = f"=A{row - 1}"


def hide_row(book, page, row, draw):
    page.row_dimensions[row].hidden = True


def fail_formula(book, page, row, draw):
    cell = page.cell(row, draw.randint(1, page.max_column))
    cell.value, cell.data_type = "#REF!", "e"


def turn_band_into_date(book, page, row, draw):
    import datetime

    name = {"Iso3_code": "Age", "prs_FirstName": "cas_Status", "yearOfRegistration": "ageBroad"}[page["A1"].value]
    column = next(cell.column for cell in page[1] if cell.value == name)
    page.cell(row, column).value = datetime.date(2021, 9, draw.randint(9, 17))


EVERY = ("unodc", "htcds", "ctdc-synthetic")
MUTATIONS = {
    "swapped cells": (EVERY, _cell(swap_cells)),
    "mistyped label": (EVERY, _cell(mistype_label)),
    "age band as date": (EVERY, _cell(make_date_of_band)),
    "number of days": (("htcds",), _cell(make_day_number)),
    "other form of date": (("htcds",), _cell(make_other_date)),
    "empty cell": (("unodc",), _cell(empty_cell)),
    "other sign for not recorded": (EVERY, _cell(make_other_sign)),
    "number in words": (EVERY, _cell(write_number_out)),
    "damaged letters": (EVERY, _cell(damage_letters)),
    "impossible figure": (("unodc",), _cell(multiply_figure)),
    "small count in a label": (("unodc",), _cell(tell_small_count)),
    "person named in a text": (("htcds",), _cell(name_a_person)),
    "dates turned round": (("htcds",), _cell(turn_dates_round)),
    "date in the future": (("htcds",), _cell(date_in_future)),
    "no telephone number": (("htcds",), _cell(wrong_phone)),
    "part above total": (("unodc",), put_part_above_total),
    "parts above whole": (("unodc",), put_parts_above_whole),
    "jump": (("unodc",), make_jump),
    "conflicting key": (("unodc",), repeat_key),
    "repeated row": (("unodc", "htcds"), repeat_row),
    "byte order mark": (EVERY, begin_with_mark),
    "other encoding": (("unodc", "htcds"), save_in_latin),
    "row too short": (EVERY, cut_row),
    "row too long": (EVERY, lengthen_row),
    "blank row": (EVERY, leave_row_blank),
    "other delimiter in a row": (EVERY, lose_delimiter),
    "merged cells": (EVERY, _in_workbook(merge_cells)),
    "formula": (EVERY, _in_workbook(compute_cell)),
    "hidden row": (EVERY, _in_workbook(hide_row)),
    "error of a formula": (EVERY, _in_workbook(fail_formula)),
    "age band as date in a workbook": (EVERY, _in_workbook(turn_band_into_date)),
}


def cases(number: int) -> list[tuple[str, str, int]]:
    """So many different faults: kind, layout and seed, all kinds equally often."""
    pairs = [(kind, layout) for kind, (layouts, _) in MUTATIONS.items() for layout in layouts]
    return [(*pairs[each % len(pairs)], 1_000 + each) for each in range(number)]
