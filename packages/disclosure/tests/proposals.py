"""Proposals that the tests of the gate make, with a safe table unless said otherwise."""

from dataclasses import replace
from datetime import date

from disclosure.release import Proposal
from disclosure.release.check_tables import dry_run
from disclosure.release.proposal import Kind

POLICY = """
title = "Policy of the office"
reason = "Nobody may be recognized by a small number."
below = 5
units = ["persons"]
kinds = ["estimated"]
[[dimension]]
name = "sex"
codes = "sex, 1"
total = "Total"
partition = [{ parent = "Total", parts = ["Female", "Male", "Other"] }]
[[dimension]]
name = "year"
codes = "years"
separate = "20[0-9][0-9]"
[[dimension]]
name = "form"
codes = "form, 1"
total = "All"
partition = [{ parent = "All", parts = ["labour", "sexual"] }]
"""
SPECIFICATION = """
title = "Victims by sex and year"
population = { id = "victims", edition = "1" }
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
POPULATIONS = """
[[population]]
id = "victims"
title = "Identified victims"
[[population]]
id = "helped"
title = "Persons helped"
[[population]]
id = "persons helped"
title = "Persons whom an organization has helped"
"""
HEADING = "sex,year,value\n"
SAFE = HEADING + "Total,2023,60\nFemale,2023,*\nMale,2023,*\nOther,2023,<5\n"
TRUTH = HEADING + "Total,2023,60\nFemale,2023,28\nMale,2023,30\nOther,2023,2\n"
# The day of releases made without a clock of their own.
DAY = date.today().isoformat()
PEOPLE = {"author": "Ana Lima", "approved_by": ("Wei Chen", "Jean Roux")}


def tables(text=SAFE, truth=TRUTH, **changes):
    data, known = ({"victims.csv": some.encode()} for some in (text, truth))
    texts = {"specification": SPECIFICATION, "thresholds": THRESHOLDS, "truth": known}
    return replace(Proposal("Victims 2023", Kind.TABLES, **PEOPLE, data=data, **texts), **changes)


def declare(proposal, register, signer):
    """A proposal in which each declaration is about the figures that the gate lists."""
    digests = {one.about: one.digest for one in dry_run(proposal, register, signer).subjects}
    made = [replace(one, figures=digests.get(one.about, "")) for one in proposal.declarations]
    return replace(proposal, declarations=tuple(made))


def set_policy(register, signer, text=POLICY):
    register.set_policy(text, signer, by="Director", reason="first policy")
    set_populations(register, signer)


def set_populations(register, signer, text=POPULATIONS):
    register.set_populations(text, signer, by="Director", reason="first list")
