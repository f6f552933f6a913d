"""A cache for what is costly to make and the same for readers with the same rights, until the record changes."""

from collections.abc import Callable
from hashlib import sha256

from palermo.accounts.viewer import Viewer
from palermo.audit.queries import head_digest
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.near import near
from palermo.library.queries import documents_named_for

KEPT_FOR = 24 * 60 * 60


def cached[Value](name: str, viewer: Viewer, make: Callable[[], Value]) -> Value:
    """What `make` gives for readers of these rights, in this language, on this day, from the record as it is.

    The rights are part of the key as a whole, so what one reader may see is never given to another who may not; the
    documents for which a reader is named are among them. The head of the audit chain stands for the record: it moves
    with every act.
    """
    rights = (sorted(viewer.roles), sorted(viewer.audiences), documents_named_for(viewer))
    state = repr((name, active_language().code, clock.today(), rights, head_digest()))
    return near.get_or_set(f"kept:{sha256(state.encode()).hexdigest()}", make, KEPT_FOR)
