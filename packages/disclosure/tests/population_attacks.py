"""Attempts to show few people by the difference of two populations, or of two editions; and honest releases."""

from dataclasses import dataclass, replace

from gate_attacks import SPECIFICATION, Attempt, Step, edit

LIST = """
[[population]]
id = "victims"
title = "Identified victims"
[[population]]
id = "children"
title = "Identified victims under 18"
within = ["victims"]
[[population]]
id = "adults"
title = "Identified victims of 18 or more"
[[population]]
id = "persons helped"
title = "Persons whom an organization has helped"
[[population]]
id = "traffickers"
title = "Persons prosecuted"
disjoint = ["victims"]
[[population]]
id = "women"
title = "Identified women"
of = "victims"
where = { sex = "F" }
[[population]]
id = "north"
title = "Identified victims in the north"
of = "victims"
where = { area = ["A", "B"] }
[[population]]
id = "victims of the year"
title = "Identified victims, by year"
of = "victims"
where = { year = "2023" }
[[population]]
id = "2020-2023"
title = "Identified from 2020 to 2023"
of = "victims"
where = { year = ["2020", "2021", "2022", "2023"] }
[[population]]
id = "2021-2023"
title = "Identified from 2021 to 2023"
of = "victims"
where = { year = ["2021", "2022", "2023"] }
"""
PARTS = edit(
    LIST,
    ('title = "Identified victims"\n', 'title = "Identified victims"\nparts = [["children", "adults"]]\n'),
    ('within = ["victims"]\n', ""),
)
BOTH_WITHIN = edit(LIST, ('18 or more"\n', '18 or more"\nwithin = ["victims"]\ndisjoint = ["children"]\n'))


def about(population, edition="1", year="2023"):
    """The specification for another population."""
    return edit(
        SPECIFICATION,
        ('{ id = "victims", edition = "1" }', f'{{ id = "{population}", edition = "{edition}" }}'),
        ('year = "2023"', f'year = "{year}"'),
    )


def beside(one, other="victims", edition="1", other_edition="1"):
    return f"{one}, edition {edition} beside {other}, edition {other_edition}"


def of(population, figures, *declared, edition="1", year="2023", truth=None, populations=""):
    """A release of figures by "area sex", true unless said otherwise."""
    known = {key: str(n) for key, n in (truth or figures).items()}
    shows = {key: str(n) for key, n in figures.items()}
    return Step(shows, known, about(population, edition, year), declared=declared, populations=populations)


SECOND = beside("victims", edition="2")
HELPED = beside("persons helped")
FEW = "differs? by 1 to 4, among them"
COMPUTED = "hidden figures? can be computed"
MANY = {"A F": 60, "A M": 70, "B F": 90, "B M": 80}


def sums(figures):
    """Inner figures with the total of each area."""
    areas = {key.split()[0] for key in figures}
    return figures | {f"{area} T": sum(n for key, n in figures.items() if key.split()[0] == area) for area in areas}


def edition(*steps, name, words=FEW):
    return Attempt(name, steps, words, "editions")


def related(*steps, name, words):
    return Attempt(name, steps, words, "relations")


