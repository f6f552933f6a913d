"""Attempts to get a figure about few people past the gate: for each the releases made before, and the one to refuse."""

from dataclasses import dataclass, field, replace

from proposals import declare

from disclosure.release import Declaration, Proposal, release
from disclosure.release.proposal import Kind

POLICY = """
title = "Policy of the office"
reason = "Nobody may be recognized by a small number."
below = 5
units = ["persons"]
kinds = ["estimated", "not recorded", "not applicable"]
[[dimension]]
name = "area"
codes = "areas, 1"
total = "T"
partition = [
  { parent = "T", parts = ["North", "South"] },
  { parent = "North", parts = ["A", "B"] },
  { parent = "South", parts = ["C", "D"] },
]
[[dimension]]
name = "sex"
codes = "sex, 1"
total = "T"
partition = [{ parent = "T", parts = ["F", "M"], optional = ["O"] }]
[[dimension]]
name = "age"
codes = "age bands, 1"
total = "T"
partition = [{ parent = "T", parts = ["0-17", "18+"] }]
[[dimension]]
name = "year"
codes = "years"
separate = "20[0-9][0-9]"
"""
AGE = POLICY.split('name = "age"')[1].split("[[dimension]]")[0]
SPECIFICATION = """
title = "Victims"
population = { id = "victims", edition = "1" }
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"*" = { kind = "suppressed", low = 0, sensitive = false }
".." = "not recorded"
[[dimension]]
name = "area"
[[dimension]]
name = "sex"
[[dimension]]
name = "year"
[[table]]
name = "t"
columns = { area = "area", sex = "sex" }
fixed = { year = "2023" }
"""
THRESHOLDS = 'title = "Thresholds"\n[frequency]\nbelow = 5\n'
ONE_SIGN = THRESHOLDS + '[signs]\nhidden = "c"\n'
SIGN_C = SPECIFICATION.replace('"<5" =', '"c" = { kind = "suppressed", low = 0 }\n"<5" =').replace('"*" =', '# "*" =')

# The true figures: F and M of A to D, and everything they add up to.
INNER = {"A": (2, 2), "B": (25, 30), "C": (22, 28), "D": (31, 17)}
GROUPS = {"North": "AB", "South": "CD", "T": "ABCD"}


def true_figures(inner=INNER):
    """Every cell of area and sex, by "area sex"."""
    areas = inner | {
        name: tuple(sum(inner[part][sex] for part in parts) for sex in (0, 1)) for name, parts in GROUPS.items()
    }
    return {f"{area} {sex}": n for area, (f, m) in areas.items() for sex, n in (("F", f), ("M", m), ("T", f + m))}


TRUE = true_figures()


def csv(rows):
    """A file with area and sex from figures by "area sex"."""
    return "area,sex,value\n" + "".join(f"{','.join(key.split())},{figure}\n" for key, figure in rows.items())


def rows(text, figures=None):
    """Some cells: "B F, C F=*" is a figure as it is, and one with a sign in its place."""
    known = TRUE if figures is None else figures
    pairs = [part.strip().partition("=") for part in text.split(",")]
    return {key: sign or str(known[key]) for key, _, sign in pairs}


@dataclass(frozen=True)
class Step:
    """One release: what it shows, what is true, and what else is proposed with it."""

    shows: str | dict
    truth: str | dict | None = None
    specification: str = SPECIFICATION
    thresholds: str = THRESHOLDS
    declared: tuple[str, ...] = ()
    withdraw: bool = False
    policy: str = ""
    populations: str = ""
    raw: dict = field(default_factory=dict)
    """Changes to the proposal itself."""

    def proposal(self):
        shows = rows(self.shows) if isinstance(self.shows, str) else self.shows
        truth = rows(self.truth) if isinstance(self.truth, str) else self.truth
        if truth is None:
            truth = {key: str(TRUE[key]) for key in shows}
        made = Proposal(
            "Victims",
            Kind.TABLES,
            "2026-11-28",
            "Ana Lima",
            ("Wei Chen", "Jean Roux"),
            {"t.csv": csv(shows).encode()},
            self.specification,
            self.thresholds,
            truth={"t.csv": csv(truth).encode()},
            declarations=tuple(Declaration(about, "Nobody is in both.", "Wei Chen") for about in self.declared),
        )
        return replace(made, **self.raw)


