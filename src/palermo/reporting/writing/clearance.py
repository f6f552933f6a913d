"""How far the clearance of a report is: who cleared which version, and what has changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from palermo.core.languages import CODES
from palermo.reporting import spoken
from palermo.reporting.models import Clearance, Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.states import ClearanceStep
from palermo.reporting.writing.content import words_of_block

# Documents for a session are submitted ten weeks before it opens and issued six weeks before, in all languages.
SUBMITTED_BEFORE, ISSUED_BEFORE = timedelta(weeks=10), timedelta(weeks=6)
OF_ORIGINAL = (ClearanceStep.DRAFTED, ClearanceStep.SUBSTANCE, ClearanceStep.EDITED)


@dataclass(frozen=True)
class StepStatus:
    """One step for one version: the clearance that counts, and which paragraphs read otherwise since.

    `language` is empty for the submission, which is of all versions.
    """

    step: ClearanceStep
    language: str
    clearance: Clearance | None = None
    changed: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether it was done, for whichever version."""
        return self.clearance is not None

    @property
    def is_current(self) -> bool:
        """Whether it was done for the text as it reads now."""
        return self.is_done and not self.changed

    @property
    def is_stale(self) -> bool:
        """Whether the text has changed since."""
        return bool(self.changed)


def read_clearance(report: Report, versions: Mapping[str, spoken.Report]) -> list[StepStatus]:
    """Every step in order: those of the original, the other languages, the submission.

    Parameters
    ----------
    report : Report
    versions : mapping
        The report as it reads now in each language.
    """
    latest = {(each.step, each.language): each for each in report.clearances.order_by("number")}
    return [_status(step, language, latest.get((step, language)), versions) for step, language in _steps(report)]


def texts_cleared(step: ClearanceStep, language: str, versions: Mapping[str, spoken.Report]) -> dict[str, str]:
    """The texts that a step is done for, by the keys of their paragraphs."""
    if step is not ClearanceStep.SUBMITTED:
        return texts_of(versions[language])
    return {f"{code}.{key}": text for code in CODES for key, text in texts_of(versions[code]).items()}


def texts_of(report: spoken.Report) -> dict[str, str]:
    """All that a report says in one language, by key: its title, its headings, its paragraphs and tables."""
    texts = {"title": plain(report.title), "subtitle": plain(report.subtitle)}
    texts |= {f"summary.{block.key}": words_of_block(block) for block in report.summary}
    for section in report.sections:
        texts[f"section.{section.key}"] = plain(section.title)
        texts |= {f"{section.key}.{block.key}": words_of_block(block) for block in section.blocks}
    texts |= {f"footnote.{note.sign}": plain(note.content) for note in report.footnotes}
    return texts


def changed_texts(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of texts that read otherwise, are new or are gone, in the order of reading."""
    return tuple(key for key in dict.fromkeys((*now, *then)) if then.get(key) != now.get(key))


def days_of_rules(opens_on: date) -> tuple[date, date]:
    """By when a report to a session is submitted and issued: ten and six weeks before the session opens."""
    return opens_on - SUBMITTED_BEFORE, opens_on - ISSUED_BEFORE


def step_before(step: ClearanceStep, steps: Iterable[StepStatus]) -> list[StepStatus]:
    """The steps that must have been done before one can be."""
    order = list(ClearanceStep)
    place = order.index(step)
    return [each for each in steps if place and each.step is order[place - 1]]


def _steps(report: Report) -> list[tuple[ClearanceStep, str]]:
    original = report.original_language
    others = (code for code in CODES if code != original)
    return [
        *((step, original) for step in OF_ORIGINAL),
        *((ClearanceStep.LANGUAGE, code) for code in others),
        (ClearanceStep.SUBMITTED, ""),
    ]


def _status(
    step: ClearanceStep, language: str, clearance: Clearance | None, versions: Mapping[str, spoken.Report]
) -> StepStatus:
    if clearance is None:
        return StepStatus(step, language)
    return StepStatus(
        step, language, clearance, changed_texts(clearance.texts, texts_cleared(step, language, versions))
    )
