"""Attacks on the gate by people who have not read it: what is proposed, and what a reader is after.

Each attack is a list of steps (proposals, or something done to the register) and a secret: a sum of cells that counts 1
to 4 people. It is through if all steps are let through and `outside_reader.Reader`, who sees nothing but the bundles,
narrows the secret within 1 to 4. The sentence is what a refusal must speak of.
"""

from dataclasses import dataclass, field
from typing import Any

from outside_world import partitions_of, sheet

from disclosure.release import Declaration


@dataclass(frozen=True)
class Attack:
    """Steps, the secret, what the reader knows of populations, and what a refusal must speak of."""

    name: str
    steps: tuple[Any, ...]
    secret: dict[tuple[str, frozenset[str]], int]
    sentence: str
    aliases: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, ...], ...] = ()


def cell(names, population="victims@1"):
    return population, frozenset(names.replace("_", " ").split("/"))


def one(names, population="victims@1"):
    return {cell(names, population): 1}


OTHER = one("Other/2023")
COMPUTED = "can be computed|can be narrowed|follows|bounded"
PARTS = [f"{c}:{n}" for c, n in (("Total", 60), ("Female", 28), ("Male", 30), ("Other", 2))]
FIRST = "Total:60 Female:*28 Male:*30 Other:<2"
WOMEN = "Total:*60 Female:28 Male:*30 Other:<2"
ALL_BUT_MEN = "Total:60 Female:28 Male:*30 Other:<2"
MEN = "Total:60 Female:*28 Male:30 Other:<2"
AGES = "All_ages:100 0-17:{} 18+:{} 0-24:{} 12-24:{} 0-11:{} 12-17:{} 18-24:{} 25+:{}"
CROSS = (
    "Total/All_forms:*162 Total/labour:70 Total/sexual:*57 Total/other_forms:35 Female/All_forms:90 Female/labour:40 "
    "Female/sexual:30 Female/other_forms:20 Male/All_forms:60 Male/labour:20 Male/sexual:25 Male/other_forms:15 "
    "Other/All_forms:*12 Other/labour:10 Other/sexual:<2 Other/other_forms:0"
)
REGIONS = {
    "Female": "{}90 75 15 60 10 5 10 5",
    "Male": "{}60 45 15 30 10 5 8 7",
    "Other": "{}12 5 7 5 0 0 7 0",
    "Total": "{}162 125 37 95 20 10 25 12",
}
PLACES = ["World", "North", "South", "A", "B", "C", "D", "E"]
BY_REGION = " ".join(
    f"{sex}/{place}:{figure}"
    for sex, row in REGIONS.items()
    for place, figure in zip(PLACES, row.format("!").split(), strict=True)
)
EDITION_1 = "Total:!55 Female:25 Male:30 Other:0"


def withdraw(number):
    return lambda register, signer: register.withdraw(number, signer, reason="a mistake", by="Wei Chen")


def pair(names, first, second):
    """A difference between two populations or editions."""
    return {cell(names, first): 1, cell(names, second): -1}


def linked(*steps, secret=None, dims=(("sex", "form"), ("sex",)), **options):
    made = [sheet(text, dims=dim) for text, dim in zip(steps, dims, strict=True)]
    return tuple(made), secret or one("Other/sexual/2023")