def carry_out(step, register, signer):
    """Make a release, after a new policy and before a withdrawal if the step has them."""
    if step.populations:
        register.set_populations(step.populations, signer, by="Director", reason="as known now")
    if step.policy:
        register.set_policy(step.policy, signer, by="Director", reason="as proposed")
    proposal = step.proposal()
    release(declare(proposal, register, signer) if step.declared else proposal, register, signer)
    if step.withdraw:
        register.withdraw(len(register.releases()), reason="a mistake", by="Wei Chen")


@dataclass(frozen=True)
class Attempt:
    """What is tried, how the refusal reads, and on which point of the design it is aimed."""

    name: str
    steps: tuple[Step, ...]
    words: str
    point: str


def edit(text, *pairs):
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


EDITION_2 = edit(SPECIFICATION, ('edition = "1"', 'edition = "2"'))
OTHERS = edit(SPECIFICATION, ('id = "victims"', 'id = "persons helped"'))
BESIDE_2 = "victims, edition 2 beside victims, edition 1"
BESIDE_OTHERS = "persons helped, edition 1 beside victims, edition 1"
BY_AGE = edit(
    SPECIFICATION, ('area = "area", sex = "sex"', 'area = "area", age = "sex"'), ('name = "sex"', 'name = "age"')
)

# What `disclosure protect` makes of the whole table: A and D are hidden, with both sexes.
FIRST = "T F, T M, T T, North F, North M, North T, South F, South M, South T, C F, C M, C T"
HIDDEN_A = "A F=*, A M=*, A T=*, B F=*, B M=*, B T=*"
FULL = f"T F, T M, T T, North F, North M, North T, South F, South M, South T, C F, C M, C T, D F, D M, D T, {HIDDEN_A}"
BASE = Step(FULL)
COMPUTED = "hidden figures? can be computed"


def computed(name, point, *steps):
    return Attempt(name, steps, COMPUTED, point)


SOFT = [
    computed("inner cells of the others later", "1", BASE, Step("B F, B M, B T, C F, C M, C T, D F, D M, D T")),
    computed("one figure later", "1", BASE, Step("B F")),
    computed("the other sex later", "1", BASE, Step("B M")),
    computed("the first was withdrawn", "1", replace(BASE, withdraw=True), Step("B F")),
    computed("one by one", "1", Step("T F, North F=*, South F=*"), Step("South F"), Step("B F, A F=*", "A F, B F"),),
    computed("top down", "1", Step("B F, A F=*", "A F, B F"), Step("North F")),
    computed("a sign that tells nothing", "1", Step(f"{FULL}".replace("=*", "=c"), specification=SIGN_C, thresholds=ONE_SIGN),
             Step("B F", specification=SIGN_C, thresholds=ONE_SIGN)),
    computed("another title and name", "1", BASE,
             Step("B F", specification=edit(SPECIFICATION, ('"Victims"', '"Something else"'), ('name = "t"', 'name = "x"')))),
    computed("another spelling", "1", BASE, Step({"B Women": "25"}, {"B Women": "25"},
             edit(SPECIFICATION, ('name = "sex"\n', 'name = "sex"\nlabels = { Women = "F" }\n')))),
    computed("a fixed category", "1", BASE, Step("B F", specification=edit(
        SPECIFICATION, ('columns = { area = "area", sex = "sex" }\nfixed = { year', 'columns = { area = "area" }\nfixed = { sex = "F", year')),
        raw={"data": {"t.csv": b"area,value\nB,25\n"}, "truth": {"t.csv": b"area,value\nB,25\n"}})),
    computed("a wide table", "1", BASE, Step("B F", specification=edit(
        SPECIFICATION, ('columns = { area = "area", sex = "sex" }',
                        'columns = { area = "area" }\nwide = { dimension = "sex", columns = { W = "F" } }')),
        raw={"data": {"t.csv": b"area,W\nB,25\n"}, "truth": {"t.csv": b"area,W\nB,25\n"}})),
    computed("groups show what areas hide", "1", Step("North F=*, A F=*, B F", "North F, A F, B F"), Step("T F, South F, North F=*", "T F, North F, South F")),
]  # fmt: skip

