"""The comments that await a response, beside the passages of a chapter while it is written."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count

from palermo.accounts.viewer import Viewer
from palermo.toolkit.models import Tool
from palermo.toolkit.queries.discussion import comments_visible_to
from palermo.toolkit.states.discussion import CommentState
from palermo.toolkit.web.discussion import Authors, CommentLine, Filters, comments_by_passage


class Beside(NamedTuple):
    """The comments on the open passage, and by the keys of passages how many await a response."""

    lines: Sequence[CommentLine]
    counts: Mapping[str, int]


def comments_beside(tool: Tool, keys: Collection[str], open_key: str, words: str, viewer: Viewer) -> Beside:
    """The comments of all rounds of a tool on some passages; only those on the open one are read.

    `words` are those of the open passage: proposed wordings are shown as changes of them.
    """
    comments = comments_visible_to(viewer).filter(round__tool=tool, state=CommentState.OPEN)
    first = comments.filter(reply_to=None, passage__in=keys).order_by()
    counts = dict(first.values_list("passage").annotate(number=Count("pk")))
    if open_key not in counts:
        return Beside((), counts)
    own = comments.filter(passage=open_key).select_related("round__tool__activity")
    found = comments_by_passage(own, Filters(), Authors(names_experts=viewer.is_secretariat), lambda _key: words)
    return Beside(found.get(open_key, ()), counts)
