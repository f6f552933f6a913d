"""Changes in the administration of procedures and of what is put to Member States under them."""

from django.db import models, transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.governance.actions.endorsements import lock_endorsement
from palermo.governance.models import Endorsement, Procedure
from palermo.governance.rules import texts


@transaction.atomic
def change_procedure(procedure: Procedure, *, seen: str = "", by: Actor) -> models.Model:
    """Save a changed procedure: of one in use, its name and what it rests on."""
    stored = Procedure.objects.select_for_update().get(pk=procedure.pk)
    texts.check_can_change_procedure(stored, procedure)
    return save_record(procedure, by=by, seen=seen)


@transaction.atomic
def change_endorsement(endorsement: Endorsement, *, seen: str = "", by: Actor) -> models.Model:
    """Save a changed endorsement: of one that was submitted to Member States, what they were not asked to approve."""
    texts.check_can_change_endorsement(lock_endorsement(endorsement), endorsement)
    return save_record(endorsement, by=by, seen=seen)
