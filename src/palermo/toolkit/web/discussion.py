"""A round of comments as its page shows it: the passages of a chapter, the comments on each, and their authors."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.differences import differences, mark_parts
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.signs import label_value
from palermo.core.text import plain
from palermo.site.action_pages import ActionLink, named_action_links
from palermo.toolkit.models import PassageComment, TextRound, Tool, ToolVersion
from palermo.toolkit.queries.discussion import comments_visible_to, rounds_visible_to, with_authors
from palermo.toolkit.queries.texts import build_version
from palermo.toolkit.states.discussion import CommentState, CommentTopic
from palermo.toolkit.states.texts import CHAPTERS, PassageKind
from palermo.toolkit.texts.labels import label_of
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.texts.passages import Passage, Text

# So many rounds stand on the page of a tool; the page of its discussion has all.
SHOWN = 3
# So many characters of a passage without a number say which one it is.
BEGINNING = 40


class Chapter(NamedTuple):
    """What the page of a round shows at a time, with the number of comments in it."""

    key: str
    heading: str
    passages: list[Passage]
    comments: int
    unanswered: int


class CommentLine(NamedTuple):
    """A comment with the name of its author, the change that it proposes, and its replies."""

    comment: PassageComment
    author: str
    change: SafeString
    replies: list[tuple[PassageComment, str]]
    place: str = ""


class PassageLine(NamedTuple):
    """A passage with its words as they are read, and the comments on it."""

    passage: Passage
    label: str
    words: str
    comments: list[CommentLine]


class DiscussionOfTool(NamedTuple):
    """The latest rounds of a tool that a reader may see, and what the reader may do."""

    rounds: list[TextRound]
    ways: Sequence[ActionLink]


def discussion_of_tool(tool: Tool, viewer: Viewer, person: User | None) -> DiscussionOfTool:
    """What the page of a tool shows of its discussion; nothing to visitors."""
    if not viewer.roles:
        return DiscussionOfTool([], ())
    rounds = rounds_visible_to(viewer).filter(tool=tool).select_related("tool__activity").order_by("-number")
    return DiscussionOfTool(list(rounds[:SHOWN]), named_action_links(("prepare-text-round",), tool, viewer, person))


def text_of(version: ToolVersion, language: str) -> Text | None:
    """A version in a language, by one query."""
    stored = version.texts.filter(language=language).first()
    return build_version(version, language, stored.content) if stored else None


def divide(text: Text) -> list[tuple[Passage, list[Passage]]]:
    """The passages of a text by what a page shows: each chapter whole, and each part without its chapters."""
    divided = list[tuple[Passage, list[Passage]]]()
    for passage in text.passages:
        if passage.kind != PassageKind.PART:
            divided.append((passage, list(passage.walk())))
            continue
        inside = [child for child in passage.children if child.kind not in CHAPTERS]
        divided.append((passage, [passage, *(each for child in inside for each in child.walk())]))
        divided += [(child, list(child.walk())) for child in passage.children if child.kind in CHAPTERS]
    return divided


def name_of(passage: Passage) -> str:
    """What a passage is called in a list: "Article 5", "Paragraph 2", "Commentary"."""
    if passage.is_holder:
        return label_of(passage)
    name = str(passage.kind.label)
    return _("%(passage)s %(number)d") % {"passage": name, "number": passage.number} if passage.number else name


def place_of(text: Text, key: str) -> str:
    """Where a passage stands, from the outermost on: "Article 5 › Paragraph 2"; without a number, how it begins."""
    passage = text.find(key)
    if passage is None:
        return ""
    above = [name_of(found) for each in passage.path if (found := text.find(each))]
    own = name_of(passage)
    if not passage.number and not passage.is_holder:
        own = label_value(own, Truncator(plain_content(passage.content)).chars(BEGINNING))
    return " › ".join((*above, own))


def heading_of(passage: Passage) -> str:
    """The label of a chapter with its heading."""
    words = plain_content(passage.content)
    return " · ".join(filter(None, (name_of(passage), words if passage.is_holder else "")))


def _kicker(passage: Passage) -> str:
    """What stands over a passage; nothing over commentary whose heading says what it is."""
    return "" if passage.kind == PassageKind.COMMENTARY and passage.content else name_of(passage)


class Authors:
    """Names authors of comments: States and organizations by name, experts only with their consent.

    With `names_experts`, as for the secretariat, experts are named in any case.
    """

    def __init__(self, *, names_experts: bool = False) -> None:
        self.names_experts = names_experts
        self._states: dict[int, str] = {}

    def name(self, comment: PassageComment) -> str:
        """The author of a comment, in the active language."""
        if comment.by_state is not None:
            return self._state(comment.by_state)
        if comment.organisation is not None:
            return plain(comment.organisation.name)
        if comment.expert is None:
            return _("Drafting group")
        details = getattr(comment.expert, "details", None)
        if details is not None and (comment.expert.is_named or self.names_experts):
            return ", ".join(filter(None, (details.name, details.function)))
        return comment.expert.display_name()

    def _state(self, state: State) -> str:
        if state.pk not in self._states:
            self._states[state.pk] = plain(state.list_name_on(clock.today()))
        return self._states[state.pk]


@dataclass(frozen=True)
class Filters:
    """Which comments are shown: by topic, author and status; empty shows all."""

    topic: str = ""
    author: str = ""
    state: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> "Filters":
        """The filters of an address; nonsense filters nothing."""
        topic, state, author = asked.get("topic", ""), asked.get("state", ""), asked.get("author", "")
        return cls(
            topic=topic if topic in CommentTopic.values else "",
            author=author if author.partition("-")[0] in {"state", "organisation", "expert", "group"} else "",
            state=state if state in CommentState.values else "",
        )

    @property
    def are_set(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.topic or self.author or self.state)

    @property
    def in_address(self) -> str:
        """The filters as they follow another value in an address."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"&{urlencode(chosen)}" if chosen else ""

    def apply(self, comments: QuerySet[PassageComment]) -> QuerySet[PassageComment]:
        """The comments that are left."""
        if self.topic:
            comments = comments.filter(topic=self.topic)
        if self.state:
            comments = comments.filter(state=self.state)
        kind, _dash, key = self.author.partition("-")
        if kind == "state":
            return comments.filter(by_state__slug=key)
        if kind == "organisation":
            return comments.filter(organisation__slug=key)
        if kind == "expert":
            return comments.filter(expert__number=int(key) if key.isdecimal() and len(key) < 6 else -1)
        if kind == "group":
            return comments.filter(by_state=None, organisation=None, expert=None)
        return comments


