"""Removing what the record says for good of a refused file, where an earlier version of the program quoted it there."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.models import RecordVersion
from palermo.audit.redaction import redact_versions
from palermo.core.kinds import slug_of
from palermo.core.text import MultilingualText
from palermo.knowledge import edition_triggers
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.reasons import in_all_languages
from palermo.knowledge.states.datasets import DatasetEditionStatus


@transaction.atomic
def redact_refusal(dataset: str, number: int, *, reason: str, by: Actor) -> list[str]:
    """Replace the reason for which an edition was returned, there and in its versions; gives what was removed.

    Nothing where there is no such edition any more.

    The triggers that protect editions are lifted for these two statements, and with them, or not at all.
    """
    editions = DatasetEdition.objects.select_for_update(of=("self",)).filter(dataset__slug=dataset, number=number)
    edition = editions.filter(status=DatasetEditionStatus.REFUSED).first()
    if edition is None:
        return []
    removed = [*_lines_of(edition.reason), *(step.report.get("fault", "") for step in edition.steps.all())]
    versions = RecordVersion.objects.filter(kind=slug_of(DatasetEdition), record=edition.pk).order_by("pk")
    redact_versions(versions, column="reason", reason=reason, by=by)
    edition_triggers.remove(connection)
    new_reason = in_all_languages(lambda: _("The reason quoted the file and was deleted."))
    # Without a version: it would be one of what no act decided.
    DatasetEdition.objects.filter(pk=edition.pk).update(reason=new_reason)
    for step in edition.steps.all():
        if step.report.pop("fault", ""):
            step.save(update_fields=["report"])
    edition_triggers.install(connection)
    return [each for each in removed if each]


def _lines_of(reason: MultilingualText) -> list[str]:
    return [line for text in reason.values() for line in text.splitlines()]
