"""What differs between two editions of a questionnaire."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import active_language, language_in_sentence
from palermo.core.speech.signs import comma
from palermo.core.text import MultilingualText, plain
from palermo.returns.structure import Side, Structure, Table
from palermo.returns.wording import describe_comparison, describe_rule, name_side

type Value = MultilingualText | str


class Part(NamedTuple):
    """A part of a questionnaire: what kind, what it is called, and what it says, by the name of each field."""

    kind: str
    name: str
    fields: Mapping[str, Value]


class Difference(NamedTuple):
    """A field that changed; `languages` are those in which only a translation did."""

    field: str
    before: str
    after: str
    languages: str


class ComparedPart(NamedTuple):
    """A part that only one edition has, or that both have differently."""

    part: Part
    is_new: bool
    is_removed: bool
    differences: list[Difference]


def compare_structures(before: Structure, after: Structure) -> list[ComparedPart]:
    """The parts that were added, removed and changed, in the order of the later edition; removed ones at the end."""
    old, new = _parts(before), _parts(after)
    found = []
    for key, part in new.items():
        if key not in old:
            found.append(ComparedPart(part, True, False, []))
        elif changed := list(_differences(old[key], part)):
            found.append(ComparedPart(part, False, False, changed))
    found += [ComparedPart(part, False, True, []) for key, part in old.items() if key not in new]
    return found


def _differences(before: Part, after: Part) -> Iterator[Difference]:
    for name in dict.fromkeys([*after.fields, *before.fields]):
        old, new = before.fields.get(name, ""), after.fields.get(name, "")
        if old == new:
            continue
        others = ""
        if isinstance(old, MultilingualText) and isinstance(new, MultilingualText):
            changed = [code for code in {**old, **new} if old.get(code, "") != new.get(code, "")]
            if active_language().code not in changed:
                others = comma().join(language_in_sentence(code) for code in changed)
        yield Difference(name, plain(old), plain(new), others)


def _parts(structure: Structure) -> dict[tuple[str, ...], Part]:
    """Every part by a key that stays the same from edition to edition."""
    parts: dict[tuple[str, ...], Part] = {}
    for section in structure.sections:
        fields: dict[str, Value] = {_("Title"): section.title, _("Guidance"): section.guidance}
        parts["section", section.key] = Part(_("Section"), plain(section.title), fields)
        for table in section.tables:
            parts["table", table.key] = Part(
                _("Table"), plain(table.title), {**_of_table(table, structure), _("Section"): plain(section.title)}
            )
    for key, dimension in structure.dimensions.items():
        fields = {_("Title"): dimension.title, _("Code list"): dimension.list}
        parts["dimension", key] = Part(_("Dimension"), plain(dimension.title), fields)
        for code, names in dimension.codes.items():
            name = f"{plain(dimension.title)} › {plain(names)}"
            parts["code", key, code] = Part(_("Code"), name, {_("Name"): names})
    for key, names in structure.units.items():
        parts["unit", key] = Part(_("Counting unit"), plain(names), {_("Name"): names})
    for rule in structure.rules:
        words = describe_rule(rule, structure)
        parts["rule", rule.id] = Part(_("Check"), rule.id, {_("Check"): words, _("Explanation"): rule.sentence})
    return parts


def _of_table(table: Table, structure: Structure) -> dict[str, Value]:
    def names(sides: tuple[Side, ...]) -> str:
        return comma().join(name_side(side) for side in sides)

    return {
        _("Title"): table.title,
        _("Guidance"): table.guidance,
        _("Rows"): names(table.rows),
        _("Columns"): names(table.columns),
        _("Counting units"): comma().join(plain(structure.units[unit]) for unit in table.units),
        _("Asked for each table"): comma().join(table.asks),
        _("Compared with"): comma().join(describe_comparison(each) for each in table.compared_with),
    }
