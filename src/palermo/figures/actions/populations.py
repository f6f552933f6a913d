"""What is done to the list of populations: the secretariat adds and changes them, and the gate gets the list signed."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.text import MultilingualText
from palermo.figures.actions.signing import sign_populations
from palermo.figures.models import Population, PopulationRelation, ReleaseRegister
from palermo.figures.rules import populations as rules


@transaction.atomic
def add_population(population: Population, *, relations: rules.Relations | None = None, by: Actor) -> Population:
    """Put a population on the list of its register, with its relations by their kind.

    Refused if the actor may not, or the gate refuses the list.
    """
    given = relations or {}
    rules.check_can_save_population(by, population, given)
    insert_row(population)
    _keep_relations(population, given)
    record("population.added", population, by=by)
    sign_populations(population.register, by=by, reason=f"{population.slug} was added")
    return population


@transaction.atomic
def change_population(
    population: Population, *, values: Mapping[str, object], relations: rules.Relations, by: Actor
) -> Population:
    """Edit a population and its relations; its identifier and its register stay.

    Refused if the actor may not, or the gate refuses the list: relations of populations with releases are not
    dropped.
    """
    population = lock_row(population, "register")
    set_values(population, values)
    rules.check_can_save_population(by, population, relations)
    save_row(population)
    _keep_relations(population, relations)
    record("population.changed", population, by=by, fields=sorted(values))
    sign_populations(population.register, by=by, reason=f"{population.slug} was changed")
    return population


def list_population(register: ReleaseRegister, slug: str, title: MultilingualText, *, by: Actor) -> Population:
    """The population of that name; it is put on the list, related to no other, where it is not there."""
    found = Population.objects.filter(register=register, slug=slug).first()
    return found or add_population(Population(register=register, slug=slug, title=title), by=by)


def _keep_relations(population: Population, relations: rules.Relations) -> None:
    """Write what is related to a population, in place of what was."""
    population.relations.all().delete()
    for kind, others in relations.items():
        for other in others:
            each = PopulationRelation(population=population, kind=kind, other=other)
            insert_row(each)