A_43 = {"A T": "43", "A M": "40"}
ROWS = [
    computed("a row left out", "2", Step(A_43, {**A_43, "A F": "3"})),
    Attempt("left out of the truth too", (Step(A_43, A_43),), "sex F.* is missing", "2"),
    Attempt("said to be zero", (Step(A_43, {**A_43, "A F": "0"}),), "its parts make 40", "2"),
    Attempt("left out, total and part in two releases",
            (Step({"A T": "43"}, {"A T": "43", "A F": "3", "A M": "40"}), Step({"A M": "40"}, {"A M": "40"})), COMPUTED, "2"),
    computed("an optional row left out", "2", Step({"A T": "43", "A F": "20", "A M": "20"},
             {"A T": "43", "A F": "20", "A M": "20", "A O": "3"})),
    Attempt("an optional row that is nobody in the truth",
            (Step({"A T": "43", "A F": "20", "A M": "20"}, {"A T": "43", "A F": "20", "A M": "20"}),), "its parts make 40", "2"),
    computed("an area left out", "2", Step("North T, B T", "North T, A T, B T")),
    computed("a group left out", "2", Step({"T T": "51", "South T": "48"}, {"T T": "51", "South T": "48", "North T": "3"})),
    computed("a total left out that its parts give", "2", Step({"North F": "27", "B F": "25"},
             "North F, A F, B F")),
    Attempt("said to be unpublished", (Step({"A T": "43", "A M": "40", "A F": "*"}, {**A_43, "A F": "3"},
            edit(SPECIFICATION, ('name = "t"', 'name = "t"\nunpublished = [{ sex = "F" }]'))),), "unpublished", "2"),
    Attempt("said not to be recorded", (Step({**A_43, "A F": ".."}, {**A_43, "A F": "3"}),), r"the true figure is 3", "2"),
    computed("not recorded in truth either", "2", Step({**A_43, "A F": ".."}, {**A_43, "A F": ".."})),
    computed("a row left out beside a hidden one", "2", Step("North F, A F=*", "North F, A F, B F"), Step("B F")),
]  # fmt: skip

