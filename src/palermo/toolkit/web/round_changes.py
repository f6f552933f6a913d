"""What changed from one version of a text to the next, with the comments that led to it and those not accepted."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from palermo.core.differences import differences, mark_parts
from palermo.toolkit.models import PassageComment, ToolVersion
from palermo.toolkit.queries.discussion import with_authors
from palermo.toolkit.states.discussion import CommentState
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.texts.passages import Text
from palermo.toolkit.web.discussion import Authors, CommentLine, place_of, text_of
from palermo.toolkit.web.forms.discussion import language_of_reader

# So many changed passages stand on a page; the comparison of versions has all.
MOST = 200


@dataclass(frozen=True)
class PassageChange:
    """A passage as it was and as it is, with the comments on it in the rounds on the earlier version."""

    place: str
    change: SafeString
    accepted: list[CommentLine]
    declined: list[CommentLine]


@dataclass(frozen=True)
class VersionChanges:
    """The changed passages in the order of reading; `more` says how many are left out."""

    changed: list[PassageChange]
    unchanged: list[PassageChange]
    more: int = 0


def changes_between(
    earlier: ToolVersion, later: ToolVersion, comments: QuerySet[PassageComment], authors: Authors
) -> VersionChanges:
    """What changed, and the comments that were declined on passages that did not change.

    In the reader's language where both versions are in it, else in the original one.
    """
    language = language_of_reader(later)
    before = text_of(earlier, language)
    if before is None:
        language = later.original_language
        before = text_of(earlier, language)
    after = text_of(later, language)
    if before is None or after is None:
        return VersionChanges([], [])
    found = comments.filter(round__version=earlier, reply_to=None).exclude(state=CommentState.OPEN)
    by_passage: dict[str, list[CommentLine]] = defaultdict(list)
    for each in with_authors(found).order_by("round", "number"):
        by_passage[each.passage].append(CommentLine(each, authors.name(each), SafeString(""), []))
    old = {each.key: each.content for each in before.walk()}
    new = {each.key: each.content for each in after.walk()}
    keys = [*new, *(key for key in old if key not in new)]
    changed = [key for key in keys if old.get(key) != new.get(key)]
    kept = [key for key in keys if key in by_passage and old.get(key) == new.get(key)]
    return VersionChanges(
        [_change(key, before, after, old.get(key, ""), new.get(key, ""), by_passage[key]) for key in changed[:MOST]],
        [_change(key, before, after, "", "", by_passage[key]) for key in kept],
        max(len(changed) - MOST, 0),
    )


def _change(key: str, before: Text, after: Text, old: str, new: str, lines: list[CommentLine]) -> PassageChange:
    accepted = [line for line in lines if line.comment.state != CommentState.DECLINED]
    declined = [line for line in lines if line.comment.state == CommentState.DECLINED]
    change = mark_parts(differences(plain_content(old), plain_content(new))) if old or new else SafeString("")
    return PassageChange(place_of(after, key) or place_of(before, key), change, accepted, declined)
