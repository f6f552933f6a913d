"""Preparing a release in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from palermo.core.work import background
from palermo.figures.hidden_reasons import HiddenFigure
from palermo.figures.models import Release


@background
def prepare_release(release_id: int) -> str:
    """Compile and protect the figures of a draft; gives what became of it."""
    return ""


@dataclass(frozen=True)
class Preview:
    """What a prepared release would publish."""

    loss: dict[str, Any]
    report: dict[str, Any]


def read_preview(release: Release) -> Preview | None:
    """What is prepared of a release; None where nothing is."""
    return None


def hidden_cells(
    release: Release, *, reason: str = "", indicator: str = "", state: str = "", offset: int = 0, limit: int = 50
) -> Sequence[HiddenFigure]:
    """Some of the figures that a prepared release hides."""
    return ()


def count_hidden_cells(release: Release, *, reason: str = "", indicator: str = "", state: str = "") -> int:
    """How many figures a prepared release hides."""
    return 0
