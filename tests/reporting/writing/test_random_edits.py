"""Officers edit at random while the record changes: every text is kept, every flag is right, the order is theirs.

PALERMO_RANDOM_EDITS says how many edits, PALERMO_RANDOM_SEED which ones. A model beside the report, made of lists of
words, says what each text, flag and place must be.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

import pytest

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Initiative
from palermo.reporting.actions.structure import (
    add_paragraph,
    merge_paragraphs,
    move_paragraph,
    remove_paragraph,
    restore_paragraph,
    split_paragraph,
)
from palermo.reporting.actions.writing import accept_translation, keep_text, restore_text, take_draft, write_text
from palermo.reporting.building import draft_of
from palermo.reporting.models import Report, ReportParagraph, ReportRecommendation, TextRevision
from palermo.reporting.states import ReportState, TextAct
from palermo.reporting.writing.changing import newest_text
from palermo.reporting.writing.report import Flag, Writing
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
EDITS = int(os.environ.get("PALERMO_RANDOM_EDITS") or 300)
SEED = os.environ.get("PALERMO_RANDOM_SEED") or "2008"
VERIFIED_EVERY = 100

LAUNCH, RECOMMENDATION = "introduction.launch", "recommendations.recommendation-1"
SECTIONS = ("introduction", "committee", "forum")
ORIGINAL = "en"
# Officers' own paragraphs are written in these, so that several saves meet in one text.
OWN_LANGUAGES = ("en", "ar", "zh")
# A text keeps so many words at most, and a report so many paragraphs, before some are replaced or merged.
LONGEST_TAIL, LONGEST, MOST = 6, 5, 8


@dataclass(frozen=True)
class Version:
    """A text as an act left it; without words where the paragraph follows the record."""

    number: int
    text: str | None
    rests_on: int = 0
    settled: object = None
    states_fact: bool = True


@dataclass
class Paragraph:
    """What a paragraph must be: the versions of each language, the newest one counting."""

    key: str
    origin: str = ""
    versions: dict[str, list[Version]] = field(default_factory=lambda: {code: [] for code in CODES})
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CODES, 0))
    is_removed: bool = False
    is_merged: bool = False

    def current(self, language: str) -> Version | None:
        return self.versions[language][-1] if self.versions[language] else None

    def text(self, language: str) -> str | None:
        return current.text if (current := self.current(language)) else None

    def base(self, language: str) -> int:
        return current.number if (current := self.current(language)) else 0

    def newest_original(self, language: str) -> int:
        return 0 if language == ORIGINAL else self.base(ORIGINAL)

    def is_behind(self, language: str) -> bool:
        if language == ORIGINAL or self.text(ORIGINAL) is None:
            return False
        current = self.current(language)
        return (current.rests_on if current else 0) < self.base(ORIGINAL)

    def is_missing(self, language: str) -> bool:
        return not self.origin and self.text(language) is None

    def number(self, language: str) -> int:
        self.numbers[language] += 1
        return self.numbers[language]

    def add(self, language: str, text: str | None, **more: object) -> None:
        current = self.current(language)
        given = {"rests_on": current.rests_on if current else self.newest_original(language)} | more
        self.versions[language].append(Version(self.number(language), text, **given))


class Desk:
    """Officers at a report, and the model of what they did to it."""

    def __init__(self, report: Report, officers: list) -> None:
        self.report, self.officers, self.random = report, officers, Random(SEED)
        self.count = 0
        self.written: list[str] = []
        self.combined = 0
        self.values: dict[tuple[str, str], object] = {}
        first = add_paragraph(report, SECTIONS[0], by=officers[0])
        writing = self.writing()
        self.order = {part.key: [piece.key for piece in part.pieces] for part in writing.parts}
        own = {piece.key: Paragraph(piece.key) for piece in writing.pieces.values() if piece.key == first.key}
        self.watched = {
            origin: Paragraph(next(row.key for row in report.paragraphs.all() if is_of(row, origin)), origin)
            for origin in (LAUNCH, RECOMMENDATION)
        }
        self.paragraphs = own | {each.key: each for each in self.watched.values()}

    def writing(self) -> Writing:
        return draft_of(self.report).writing

    @property
    def officer(self):
        return self.random.choice(self.officers)

    def word(self) -> str:
        self.count += 1
        return f"w{self.count}"

    def some(self, *, is_own: bool = False, is_removed: bool = False) -> Paragraph | None:
        """One of the paragraphs that are in the report, or out of it."""
        found = [
            each
            for each in self.paragraphs.values()
            if each.is_removed == is_removed and not each.is_merged and not (is_own and each.origin)
        ]
        return self.random.choice(found) if found else None

    def value(self, paragraph: Paragraph, language: str) -> object:
        """What the record says now of what a paragraph states, in one language."""
        at = (paragraph.origin, language if paragraph.origin == RECOMMENDATION else "")
        return self.values.get(at)

    def is_changed(self, paragraph: Paragraph, language: str) -> bool:
        current = paragraph.current(language)
        if not paragraph.origin or current is None or current.text is None or not current.states_fact:
            return False
        return current.settled != self.value(paragraph, language)

    # What officers do.

    def write(self) -> None:
        paragraph = self.some()
        if paragraph.origin:
            self.write_watched(paragraph, self.random.choice(CODES))
        else:
            self.write_own(paragraph, self.random.choice(OWN_LANGUAGES))

    def write_watched(self, paragraph: Paragraph, language: str) -> None:
        """Words behind those of the record, which remain; or, seldom, words that no longer state it."""
        current = paragraph.current(language)
        is_written = current is not None and current.text is not None
        settles = self.random.random() < 0.3
        states = current.states_fact if is_written else True
        if self.random.random() < 0.05:
            text, states = f"Work goes on. {self.word()}", False
        else:
            writing = self.writing()
            shown = newest_text(writing, writing.pieces[paragraph.key], language).text
            words = shown.split(" ")
            tail = [word for word in words if word.startswith("w") and word[1:].isdigit()][-LONGEST_TAIL + 1 :]
            kept = [word for word in words if not (word.startswith("w") and word[1:].isdigit())]
            text = " ".join([*kept, *tail, self.word()])
        key = paragraph.key
        write_text(self.report, key, language, text, base=paragraph.base(language), by=self.officer, settles=settles)
        self.written.append(text)
        settled = current.settled if is_written and not settles else self.value(paragraph, language)
        paragraph.add(language, text, settled=settled, states_fact=states)

    def write_own(self, paragraph: Paragraph, language: str) -> None:
        words = (paragraph.text(language) or "").split()
        if len(words) < LONGEST:
            words.append(self.word())
        else:
            words[self.random.randrange(len(words))] = self.word()
        text = " ".join(words)
        write_text(self.report, paragraph.key, language, text, base=paragraph.base(language), by=self.officer)
        self.written.append(text)
        paragraph.add(language, text)

    def write_at_once(self) -> None:
        """An officer saves what they began from a version that a colleague has changed since."""
        paragraph, language = self.some(is_own=True), self.random.choice(OWN_LANGUAGES)
        if paragraph is None or not (now := (paragraph.text(language) or "").split()):
            return
        earlier = [
            each
            for each in paragraph.versions[language]
            if each.text and len(each.text.split()) == len(now) and each.text.split() != now
        ]
        if not earlier:
            return
        base = self.random.choice(earlier)
        words = base.text.split()
        at = self.random.randrange(len(words))
        mine = [*words[:at], self.word(), *words[at + 1 :]]
        saved = write_text(self.report, paragraph.key, language, " ".join(mine), base=base.number, by=self.officer)
        if words[at] != now[at]:
            assert saved.rejected is not None
            assert saved.rejected.content["text"] == " ".join(mine)
            self.written.append(" ".join(mine))
            paragraph.number(language)
            return
        assert saved.revision.act == TextAct.COMBINED
        self.combined += 1
        both = " ".join([*now[:at], mine[at], *now[at + 1 :]])
        self.written.append(both)
        paragraph.add(language, both)

    def settle(self) -> None:
        paragraph, language = self.random.choice(list(self.watched.values())), self.random.choice(CODES)
        if paragraph.is_removed:
            return
        if self.random.random() < 0.3:
            take_draft(self.report, paragraph.key, language, by=self.officer)
            paragraph.add(language, None)
        elif (text := paragraph.text(language)) is not None:
            keep_text(self.report, paragraph.key, language, reason="It is meant so.", by=self.officer)
            states = paragraph.current(language).states_fact
            paragraph.add(language, text, settled=self.value(paragraph, language), states_fact=states)

    def restore_version(self) -> None:
        paragraph, language = self.some(), self.random.choice(CODES)
        if not paragraph.versions[language]:
            return
        earlier = self.random.choice(paragraph.versions[language])
        restore_text(self.report, paragraph.key, language, earlier.number, by=self.officer)
        paragraph.versions[language].append(replace(earlier, number=paragraph.number(language)))

    def confirm(self) -> None:
        paragraph, language = self.some(), self.random.choice([code for code in CODES if code != ORIGINAL])
        accept_translation(self.report, paragraph.key, language, by=self.officer)
        current = paragraph.current(language)
        same = {"settled": current.settled, "states_fact": current.states_fact} if current else {}
        text = paragraph.text(language)
        paragraph.add(language, text, rests_on=paragraph.newest_original(language), **same)

    def add(self) -> None:
        section = self.random.choice(SECTIONS)
        if len([each for each in self.paragraphs.values() if not each.is_removed]) >= MOST:
            return self.merge()
        after = self.random.choice(["", *self.order[section]])
        if after in self.paragraphs and self.paragraphs[after].is_merged:
            after = ""
        row = add_paragraph(self.report, section, after=after, by=self.officer)
        self.paragraphs[row.key] = Paragraph(row.key)
        return self.place(row.key, section, after)

    def move(self) -> None:
        paragraph, section = self.some(), self.random.choice(SECTIONS)
        after = self.random.choice(["", *(key for key in self.order[section] if key != paragraph.key)])
        move_paragraph(self.report, paragraph.key, section, after=after, by=self.officer)
        self.place(paragraph.key, section, after)

    def place(self, key: str, section: str, after: str) -> None:
        for keys in self.order.values():
            if key in keys:
                keys.remove(key)
        self.order[section].insert(self.order[section].index(after) + 1 if after else 0, key)

    def remove(self) -> None:
        if paragraph := self.some():
            remove_paragraph(self.report, paragraph.key, by=self.officer)
            paragraph.is_removed = True

    def restore(self) -> None:
        if paragraph := self.some(is_removed=True):
            restore_paragraph(self.report, paragraph.key, by=self.officer)
            paragraph.is_removed = False

    def split(self) -> None:
        paragraph, language = self.some(is_own=True), self.random.choice(OWN_LANGUAGES)
        words = (paragraph.text(language) or "").split() if paragraph else []
        if len(words) < 2:
            return
        at = self.random.randrange(1, len(words))
        halves = " ".join(words[:at]), " ".join(words[at:])
        row = split_paragraph(self.report, paragraph.key, language, len(halves[0]), by=self.officer)
        second = self.paragraphs[row.key] = Paragraph(row.key)
        for code in CODES:
            if code == language:
                paragraph.add(code, halves[0])
                second.add(code, halves[1])
            elif (text := paragraph.text(code)) is not None:
                paragraph.add(code, text)
        section = next(name for name, keys in self.order.items() if paragraph.key in keys)
        self.place(second.key, section, paragraph.key)

    def merge(self) -> None:
        paragraph, other = self.some(is_own=True), self.some(is_own=True)
        if paragraph is None or paragraph is other:
            return
        parts = (paragraph, other)
        written = [code for code in CODES if any(each.text(code) is not None for each in parts)]
        is_current = {
            code: not any(each.is_behind(code) or each.is_missing(code) for each in parts) for code in written
        }
        joined = {
            code: ("" if code == "zh" else " ").join(text for each in parts if (text := each.text(code)))
            for code in written
        }
        former = paragraph.base(ORIGINAL)
        merge_paragraphs(self.report, paragraph.key, other.key, by=self.officer)
        other.is_removed = other.is_merged = True
        for code in sorted(written, key=lambda code: code != ORIGINAL):
            current = paragraph.current(code)
            kept = current.rests_on if current else former if code != ORIGINAL else 0
            is_rendered = code != ORIGINAL and ORIGINAL in written and is_current[code]
            paragraph.add(code, joined[code], rests_on=paragraph.base(ORIGINAL) if is_rendered else kept)

    def change_record(self) -> None:
        if self.random.random() < 0.5:
            day = date(2007, self.random.randrange(3, 7), 28)
            Initiative.objects.update(launched_on=day)
            self.values[LAUNCH, ""] = day
            return
        language = self.random.choice(CODES)
        recommendation = ReportRecommendation.objects.get(report=self.report, number=1)
        words = self.random.choice(["States ratify the Protocol.", "States report each year.", "States give data."])
        recommendation.text = MultilingualText({**recommendation.text, language: words})
        recommendation.save()
        self.values[RECOMMENDATION, language] = words

    # What must be true at any time.

    def verify(self) -> None:
        writing = self.writing()
        order = {part.key: [piece.key for piece in part.pieces if not piece.is_removed] for part in writing.parts}
        out = {each.key for each in self.paragraphs.values() if each.is_removed}
        assert order == {part: [key for key in keys if key not in out] for part, keys in self.order.items()}
        found, expected = {}, {}
        for paragraph in self.paragraphs.values():
            if paragraph.is_merged:
                continue
            for code in CODES:
                status = writing.status(writing.pieces[paragraph.key], code)
                found[paragraph.key, code] = (status.content.text if status.content else None, status.flags)
                expected[paragraph.key, code] = (paragraph.text(code), self.flags(paragraph, code))
        assert found == expected
        kept = {row.content["text"] for row in self.revisions() if row.content}
        assert [text for text in self.written if text not in kept] == []

    def flags(self, paragraph: Paragraph, language: str) -> tuple[Flag, ...]:
        given = {
            Flag.CHANGED: self.is_changed(paragraph, language),
            Flag.BEHIND: paragraph.is_behind(language),
            Flag.MISSING: paragraph.is_missing(language),
        }
        return tuple(flag for flag, is_set in given.items() if is_set)

    def revisions(self):
        return TextRevision.objects.filter(paragraph__report=self.report)


def is_of(row: ReportParagraph, origin: str) -> bool:
    return any(each["block"] == origin for each in row.origins)


def test_random_edits_lose_nothing_and_flag_what_they_should():
    report = Report.objects.get(blueprint="progress", cutoff_on=date(2008, 1, 31))
    report.files.all().delete()
    report.texts.all().delete()
    report.state, report.issued_on = ReportState.PREPARED, None
    report.save()
    words = MultilingualText(dict.fromkeys(CODES, "States ratify the Protocol."))
    report.recommendations.all().delete()
    ReportRecommendation.objects.create(report=report, number=1, text=words)
    desk = Desk(report, [make_user(Role.SECRETARIAT), make_user(Role.SECRETARIAT)])
    desk.values |= {(LAUNCH, ""): Initiative.objects.get().launched_on}
    desk.values |= {(RECOMMENDATION, code): words[code] for code in CODES}
    acts = {
        desk.write: 40,
        desk.write_at_once: 30,
        desk.settle: 6,
        desk.restore_version: 8,
        desk.confirm: 6,
        desk.add: 5,
        desk.move: 5,
        desk.remove: 4,
        desk.restore: 5,
        desk.split: 3,
        desk.merge: 2,
        desk.change_record: 5,
    }
    for number in range(1, EDITS + 1):
        if desk.some(is_own=True) is None:
            desk.add()
        desk.random.choices(list(acts), list(acts.values()))[0]()
        if number % VERIFIED_EVERY == 0 or number == EDITS:
            desk.verify()
    assert desk.combined > EDITS / 100, "too few edits met in one text to try their combination"