@dataclass
class RoundPage:
    """A round in a language: its chapters with the number of comments in each, and one of them opened.

    The number of queries does not depend on the length of the text or the number of comments.
    """

    round: TextRound
    language: str
    comments: QuerySet[PassageComment]
    authors: Authors
    filters: Filters = field(default_factory=Filters)
    chapter_key: str = ""
    passage_key: str = ""

    @cached_property
    def text(self) -> Text | None:
        """The version."""
        return text_of(self.round.version, self.language)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """All chapters, with the number of comments that the filters leave in each."""
        if self.text is None:
            return []
        found = self.filters.apply(self.comments.filter(reply_to=None)).order_by()
        counts, waiting = Counter[str](), Counter[str]()
        for key, state, number in found.values_list("passage", "state").annotate(number=Count("pk")):
            counts[key] += number
            waiting[key] += number if state == CommentState.OPEN else 0
        return [
            Chapter(
                head.key,
                heading_of(head),
                passages,
                sum(counts[each.key] for each in passages),
                sum(waiting[each.key] for each in passages),
            )
            for head, passages in divide(self.text)
        ]

    @cached_property
    def chapter(self) -> Chapter | None:
        """The chapter that is open: that of the passage or the chapter asked for, else the first with comments."""
        if self.passage_key:
            for chapter in self.chapters:
                if any(each.key == self.passage_key for each in chapter.passages):
                    return chapter
        asked = next((each for each in self.chapters if each.key == self.chapter_key), None)
        commented = next((each for each in self.chapters if each.comments), None) if self.filters.are_set else None
        return asked or commented or next(iter(self.chapters), None)

    @cached_property
    def lines(self) -> list[PassageLine]:
        """The passages of the open chapter, each with its comments."""
        if self.chapter is None:
            return []
        keys = [each.key for each in self.chapter.passages]
        comments = comments_by_passage(self.comments.filter(passage__in=keys), self.filters, self.authors, self.words)
        return [
            PassageLine(each, _kicker(each), plain_content(each.content), comments.get(each.key, []))
            for each in self.chapter.passages
        ]

    def words(self, key: str) -> str:
        """The words of a passage in the version."""
        passage = self.text.find(key) if self.text else None
        return passage.content if passage else ""

    @cached_property
    def author_choices(self) -> list[tuple[str, str]]:
        """The authors of comments, by name; for the filter."""
        return author_choices(self.comments, self.authors)