EDITIONS = [
    edition(of("victims", {"A F": 25, "A M": 30}), of("victims", {"A T": 57}, SECOND, edition="2"),
            name="a total that the first edition leaves out", words="area A, year 2023: 55, now 57; 55 follows from sex F: 25; sex M: 30"),
    edition(of("victims", {"A T": 57}), of("victims", {"A F": 25, "A M": 30}, SECOND, edition="2"),
            name="a total that the second edition leaves out", words="area A, year 2023: 57, now 55; 55 follows from"),
    edition(of("victims", {"A T": 60, "A M": 30}, truth={"A T": 60, "A M": 30, "A F": 30}), of("victims", {"A F": 32}, SECOND, edition="2"),
            name="a part that is left of the first", words="area A, sex F, year 2023: 30, now 32"),
    edition(of("victims", {"A T": 60, "B T": 70}), of("victims", {"North F": 62, "North M": 70}, SECOND, edition="2"),
            name="groups that neither edition shows, by other breakdowns", words="area North, year 2023: 130, now 132"),
    edition(of("victims", {"A F": 30, "B F": 50}), of("victims", {"A F": 50, "B F": 32}, SECOND, edition="2"),
            name="a sum that neither edition shows", words="area North, sex F, year 2023: 80, now 82"),
    edition(of("victims", {"A F": 30}), of("victims", {"A M": 70}, SECOND, edition="2"), of("victims", {"A T": 102}, SECOND, edition="2"),
            name="the other part later, and the sum", words="area A, sex F, year 2023: 30, now 32"),
    edition(of("victims", {"A F": 30}), of("victims", {"A F": 60}, SECOND, edition="2"),
            of("victims", {"A F": 62}, beside("victims", edition="3"), beside("victims", edition="3", other_edition="2"), edition="3"),
            name="a third edition near the second", words="victims, edition 2 and victims, edition 3 1 figure differs"),
    edition(of("victims", {"A T": 54}), of("victims", {"A F": "<5", "A M": 54}, SECOND, edition="2", truth={"A F": 2, "A M": 54}),
            name="a hidden figure whose interval combines with others", words="area A, year 2023: 54, now 55 to 58; 55 to 58 follows from sex M: 54; sex F: told 1 to 4"),
    edition(replace(of("victims", {"A F": 30}), withdraw=True), of("victims", {"A F": 32}, SECOND, edition="2"),
            name="the first edition was withdrawn"),
    edition(of("victims", {"A F": 30}), of("victims", {"A F": 29}, SECOND, edition="2"), name="one person taken out"),
    edition(of("victims", {"A F": 30}), of("victims", {"A F": 60}, edition="2"), name="no declaration", words="must declare for this release.*1 figure differs: area A, sex F, year 2023: 30, now 60; digest"),
    edition(of("victims", {"A F": 30}), of("victims", {"A F": 60}, SECOND, edition="2"), of("victims", {"B F": 60}, edition="2"),
            name="a declaration made for an earlier release", words="must declare for this release"),
]  # fmt: skip

RELATIONS = [
    related(of("unknown", {"A F": 30}), name="a population that nobody listed", words="'unknown' is not in the register"),
    related(of("victims", {"A F": 30, "A M": 50}), of("children", {"A F": 28}), name="outside a part", words="area A, sex F, year 2023: 30, now 28"),
    related(of("children", {"A F": 28}), of("victims", {"A F": 30}), name="the whole after its part", words="area A, sex F, year 2023: 28, now 30"),
    related(of("victims", {"A F": 30, "A M": 50}), of("children", {"A T": 77}), name="outside a part, by a total left out", words="area A, year 2023: 80, now 77"),
    related(of("victims", {"A T": 40, "A M": 20, "A F": 20}), of("children", {"A F": "*", "A M": 10}, truth={"A F": 18, "A M": 10, "A T": 28}),
            of("children", {"A T": 28}, truth={"A F": 18, "A M": 10, "A T": 28}),
            name="a hidden part that its total gives", words="area A, sex F, year 2023: 20, now 18"),
    related(of("victims", {"A F": 30}), of("adults", {"A F": 3 + 25}, beside("adults")), name="undeclared, but almost all of them", words=FEW),
    related(of("victims", {"A F": 40}, populations=PARTS), of("children", {"A F": 38}), name="the complement of one part of two", words=FEW),
    related(of("victims", {"A F": 40}, populations=BOTH_WITHIN), of("children", {"A F": 20}), of("adults", {"A F": 18}),
            name="whoever is in neither of two parts", words="victims, edition 1 without .*: is 2, from"),
    related(of("children", {"A F": 20}, populations=PARTS), of("adults", {"A F": 18, "A T": "*", "A M": "*"}, truth={"A F": 18, "A M": 3, "A T": 21}),
            of("victims", {"A T": 61, "A F": 38}, truth={"A T": 61, "A F": 38, "A M": 23}), of("children", {"A M": 20}, populations=""),
            name="a hidden figure that whole and part give", words="area A, sex M, year 2023: 23, now 20"),
    related(of("victims", MANY), of("persons helped", {k: n + 2 for k, n in MANY.items()}, HELPED), name="renamed, with two more each", words="these are the same people"),
    related(of("victims", MANY), of("persons helped", {"A F": 300, "B M": 81}, HELPED), name="renamed in part", words=FEW),
    related(of("victims", sums(MANY)), of("persons helped", sums(MANY), HELPED, year="2022"), name="renamed and under another year", words="these are the same people"),
    related(of("victims", sums(MANY)), of("persons helped", {k: n + 1 for k, n in MANY.items()}, HELPED, year="2022"), name="renamed, changed and under another year", words="these are the same people"),
    related(of("victims", {"A F": "*", "A M": 30, "A T": 32}, truth={"A F": 2, "A M": 30, "A T": 32}), name="no protection at all", words=COMPUTED),
    related(of("women", {"A T": 30}), of("victims", {"A T": 62, "A M": 30, "A F": 32}), name="a form as a population: a revised figure", words="has 30 .* 32"),
    related(of("women", {"A T": 30}), of("victims", {"A T": 32, "A M": "*"}, truth={"A T": 32, "A M": 2, "A F": 30}), name="a category as a population, and the rest of it", words=COMPUTED),
    related(of("victims", {"A T": 32, "A M": "*", "A F": "*"}, truth={"A T": 32, "A M": 2, "A F": 30}), of("women", {"A T": 30}), name="a category as a population, later", words=COMPUTED),
    related(of("women", {"A M": 30}), name="a category as a population, by another category", words="Leave the dimension out"),
    related(of("north", {"T T": 60}), of("victims", {"A T": 58}, truth={"A T": 58, "B T": 2, "North T": 60}), name="several categories as a population", words=COMPUTED),
    related(of("victims", {"A F": "*", "A M": 30, "A T": "*"}, truth={"A F": 2, "A M": 30, "A T": 32}),
            of("victims of the year", {"A T": 32}, year="2019"), name="a year under another label", words=COMPUTED),
    related(of("2020-2023", {"A F": 60}), of("2021-2023", {"A F": 57}, truth={"A F": 57}), name="windows of years", words="year 2020, population victims, edition 1: is 3, from year 2020 \\+ 2021"),
    related(of("victims", {"A F": 30}, populations=LIST), of("persons helped", {"A F": 28}, HELPED), name="undeclared, and near", words=FEW),
]  # fmt: skip

