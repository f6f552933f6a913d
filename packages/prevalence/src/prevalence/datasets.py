"""Published tables that introduce themselves: source, lists, number of people, known disputes."""

from dataclasses import dataclass
from functools import cache

from prevalence.errors import InvalidArgument
from prevalence.histories import CaptureHistories


@dataclass(frozen=True)
class Dataset:
    """A published table of capture histories.

    Attributes
    ----------
    name, title, source : str
        Short name, what was counted, and who published it.
    lists : str
        What the lists are, as far as the source says.
    disputes : str
        What is contested about the table or about estimates made from it; empty if nothing is known.
    histories : CaptureHistories
    """

    name: str
    title: str
    source: str
    lists: str
    disputes: str
    histories: CaptureHistories

    def __str__(self) -> str:
        parts = [
            f"{self.name}: {self.title}",
            f"Source: {self.source}",
            f"Lists: {self.lists}",
            f"People on at least one list: {self.histories.total}",
        ]
        if self.disputes:
            parts.append(f"Disputes: {self.disputes}")
        return "\n".join(parts)


def _parse_histories(lists: str, counts: str, source: str) -> CaptureHistories:
    pairs = (item.split(":") for item in counts.split())
    return CaptureHistories.from_patterns(lists.split(), {digits: int(n) for digits, n in pairs}, source=source)


def _uk_six() -> CaptureHistories:
    return _parse_histories(
        "LA NG PF GO GP NCA",
        "100000:54 010000:463 001000:907 000100:695 000010:316 000001:57 110000:15 101000:19 100100:3 011000:56 "
        "010100:19 010010:1 010001:3 001100:69 001010:10 001001:31 000110:8 000101:6 000011:1 111000:1 110100:1 "
        "011100:4 011001:3 001101:1 111100:1",
        "Silverman (2014)",
    )


def _new_orleans(both: str) -> CaptureHistories:
    return _parse_histories(
        "A B C D E F G H",
        "10000000:25 01000000:5 00100000:70 00010000:33 00001000:6 00000100:6 00000010:6 00000001:21 10100000:1 "
        f"10010000:2 10001000:1 01000100:1 00110000:{both} 00101000:1 00100010:1 00011000:2 00001001:1 10100010:1 "
        "10011000:1",
        "Bales, Murphy and Silverman (2020)",
    )


_UK = "Silverman, B. (2014). Modern Slavery: an application of Multiple Systems Estimation. Home Office, London."
_UK_LISTS = (
    "LA local authorities, NG non-governmental organizations, PF police forces, GO government organizations, "
    "GP the general public, NCA the National Crime Agency"
)
_UK_DISPUTE = (
    "Whitehead, Jackson, Balch and Francis hold that multiple systems estimation is unsuitable for these data: the "
    "overlaps are few and lists refer people to one another. Methods give from 11,000 to 25,000."
)
_NOLA = (
    "Bales, K., Murphy, L. and Silverman, B. (2020). How many trafficked people are there in Greater New Orleans? "
    "Lessons in measurement. Journal of Human Trafficking 6(4)."
)
_NOLA_LISTS = "eight agencies, not named, A to H"
_NOLA_DISPUTE = (
    "Two versions circulate, with 1 or 2 people on lists C and D only (185 or 186 in all). The figures of Chan, "
    "Silverman and Vincent (2021), such as 1184, come from the first; those of Silverman, Chan and Vincent (2024), "
    "such "
    "as 1110, from the second. Which count is right is not documented."
)


def _united_kingdom() -> tuple[Dataset, ...]:
    uk, five = _uk_six(), {"PFNCA": ("PF", "NCA")}
    return (
        Dataset(
            "uk_2013", "victims of trafficking known in the United Kingdom in 2013", _UK, _UK_LISTS, _UK_DISPUTE, uk
        ),
        Dataset(
            "uk_2013_five",
            "the same, police forces and National Crime Agency as one list",
            _UK,
            _UK_LISTS,
            _UK_DISPUTE,
            uk.merge(**five),
        ),
        Dataset(
            "uk_2013_four",
            "the same, without the general public",
            _UK,
            _UK_LISTS,
            _UK_DISPUTE,
            uk.merge(**five).omit("GP"),
        ),
    )


