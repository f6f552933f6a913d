"""Texts of the record as translators get them: one unit for a text and a language, with all that describes it.

A unit is named by kind, id and field; it carries digests of the original and of the translation as they were, so that
nothing is laid over words that somebody has changed since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.audit.models import RecordVersion
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.digests import digest_of_text
from palermo.core.kinds import kind_of, model_of
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import MultilingualText
from palermo.translations import desk
from palermo.translations.models import TextGap
from palermo.translations.pages import PAGE
from palermo.translations.texts import BIT, VERSIONS

MOST_UNITS = 5_000
AT_ONCE = 500


@dataclass(frozen=True)
class Unit:
    """One text to be translated into one language; `is_stale` if the translation is older than the original."""

    id: str
    original: str
    source: str
    target: str
    is_stale: bool
    is_restricted: bool
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """That of the original, as it was taken out."""
        return digest_of_text(self.source)

    @property
    def target_digest(self) -> str:
        """That of the translation, as it was taken out; of nothing, where there was none."""
        return digest_of_text(self.target)


def unit_name(kind: str, instance: models.Model, field: str) -> str:
    """The name of a unit: by the id of its record, or by its number where it has none."""
    slug = getattr(instance, "slug", None) if has_own_slug(type(instance)) else None
    return f"{kind}/{slug or instance.pk}/{field}"


def has_own_slug(model: type[models.Model]) -> bool:
    """Whether the id that its records bear is theirs alone, not that of others in other programmes."""
    return any(each.name == "slug" and each.unique for each in model._meta.concrete_fields)


def units(gaps: Iterable[TextGap], language: str, viewer: Viewer) -> list[Unit]:
    """The texts behind gaps, for one language; files and editorial pages are none."""
    wanted = [gap for gap in gaps if gap.field != VERSIONS and gap.kind != PAGE]
    result: list[Unit] = []
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        instances, open_roots, (_own, roots) = _instances(some, viewer), _open_roots(some), desk.versions_of(some)
        for gap in some:
            instance = instances.get((gap.kind, gap.record))
            if instance is not None:
                result.append(_unit(gap, instance, language, roots.get((gap.root_kind, gap.root)), open_roots))
    return result


def _instances(gaps: list[TextGap], viewer: Viewer) -> dict[tuple[str, int], models.Model]:
    """The records themselves, those that the viewer may see."""
    by_key: dict[tuple[str, int], models.Model] = {}
    for kind, pks in _by_kind((gap.kind, gap.record) for gap in gaps):
        model = model_of(kind)
        visible_to = kind_of(model).past_visible_to
        records = visible_to(viewer) if visible_to else model._default_manager.all()
        by_key |= {(kind, pk): record for pk, record in records.in_bulk(pks).items()}
    return by_key


def _open_roots(gaps: list[TextGap]) -> set[tuple[str, int]]:
    """The records that everybody may read: what belongs to another is restricted."""
    open_keys: set[tuple[str, int]] = set()
    for kind, pks in _by_kind((gap.root_kind, gap.root) for gap in gaps):
        visible_to = kind_of(model_of(kind)).past_visible_to
        seen = pks if visible_to is None else visible_to(VISITOR).filter(pk__in=pks).values_list("pk", flat=True)
        open_keys |= {(kind, pk) for pk in seen}
    return open_keys


def _by_kind(keys: Iterable[tuple[str, int]]) -> Iterator[tuple[str, set[int]]]:
    pks_by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        pks_by_kind[kind].add(pk)
    return iter(pks_by_kind.items())


def _unit(
    gap: TextGap, instance: models.Model, language: str, root: RecordVersion | None, open_roots: set[tuple[str, int]]
) -> Unit:
    text = getattr(instance, gap.field)
    is_restricted = (gap.root_kind, gap.root) not in open_roots
    return Unit(
        id=unit_name(gap.kind, instance, gap.field),
        original=gap.original,
        source=text.get(gap.original, ""),
        target=text.get(language, ""),
        is_stale=bool(gap.stale & BIT[language]),
        is_restricted=is_restricted,
        notes=list(_notes(gap, root, is_restricted)),
    )


def _notes(gap: TextGap, root: RecordVersion | None, is_restricted: bool) -> Iterator[str]:
    """The audience of a text, where it is used, and by when it is needed."""
    if is_restricted:
        audience = root.data.get("audience", "") if root else ""
        words = Audience(audience).label if audience and audience != Audience.PUBLIC else _("not public")
        yield _("RESTRICTED: %(audience)s. Share this text only with those who may read it.") % {"audience": words}
    name, language = desk.record_name(root, gap.root_kind), active_language().code
    shown = name.shown_in(language) if isinstance(name, MultilingualText) else None
    yield f"{desk.kind_name(gap.root_kind)}: {shown.words if shown else name}"
    if gap.due_on:
        yield _("Needed by %(day)s") % {"day": format_day(PartialDate(gap.due_on), language)}
