"""What acts are called: the verbs of the log in words, which each slice registers in its `verbs.py`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.audit.models import AuditEvent

_VERBS: dict[str, Promise] = {
    "record.changed": _("changed a record"),
    "record.imported": _("imported a record"),
}
# What is done in the administration to a record of any kind.
_VERBS_OF_ANY = {"changed": _("changed a record"), "created": _("added a record")}


def register_verbs(verbs: Mapping[str, Promise]) -> None:
    """Give verbs of the log their words."""
    _VERBS.update(verbs)


def verb_words(act: AuditEvent) -> str:
    """What was done, in words; an act without words shows its verb."""
    return str(_VERBS.get(act.verb) or _VERBS_OF_ANY.get(act.verb.rpartition(".")[2]) or act.verb)