def comments_by_passage(
    comments: QuerySet[PassageComment], filters: Filters, authors: Authors, words: Callable[[str], str]
) -> dict[str, list[CommentLine]]:
    """Comments with their replies, by the key of their passage; `words` gives what a passage says in the version."""
    shown = list(with_authors(comments).order_by("number"))
    replies: dict[int, list[tuple[PassageComment, str]]] = defaultdict(list)
    for each in shown:
        if each.reply_to_id:
            replies[each.reply_to_id].append((each, authors.name(each)))
    kept = None
    if filters.are_set:
        kept = set(filters.apply(comments.filter(reply_to=None)).values_list("pk", flat=True))
    by_passage: dict[str, list[CommentLine]] = defaultdict(list)
    for each in shown:
        if each.reply_to_id is None and (kept is None or each.pk in kept):
            change = change_of(each, words(each.passage))
            by_passage[each.passage].append(CommentLine(each, authors.name(each), change, replies[each.pk]))
    return by_passage


def comments_beside_text(
    viewer: Viewer, text: Text, *, version: ToolVersion | None = None, tool: Tool | None = None
) -> dict[str, list[CommentLine]]:
    """The comments that a reader may see beside a text, by the key of their passage; nothing for visitors.

    Parameters
    ----------
    viewer : Viewer
    text : Text
        What is shown: proposed wordings are changes of it.
    version : ToolVersion, optional
        Only comments in the rounds on this version.
    tool : Tool, optional
        The comments of all rounds of this tool that await a response, as the editor shows them.
    """
    if not viewer.roles:
        return {}
    comments = comments_visible_to(viewer).select_related("round__tool__activity")
    if version is not None:
        comments = comments.filter(round__version=version)
    if tool is not None:
        comments = comments.filter(round__tool=tool, state=CommentState.OPEN)

    def words(key: str) -> str:
        passage = text.find(key)
        return passage.content if passage else ""

    return comments_by_passage(comments, Filters(), Authors(names_experts=viewer.is_secretariat), words)


def change_of(comment: PassageComment, words: str) -> SafeString:
    """The proposed wording as a change of the words of the version, word by word; nothing where none is proposed."""
    if not comment.proposal:
        return SafeString("")
    return mark_parts(differences(plain_content(words), plain_content(comment.proposal)))


def author_choices(comments: QuerySet[PassageComment], authors: Authors) -> list[tuple[str, str]]:
    """Who commented, with the value of the filter by author."""
    # Of each author one comment, found by the database.
    firsts = comments.filter(reply_to=None).order_by().values("by_state", "organisation", "expert")
    found = with_authors(
        PassageComment.objects.filter(pk__in=[row["first"] for row in firsts.annotate(first=Min("pk"))])
    )
    seen = {author_value(each): authors.name(each) for each in found}
    return sort_for_reader(seen.items(), lambda choice: choice[1])


def author_value(comment: PassageComment) -> str:
    """The author of a comment as the address of a filter writes it."""
    if comment.by_state is not None:
        return f"state-{comment.by_state.slug}"
    if comment.organisation is not None:
        return f"organisation-{comment.organisation.slug}"
    return f"expert-{comment.expert.number}" if comment.expert else "group"


def sort_lines(lines: Iterable[CommentLine], order: str, places: Sequence[str]) -> list[CommentLine]:
    """The lines of a table by topic, author or status, else in the order of reading; within these so, too."""
    at = {key: number for number, key in enumerate(places)}
    by_place = sorted(lines, key=lambda line: (at.get(line.comment.passage, len(at)), line.comment.number))
    if order == "topic":
        return sorted(by_place, key=lambda line: CommentTopic.values.index(line.comment.topic))
    if order == "state":
        return sorted(by_place, key=lambda line: CommentState.values.index(line.comment.state))
    return sort_for_reader(by_place, lambda line: line.author) if order == "author" else by_place
