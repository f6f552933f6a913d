"""The list of populations of a register, as the gate reads it."""

from collections import defaultdict

from palermo.figures.models import Population, PopulationRelation, ReleaseRegister
from palermo.figures.pipeline.policies import quote
from palermo.figures.states.populations import RelationKind


def populations_text(register: ReleaseRegister) -> str:
    """All populations of a register with their relations, as `disclosure.release.population_list` reads them.

    Parameters
    ----------
    register : ReleaseRegister

    Returns
    -------
    str
        TOML; nothing where there is no population.
    """
    related: dict[tuple[int, str], list[str]] = defaultdict(list)
    parts: dict[int, list[str]] = defaultdict(list)
    rows = PopulationRelation.objects.filter(population__register=register).select_related("population", "other")
    for each in rows.order_by("population__slug", "other__slug"):
        if each.kind == RelationKind.PART:
            parts[each.other_id].append(each.population.slug)
        else:
            related[each.population_id, each.kind].append(each.other.slug)
    return "\n".join(_entry(each, related, parts) for each in register.populations.order_by("slug"))


def _entry(population: Population, related: dict[tuple[int, str], list[str]], parts: dict[int, list[str]]) -> str:
    title = population.title.get("en") or next(iter(population.title.values()), population.slug)
    within = list(related[population.pk, RelationKind.WITHIN])
    divided = parts[population.pk]
    lines = ["[[population]]", f"id = {quote(population.slug)}", f"title = {quote(title)}"]
    for name, slugs in (("within", within), ("disjoint", related[population.pk, RelationKind.DISJOINT])):
        if slugs:
            lines.append(f"{name} = {_list(slugs)}")
    if len(divided) > 1:
        lines.append(f"parts = [{_list(divided)}]")
    return "\n".join(lines) + "\n"


def _list(slugs: list[str]) -> str:
    return f"[{', '.join(map(quote, slugs))}]"
