"""Comments beside the passages of a text.

{% passage_comments comments key %}   those on one passage; `comments` is of `comments_beside_text`
"""

from collections.abc import Mapping, Sequence

from django import template

from palermo.toolkit.web.discussion import CommentLine

register = template.Library()


@register.inclusion_tag("toolkit/discussion/beside_passage.html")
def passage_comments(comments: Mapping[str, Sequence[CommentLine]], key: str) -> dict[str, object]:
    """The comments on the passage with this key; nothing where there is none."""
    return {"lines": comments.get(key, ())}
