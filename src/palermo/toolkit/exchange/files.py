"""Edited Word files of a text: read apart, checked, and compared with the text as it was exported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core import signing
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.languages import language_in_sentence
from palermo.core.limited_process.starting import WAITED_FOR, Unreadable, read_apart
from palermo.core.refusals import Refused
from palermo.library.intake import check_file
from palermo.library.media import MOST_PARTS
from palermo.library.probing import WORD
from palermo.toolkit.exchange.rows import NEW, Loss, normalize_content, read_rows
from palermo.toolkit.exchange.word_reader import TextFile
from palermo.toolkit.models import PassageText, Tool
from palermo.toolkit.queries.texts import current_text
from palermo.toolkit.rendering import SALT, targets_of
from palermo.toolkit.states.texts import PassageAct, PassageKind
from palermo.toolkit.texts.passages import Passage, Row

READER = "palermo.toolkit.exchange.word_reader"
MOST_UNPACKED = 100 * 1024 * 1024
LARGEST_MB = 20
# As many as a text of 400 pages has.
MOST_PASSAGES = 4_000


class Wording(NamedTuple):
    """The words of a passage when a file was exported; number 0 for none in its language."""

    number: int
    content: str


class PlannedRow(NamedTuple):
    """A passage as the file has it: `base` is the number of the wording that it was made from."""

    key: str
    kind: str
    parent: str
    content: str
    base: int
    is_changed: bool

    @property
    def is_new(self) -> bool:
        """Whether the text has no such passage yet."""
        return self.key.startswith(NEW)


@dataclass
class ImportPlan:
    """What a file changes: its passages in their order, those of the text that it lacks, and what did not fit.

    `before` has the words that changed passages had.
    """

    language: str
    rows: list[PlannedRow]
    missing: list[str]
    losses: list[Loss] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    skipped: int = 0

    @property
    def new(self) -> list[PlannedRow]:
        """Passages that the file adds."""
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        """Passages that have other words in the file."""
        return [row for row in self.rows if row.is_changed and not row.is_new]


def plan_import(tool: Tool, content: bytes, name: str, language: str, viewer: Viewer) -> ImportPlan:
    """What a Word file changes in the text in preparation.

    Refused if it is no Word file, is harmful or too large, or was exported from another text or in another language.
    """
    if check_file(content, name) != WORD:
        raise Refused(_("“%(name)s” is not a Word file. Choose a .docx file.") % {"name": name})
    file = _read(content, name)
    last = _check_token(tool, file["token"], name, language)
    text = current_text(tool, language)
    passages = {passage.key: passage for passage in text.walk()}
    known = [passage.row for passage in passages.values()]
    bases = _wordings(tool, language, last)
    addresses = {target.address: kind for kind, target in targets_of(text.walk(), language, viewer).items()}
    found = read_rows(file, known, kind=tool.kind, language=language, targets=addresses)
    if not found.rows:
        raise Refused(_("“%(name)s” has no text.") % {"name": name})
    if len(found.rows) > MOST_PASSAGES:
        raise Refused(
            _("“%(name)s” has %(found)d passages. At most %(most)d can be imported. Divide the file.")
            % {"name": name, "found": len(found.rows), "most": MOST_PASSAGES}
        )
    plan = ImportPlan(language, [], [], found.losses)
    is_original = language == tool.original_language
    for row in found.rows:
        _plan_row(plan, row, passages, bases)
    if not is_original:
        plan.skipped = len(plan.new)
        plan.rows = [row for row in plan.rows if not row.is_new]
        return plan
    given = {row.key for row in plan.rows}
    later = _added_later(tool, last)
    plan.missing = [key for key in passages if key not in given and key not in later]
    return plan


def _plan_row(plan: ImportPlan, row: Row, passages: Mapping[str, Passage], bases: Mapping[str, Wording]) -> None:
    own = passages.get(row.key)
    base = bases.get(row.key)
    shown = base.content if base else own.content if own else ""
    is_changed = own is None or normalize_content(shown, row.kind) != row.content
    if own is not None and is_changed:
        plan.before[row.key] = shown
    plan.rows.append(PlannedRow(row.key, row.kind, row.parent, row.content, base.number if base else 0, is_changed))


def _read(content: bytes, name: str) -> TextFile:
    sentences = {
        "kind": _("“%(name)s” is not a Word file. Choose a .docx file."),
        "size": _("“%(name)s” is too large when unpacked. Save it without pictures and upload it again."),
        "entities": _("“%(name)s” declares a document type of its own, as no Word file does. Save it in Word again."),
        "xml": _("“%(name)s” is damaged and cannot be read. Open it in Word, save it and upload it again."),
    }
    limits = WAITED_FOR._replace(seconds=15, clock=30)
    try:
        found: TextFile = read_apart(
            READER, content, name=name, limits=limits, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED
        )
    except Unreadable as error:
        raise Refused(str(error)) from None
    if found["fault"]:
        raise Refused(sentences[found["fault"]] % {"name": name})
    return found


def _check_token(tool: Tool, token: str, name: str, language: str) -> int | None:
    """The last wording when the file was exported; None of a file that was not exported for editing."""
    if not token:
        return None
    try:
        of_tool, of_language, last = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(_("“%(name)s” was not exported from this site.") % {"name": name}) from None
    if of_tool != tool.pk:
        raise Refused(_("“%(name)s” was exported from the text of another tool.") % {"name": name})
    if of_language != language:
        raise Refused(
            _("“%(name)s” is the version in %(found)s. Expected the version in %(expected)s.")
            % {"name": name, "found": language_in_sentence(of_language), "expected": language_in_sentence(language)}
        )
    return int(last)


def _wordings(tool: Tool, language: str, last: int | None) -> dict[str, Wording]:
    """The words of each passage when the file was exported, or as they are now."""
    texts = PassageText.objects.filter(passage__tool=tool, language=language)
    if last is None:
        texts = texts.filter(is_current=True)
    else:
        texts = texts.filter(pk__lte=last).exclude(act=PassageAct.REJECTED)
    found = texts.order_by("number").values_list("passage__key", "number", "content")
    return {key: Wording(number, content) for key, number, content in found}


def _added_later(tool: Tool, last: int | None) -> set[str]:
    """Passages that were added since the file was exported: it cannot have them."""
    if last is None:
        return set()
    return set(tool.passages.exclude(texts__pk__lte=last).values_list("key", flat=True))


def sign_plan(plan: ImportPlan, tool: Tool, user: int) -> str:
    """A plan as a word that only this site can have made, for the form by which it is applied."""
    rows = [[*row[:3], row.content if row.is_changed else "", *row[4:]] for row in plan.rows]
    return signing.dumps([tool.pk, user, plan.language, rows, plan.missing], salt=f"{SALT}.plan", compress=True)


def read_plan(word: str, tool: Tool, user: int, language: str) -> ImportPlan:
    """The plan that `sign_plan` made for this person and text.

    Refused if it was made for another person or text, or more than a day ago.
    """
    try:
        of_tool, of_user, of_language, rows, missing = signing.loads(word, salt=f"{SALT}.plan", max_age=24 * 60 * 60)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(_("This preview is out of date. Choose the file again.")) from None
    if [of_tool, of_user, of_language] != [tool.pk, user, language]:
        raise Refused(_("This preview is out of date. Choose the file again."))
    return ImportPlan(language, [PlannedRow(*row) for row in rows], list(missing))


def loss_sentences(losses: Iterable[Loss]) -> list[str]:
    """What did not fit, each with its place."""
    return [_loss_sentence(loss) for loss in losses]


def _loss_sentence(loss: Loss) -> str:
    sentences = {
        "picture": _("A picture was left out."),
        "box": _("A text box was left out: “%(words)s”"),
        "nested": _("A table in a table became words of its cell."),
        "merged": _("Merged cells were divided."),
        "tracked": _("Tracked changes were read as accepted."),
        "formula": _("A formula was left out."),
        "comment": _("A comment was left out."),
        "level": _("The heading “%(words)s” cannot stand here and became a paragraph."),
        "untitled": _("The text before the first heading was put into a chapter without a heading."),
    }
    what = sentences[loss.kind] % {"words": loss.words}
    if loss.kind == "untitled":
        return what
    if not loss.heading:
        return _("Before the first heading, paragraph %(number)d: %(what)s") % {"number": loss.number, "what": what}
    return _("Under “%(heading)s”, paragraph %(number)d: %(what)s") % {
        "heading": loss.heading,
        "number": loss.number,
        "what": what,
    }


def kind_of_row(row: PlannedRow) -> str:
    """What a passage of a file is, in the language of the page."""
    return str(PassageKind(row.kind).label)