LONE = {**A_43, "A F": "*"}
LONE_TRUE = {**A_43, "A F": "3"}
NO_PARTS = edit(SPECIFICATION, ("[markers]", 'zeros = "may be hidden"\n[markers]'))
OFFICE = [
    computed("dimensions without partitions", "3", Step(LONE, LONE_TRUE, NO_PARTS)),
    Attempt("a sign for small figures that means not recorded", (Step({**A_43, "A F": "<5"}, LONE_TRUE, edit(
        SPECIFICATION, ('{ kind = "suppressed", low = 1, high = 4 }', '"not recorded"'))),), "'<5' reads like a figure", "3"),
    computed("a lone hidden cell that is said not to be sensitive", "3", Step(LONE, LONE_TRUE)),
    Attempt("thousands of persons", (Step({"A F": "0.003"}, {"A F": "0.003"}, edit(
        SPECIFICATION, ('title = "Victims"', 'title = "Victims"\nunit = "thousand persons"\ninteger = false'))),), "The unit is 'thousand persons'", "3"),
    Attempt("decimals", (Step({"A F": "0.003"}, {"A F": "0.003"}, edit(
        SPECIFICATION, ('title = "Victims"', 'title = "Victims"\ninteger = false'))),), "Figures must be whole", "3"),
    Attempt("p % alone", (Step("B F", thresholds="[p_percent]\np = 10\n"),), "of the proposed threshold there is none", "3"),
    Attempt("a figure below zero", (Step({"A F": "-3"}, {"A F": "-3"}),), "below zero", "3"),
    Attempt("a lower threshold", (Step({"A F": "3"}, {"A F": "3"}, thresholds=THRESHOLDS.replace("5", "3")),), "it is 3", "3"),
    Attempt("a narrower interval", (Step("B F", thresholds=THRESHOLDS + "protect = [2, 3]\n"),), "the proposed interval is 2 to 3", "3"),
    Attempt("a dimension of one's own", (Step("B F", specification=edit(SPECIFICATION, ('name = "sex"', 'name = "gender"'), ('sex = "sex"', 'gender = "sex"'))),), "no dimension 'gender'", "3"),
    Attempt("a category of one's own", (Step({"B Women": "25"}, {"B Women": "25"}),), "the category 'Women' is not declared", "3"),
    Attempt("a total of one's own", (Step("B F", specification=edit(SPECIFICATION, ('name = "sex"\n', 'name = "sex"\ntotal = "F"\n'))),), "the total is 'F'", "3"),
    computed("parts said to be at most", "3", Step(LONE, LONE_TRUE, edit(SPECIFICATION, (
        'name = "sex"\n', 'name = "sex"\ntotal = "T"\npartition = [{ parent = "T", parts = ["F", "M"], adds_up = "at most" }]\n')))),
    Attempt("an exception of one's own", (Step(LONE, LONE_TRUE, edit(
        SPECIFICATION, ('[markers]', 'does_not_add_up = [["sex", 1, "at most", "A", "T", "2023"]]\n[markers]'))),), "leave integer", "3"),
    Attempt("two rows of which one counts", (Step("B F", specification=edit(
        SPECIFICATION, ('[markers]', 'duplicates = "first"\n[markers]'))),), "leave integer", "3"),
    Attempt("no population", (Step("B F", specification=edit(SPECIFICATION, ('population = { id = "victims", edition = "1" }', ''))),), "does not say whom it counts", "3"),
    Attempt("a sign that tells one figure", (Step({**A_43, "A F": "few"}, LONE_TRUE, edit(
        SPECIFICATION, ('"<5" = { kind = "suppressed", low = 1, high = 4 }', '"few" = { kind = "suppressed", low = 3, high = 3 }'))),), COMPUTED, "3"),
    Attempt("a sign that is a figure", (Step({**A_43, "A F": "3"}, LONE_TRUE, edit(SPECIFICATION, ('"*" =', '"3" ='))),), "'3' reads like a figure", "3"),
    Attempt("a sign with a figure in it", (Step({**A_43, "A F": "c3"}, LONE_TRUE, edit(SPECIFICATION, ('"*" =', '"c3" ='))),), "'c3' reads like a figure", "3"),
    Attempt("a sign for every figure", (Step({**A_43, "A F": "c"}, LONE_TRUE, edit(
        SPECIFICATION, ('"*" =', '"b" = { kind = "suppressed", low = 1, high = 4 }\n"c" = { kind = "suppressed", low = 1, high = 4 }\n"*" ='))),), "4 signs stand for hidden figures", "3"),
    Attempt("a sign that stands for a figure", (Step({**A_43, "A F": "x"}, LONE_TRUE, edit(
        SPECIFICATION, ('"*" = { kind = "suppressed", low = 0, sensitive = false }', '"x" = { kind = "count", low = 3, high = 3 }'))),), "stands for a figure", "3"),
    Attempt("a sign that is wrong", (Step({"B F": "<5"}),), "the true figure is 25", "3"),
    Attempt("figures in thousands by their points", (Step({"A F": "3.000"}, {"A F": "3.000"}, edit(
        SPECIFICATION, ('[markers]', 'thousands = "."\ndecimal = ","\n[markers]'))),), "written as 1,234", "3"),
    Attempt("a figure written so that it says another", (Step({"B F": "25", "C F": "022"}),), "written oddly", "3"),
    Attempt("a small figure in the open", (Step("A F"),), "1 sensitive figure stands in the open", "3"),
    Attempt("a figure that is not the true one", (Step({"A F": "6"}, {"A F": "2"}),), "the true figure is 2", "3"),
    Attempt("no truth", (Step("B F", raw={"truth": {}}),), "need the true figures beside them", "3"),
    Attempt("a hidden truth", (Step(LONE, LONE),), "Give the figure itself", "3"),
    Attempt("a zero where zeros are sensitive", (Step({"A F": "0", "A M": "30"}, {"A F": "0", "A M": "30"},
            policy=edit(POLICY, ("below = 5", 'below = 5\nzeros = "sensitive"'))),), "1 sensitive figure stands in the open", "3"),
    computed("a hidden zero alone in its line", "3", Step({"A T": "30", "A F": "*", "A M": "30"}, {"A T": "30", "A F": "0", "A M": "30"},
             policy=edit(POLICY, ("below = 5", 'below = 5\nzeros = "sensitive"')))),
    computed("less room than the policy asks for", "3", Step({"A T": "*", "A F": "*", "A M": "*", "North T": "106", "B T": "60", "North F": "*", "B F": "*", "North M": "*", "B M": "*"},
             {"A T": "46", "A F": "3", "A M": "43", "North T": "106", "B T": "60", "North F": "33", "B F": "30", "North M": "73", "B M": "30"},
             policy=edit(POLICY, ("below = 5", "below = 5\nprotect = [0, 50]")), thresholds=THRESHOLDS.replace("below = 5", "below = 5\nprotect = [0, 50]") + '[signs]\nhidden = "c"\n')),
]  # fmt: skip

