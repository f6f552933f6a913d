"""The indicators that come with Palermo: one file each, read strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.figures.dimensions import KEYS
from palermo.figures.states.indicators import IndicatorBasis, Measure
from palermo.figures.units import UNITS

FOLDER = Path(__file__).with_name("indicators")


def _check_languages(texts: dict[str, str]) -> dict[str, str]:
    wrong = set(texts) ^ set(CODES)
    if wrong or not all(words.strip() for words in texts.values()):
        raise ValueError(f"expected a text in each of {', '.join(CODES)}, found {', '.join(texts)}")
    return texts


def _check_known(known: Sequence[str]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"expected one of {', '.join(known)}, found {value!r}")
        return value

    return AfterValidator(check)


type Texts = Annotated[dict[str, str], AfterValidator(_check_languages)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ShippedEdition(_Strict):
    """An edition as its file has it."""

    number: Annotated[int, Field(ge=1)]
    unit: Annotated[str, _check_known(tuple(UNITS))]
    dimensions: list[Annotated[str, _check_known(KEYS)]]
    title: Texts
    definition: Texts
    method: Texts
    comparability: Texts
    articles: Texts
    sdg: Annotated[str, Field(max_length=20)]
    sdmx: Annotated[str, Field(max_length=40)]
    changes: Texts | None = None

    @property
    def fields(self) -> dict[str, object]:
        """As the fields of the model, without the number."""
        fields: dict[str, Any] = self.model_dump(exclude={"number"})
        return {name: MultilingualText(value or {}) if name in _TEXTS else value for name, value in fields.items()}


_TEXTS = ("title", "definition", "method", "comparability", "articles", "changes")


class _File(_Strict):
    position: Annotated[int, Field(ge=1, le=32_000)]
    basis: Annotated[str, _check_known(tuple(IndicatorBasis.values))]
    measure: Annotated[str, _check_known(tuple(Measure.values))]
    editions: Annotated[list[ShippedEdition], Field(min_length=1)]


@dataclass(frozen=True)
class ShippedIndicator:
    """An indicator that is shipped, with its editions in their order."""

    slug: str
    position: int
    basis: IndicatorBasis
    measure: Measure
    editions: tuple[ShippedEdition, ...]


def read_indicator(slug: str, content: object) -> ShippedIndicator:
    """An indicator from what its file holds.

    Raises
    ------
    ValueError
        With every fault: in which file and at which place, what was expected, what was found.
    """
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        raise ValueError("\n".join(_sentence(slug, each) for each in error.errors())) from None
    numbers = [each.number for each in file.editions]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"{slug}.yaml: editions: expected the numbers 1, 2 and so on, found {numbers}")
    return ShippedIndicator(
        slug, file.position, IndicatorBasis(file.basis), Measure(file.measure), tuple(file.editions)
    )


def _sentence(slug: str, fault: Mapping[str, Any]) -> str:
    place = ".".join(map(str, fault["loc"]))
    return f"{slug}.yaml: {place}: {fault['msg']}; found {fault['input']!r:.100}"


@cache
def shipped_indicators() -> tuple[ShippedIndicator, ...]:
    """Every indicator that is shipped, in the order of their positions."""
    read = (
        read_indicator(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    )
    return tuple(sorted(read, key=lambda each: (each.position, each.slug)))
