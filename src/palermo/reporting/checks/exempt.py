"""Differences between language versions that are as they should be."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_FILE = Path(__file__).parent / "exempt.yaml"

type Aspect = Literal["dates", "years", "numbers", "symbols", "facts", "names", "certainty"]


class Exemption(BaseModel):
    """A difference that is right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paragraph: str
    language: str
    aspect: Aspect
    because: str


def is_exempt(paragraph: str, lang: str, aspect: Aspect) -> bool:
    """Whether a version may differ from the others in this paragraph."""
    return (paragraph, lang, aspect) in _exemptions()


@cache
def _exemptions() -> frozenset[tuple[str, str, str]]:
    listed = TypeAdapter(list[Exemption]).validate_python(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return frozenset((each.paragraph, each.language, each.aspect) for each in listed)