C_21 = true_figures(INNER | {"C": (21, 28)})
FULL_21 = rows(FULL, C_21)
TRUE_21 = {key: str(n) for key, n in C_21.items()}
CODES_2 = edit(POLICY, (AGE, edit(AGE, ("age bands, 1", "age bands, 2"), ('["0-17", "18+"]', '["0-18", "19+"]'))))
FINE = edit(POLICY, (AGE, edit(
    AGE, ("age bands, 1", "age bands, 2"),
    ('partition = [{ parent = "T", parts = ["0-17", "18+"] }]',
     'partition = [{ parent = "T", parts = ["0-17", "18", "19+"] }, { parent = "0-18", parts = ["0-17", "18"] }]\n'
     'earlier = [{ codes = "age bands, 1", maps = { "0-17" = "0-17", "18+" = ["18", "19+"] } }]'),
)))  # fmt: skip
SAME_CODES = edit(POLICY, ('["0-17", "18+"]', '["0-18", "19+"]'))
WOMEN = edit(POLICY, ('codes = "sex, 1"', 'codes = "sex, 2"'), ('parts = ["F", "M"], optional = ["O"] }]',
             'parts = ["Women", "Men"], optional = ["O"] }]\nearlier = [{ codes = "sex, 1", maps = { F = "Women", M = "Men", O = "O" } }]'))  # fmt: skip