def _netherlands() -> Dataset:
    return Dataset(
        "netherlands",
        "presumed victims registered in the Netherlands, 2010 to 2015",
        "Silverman, B. (2020). Multiple-systems analysis for the quantification of modern slavery: classical and "
        "Bayesian approaches. Journal of the Royal Statistical Society A 183(3), table 2.",
        "I, K, O, P, R and Z: kinds of registering organizations",
        "Another copy in circulation enters one pattern twice (O and Z in place of O and R) and drops another.",
        _parse_histories(
            "I K O P R Z",
            "100000:352 010000:1299 001000:403 000100:4466 000010:650 000001:632 101000:1 100100:18 100010:3 "
            "100001:16 011000:1 010100:44 010001:4 001100:59 001010:2 001001:57 000110:82 000101:125 000011:2 "
            "101100:4 100101:4 001110:2 001101:7 000111:1",
            "Silverman (2020), table 2",
        ),
    )


def _new_orleans_tables() -> tuple[Dataset, ...]:
    merged = {"BEFG": ("B", "E", "F", "G")}
    nola_185, nola_186 = _new_orleans("1"), _new_orleans("2")
    return (
        Dataset(
            "new_orleans_185", "trafficked people in Greater New Orleans", _NOLA, _NOLA_LISTS, _NOLA_DISPUTE, nola_185
        ),
        Dataset("new_orleans_186", "the same, other version", _NOLA, _NOLA_LISTS, _NOLA_DISPUTE, nola_186),
        Dataset(
            "new_orleans_185_five",
            "lists B, E, F and G as one",
            _NOLA,
            _NOLA_LISTS,
            _NOLA_DISPUTE,
            nola_185.merge(**merged),
        ),
        Dataset(
            "new_orleans_186_five",
            "lists B, E, F and G as one",
            _NOLA,
            _NOLA_LISTS,
            _NOLA_DISPUTE,
            nola_186.merge(**merged),
        ),
    )


def _kosovo() -> Dataset:
    return Dataset(
        "kosovo",
        "Kosovar Albanians killed between March and June 1999",
        "Ball, P. et al. (2002). Killings and refugee flow in Kosovo, March to June 1999. American Association for "
        "the Advancement of Science.",
        "EXH exhumations, ABA interviews of the American Bar Association, OSCE interviews, HRW Human Rights Watch",
        "The Kosovo Memory Book later counted 10,401 dead, so that this table has a known answer.",
        _parse_histories(
            "EXH ABA OSCE HRW",
            "1000:1131 0100:845 0010:936 0001:306 1100:177 1010:228 1001:106 0110:217 0101:31 0011:123 1110:181 "
            "1101:18 1011:42 0111:32 1111:27",
            "Ball et al. (2002)",
        ),
    )


def _korea() -> Dataset:
    return Dataset(
        "korea",
        "women taken to one place as so-called comfort women",
        "Ball, P., Shin, E. and Yang, H. (2018). Human Rights Data Analysis Group.",
        "b, c and d: three documentary sources",
        "",
        _parse_histories("b c d", "100:5 010:5 001:41 110:54 101:6 111:12", "Ball, Shin and Yang (2018)"),
    )


def _artificial() -> Dataset:
    return Dataset(
        "artificial",
        "invented, to show when an estimate exists and when it is unique",
        "Chan, L., Silverman, B. and Vincent, K. (2021). Multiple systems estimation for sparse capture data. "
        "Journal "
        "of the American Statistical Association 116(535), table 2.",
        "A, B and C",
        "",
        _parse_histories("A B C", "100:40 010:30 001:20 110:6", "Chan, Silverman and Vincent (2021), table 2"),
    )


