"""What became of a column, and what was lost on the way."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harmonise.lists.mapping import Mapping, MappingRow, Translation


@dataclass(frozen=True, slots=True)
class Loss:
    """A line of a mapping that was used and is not exact.

    Attributes
    ----------
    row : MappingRow
    cells : int
        Cells that hold its source.
    """

    row: MappingRow
    cells: int


@dataclass(frozen=True)
class LossReport:
    """What became of a column.

    Attributes
    ----------
    mapping : Mapping
    cells, blank : int
        Cells in all, and those that were blank.
    uses : mapping of str to int
        How often lines of each relation were used. A cell with several codes uses several lines.
    losses : tuple of Loss
        In the order of the mapping.
    unmapped : tuple of (str, int)
        Labels that are not in the source list and the cells that hold them, the most frequent first. They may be free
        text and are not for publication.
    """

    mapping: Mapping
    cells: int
    blank: int
    uses: Dictionary[str, int]
    losses: tuple[Loss, ...]
    unmapped: tuple[tuple[str, int], ...]

    @classmethod
    def build(
        cls, mapping: Mapping, counts: Counter[str | None], translations: Dictionary[str, Translation]
    ) -> LossReport:
        """Add up the translations of the distinct cells of a column."""
        used: Counter[MappingRow] = Counter()
        unmapped: Counter[str] = Counter()
        for cell, translation in translations.items():
            used.update(dict.fromkeys(translation.rows, counts[cell]))
            unmapped.update(dict.fromkeys(translation.unmapped, counts[cell]))
        uses = dict.fromkeys(("exact", "broader", "narrower", "loses"), 0)
        for row, count in used.items():
            uses[row.relation] += count
        return cls(
            mapping=mapping,
            cells=counts.total(),
            blank=counts[None],
            uses=uses,
            losses=tuple(Loss(row, used[row]) for row in mapping.rows if row in used and row.relation != "exact"),
            unmapped=tuple(sorted(unmapped.items(), key=lambda item: (-item[1], item[0]))),
        )

    def sentences(self, language: str = "en") -> list[str]:
        """Describe in sentences what became of the column.

        Parameters
        ----------
        language : str
            en, ar, es, fr, ru or zh.

        Returns
        -------
        list of str
            One on the cells, one for each line that loses something, one for each label that was not mapped.
        """
        texts = _sentences()
        numbers = {"cells": self.cells, "blank": self.blank, "exact": self.uses["exact"]}
        lines = [texts["cells"][language].format(**numbers)]
        for loss in self.losses:
            row = loss.row
            source = self.mapping.source.code(row.source).names[language]
            target = self.mapping.target.code(row.target).names[language] if row.target is not None else None
            key = row.relation if target is not None else "nothing"
            line = texts[key][language].format(source=source, target=target, cells=loss.cells)
            lines.append(line + (texts["lost"][language].format(loss=row.loss[language]) if row.loss else ""))
        title = self.mapping.source.titles[language]
        for label, count in self.unmapped:
            lines.append(texts["unmapped"][language].format(label=label, list=title, cells=count))
        return lines

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain values, for JSON."""
        mapping = self.mapping
        return {
            "source": {"list": mapping.source.name, "edition": mapping.source.number, "digest": mapping.source.digest},
            "target": {"list": mapping.target.name, "edition": mapping.target.number, "digest": mapping.target.digest},
            "mapping": {"edition": mapping.number, "digest": mapping.digest},
            "cells": self.cells,
            "blank": self.blank,
            "uses": dict(self.uses),
            "losses": [
                {
                    "source": loss.row.source,
                    "target": loss.row.target,
                    "relation": str(loss.row.relation),
                    "cells": loss.cells,
                    "lost": dict(loss.row.loss or {}),
                }
                for loss in self.losses
            ],
            "unmapped": [{"label": label, "cells": count} for label, count in self.unmapped],
        }


@dataclass(frozen=True)
class MappedColumn:
    """A column after a mapping.

    Attributes
    ----------
    cells : tuple of Translation or None, n
        None for blank cells.
    report : LossReport
    """

    cells: tuple[Translation | None, ...]
    report: LossReport


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
