"""The dimensions by which figures are broken down, each with the code list that names its categories.

State and year belong to every figure. The code `total` stands for all categories of a dimension together.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

TOTAL: Final = "total"
# Categories of citizenship and of repatriation that are no area.
OWN, ABROAD, STATELESS, OTHER, UNKNOWN = "own", "abroad", "stateless", "other", "unknown"

# Areas of ISO 3166 without permanent inhabitants: where a source names one of them, the citizenship is not known.
UNINHABITED: Final = frozenset({"ata", "atf", "bvt", "hmd", "sgs", "umi"})


@dataclass(frozen=True)
class Dimension:
    """A dimension: its key in cubes and addresses, its title, and the code list with its edition.

    Attributes
    ----------
    key : str
    title : str
        Translated when it is shown.
    code_list : str
        Slug and edition, as "sex/1"; of areas the list of ISO 3166 codes, in lower case, as States have them.
    concept : str
        The concept of SDMX that it is.
    """

    key: str
    title: str | Promise
    code_list: str
    concept: str


DIMENSIONS: Final = (
    Dimension("sex", gettext_lazy("Sex"), "sex/1", "SEX"),
    Dimension("age", gettext_lazy("Age"), "age-bands/1", "AGE"),
    Dimension("form", gettext_lazy("Form of exploitation"), "forms/1", "FORM"),
    Dimension("citizenship", gettext_lazy("Citizenship"), "iso-3166-alpha-3/1", "CITIZENSHIP"),
    Dimension(
        "repatriation", pgettext_lazy("of victims", "Country of repatriation"), "iso-3166-alpha-3/1", "REPATRIATION"
    ),
)
BY_KEY: Final = {each.key: each for each in DIMENSIONS}
KEYS: Final = tuple(BY_KEY)

# By which dimensions at once data are broken down: none or one of the last three, and of sex and age any.
BREAKDOWNS: Final = tuple(
    "+".join(filter(None, (people, other)))
    for other in ("", "form", "citizenship", "repatriation")
    for people in ("", "sex", "age", "sex+age")
)


def breakdown_of(codes: dict[str, str]) -> str:
    """By which dimensions a figure is broken down, as cubes have it: "", "sex", "sex+age" …"""
    return "+".join(key for key in KEYS if codes.get(key, TOTAL) != TOTAL)
