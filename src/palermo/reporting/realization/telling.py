"""What is gathered while a report is spoken: its footnotes, and what could not be said."""

from dataclasses import dataclass, field

from palermo.core.languages import Language
from palermo.reporting.spoken import Footnote, Problem


@dataclass
class Telling:
    """One report being spoken in one language; `where` names the part that is being spoken."""

    language: Language
    where: str = ""
    footnotes: list[Footnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def lang(self) -> str:
        """The code of its language."""
        return self.language.code

    def object_to(self, what: str) -> None:
        """Put down that something could not be said here."""
        self.problems.append(Problem(self.where, self.lang, what))
