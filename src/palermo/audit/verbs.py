"""What acts are called: the verbs of the log in words, which each slice registers in its `verbs.py`."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.audit.chain import REDACTED, VERSION_REDACTED
from palermo.audit.models import AuditEvent

# An act that takes another one back; its details name that one's verb and place in the log.
UNDONE = "act.undone"
_VERBS: dict[str, Promise] = {
    UNDONE: _("undid an action"),
    REDACTED: _("redacted an entry of the audit log"),
    VERSION_REDACTED: _("redacted a version of a record"),
    "record.changed": _("changed a record"),
    "record.imported": _("imported a record"),
}
# What is done in the administration to a record of any kind.
_VERBS_OF_ANY = {"changed": _("changed a record"), "created": _("added a record")}


# Acts that give out what the record says at that moment: what was done before one is not undone any more.
GIVING_OUT: set[str] = set()


def register_verbs(verbs: Mapping[str, Promise], *, giving_out: Iterable[str] = ()) -> None:
    """Give verbs of the log their words; `giving_out` are those of acts that give out what the record says."""
    _VERBS.update(verbs)
    GIVING_OUT.update(giving_out)


def verb_words(act: AuditEvent) -> str:
    """What was done, in words; an act without words shows its verb."""
    if act.verb == UNDONE and act.details:
        # Languages that name an act by a noun set a dash before it, which has no place within a sentence.
        return gettext("undid: %(act)s") % {"act": _words_of(str(act.details["verb"])).lstrip("–— ")}
    return _words_of(act.verb)


def _words_of(verb: str) -> str:
    return str(_VERBS.get(verb) or _VERBS_OF_ANY.get(verb.rpartition(".")[2]) or verb)
