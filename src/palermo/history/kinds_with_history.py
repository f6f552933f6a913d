"""Which records have a history that can be read."""

from django.db.models import Model, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind, all_kinds, find_kind


def kind_with_history(slug: str) -> RecordKind | None:
    """The kind with this slug, if the history of its records can be read."""
    kind = find_kind(slug)
    return kind if kind and (kind.pages or kind.has_history) else None


def kind_shown_on(page: str) -> RecordKind | None:
    """The kind of record that the page with this name shows; None for any other page."""
    return next((kind for kind in all_kinds() if page in kind.pages), None)


def records_of(kind: RecordKind, viewer: Viewer) -> QuerySet[Model]:
    """The records of a kind whose history a viewer may read."""
    visible_to = kind.past_visible_to
    if visible_to is None or (kind.is_for_member_states and not viewer.reads_member_states):
        return kind.model._default_manager.none()
    return visible_to(viewer)