BANDS = {"A T": "60", "A 0-17": "22", "A 18+": "38"}
BANDS_2 = {"A T": "60", "A 0-18": "24", "A 19+": "36"}
RECODED = "dimension age of release 1, by age bands, 1"
DIFFERENT = {"B F": "66", "C F": "71", "D F": "90"}
MATCHING = [
    Attempt("one person less in the same edition", (BASE, Step(FULL_21, TRUE_21)), "80 .* 79 .*another edition", "4"),
    Attempt("a new edition nobody answers for", (BASE, Step(FULL_21, TRUE_21, EDITION_2)), f"must declare.*'{BESIDE_2}'", "4"),
    Attempt("one person less in a new edition", (BASE, Step(FULL_21, TRUE_21, EDITION_2, declared=(BESIDE_2,))), "sex F, year 2023: 80, now 79", "4"),
    computed("the same figures as a new edition", "4", BASE, Step("B F", specification=EDITION_2, declared=(BESIDE_2,))),
    computed("the same figures as another population", "4", BASE, Step("B F", specification=OTHERS, declared=(BESIDE_OTHERS,))),
    computed("mixed editions", "4", BASE, Step({"B F": "25", "C F": "80"}, {"B F": "25", "C F": "80"}, EDITION_2, declared=(BESIDE_2,))),
    Attempt("the same people under another name", (BASE, Step({"C F": "22", "C M": "28", "D F": "32"}, {"C F": "22", "C M": "28", "D F": "32"}, OTHERS, declared=(BESIDE_OTHERS,))),
            "these are the same people", "4"),
    Attempt("all but two people under another name", (BASE, Step({"C F": "21", "C M": "27", "D F": "31"}, {"C F": "21", "C M": "27", "D F": "31"}, OTHERS, declared=(BESIDE_OTHERS,))),
            "these are the same people", "4"),
    Attempt("another population nobody answers for", (BASE, Step(DIFFERENT, DIFFERENT, OTHERS)), f"must declare.*'{BESIDE_OTHERS}'", "4"),
    Attempt("a declaration about nothing", (Step("B F", declared=("everything",)),), "Nothing needs a declaration", "4"),
    Attempt("other bands under the same code list", (Step(BANDS, BANDS, BY_AGE), Step(BANDS_2, BANDS_2, BY_AGE)), "the category '0-18' is not declared", "4"),
    Attempt("other bands nobody can match", (Step(BANDS, BANDS, BY_AGE), Step(BANDS_2, BANDS_2, BY_AGE, policy=CODES_2)), f"must declare.*'{RECODED}'", "4"),
    computed("overlapping bands that can be matched", "4", Step(BANDS, BANDS, BY_AGE),
             Step({"A 0-18": "24"}, {"A T": "60", "A 0-17": "22", "A 18": "2", "A 0-18": "24", "A 19+": "36"}, BY_AGE, policy=FINE)),
    computed("overlapping bands, and the truth has no row between", "4", Step(BANDS, BANDS, BY_AGE), Step({"A 0-18": "24"}, {"A 0-18": "24"}, BY_AGE, policy=FINE)),
    Attempt("the same code list with other bands", (Step(BANDS, BANDS, BY_AGE), Step(BANDS_2, BANDS_2, BY_AGE, policy=SAME_CODES)), "had other categories or partitions before", "4"),
    Attempt("a renamed category", (BASE, Step({"B Women": "25"}, {"B Women": "25"})), "the category 'Women' is not declared", "4"),
    computed("a category renamed by the office", "4", BASE, Step({"B Women": "25"}, {"B Women": "25"}, policy=WOMEN)),
    Attempt("a renamed total", (BASE, Step({"B all": "55"}, {"B all": "55"})), "the category 'all' is not declared", "4"),
    Attempt("a row without some", (BASE, Step({"T without A F": "78"}, raw={k: {"t.csv": b"area,sex,value\nwithout A,F,78\n"} for k in ("data", "truth")}, truth={})), "the category 'without A' is not declared", "4"),
    Attempt("an open dimension", (Step("B F", policy=edit(POLICY, ('parts = ["F", "M"]', 'parts = ["*"]'))),), "without \\*", "4"),
    Attempt("a rate", (Step({"A F": "40"}, {"A F": "40"}, edit(SPECIFICATION, ('title = "Victims"', 'title = "Victims"\nunit = "per 100,000 inhabitants"'))),), "Rates, shares", "4"),
    Attempt("a share", (Step({"A F": "50"}, {"A F": "50"}, edit(SPECIFICATION, ('title = "Victims"', 'title = "Victims"\nunit = "per cent"'))),), "Rates, shares", "4"),
    Attempt("a rate that is said to be persons", (Step("A F=*, A M=*", "A F, A M"), Step({"A F": "40"}, {"A F": "40"})), "has 2 .* 40", "4"),
    Attempt("without the year", (BASE, Step("B F", specification=edit(SPECIFICATION, ('fixed = { year = "2023" }\n', ''), ('[[dimension]]\nname = "year"\n', '')))), "must declare.*'dimension year not stated in table t'", "4"),
    Attempt("a year that is none", (BASE, Step("B F", specification=edit(SPECIFICATION, ('year = "2023"', 'year = "2023 b"')))), "has no category '2023 b'", "4"),
    Attempt("another truth for what was hidden", (BASE, Step("B F, A F=*, A M=*", {"B F": "25", "A F": "8", "A M": "9"})), "has 2 .* 8", "4"),
    computed("a table at a total that shows what was hidden", "4", BASE, Step({"B 0-17": "15", "B 18+": "40", "B T": "55"}, {"B 0-17": "15", "B 18+": "40", "B T": "55"}, BY_AGE)),
]  # fmt: skip

ROUNDED_HEAD = "area,sex,value,kind,low,high\n"


