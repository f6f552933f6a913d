"""Who may see which population: the list is public, like the policy of its register."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.figures.models import Population, PopulationRelation


def populations_visible_to(viewer: Viewer) -> QuerySet[Population]:
    """Every population: whom figures count is public."""
    return Population.objects.select_related("register")


def population_relations_visible_to(viewer: Viewer) -> QuerySet[PopulationRelation]:
    """Every relation of populations."""
    return PopulationRelation.objects.select_related("population__register", "other__register")
