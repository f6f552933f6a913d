"""Who may see which trainer."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.toolkit.models import Trainer
from palermo.toolkit.states.training import TrainerConsent


def trainers_visible_to(viewer: Viewer) -> QuerySet[Trainer]:
    """Trainers who consent to be named; the secretariat sees all."""
    return Trainer.objects.all() if viewer.is_secretariat else Trainer.objects.filter(consent=TrainerConsent.GIVEN)
