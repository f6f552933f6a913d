"""Files without faults, made anew for each test from a seed."""

import csv
import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

Rows = list[list[str]]
UNODC = [
    "Iso3_code",
    "Country",
    "Region",
    "Subregion",
    "Indicator",
    "Dimension",
    "Category",
    "Sex",
    "Age",
    "Year",
    "Unit of measurement",
    "txtVALUE",
    "Source",
]
STATES = [
    ("CIV", "Côte d'Ivoire", "Africa", "Sub-Saharan Africa"),
    ("PER", "Peru", "Americas", "Latin America and the Caribbean"),
    ("NPL", "Nepal", "Asia", "Southern Asia"),
    ("ITA", "Italy", "Europe", "Southern Europe"),
    ("FJI", "Fiji", "Oceania", "Melanesia"),
]
HTCDS = [
    "prs_FirstName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_Citizenship",
    "prs_MobilePhone",
    "vic_TraffickingStatus",
    "vic_AgeWhenTrafficked",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "cas_Status",
    "cas_IncomingReferralDate",
    "cas_OutgoingReferralDate",
    "cas_IncomingReferralDetails",
    "con_Consent",
]
FIRST = ["Amal", "Inés", "Olga", "José", "Wei", "Fatou", "Chloé", "Pavel"]
LAST = ["Haddad", "Núñez", "Ivanova", "Traoré", "Zhang", "Okafor", "Müller", "Silva"]
DETAILS = ["Needs a safe place to stay", "Se déplace avec deux enfants", "Requires an interpreter for Tigrinya", ""]
SYNTHETIC_MEANS = [
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
]
SYNTHETIC = [
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "citizenship",
    "CountryOfExploitation",
    "traffickMonths",
    *SYNTHETIC_MEANS,
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    *(f"typeOfLabour{each}" for each in ("Agriculture", "Construction", "DomesticWork", "Hospitality")),
    *(f"typeOfSex{each}" for each in ("Prostitution", "Pornography")),
    *(f"recruiterRelation{each}" for each in ("IntimatePartner", "Friend", "Family", "Other")),
]


def shown(figure: int) -> str:
    """A figure as UNODC publishes it."""
    return "<5" if 0 < figure < 5 else f"{figure:,}"


def unodc_rows(seed: int, years: Sequence[int] = (2019, 2020, 2021)) -> Rows:
    """Detected victims and persons convicted of five States, whose parts add up."""
    draw, rows = random.Random(seed), []
    for state in STATES:
        level = draw.randint(120, 900)
        for year in years:
            for indicator in ("Detected trafficking victims", "Persons convicted"):
                women, men = (int(level * draw.uniform(0.8, 1.2)) for _ in range(2))
                girls = draw.choice([0, 3, draw.randint(10, 40)])
                parts = {
                    ("Total", "Total", "Female", "Total"): women,
                    ("Total", "Total", "Male", "Total"): men,
                    ("Total", "Total", "Total", "0 to 17 years"): girls,
                    ("Total", "Total", "Total", "18 years or over"): women + men - girls,
                    ("by form of exploitation", "Forced labour", "Total", "Total"): draw.randint(5, men),
                    ("by form of exploitation", "Sexual exploitation", "Total", "Total"): draw.randint(5, women),
                    ("by citizenship", "Own country nationals", "Total", "Total"): draw.randint(5, women),
                    ("by citizenship", "Türkiye", "Total", "Total"): draw.choice([0, 2, 17]),
                }
                whole = {("Total", "Total", "Total", "Total"): women + men}
                for (dimension, category, sex, age), figure in (whole | parts).items():
                    about = [indicator, dimension, category, sex, age, str(year), "Counts", shown(figure), "GLOTIP"]
                    rows.append([*state, *about])
    return rows


def htcds_rows(seed: int, size: int = 40) -> Rows:
    """Cases of a shelter, invented."""
    draw, rows = random.Random(seed), []
    for number in range(size):
        born = date(1975, 1, 1) + timedelta(days=draw.randint(0, 12_000))
        came = date(2019, 1, 1) + timedelta(days=draw.randint(0, 1_000))
        labour = draw.random() < 0.5
        rows.append(
            [
                draw.choice(FIRST),
                draw.choice(LAST),
                born.isoformat(),
                draw.choice(["Feminine", "Masculine", "NonConforming"]),
                draw.choice(["CI", "PE", "NP", "PE;IT"]),
                f"+3906{draw.randint(10_000_000, 99_999_999)}",
                draw.choice(["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"]),
                str(draw.randint(8, 44)),
                "ForcedLabour;ForcedBegging" if labour else draw.choice(["SexualExploitation", "ForcedMarriage"]),
                "C_Manufacturing" if labour else "",
                draw.choice(["Active", "FollowUp", "Closed"]),
                came.isoformat(),
                (came + timedelta(days=number)).isoformat(),
                draw.choice(DETAILS),
                "true",
            ]
        )
    return rows


def synthetic_rows(seed: int, size: int = 40) -> Rows:
    """Rows of the global synthetic data of CTDC, invented."""
    draw = random.Random(seed)
    flags = len(SYNTHETIC) - 6
    return [
        [
            str(draw.randint(2002, 2023)),
            draw.choice(["Woman", "Man", ""]),
            draw.choice(["0--8", "9--17", "18--20", "30--38", "48+", ""]),
            draw.choice(["CIV", "PER", "NPL", ""]),
            draw.choice(["ITA", "FJI", ""]),
            draw.choice(["0--12 (0-1 yr)", "13--24 (1-2 yrs)", ""]),
            *(draw.choice(["1", ""]) for _ in range(flags)),
        ]
        for _ in range(size)
    ]


def write_csv(path: Path, header: Sequence[str], rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A CSV file with the header in the first row."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, lineterminator="\n", delimiter=delimiter).writerows([header, *rows])
    return path


def write_workbook(path: Path, header: Sequence[str], rows: Rows, *, above: int = 0, sheet: str = "data") -> Path:
    """A workbook of texts, with so many rows above the header."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in [*([["title"]] * above), list(header), *rows]:
        page.append(row)
    book.save(path)
    return path


def write_json(path: Path, content: object) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
