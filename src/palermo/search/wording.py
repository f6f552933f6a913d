"""What every kind needs to say in which languages a record has words, and whose it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypedDict, Unpack, runtime_checkable

from django.db.models import Model
from django.utils import translation

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, CODES
from palermo.search.sources import Draft, Pks

Words = Mapping[str, str]
ENDS = tuple(".!?:;。！？：；؟؛…")
# Never at the beginning of a line.
APART = "\u00a0·"
WIDEST_FIRST = tuple(Audience.values)


class Facts(TypedDict, total=False):
    """What results are narrowed by, as in `Draft`."""

    body: str
    on: PartialDate | None
    audience: str


@runtime_checkable
class OfKind(Protocol):
    """A record of a model whose records are of several kinds."""

    def get_kind_display(self) -> str:
        """The name of its kind."""


def drafts_of(
    record: Model,
    title: Words,
    *texts: Words,
    named: bool = False,
    symbols: tuple[str, ...] = (),
    names: Words | None = None,
    **facts: Unpack[Facts],
) -> Iterator[Draft]:
    """A draft for each language in which the title or one of the texts has words; `facts` are those of `Draft`.

    With `named`, what the site calls a record by its kind stands where the language has no title. `names` are what it
    is asked for by besides its symbols, in each language.
    """
    for code in CODES:
        words = [text[code] for text in texts if text.get(code)]
        if title.get(code) or words:
            heading = title.get(code) or (_kind_heading(record, code) if named else "")
            known_by = (*symbols, *filter(None, [(names or {}).get(code)]))
            yield Draft(record.pk, code, heading, one_text(words), symbols=known_by, **facts)


def _kind_heading(record: Model, code: str) -> str:
    assert isinstance(record, OfKind)
    return kind_name(record, code)


def one_text(parts: Iterable[str]) -> str:
    """Texts after one another; what is no sentence is set apart, so that they read as what they are."""
    return "\n".join(part if part.endswith(ENDS) else f"{part}{APART}" for part in parts).removesuffix(APART)


def kind_name(record: OfKind, code: str) -> str:
    """What the site calls a record by its kind, in a language: "Resolution"."""
    with translation.override(BY_CODE[code].django_code):
        return str(record.get_kind_display())


def names_by_kind(record: OfKind, number: str) -> dict[str, str]:
    """ "Resolution 61/180", in each language: how a record without such a title is asked for."""
    return {code: f"{kind_name(record, code)} {number}" for code in CODES} if number else {}


def through(model: type[Model], path: str) -> Callable[[Pks], Pks]:
    """The rows of a model that hang on others, at the end of `path`."""

    def find_pks(pks: Pks) -> Pks:
        rows = model._base_manager.filter(**{f"{path}__in": list(pks)})
        return rows.order_by().values_list("pk", flat=True).distinct()

    return find_pks


def narrowest(*audiences: str) -> str:
    """Of several audiences a record is for, the one that fewest belong to."""
    return max(audiences, key=WIDEST_FIRST.index)


def is_readable_by(of: str, to: str) -> bool:
    """Whether all who read a record for `to` also read one for `of`, so that the second may be named beside it."""
    return WIDEST_FIRST.index(of) <= WIDEST_FIRST.index(to)
