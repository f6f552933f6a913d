"""Reports that are issued: whole when they come in, and never changed by a file that comes later."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Model

from palermo.core.languages import CODES
from palermo.record.changes import change_of
from palermo.record.faults import Fault, quote_value
from palermo.record.index import Index
from palermo.record.kinds.registry import BY_FOLDER
from palermo.record.rows import ImportRow
from palermo.record.schema import Children
from palermo.reporting.frozen import thaw
from palermo.reporting.models import IssuedFile, IssuedText, Report, StatedRecord
from palermo.reporting.states import IN_SOME_LANGUAGES, Format, ReportState

FROZEN = "no change, since the report is issued and stays as it was"
SINCE_ISSUED = "since the state is issued"


def lock_reports(rows: list[ImportRow]) -> None:
    """Let nobody issue a report of the folder while the folder is imported."""
    slugs = [row.ident for row in _reports(rows)]
    list(Report.objects.select_for_update().filter(slug__in=slugs).order_by("pk").values_list("pk"))


def exclude_issued(rows: list[ImportRow]) -> tuple[list[ImportRow], list[str]]:
    """The rows without reports that were issued since their files were written, and a sentence on each of those."""
    ignored = [row for row in _reports(rows) if row.is_sound and _was_issued(row) and not _has_issued_lists(row)]
    notes = [
        f"{row.spot.file}: kept: “{row.ident}” was issued on {report.issued_on} and stays as it was; "
        "the file still has it in preparation."
        for row in ignored
        if isinstance(report := row.existing, Report)
    ]
    return [row for row in rows if row not in ignored], notes


def _reports(rows: list[ImportRow]) -> list[ImportRow]:
    return [row for row in rows if row.table.model is Report]


def _is_issued(report: Model | None) -> bool:
    return isinstance(report, Report) and report.state == ReportState.ISSUED


def _was_issued(row: ImportRow) -> bool:
    return _is_issued(row.existing) and not _is_issued(row.instance)


def _issued_lists(row: ImportRow) -> list[Children]:
    """The lists that only an issued report has."""
    return [part for part in row.table.children if part.when]


def _has_issued_lists(row: ImportRow) -> bool:
    return any(row.children.get(part.key) for part in _issued_lists(row))


def issued_faults(rows: list[ImportRow], index: Index) -> Iterator[Fault]:
    """What is wrong with the reports that are issued, or have what only issued ones have."""
    for row in _reports(rows):
        if all(each.is_sound for each in row.below()):
            yield from _completeness_faults(row) if _is_issued(row.instance) else _preparation_faults(row)
            if _is_issued(row.existing):
                yield from _change_faults(row, index)


def _preparation_faults(row: ImportRow) -> Iterator[Fault]:
    for part in _issued_lists(row):
        if rows := row.children.get(part.key):
            yield row.at(part.key).fault(f"no {part.key}, since the state is prepared", str(len(rows)))


def _completeness_faults(row: ImportRow) -> Iterator[Fault]:
    files = {f"{file.language}.{file.format}" for _row, file in _children(row, "files", IssuedFile)}
    texts = {text.language for _row, text in _children(row, "texts", IssuedText)}
    codes = _codes_of(row, texts)
    wanted = [f"{code}.{form}" for code in codes for form in Format.values if form in _formats_of(files)]
    yield from _missing_faults(row, "files", wanted, files, "a file in each language and format")
    yield from _missing_faults(row, "texts", codes, texts, "a text in each language")
    for child, text in _children(row, "texts", IssuedText):
        yield from _text_faults(row.instance, child, text)
    for child, stated in _children(row, "stated", StatedRecord):
        if stated.kind not in BY_FOLDER:
            yield child.at("kind").fault(f"one of {', '.join(BY_FOLDER)}", quote_value(stated.kind))


def _codes_of(row: ImportRow, texts: set[str]) -> list[str]:
    """The languages a report was issued in: all, or of a corrigendum or an advance version those of its texts."""
    report = row.instance
    is_partial = isinstance(report, Report) and report.relation in IN_SOME_LANGUAGES and bool(texts)
    return [code for code in CODES if code in texts] if is_partial else list(CODES)


def _formats_of(files: set[str]) -> set[str]:
    """The formats a report was issued in: Akoma Ntoso is wanted in all languages or, of older reports, in none."""
    later = {Format.AKN.value}
    return (set(Format.values) - later) | (later & {name.partition(".")[2] for name in files})


def _children[Child: Model](row: ImportRow, key: str, model: type[Child]) -> Iterator[tuple[ImportRow, Child]]:
    """The rows of a list of a report, each with what it describes."""
    for child in row.children.get(key, []):
        if isinstance(child.instance, model):
            yield child, child.instance


def _missing_faults(row: ImportRow, key: str, wanted: list[str], present: set[str], each: str) -> Iterator[Fault]:
    lacking = [name for name in wanted if name not in present]
    if lacking:
        all_gone = len(lacking) == len(wanted)
        yield row.at(key).fault(f"{each}, {SINCE_ISSUED}", "nothing" if all_gone else f"none for {', '.join(lacking)}")


def _text_faults(report: Model, row: ImportRow, text: IssuedText) -> Iterator[Fault]:
    assert isinstance(report, Report)
    content = thaw(text.content)
    expected = _report_description(report.blueprint, report.cutoff_on, text.language)
    actual = _report_description(content.blueprint, content.cutoff, content.language.code)
    if actual != expected:
        yield row.at("file").fault(expected, actual)


def _report_description(blueprint: str, cutoff: date, language: str) -> str:
    return f"the report {blueprint} as at {cutoff} in {language}"


def _change_faults(row: ImportRow, index: Index) -> Iterator[Fault]:
    """What the file would change of a report that is issued. What the database lost altogether may come back."""
    back = {part.key for part in _issued_lists(row) if not _has_stored(row, part)}
    change = change_of(row, index)
    for each in change.changes if change else ():
        key = each.field.partition("[")[0].partition(".")[0]
        if key not in back:
            change_text = str(each).removeprefix(f"{each.field}: ")
            yield row.at(key)._replace(field=each.field).fault(FROZEN, change_text)
    if gone := row.gone.get("stated"):
        yield row.at("stated").fault(FROZEN, f"{len(gone)} fewer")


def _has_stored(row: ImportRow, part: Children) -> bool:
    return bool(row.gone.get(part.key)) or any(child.existing for child in row.children.get(part.key, []))
