"""Taking over a table of measures into a draft of an action plan, all rows or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, lock_row, next_number
from palermo.core.text import MultilingualText, plain
from palermo.outreach.exchange.measures import LINKS, MeasureRow, MeasureTable, TableReport
from palermo.outreach.measures import Links, free_keys, save_measure
from palermo.outreach.models import Measure, PlanEdition, PlanSection
from palermo.outreach.rules import plans as rules
from palermo.site.tables.sheets import TableRefused


@transaction.atomic
def import_measures(edition: PlanEdition, *, table: MeasureTable, by: Actor, check: bool = False) -> TableReport:
    """Take over a table: change the measures whose keys it has, add rows without a key, leave all others.

    A section is named by its key or its heading; one that is not there is added. With `check`, what would change is
    only reported.

    Raises
    ------
    TableRefused
        With a sentence for every row that cannot be kept; nothing is kept then.
    Refused
        If `by` may not change the edition.
    """
    edition = lock_row(edition, "plan")
    rules.check_may_change_edition(by, edition)
    report = _TakeOver(edition).take(table)
    record(
        "measures.imported",
        edition.plan,
        by=by,
        edition=edition.number,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
    )
    if check:
        transaction.set_rollback(True)
    return report


class _TakeOver:
    """The rows of a table, one after another, into an edition."""

    def __init__(self, edition: PlanEdition) -> None:
        self._edition, self._report = edition, TableReport()
        rows = edition.measures.select_related("section").prefetch_related(*LINKS)
        self._measures = {each.key: each for each in rows}
        self._sections: dict[str, PlanSection] = {}
        for section in edition.sections.order_by("-order"):
            names = {words.casefold() for words in section.heading.values()}
            self._sections |= dict.fromkeys(names | {section.key.casefold()}, section)
        self._keys = free_keys(Measure, edition, "measure")
        self._section_keys = free_keys(PlanSection, edition, "section")
        self._order = next_number(edition.measures, "order")

    def take(self, table: MeasureTable) -> TableReport:
        faults = []
        for row in table.rows:
            try:
                self._take_row(row)
            except ValidationError as error:
                faults += [self._fault(row, sentence) for sentence in error.messages]
            except Refused as refusal:
                faults.append(self._fault(row, str(refusal)))
        if faults:
            raise TableRefused(faults)
        return self._report

    def _fault(self, row: MeasureRow, sentence: str) -> str:
        return _("Row %(row)d: %(sentence)s") % {"row": row.number, "sentence": sentence}

    def _take_row(self, row: MeasureRow) -> None:
        known = self._measures.get(row.key)
        measure = known or Measure(edition=self._edition, key=self._keys.make(), order=self._order)
        before = {name: list(getattr(known, name).all()) if known else [] for name in LINKS}
        links = {name: row.links.get(name, before[name]) for name in LINKS}
        has_changed = self._set(measure, row) or any(set(links[name]) != set(before[name]) for name in LINKS)
        if known and not has_changed:
            self._report.unchanged += 1
            return
        save_measure(measure, Links(**links))
        if known:
            self._report.changed += 1
        else:
            self._report.added += 1
            self._order += 1

    def _set(self, measure: Measure, row: MeasureRow) -> bool:
        """Set what the row says; gives whether anything of it is new."""
        wanted = dict(row.values)
        for name, words in row.texts.items():
            wanted[name] = MultilingualText({**getattr(measure, name), **words})
        if row.section is not None:
            wanted["section"] = self._section(row.section)
        changed = {name for name, value in wanted.items() if getattr(measure, name) != value}
        for name in changed:
            setattr(measure, name, wanted[name])
        return bool(changed)

    def _section(self, written: str) -> PlanSection | None:
        if not written:
            return None
        if written.casefold() not in self._sections:
            heading = MultilingualText({active_language().code: written})
            section = PlanSection(
                edition=self._edition,
                key=self._section_keys.make(),
                order=next_number(self._edition.sections, "order"),
                heading=heading,
            )
            insert_row(section)
            self._sections[written.casefold()] = section
            self._report.sections.append(plain(heading))
        return self._sections[written.casefold()]