# By two sums one of the whole's hidden figures is 58 to 61; it is 60.
IN_SUMS = of("victims", {"A T": "*", "B T": "<5", "North T": 62}, truth={"A T": 60, "B T": 2, "North T": 62})
RELATIONS += [
    related(IN_SUMS, of("children", {"A F": 29, "A M": 30}), name="a sum of a part that the whole is no less than",
            words="area B, sex T, age T, year 2023, population victims, edition 1: lies between 1 and 3, from"),
]  # fmt: skip

ATTEMPTS = [*EDITIONS, *RELATIONS]


@dataclass(frozen=True)
class Honest:
    """Releases that nobody can be found by, and that must pass."""

    name: str
    steps: tuple[Step, ...]


GROWN = sums({key: n + 40 for key, n in MANY.items()})
HONEST = [
    Honest("a second edition that grew by many", (of("victims", sums(MANY)), of("victims", GROWN, SECOND, edition="2"))),
    Honest("a second edition with the same hidden cell", (
        of("victims", {"A T": 40, "A F": "*", "A M": "*"}, truth={"A T": 40, "A F": 3, "A M": 37}),
        of("victims", {"A T": 80, "A F": "*", "A M": "*"}, SECOND, edition="2", truth={"A T": 80, "A F": 4, "A M": 76}))),
    Honest("disjoint populations with the same figures", (of("victims", sums(MANY)), of("traffickers", sums(MANY)))),
    Honest("disjoint populations with near figures", (of("victims", sums(MANY)), of("traffickers", {"A F": 61, "A M": 69}))),
    Honest("a part, and the whole with many others", (of("children", {"A F": 25, "A M": 20}), of("victims", sums({"A F": 60, "A M": 80})))),
    Honest("a whole and its two parts", (of("victims", {"A F": 60}, populations=PARTS), of("children", {"A F": 25}), of("adults", {"A F": 35}))),
    Honest("a part that has more than the whole has, as a sum", (IN_SUMS, of("children", {"A F": 31, "A M": 30}))),
    Honest("a whole that has less than its part has, as a sum", (of("children", {"A F": 31, "A M": 30}), IN_SUMS)),
    Honest("a category as a population", (of("victims", sums(MANY)), of("women", {"A T": 60}))),
    Honest("windows of years with many between", (of("2021-2023", {"A F": 60}), of("2020-2023", {"A F": 90}, truth={"A F": 90}))),
    Honest("another organization that helped many others", (of("victims", sums(MANY)), of("persons helped", {"A F": 30, "B F": 20}, HELPED))),
]  # fmt: skip
