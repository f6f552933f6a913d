"""A cache for what is costly to make and the same for readers with the same rights, until the record changes."""

from collections.abc import Callable
from contextvars import ContextVar
from hashlib import sha256

from django.http import HttpRequest, HttpResponseBase

from palermo.accounts.viewer import Viewer
from palermo.audit.queries import head_digest
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.process_cache import process_cache
from palermo.library.queries import documents_named_for

KEPT_FOR = 24 * 60 * 60
# What the current request has asked already, by reader; a page takes a dozen things from here by one question.
_states: ContextVar[dict[Viewer, object] | None] = ContextVar("states of the record in a request", default=None)


def cached[Value](name: str, viewer: Viewer, make: Callable[[], Value]) -> Value:
    """What `make` gives for readers of these rights, in this language, on this day, from the record as it is.

    The rights are part of the key as a whole, so what one reader may see is never given to another who may not; the
    documents for which a reader is named are among them. The head of the audit chain stands for the record: it moves
    with every act.
    """
    state = repr((name, active_language().code, clock.today(), _state_for(viewer)))
    return process_cache.get_or_set(f"kept:{sha256(state.encode()).hexdigest()}", make, KEPT_FOR)


def cached_for_own[Value](name: str, viewer: Viewer, make: Callable[[], Value]) -> Value:
    """What `make` gives for one reader, who also sees what concerns those they act for: kept for each apart."""
    own = viewer.user_id if viewer.roles and not viewer.is_secretariat else None
    return cached(f"{name} of {own}" if own else name, viewer, make)


def _state_for(viewer: Viewer) -> object:
    """The reader's rights and the state of the record; within a request to read, as they were when first asked."""
    states = _states.get()
    if states is None:
        return _ask_state(viewer)
    if viewer not in states:
        states[viewer] = _ask_state(viewer)
    return states[viewer]


def _ask_state(viewer: Viewer) -> object:
    return sorted(viewer.roles), sorted(viewer.audiences), documents_named_for(viewer), head_digest()


class OneStateMiddleware:
    """Asks for the state of the record once in a request to read; a request that may change the record asks anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        before = _states.set({})
        try:
            return self.get_response(request)
        finally:
            _states.reset(before)
