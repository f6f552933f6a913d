"""Confirmations, on the log, that a text still holds in a language although its original has changed."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core.digests import digest_of_text
from palermo.core.kinds import slug_of
from palermo.core.refusals import Refused
from palermo.translations.models import TextConfirmed, TextGap
from palermo.translations.texts import BIT

Key = tuple[str, int, str, str]


@transaction.atomic
def confirm_text(instance: models.Model, field: str, language: str, original: str, *, seen: str, by: Actor) -> None:
    """Confirm that a text still holds in a language, for the words of the original whose digest `seen` is.

    Refused if `by` is not of the secretariat, or if the original is not what was looked at any more.
    """
    check_may(by, Permission.CHANGE_RECORD)
    stored = type(instance)._default_manager.select_for_update().order_by("pk").get(pk=instance.pk)
    text = getattr(stored, field)
    if digest_of_text(text.get(original, "")) != seen or language not in text:
        raise Refused(_("This text has changed since you opened the page. Review it again."))
    key = {"kind": slug_of(type(stored)), "record": stored.pk, "field": field, "language": language}
    TextConfirmed.objects.update_or_create(**key, defaults={"digest": seen})
    record("translation.confirmed", stored, by=by, field=field, language=language, digest=seen)
    _update_index(stored, field, language)


def _update_index(stored: models.Model, field: str, language: str) -> None:
    """Update the index of gaps: no row of the record changed, so the history does not say so."""
    gap = TextGap.objects.filter(kind=slug_of(type(stored)), record=stored.pk, field=field).first()
    if gap is None:
        return
    gap.stale &= ~BIT[language]
    if gap.missing or gap.stale:
        gap.save(update_fields=["stale"])
    else:
        gap.delete()


def confirmations() -> dict[Key, str]:
    """The digest of the original for which each text was confirmed."""
    rows = TextConfirmed.objects.values_list("kind", "record", "field", "language", "digest")
    return {(kind, pk, field, language): digest for kind, pk, field, language, digest in rows}