ALONE = (
    ("two signs reach their greatest sum", sheet("Total:38 Female:30 Male:<4 Other:<4"), one("Male/2023")),
    ("two signs reach their least sum", sheet("Total:32 Female:30 Male:<1 Other:<1"), one("Male/2023")),
    ("a small total with a zero", sheet("Total:<3 Female:0 Male:<2 Other:<1"), one("Male/2023")),
    ("a small total with three parts", sheet("Total:<3 Female:<1 Male:<1 Other:<1"), one("Male/2023")),
    (
        "a sign that says five or more",
        sheet(
            "Total:12 Female:*5 Male:*5 Other:<2",
            change=lambda s: s.replace("sensitive = false", "low = 5, sensitive = false"),
        ),
        OTHER,
    ),
    (
        "two levels of regions",
        sheet("World:100 North:!63 South:37 A:40 B:20 C:<3 D:*20 E:*17", dims=("region",)),
        one("C/2023"),
    ),
    (
        "a row left out between bands",
        sheet(AGES.format(57, "!43", 60, "!30", "!30", "!27", "!3", "!40"), dims=("age",)),
        one("18-24/2023"),
    ),
    (
        "overlapping bands",
        sheet(AGES.format("!57", "!43", 60, "!30", 30, 27, "<3", "*40"), dims=("age",)),
        one("18-24/2023"),
    ),
    (
        "a band between two others",
        sheet(AGES.format("*57", "*43", "*60", 30, 30, 27, "<3", "*40"), dims=("age",)),
        one("18-24/2023"),
    ),
)
BOUGHT = (
    ("the total of another breakdown", "Total:*162 Female:90 Male:60 Other:12", ("sex",)),
    ("the other margin", "All_forms:*162 labour:70 sexual:57 other_forms:35", ("form",)),
    ("a third breakdown's total", "World:162 North:125 South:37 A:95 B:20 C:10 D:25 E:12", ("region",)),
    ("regions of a row whose total is left out", BY_REGION, ("sex", "region")),
    (
        "parts of a total that is left out",
        AGES.format(62, 100, 72, 20, 52, 10, 10, 90).replace(":100", ":!162", 1),
        ("age",),
    ),
)
SPECIFIED = {
    "a sum declared not to hold": lambda s: 'does_not_add_up = [["sex", 1, "not at all", "Total", "2023"]]\n' + s,
    "a sum declared at most": lambda s: 'does_not_add_up = [["sex", 1, "at most", "Total", "2023"]]\n' + s,
    "parts that are at most": lambda s: s.replace(partitions_of("sex"), partitions_of("sex", adds_up="at most")),
    "parts unless contradicted": lambda s: s.replace(
        partitions_of("sex"), partitions_of("sex", adds_up="unless contradicted")
    ),
    "a part that is optional": lambda s: s.replace('"Male", "Other"] }', '"Male"], optional = ["Other"] }'),
    "a parent that must be listed": lambda s: s.replace(partitions_of("sex"), partitions_of("sex", listed_parent=True)),
    "no parts": lambda s: s.replace(f"partition = {partitions_of('sex')}\n", ""),
    "figures that are not whole": lambda s: "integer = false\n" + s,
    "a margin said to be unpublished": lambda s: s + 'unpublished = [{ sex = "Total" }]\n',
    "a total of another name": lambda s: s.replace('total = "Total"', 'total = "Female"'),
    "another unit": lambda s: 'unit = "dozens"\n' + s,
}
SUBSETS = (
    (
        "a complement",
        {"all": "Total:62 Female:30 Male:27 Other:5", "outside": "Total:53 Female:28 Male:20 Other:5"},
        "Female/2023",
    ),
    (
        "windows of years",
        {"2020-2023": "Total:90 Female:40 Male:40 Other:10", "2021-2023": "Total:80 Female:33 Male:40 Other:7"},
        "Other/2023",
    ),
    (
        "windows of years by their totals",
        {"2020-2023": "Total:90 Female:*40 Male:*40 Other:*10", "2021-2023": "Total:87 Female:*38 Male:*40 Other:*9"},
        "2023",
    ),
    (
        "a subset by its parts",
        {"all": "Total:!55 Female:25 Male:30 Other:0", "adults": "Total:52 Female:*24 Male:*28 Other:0"},
        "2023",
    ),
)
NAMES = {
    "a Cyrillic letter": "v\u0456ctims",
    "a space at its end": "victims ",
    "a capital": "Victims",
    "a joiner of no width": "vic\u200dtims",
    "a full-width letter": "\uff56ictims",
    "another name": "survivors",
}


def related(name, figures, names):
    (whole, first), (part, second) = figures.items()
    return Attack(
        name,
        (sheet(first, population=whole), sheet(second, population=part)),
        pair(names, f"{whole}@1", f"{part}@1"),
        "population|declar|same|relat|differ",
    )


def renamed(name, slug):
    steps = (sheet(FIRST), sheet(WOMEN, population=slug), sheet(MEN, population=slug))
    return Attack(f"a population with {name}", steps, OTHER, "population|declar|computed", {f"{slug}@1": "victims@1"})


