"""What the interface for programs gives, as its description has it."""

from datetime import date
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field, create_model

from palermo.figures.exchange.dictionary import MEANINGS
from palermo.figures.exchange.rows import FigureRow

# The same text by the code of its language: ar, zh, en, fr, ru, es.
type Texts = dict[str, str]


def field_about(words: str | Promise, default: Any = ...) -> Any:
    """A field with its meaning, which is translated when the description is read."""
    return Field(default, description=cast(str, words))


class IndicatorOut(Schema):
    """An indicator in its last published edition."""

    id: str
    basis: str
    measure: str
    edition: int | None
    title: Texts
    definition: Texts
    unit: str
    dimensions: list[str]
    method: Texts
    comparability: Texts
    articles: Texts
    sdg: str
    sdmx: str
    address: str


class IndicatorsOut(Schema):
    """All indicators."""

    indicators: list[IndicatorOut]


class CodeOut(Schema):
    """A code of a dimension, with its names and the code above it."""

    code: str
    parent: str | None
    names: Texts


class DimensionOut(Schema):
    """A dimension and the list of its codes."""

    id: str
    title: str
    code_list: str
    sdmx_concept: str


class DimensionsOut(Schema):
    """All dimensions."""

    dimensions: list[DimensionOut]


class CodesOut(DimensionOut):
    """A dimension with its codes."""

    codes: list[CodeOut]


_columns: dict[str, Any] = {
    name: (kind, field_about(MEANINGS[name])) for name, kind in FigureRow.__annotations__.items()
}
FigureOut = create_model("FigureOut", __base__=Schema, __doc__="A published figure.", **_columns)


class FiguresOut(Schema):
    """A page of figures; `next` is the address of the following page, empty on the last."""

    total: int = field_about(_("Number of figures selected"))
    releases: list[str] = field_about(_("Releases from which the figures were taken"))
    figures: list[FigureOut]  # type: ignore[valid-type]  # made from the columns of rows
    next: str = field_about(_("Address of the next page; empty on the last page"))


class SeriesOut(Schema):
    """What a release has of an indicator under one breakdown."""

    indicator: str
    by: str
    year_from: int
    year_until: int
    states: int
    cells: int
    suppressed: int


class ReleaseOut(Schema):
    """A release; of its kind it depends how its files are read."""

    id: str
    kind: str
    of_register: str = Field(alias="register")
    number: int
    title: Texts
    summary: Texts
    status: str
    population: str
    population_edition: str
    released_on: date | None
    withdrawn_on: date | None
    notice: str
    notes: str
    digest: str
    is_invented: bool
    citation: str
    address: str


class ReleasesOut(Schema):
    """All releases, the last one first."""

    releases: list[ReleaseOut]


class ReleaseDetailOut(ReleaseOut):
    """A release with what it contains and its files."""

    series: list[SeriesOut]
    files: dict[str, str]


class RegisterOut(Schema):
    """A register of releases with its policy."""

    id: str
    title: Texts
    summary: Texts
    policy: str
    address: str


class RegistersOut(Schema):
    """All registers."""

    registers: list[RegisterOut]


class LedgerLineOut(Schema):
    """A release in the ledger of a register: it is never taken out of it."""

    number: int
    title: str
    date: str
    digest: str
    withdrawn: str
    policy: int


class LedgerOut(RegisterOut):
    """A register with its ledger."""

    ledger: list[LedgerLineOut]


class TreatyOut(Schema):
    """A treaty with its numbers of signatories and parties, as at which day, and why that is not the day asked for.

    `as_at` and the numbers are null without a list of participants; without `has_entry_rule` an `entry_into_force` of
    null means that it is not recorded.
    """

    id: str
    name: Texts
    as_at: date | None
    note: str
    entry_into_force: date | None
    has_entry_rule: bool
    signatories: int | None
    parties: int | None
    address: str


class TreatiesOut(Schema):
    """All treaties."""

    treaties: list[TreatyOut]


class ParticipantOut(Schema):
    """Where a participant stands in respect of a treaty."""

    id: str
    is_state: bool
    name: Texts
    group: str | None
    status: str
    signed: date | None
    deposited: date | None
    instrument: str | None
    in_force_from: date | None
    withdrawn: date | None


class ParticipationOut(Schema):
    """The participants of a treaty, as at which day, and why that is not the day asked for; as `TreatyOut`."""

    treaty: str
    name: Texts
    as_at: date | None
    note: str
    entry_into_force: date | None
    has_entry_rule: bool
    participants: list[ParticipantOut]
