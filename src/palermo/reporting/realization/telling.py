"""What is gathered while a report is put into words: its footnotes, the names in use, and what could not be said."""

from dataclasses import dataclass, field

from palermo.core.languages import Language
from palermo.reporting.spoken import Footnote, Problem


@dataclass
class Telling:
    """One report being put into words in one language; `where` names the part that is being written.

    `mentioned` are the records that the part read on its own (the summary, then the body) has named already.
    """

    language: Language
    where: str = ""
    footnotes: list[Footnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mentioned: set[object] = field(default_factory=set)

    @property
    def lang(self) -> str:
        """The code of its language."""
        return self.language.code

    def object_to(self, what: str) -> None:
        """Note that something could not be said here; each once."""
        problem = Problem(self.where, self.lang, what)
        if problem not in self.problems:
            self.problems.append(problem)