def _madigan_york_five() -> Dataset:
    return Dataset(
        "madigan_york_five",
        "spina bifida in upstate New York, five sources",
        "Madigan, D. and York, J. (1997). Bayesian methods for estimation of the size of a closed population. "
        "Biometrika 84(1).",
        "L1 to L5",
        "",
        _parse_histories(
            "L1 L2 L3 L4 L5",
            "10000:83 01000:97 00100:4 00010:37 00001:27 11000:30 10100:3 10010:34 10001:36 01100:2 01010:37 "
            "01001:22 "
            "00110:1 00101:4 00011:19 11010:23 11001:5 10101:5 10011:18 01110:3 01101:1 01011:25 00111:1 11101:3 "
            "11011:8 10111:2 01111:5 11111:2",
            "Madigan and York (1997)",
        ),
    )


def _madigan_york_three() -> Dataset:
    return Dataset(
        "madigan_york_three",
        "three sources",
        "Madigan, D. and York, J. (1997). Biometrika 84(1).",
        "L1 to L3",
        "",
        _parse_histories("L1 L2 L3", "100:247 010:49 001:60 110:142 101:112 011:4 111:12", "Madigan and York (1997)"),
    )


def _hepatitis_a() -> Dataset:
    return Dataset(
        "hepatitis_a",
        "students in an outbreak of hepatitis A in Taiwan, 1995",
        "Chao, A. et al. (1997), in the package CARE1.",
        "P serum tests, Q records of the national institute, E epidemiologists",
        "The size of the outbreak was found later, about 545.",
        _parse_histories("P Q E", "100:69 010:55 001:63 110:21 101:17 011:18 111:28", "Chao et al. (1997)"),
    )


def _hiv_rome() -> Dataset:
    return Dataset(
        "hiv_rome",
        "people with HIV in Rome, 1990",
        "Abeni, D. et al. (1994), in the package Rcapture.",
        "C1 to C4: four sources",
        "",
        _parse_histories(
            "C1 C2 C3 C4",
            "1000:403 0100:545 0010:621 0001:205 1100:33 1010:20 1001:6 0110:35 0101:10 0011:11 1110:3 1101:1 0111:3",
            "Abeni et al. (1994)",
        ),
    )


def _diabetes() -> Dataset:
    return Dataset(
        "diabetes",
        "people with diabetes in a community in Italy, 1988",
        "Bruno, G. et al. (1994), in the package CARE1.",
        "clinics, hospitals, prescriptions, reimbursement of reagents",
        "",
        _parse_histories(
            "CLINIC HOSPITAL PRESCRIPTION REAGENT",
            "1000:709 0100:74 0010:182 0001:10 1100:104 1010:650 1001:12 0110:20 0101:7 0011:8 1110:157 1101:18 "
            "1011:46 0111:14 1111:58",
            "Bruno et al. (1994)",
        ),
    )


def _entries() -> tuple[Dataset, ...]:
    return (
        *_united_kingdom(),
        _netherlands(),
        *_new_orleans_tables(),
        _kosovo(),
        _korea(),
        _artificial(),
        _madigan_york_five(),
        _madigan_york_three(),
        _hepatitis_a(),
        _hiv_rome(),
        _diabetes(),
    )


@cache
def _by_name() -> dict[str, Dataset]:
    return {entry.name: entry for entry in _entries()}


def names() -> tuple[str, ...]:
    """Names of the tables that come with the package."""
    return tuple(_by_name())


def describe(name: str) -> Dataset:
    """A table with its introduction.

    Examples
    --------
    >>> print(describe("korea"))  # doctest: +ELLIPSIS
    korea: women taken to one place as so-called comfort women
    Source: ...
    Lists: b, c and d: three documentary sources
    People on at least one list: 123
    """
    if name not in _by_name():
        raise InvalidArgument(f"There is no table {name!r}. The tables are: {', '.join(names())}.")
    return _by_name()[name]


def load(name: str) -> CaptureHistories:
    """The histories of a published table.

    Examples
    --------
    >>> load("uk_2013")
    <2744 people on LA, NG, PF, GO, GP, NCA; 25 of 63 patterns seen>
    """
    return describe(name).histories
