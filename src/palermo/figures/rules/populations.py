"""Who keeps the list of populations, and what may be declared of them."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.refusals import Refused
from palermo.figures.models import Population
from palermo.figures.rules.releases import check_may_draft_release, is_begun

type Relations = Mapping[str, Collection[Population]]


def check_may_keep_populations(user: Actor, record: object = None) -> None:
    """The secretariat keeps the list of populations, as it prepares releases."""
    check_may_draft_release(user)


def check_can_save_population(user: Actor, population: Population, relations: Relations) -> None:
    """As `check_may_keep_populations`: in a register that was begun, with relations to others of that register."""
    check_may_keep_populations(user)
    if not is_begun(population.register):
        raise Refused(
            _("The register “%(register)s” has not been started. Ask the administrator to run `palermo figures begin`.")
            % {"register": population.register.display_name()}
        )
    named: set[int] = set()
    for other in (each for others in relations.values() for each in others):
        name = {"population": other.display_name()}
        if other.register_id != population.register_id or other.pk == population.pk:
            raise Refused(_("“%(population)s” is not another population of this register.") % name)
        if other.pk in named:
            raise Refused(_("“%(population)s” is chosen for two relations. Choose one.") % name)
        named.add(other.pk)
