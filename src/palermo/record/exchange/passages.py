"""The passages of the text of a tool as translators get them, and how their translations come back."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.digests import digest_of_text
from palermo.core.kinds import slug_of
from palermo.core.refusals import Refused
from palermo.record.exchange.formats import Incoming
from palermo.record.exchange.units import Unit
from palermo.toolkit.actions.texts import write_passage
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.queries.texts import current_text, drafts_visible_to, passages_in_texts
from palermo.toolkit.rules.texts import check_words
from palermo.toolkit.states.texts import PassageAct, PassageKind
from palermo.toolkit.texts.markup import Bracketed, Footnote, Inline, Link, Words, parse, parse_table

_KIND = slug_of(Passage)


def is_passage(unit: str) -> bool:
    """Whether a unit is called as a passage: by the kind, the tool and the key."""
    return unit.startswith(f"{_KIND}/")


def passage_units(tool: Tool, language: str) -> list[Unit]:
    """The passages that a language lacks, or in which it is out of date, in the order of reading; five queries."""
    texts = _current_texts(tool, language)
    notes = [
        _("RESTRICTED: %(audience)s. Share this text only with those who may read it.")
        % {"audience": Audience.SECRETARIAT.label},
        _("Keep the marks: *words that stand out*, [^footnote], [link](target), {bracket}."),
    ]
    units = []
    for passage in current_text(tool, tool.original_language).walk():
        original = texts.get((passage.key, tool.original_language))
        own = texts.get((passage.key, language))
        if original is None or not original.content:
            continue
        is_stale = own is not None and bool(own.content) and own.rests_on < original.number
        if own is None or not own.content or is_stale:
            units.append(
                Unit(
                    id=f"{_KIND}/{tool.activity.slug}/{passage.key}",
                    original=tool.original_language,
                    source=original.content,
                    target=own.content if own else "",
                    is_stale=is_stale,
                    is_restricted=True,
                    notes=[*notes, f"{tool.display_name()}, {PassageKind(passage.kind).label}"],
                )
            )
    return units


def _current_texts(tool: Tool, language: str) -> dict[tuple[str, str], PassageText]:
    texts = PassageText.objects.filter(
        passage__tool=tool, is_current=True, language__in={language, tool.original_language}
    )
    return {(text.passage.key, text.language): text for text in texts.select_related("passage")}


@dataclass(frozen=True)
class PassageChange:
    """A translation of a passage that is to be saved; `is_confirmed` where the words hold as they are."""

    unit: str
    passage: Passage
    before: str
    after: str
    base: int
    is_confirmed: bool


class IncomingPassages:
    """The passages that the units of one file name; each tool is read once."""

    def __init__(self, viewer: Viewer, language: str) -> None:
        self.viewer, self.language = viewer, language
        self.changes: list[PassageChange] = []
        self._tools: dict[str, tuple[dict[str, Passage], dict[tuple[str, str], PassageText]]] = {}

    def take(self, unit: Incoming) -> PassageChange | None:
        """What a unit changes; None where it has no words yet or those that are there.

        Refused, saying why its words cannot be taken.
        """
        _kind, _slash, rest = unit.id.partition("/")
        slug, _slash, key = rest.partition("/")
        passages, texts = self._texts_of(slug)
        passage = passages.get(key)
        if passage is None:
            raise Refused(_("there is no such passage in the text."))
        if self.language == passage.tool.original_language:
            raise Refused(_("the text is written in this language. Edit it on the page of the tool."))
        original, own = texts.get((key, passage.tool.original_language)), texts.get((key, self.language))
        source, before, after = original.content if original else "", own.content if own else "", unit.target.strip()
        if digest_of_text(source) != (unit.digest or digest_of_text(unit.source.strip())):
            raise Refused(
                _("the original has changed since the export. Expected “%(now)s”, found “%(was)s”. Export it again.")
                % {"now": _short(source), "was": _short(unit.source)}
            )
        is_stale = bool(original and own and own.rests_on < original.number)
        if not after or unit.is_unfinished or (after == before and not is_stale):
            return None
        if after != before:
            self._check(passage, unit, source, before, after)
        change = PassageChange(unit.id, passage, before, after, own.number if own else 0, after == before)
        self.changes.append(change)
        return change

    def _texts_of(self, slug: str) -> tuple[dict[str, Passage], dict[tuple[str, str], PassageText]]:
        if slug not in self._tools:
            tool = drafts_visible_to(self.viewer).filter(activity__slug=slug).first()
            if tool is None:
                raise Refused(_("there is no such record."))
            passages = passages_in_texts().filter(tool=tool).select_related("tool")
            self._tools[slug] = ({each.key: each for each in passages}, _current_texts(tool, self.language))
        return self._tools[slug]

    def _check(self, passage: Passage, unit: Incoming, source: str, before: str, after: str) -> None:
        if unit.target_digest and digest_of_text(before) != unit.target_digest:
            raise Refused(
                _("the translation has changed since the export; it is now “%(now)s”. Export it again.")
                % {"now": _short(before)}
            )
        check_words(after, passage.kind)
        expected, found = _marks(source, passage.kind), _marks(after, passage.kind)
        if expected != found:
            raise Refused(
                _("expected the marks %(expected)s, found %(found)s. Keep them unchanged.")
                % {"expected": _listed(expected), "found": _listed(found)}
            )

    def save(self, by: Actor) -> list[str]:
        """Write every change; each takes account of the newest original. Gives what was refused."""
        faults = []
        for change in self.changes:
            act = PassageAct.CONFIRMED if change.is_confirmed else PassageAct.IMPORTED
            try:
                write_passage(
                    change.passage, self.language, change.after, base=change.base, by=by, act=act, settles=True
                )
            except Refused as refusal:
                faults.append(f"{change.unit}: {refusal}")
        return faults


def _marks(content: str, kind: str) -> Counter[str]:
    """What a translation keeps: the targets of links, and how many footnotes and brackets there are."""
    marks: Counter[str] = Counter()
    cells = [cell for row in parse_table(content) for cell in row] if kind == PassageKind.TABLE else [parse(content)]
    waiting: list[Inline] = [part for cell in cells for part in cell]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Words):
            continue
        waiting += part.parts
        if isinstance(part, Link):
            marks[f"({part.target})"] += 1
        elif isinstance(part, Footnote):
            marks["[^]"] += 1
        elif isinstance(part, Bracketed):
            marks["{}"] += 1
    return marks


def _listed(marks: Counter[str]) -> str:
    return " ".join(sorted(marks.elements())) or "–"


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