EDITIONS = (
    ("two editions by what follows", (EDITION_1, "Total:57 Female:*26 Male:*31 Other:0"), "2023"),
    (
        "two editions by their parts",
        ("Total:55 Female:*25 Male:*30 Other:0", "Total:!58 Female:27 Male:31 Other:0"),
        "2023",
    ),
    (
        "two editions that moved one",
        ("Total:60 Female:30 Male:25 Other:5", "Total:60 Female:28 Male:27 Other:5"),
        "Male/2023",
    ),
    (
        "two editions, a part of each",
        ("Total:60 Female:30 Male:*25 Other:*5", "Total:62 Female:30 Male:*26 Other:*6"),
        "2023",
    ),
)


def editions(name, figures, names):
    first, second = (sheet(text, edition=n) for n, text in zip("12", figures, strict=True))
    return Attack(name, (first, second), pair(names, "victims@2", "victims@1"), "edition|computed|declar")


def dimensions_apart():
    first = "All_forms:!55 labour:20 sexual:25 other_forms:10"
    second = "Total:58 Female:*28 Male:*30 Other:0"
    steps = (sheet(first, dims=("form",)), sheet(second, edition="2"))
    return Attack(
        "two editions by other breakdowns", steps, pair("2023", "victims@2", "victims@1"), "edition|declar|computed"
    )


def counted(names, *populations, first=1):
    """The first population less the others."""
    return {cell(names, p): first if n == 0 else -1 for n, p in enumerate(populations)}


def differences():
    """Differences that no two figures show by themselves."""
    everybody = sheet("Total:110 Female:50 Male:40 Other:20", population="all")
    farms = sheet("Total:60 Female:30 Male:22 Other:8", population="farms")
    ships = sheet("Total:36 Female:18 Male:12 Other:6", population="ships")
    yield (
        "three parts of which two are shown",
        (everybody, farms, ships),
        counted("Female/2023", "all@1", "farms@1", "ships@1"),
    )
    north = sheet("Total:80 Female:48 Male:22 Other:10", population="north")
    outside = sheet("Total:*92 Female:*49 Male:*32 Other:*11", population="outside")
    yield "a part of a part", (everybody, outside, north), pair("Female/2023", "all@1", "north@1")
    later = sheet("Total:81 Female:48 Male:23 Other:10", population="outside", edition="2")
    yield "a part in another edition", (everybody, later), pair("Female/2023", "all@1", "outside@2")
    children, adults = (
        sheet(text, population=name)
        for name, text in (
            ("children", "Total:41 Female:21 Male:15 Other:5"),
            ("adults", "Total:57 Female:29 Male:20 Other:8"),
        )
    )
    less = {cell("2023", p): n for p, n in (("all@1", 1), ("children@1", -1), ("adults@1", -1))}
    hundred = sheet("Total:100 Female:50 Male:37 Other:13", population="all")
    yield "a whole and its parts in another count", (hundred, children, adults), less
    first, second = (
        sheet("Total:60 Female:*27 Male:*28 Other:5"),
        sheet("Total:*64 Female:28 Male:29 Other:*7", edition="2"),
    )
    both = pair("Female/2023", "victims@2", "victims@1") | pair("Male/2023", "victims@2", "victims@1")
    yield "editions by a sum that is no figure", (first, second), both
    whole = sheet("Total:60 Female:*27 Male:*28 Other:5", population="all")
    part = sheet("Total:*52 Female:26 Male:26 Other:*0", population="outside")
    less = pair("Female/2023", "all@1", "outside@1") | pair("Male/2023", "all@1", "outside@1")
    yield "a part by a sum that is no figure", (whole, part), less
    three = sheet("World:!100 North:!63 South:37 A:*40 B:*20 C:*3 D:20 E:17".replace("*3", "<3"), dims=("region",))
    other = sheet("World:101 North:64 South:!37 A:41 B:*18 C:*5 D:*20 E:*17", dims=("region",), edition="2")
    yield (
        "editions by regions",
        (sheet("Total:100 Female:*50 Male:*50 Other:0"), three, other),
        pair("2023", "victims@2", "victims@1"),
    )


DECLARED = "victims, edition 2 beside victims, edition 1"


