"""What the labels of datasets and questionnaires mean: files read strictly, so that a wrong key is never overlooked."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from harmonise import lists
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from palermo.core.refusals import Refused
from palermo.figures.dimensions import BY_KEY, KEYS, UNINHABITED
from palermo.figures.pipeline.policies import families_of

FOLDER = Path(__file__).with_name("layouts")
QUESTIONNAIRE = "questionnaire"
AREAS = ("citizenship", "repatriation")


def _check_dimension(key: str) -> str:
    if key not in KEYS:
        raise ValueError(f"expected one of {', '.join(KEYS)}, found {key!r}")
    return key


def _check_mapping(name: str) -> str:
    mapping_of(name)
    return name


type Key = Annotated[str, AfterValidator(_check_dimension)]
type MappingName = Annotated[str, AfterValidator(_check_mapping)]
type Codes = dict[Key, str]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Labels(_Strict):
    """Labels of one dimension: `codes` by themselves, the others by a mapping of `harmonise`."""

    dimension: Key
    mapping: MappingName = ""
    codes: dict[str, str] = {}

    @model_validator(mode="after")
    def _check_codes(self) -> "Labels":
        _check_known(self.dimension, self.codes.values())
        return self

    def code_of(self, label: str) -> str | None:
        """The code that a label means; None where none does, or several together, or an area of which nobody is."""
        if label in self.codes or not self.mapping:
            return self.codes.get(label)
        targets = mapping_of(self.mapping).translate(label).targets
        code = targets[0] if len(targets) == 1 else None
        if code and self.dimension in AREAS:
            return code.lower() if code.lower() not in UNINHABITED else None
        return code


class _Indicator(_Strict):
    indicator: str
    unit: str


class _IndicatorColumn(_Strict):
    column: str
    labels: dict[str, _Indicator]


class _Breakdown(_Strict):
    column: str
    category: str
    labels: dict[str, Labels | None]


class DataLayout(_Strict):
    """Which series of a layout of datasets mean which indicator and codes."""

    layout: str
    indicator: _IndicatorColumn
    columns: dict[str, Labels]
    breakdown: _Breakdown


class QuestionnaireDimension(_Strict):
    """What a dimension of a questionnaire means.

    Exactly one is given: `same`, a dimension of ours with the same code list; `areas`, one whose categories are areas,
    read by a mapping; or `codes`, for each code the codes in our dimensions, none for a total.
    """

    same: Key | None = None
    areas: Key | None = None
    mapping: MappingName = ""
    codes: dict[str, Codes] | None = None

    @model_validator(mode="after")
    def _check(self) -> "QuestionnaireDimension":
        given = [self.same, self.areas, self.codes]
        if sum(each is not None for each in given) != 1 or bool(self.mapping) != (self.areas is not None):
            raise ValueError("expected one of same, codes, or areas with a mapping")
        for codes in (self.codes or {}).values():
            for key, code in codes.items():
                _check_known(key, [code])
        return self

    def codes_of(self, code: str) -> Mapping[str, str] | None:
        """The codes of our dimensions that a code means; None where it has no counterpart."""
        if self.codes is not None:
            return self.codes.get(code)
        if self.same is not None:
            return {self.same: code} if code in _categories(self.same) else None
        assert self.areas is not None
        found = Labels(dimension=self.areas, mapping=self.mapping).code_of(code)
        return {self.areas: found} if found else None


class QuestionnaireLayout(_Strict):
    """What the dimensions of questionnaires mean."""

    dimensions: Annotated[dict[str, QuestionnaireDimension], Field(min_length=1)]


def _check_known(dimension: str, codes: Any) -> None:
    for code in codes:
        if code not in _categories(dimension):
            raise ValueError(f"{BY_KEY[dimension].code_list} has no code {code!r}")


@cache
def _categories(dimension: str) -> frozenset[str]:
    return frozenset(code for parent, parts in families_of(dimension) for code in (parent, *parts))


@cache
def mapping_of(name: str) -> lists.Mapping:
    """A mapping of `harmonise` by its name, such as `unodc-sex--sex/1`."""
    between, _slash, number = name.partition("/")
    source, _dashes, target = between.partition("--")
    try:
        return lists.mapping(source, target, number)
    except lists.UnknownList as error:
        raise ValueError(str(error)) from None


@cache
def data_layout(name: str) -> DataLayout | None:
    """What the labels of a layout of datasets mean; None where nobody has said it."""
    path = FOLDER / f"{name}.yaml"
    if not name or name == QUESTIONNAIRE or path.parent != FOLDER or not path.is_file():
        return None
    found = parse_layout(path.read_text("utf-8"), DataLayout, path.name)
    if found.layout != name:
        raise Refused(f"{path.name}: layout: expected {name!r}, found {found.layout!r}.")
    return found


@cache
def questionnaire_layout() -> QuestionnaireLayout:
    """What the dimensions of questionnaires mean."""
    path = FOLDER / f"{QUESTIONNAIRE}.yaml"
    return parse_layout(path.read_text("utf-8"), QuestionnaireLayout, path.name)


def parse_layout[Layout: BaseModel](text: str, kind: type[Layout], name: str) -> Layout:
    """A layout from the text of its file. Refused, naming every place at which something else was expected."""
    try:
        return kind.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise Refused(f"{name}: {error}") from None
    except ValidationError as error:
        faults = [f"{name}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise Refused("\n".join(faults)) from None