def rounded(base, figures, shown):
    text = ROUNDED_HEAD
    for key, point in shown.items():
        text += f"{','.join(key.split())},{point},estimated,{max(point - base + 1, 0)},{point + base - 1}\n"
    return Step({}, figures, raw={"data": {"t.csv": text.encode()}})


ONE = {"A T": "9", "A F": "1", "A M": "8"}
PARTS = {"A T": "12", "A F": "4", "A M": "8"}
TWO = {"A T": "9", "A F": "2", "A M": "7"}
ROUNDING = [
    computed("one sign, and the other part rounded", "5", Step({"A T": "10", "A F": "c", "A M": "c"}, {"A T": "10", "A F": "3", "A M": "7"}, SIGN_C, ONE_SIGN),
             rounded(3, {"A M": "7"}, {"A M": 6})),
    computed("rounded to 3 under a threshold of 5", "5", rounded(3, ONE, {"A T": 9, "A F": 0, "A M": 9})),
    computed("the same table rounded to 10, 5 and 3", "5", rounded(10, ONE, {"A T": 10, "A F": 0, "A M": 10}),
             rounded(5, ONE, {"A T": 10, "A F": 0, "A M": 10}), rounded(3, ONE, {"A T": 9, "A F": 0, "A M": 9})),
    computed("total and part rounded apart, so that they narrow the rest", "5", rounded(5, TWO, {"A T": 5}), rounded(5, TWO, {"A M": 10})),
    computed("rounded and then shown beside", "5", rounded(5, PARTS, {"A T": 10, "A F": 5, "A M": 5}), Step({"A T": "12", "A M": "8"}, PARTS)),
    computed("one sign, the other part shown later", "5", Step({"A T": "9", "A F": "c", "A M": "c"}, {"A T": "9", "A F": "2", "A M": "7"}, SIGN_C, ONE_SIGN),
             Step({"A M": "7"}, {"A M": "7"}, SIGN_C, ONE_SIGN)),
    Attempt("rounding that is none", (Step({}, {"A F": "2"}, raw={"data": {"t.csv": (ROUNDED_HEAD + "A,F,2,estimated,1,3\n").encode()}}),), "multiples of 3, 5 or 10", "5"),
    Attempt("rounding of another figure", (rounded(5, {"A F": "12"}, {"A F": 0}),), "the true figure is 12", "5"),
]  # fmt: skip

ATTEMPTS = [*SOFT, *ROWS, *OFFICE, *MATCHING, *ROUNDING]


@dataclass(frozen=True)
class Unseen:
    """What passes, since no computation can see it; the words stand in the documentation."""

    words: str
    steps: tuple[Step, ...]


FALSE = edit(SPECIFICATION, ('"Victims"', '"Victims, with 10 added to every figure"'))
UNSEEN = [
    Unseen("a truth that is false everywhere", (Step({"A T": "63", "A F": "23", "A M": "40"}, specification=FALSE,
           truth={"A T": "63", "A F": "23", "A M": "40"}),)),
    Unseen("free text that tells: titles, notes, names of files, tables and columns",
           (Step("B F", raw={"notes": "There are 2 women in A."}),)),
    Unseen("a declaration that is not true", (Step({"B F": "25"}, {"B F": "25"}), Step({"C F": "40"}, {"C F": "40"}, OTHERS, declared=(BESIDE_OTHERS,)))),
    Unseen("a large group all of whom share a trait", (Step({"A T": "40", "A F": "40", "A M": "0"}, {"A T": "40", "A F": "40", "A M": "0"}),)),
    Unseen("hidden categories taken together, where none of them can be told alone",
           (Step({"A T": "12", "A F": "c", "A M": "c", "B T": "50"}, {"A T": "12", "A F": "4", "A M": "8", "B T": "50"}, SIGN_C, ONE_SIGN),)),
    Unseen("a change by few in a figure that an earlier edition hides",
           (Step({"C T": "100", "C F": "*", "C M": "*"}, {"C T": "100", "C F": "50", "C M": "50"}),
            Step({"C F": "51"}, {"C F": "51"}, EDITION_2, declared=(BESIDE_2,)))),
]  # fmt: skip