def declared(text):
    """An edition that an approver declares to be harmless."""
    made = sheet(text, edition="2")
    says = Declaration(DECLARED, "Nobody is found by comparing.", "Wei Chen")
    return type(made)(**{**vars(made), "declarations": (says,)})


ESTIMATE = "sex,year,value,kind,low,high\n"


def rounded(rows):
    """A sheet of rounded figures: category, figure, limits and the truth behind it."""
    shown = "".join(f"{c},2023,{v},estimated,{low},{high}\n" for c, v, low, high, _ in rows)
    known = "".join(f"{c},2023,{t},count,{t},{t}\n" for c, *_, t in rows)
    return sheet("Total:0", data=lambda _: ESTIMATE + shown, truth=lambda _: ESTIMATE + known)


BY_FIVE = [("Total", 60, 56, 64, 60), ("Female", 25, 21, 29, 28), ("Male", 30, 26, 34, 29), ("Other", 5, 1, 9, 3)]
BY_THREE = [("Total", 60, 58, 62, 60), ("Female", 27, 25, 29, 28), ("Male", 30, 28, 32, 29), ("Other", 3, 1, 5, 3)]
BY_TEN = [("Total", 60, 51, 69, 60), ("Female", 30, 21, 39, 28), ("Male", 30, 21, 39, 29), ("Other", 0, 0, 9, 3)]
SECRET_OF_3 = {"Female": 28, "Male": 29, "Other": 3}
ROUNDINGS = (
    ("a rounding with narrow limits", (rounded([*BY_FIVE[:3], ("Other", 5, 2, 4, 3)]),)),
    ("a rounding by three", (rounded([*BY_THREE[:3], ("Other", 3, 3, 3, 3)]),)),
    ("a rounding and exact figures", (rounded(BY_FIVE), sheet("Total:60 Female:28 Male:29 Other:<3"))),
    (
        "roundings by five and by three",
        (rounded(BY_FIVE), rounded(BY_THREE), rounded([*BY_TEN[:3], ("Other", 3, 2, 4, 3)])),
    ),
)
UNITS = (
    (
        "labels exchanged",
        (
            FIRST.replace("28", "30").replace("60", "62"),
            "Total:*62 Female:30 Male:*30 Other:<2",
            "Total:*62 Male:30 Female:*30 Other:<2",
        ),
    ),
)


def exchanged():
    """Women and men are as many; the third sheet calls women men, so that the gate finds nothing new in it."""
    first = sheet("Total:62 Female:*30 Male:*30 Other:<2")
    second = sheet("Total:*62 Female:30 Male:*30 Other:<2")
    labels = lambda s: s.replace('name = "sex"\n', 'name = "sex"\nlabels = { Male = "Female", Female = "Male" }\n')  # noqa: E731
    third = sheet("Total:*62 Male:30 Female:*30 Other:<2", change=labels)
    return Attack("labels exchanged", (first, second, third), OTHER, "label|computed|spelling")


def fixed():
    """Figures of all forms under a specification that calls them labour."""
    layout = 'fixed = { form = "labour" }\n'
    second = sheet(
        WOMEN.replace("*30", "30"),
        change=lambda s: s.replace(
            "[[table]]",
            f'[[dimension]]\nname = "form"\ntotal = "All forms"\npartition = {partitions_of("form")}\n[[table]]',
            1,
        ),
        layout=layout,
    )
    return Attack("a category fixed in the specification only", (sheet(FIRST), second), OTHER, "form|fixed|computed")


def signs(
    name,
    sign,
    text="Total:60 Female:*28 Male:*30 Other:<2",
    told='{ kind = "suppressed", low = 1, high = 4 }',
    sentence="sign|marker",
):
    """A sign that says to people more than the specification says to the gate."""
    change = lambda s: s.replace('"<5" = { kind = "suppressed", low = 1, high = 4 }', f'"{sign}" = {told}')  # noqa: E731
    made = sheet(text, data=lambda d: d.replace("<5", sign), change=change)
    return Attack(name, (made,), OTHER, sentence)


def more_column(name, header, figures, layout="", sentence="column", change=None):
    """A column beside the figures, one entry a row, that tells them."""

    def add(text):
        lines = text.strip().split("\n")
        return "\n".join(f"{line},{more}" for line, more in zip(lines, [header, *figures], strict=True)) + "\n"

    made = sheet(FIRST, data=add, truth=add, layout=layout, change=change)
    return Attack(name, (made,), OTHER, sentence)


