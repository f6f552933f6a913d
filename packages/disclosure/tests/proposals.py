"""Proposals that the tests of the gate make, with a safe table unless said otherwise."""

from dataclasses import replace

from disclosure.release import Proposal
from disclosure.release.proposal import Kind

SPECIFICATION = """
title = "Victims by sex and year"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"*" = { kind = "suppressed", sensitive = false }
[[dimension]]
name = "sex"
total = "Total"
partition = [{ parent = "Total", parts = ["Female", "Male", "Other"] }]
[[dimension]]
name = "year"
[[table]]
name = "victims"
columns = { sex = "sex", year = "year" }
"""
THRESHOLDS = """
title = "Thresholds of the office"
[frequency]
below = 5
"""
HEADING = "sex,year,value\n"
SAFE = HEADING + "Total,2023,60\nFemale,2023,*\nMale,2023,*\nOther,2023,<5\n"
PEOPLE = {"author": "Ana Lima", "approved_by": ("Wei Chen", "Jean Roux")}


def tables(text=SAFE, **changes):
    data = {"victims.csv": text.encode()}
    texts = {"specification": SPECIFICATION, "thresholds": THRESHOLDS}
    return replace(Proposal("Victims 2023", Kind.TABLES, "2026-11-25", **PEOPLE, data=data, **texts), **changes)
