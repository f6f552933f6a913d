"""Where the words of a comment stand after the edits since it was made."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.reporting.models import ParagraphComment
from palermo.reporting.tree import Fact
from palermo.reporting.writing.links import Link, LinkedText, carry_links

# A comment is carried from edit to edit as links between words and facts are; of what, does not matter there.
_MARK = Fact("comments", "", "")


@dataclass(frozen=True)
class PlacedComment:
    """A comment, the words it was made on, and what these read now: nothing where they are no longer there.

    `start` is the sign at which they begin.
    """

    comment: ParagraphComment
    words_then: str
    words_now: str
    start: int = 0

    @property
    def is_on_whole(self) -> bool:
        """Whether it is on the whole paragraph."""
        return not self.words_then

    @property
    def is_gone(self) -> bool:
        """Whether the words it was made on are no longer in the paragraph."""
        return bool(self.words_then) and not self.words_now

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be resolved."""
        return self.comment.resolved_at is None


def place_comments(comments: Iterable[ParagraphComment], text: str) -> list[PlacedComment]:
    """Each comment with its words as they stand in the text now, open ones first."""
    placed = [_place(comment, text) for comment in comments]
    return sorted(placed, key=lambda each: (not each.is_open, each.comment.at, each.comment.pk))


def _place(comment: ParagraphComment, text: str) -> PlacedComment:
    then = comment.text_then[comment.start : comment.end]
    if not then:
        return PlacedComment(comment, "", "")
    before = LinkedText(comment.text_then, (Link(comment.start, comment.end, _MARK),))
    carried = carry_links(before, text).links
    if not carried:
        return PlacedComment(comment, then, "")
    return PlacedComment(comment, then, text[carried[0].start : carried[0].end], carried[0].start)
