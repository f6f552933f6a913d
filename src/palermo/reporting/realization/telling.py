"""Collects, while a report is worded, its footnotes, the names in use, and what could not be expressed."""

from dataclasses import dataclass, field

from palermo.core.languages import Language
from palermo.core.text import MultilingualText
from palermo.reporting.realization.gaps import RecordLabels, gap_run, no_labels
from palermo.reporting.spoken import Footnote, Mention, Problem, Run
from palermo.reporting.tree import Fact


@dataclass
class Telling:
    """One report being put into words in one language; `where` names the part that is being written.

    `mentioned` are the records that the part read on its own (the summary, then the body) has named already;
    `mentions` are the names and texts of the record that stand in the sentence being written.
    """

    language: Language
    where: str = ""
    footnotes: list[Footnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mentioned: set[object] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    labels: RecordLabels = no_labels

    @property
    def lang(self) -> str:
        """The code of its language."""
        return self.language.code

    def mention(self, of: Fact, words: str) -> None:
        """Note that the sentence being written holds this name or text."""
        self.mentions.append(Mention(of, words))

    def take_mentions(self) -> tuple[Mention, ...]:
        """What the sentence now written holds; the next one begins without any."""
        taken = tuple(self.mentions)
        self.mentions.clear()
        return taken

    def miss(self, fact: Fact, text: MultilingualText) -> Run:
        """Note that the record lacks a text in this language; gives the gap that stands in its place."""
        self.object_to(f"{fact.field} of {fact.kind}/{fact.id} is missing in this language", missing=fact)
        return gap_run(fact, text, self.labels(fact, self.lang), self.lang)

    def object_to(self, what: str, *, missing: Fact | None = None) -> None:
        """Note that something could not be expressed here; each once."""
        problem = Problem(self.where, self.lang, what, missing=missing)
        if problem not in self.problems:
            self.problems.append(problem)