def preamble():
    """Lines above the heading of the columns."""
    made = sheet(
        FIRST,
        data=lambda d: "sex,year,value\nOther,2023,2\n" + d,
        truth=lambda d: "x,y,z\nx,y,z\n" + d,
        layout="header_row = 3\n",
    )
    return Attack("lines above the heading", (made,), OTHER, "header|heading|row")


def second_rows():
    """A second row of the same cell, of which the specification says that only the first counts."""
    made = sheet(FIRST, data=lambda d: d + "Other,2023,2\n", more='duplicates = "first"\n')
    return Attack("a second row of one cell", (made,), OTHER, "row|twice|duplicate")


def thousands():
    """A separator that is a digit: a person reads 20 where the gate reads 2."""
    made = sheet(
        ALL_BUT_MEN.replace("*30", "30"),
        data=lambda d: d.replace("60", "6x0").replace("<5", "2"),
        more='thousands = "x"\n',
    )
    return Attack("a strange separator of thousands", (made,), OTHER, "small|below|thousands|threshold")


def attacks():
    """All attacks on figures."""
    yield from (Attack(name, (step,), secret, COMPUTED) for name, step, secret in ALONE)
    for name, text, dims in BOUGHT:
        yield Attack(f"linked: {name}", *linked(CROSS, text, dims=(("sex", "form"), dims)), COMPUTED)
    for name, change in SPECIFIED.items():
        yield Attack(f"specification: {name}", (sheet(ALL_BUT_MEN.replace("*30", "30"), change=change),), OTHER, ".")
        yield Attack(
            f"specification of a later release: {name}",
            (sheet(FIRST), sheet(WOMEN), sheet(MEN, change=change)),
            OTHER,
            ".",
        )
    yield from (related(*each) for each in SUBSETS)
    yield from (renamed(*each) for each in NAMES.items())
    yield from (editions(*each) for each in EDITIONS)
    yield dimensions_apart()
    yield from (
        Attack(f"difference: {name}", *made, "population|edition|differ|computed|declar|add")
        for name, *made in differences()
    )
    yield from (Attack(name, steps, OTHER, "round|interval|multiple|limits|computed") for name, steps in ROUNDINGS)
    withdrawn = (sheet(WOMEN), withdraw(1), sheet(MEN))
    yield Attack("a withdrawn release and its rest", withdrawn, OTHER, COMPUTED)
    yield Attack(
        "a third edition beside the second",
        (
            sheet(FIRST),
            sheet("Total:90 Female:*38 Male:*50 Other:<2", edition="2"),
            sheet("Total:92 Female:*39 Male:*51 Other:<2", edition="3"),
        ),
        pair("2023", "victims@3", "victims@2"),
        "edition|declar",
    )
    yield Attack(
        "an edition declared in spite of its difference",
        (sheet(FIRST), declared("Total:63 Female:*31 Male:*30 Other:<2")),
        pair("2023", "victims@2", "victims@1"),
        "edition|differ|declar",
    )
    yield exchanged()
    yield fixed()
    yield signs("a sign that says less than three", "<3")
    yield signs("a sign that is a figure", "2")
    yield signs("a sign that is an interval", "2-3")
    yield signs("a sign of figures not recorded", "2", told='"not recorded"', sentence="sign|marker|kind|recorded")
    yield more_column("a column nobody named", "rest", ["60", "28", "30", "2"])
    yield more_column("a second column of figures", "value", ["60", "28", "30", "2"], sentence="column|head")
    yield more_column(
        "a column of weights", "weight", ["60", "28", "30", "2"], layout='weight = "weight"\n', sentence="column|weight"
    )
    yield more_column(
        "columns of protection",
        "low,high",
        ["60,60", "28,28", "30,30", "2,2"],
        layout='protection = ["low", "high"]\n',
        sentence="column|protection|low",
    )
    yield more_column(
        "columns of contributions",
        "first",
        ["60", "28", "30", "2"],
        layout='contributions = ["first"]\n',
        sentence="column|contribution",
    )
    yield preamble()
    yield second_rows()
    yield thousands()
