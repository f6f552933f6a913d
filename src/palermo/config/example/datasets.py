"""An invented source with an agreement and two datasets, whose editions have the findings that a file can have."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from openpyxl import Workbook

from palermo.accounts.actors import Actor
from palermo.config.example.whole import INVENTED
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.knowledge.actions.agreements import add_agreement, add_source, sign_agreement
from palermo.knowledge.actions.datasets import add_dataset, explain_findings, receive_edition, return_edition
from palermo.knowledge.checking import check_received
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition, Source
from palermo.knowledge.states.datasets import DatasetRows
from palermo.knowledge.states.sources import Purpose, SourceKind

SLUG = "example-shelters"
SOURCE = {
    "en": "National bureau of Atlantis",
    "ar": "المكتب الوطني في أطلانتس",
    "es": "Oficina nacional de la Atlántida",
    "fr": "Bureau national de l’Atlantide",
    "ru": "Национальное бюро Атлантиды",
    "zh": "亚特兰蒂斯国家办公室",
}
AGREEMENT = {
    "en": "Agreement on yearly figures",
    "ar": "اتفاق بشأن الأرقام السنوية",
    "es": "Acuerdo sobre cifras anuales",
    "fr": "Accord sur les chiffres annuels",
    "ru": "Соглашение о ежегодных показателях",
    "zh": "年度数字协议",
}
DATASET = {
    "en": "Detected victims by year",
    "ar": "الضحايا المكتشفون بحسب السنة",
    "es": "Víctimas detectadas por año",
    "fr": "Victimes détectées par année",
    "ru": "Выявленные жертвы по годам",
    "zh": "按年份列出的已发现被害人",
}
REGISTER = {
    "en": "Register of cases",
    "ar": "سجل القضايا",
    "es": "Registro de casos",
    "fr": "Registre des affaires",
    "ru": "Реестр случаев",
    "zh": "案件登记册",
}
RETURNED = {
    "en": "The file is not in UTF-8, and a row has too many cells. Please hand it in as a workbook.",
    "ar": "الملف ليس بترميز UTF-8، وفي أحد الصفوف خلايا زائدة. يُرجى تقديمه في صورة مصنف.",
    "es": "El archivo no está en UTF-8 y una fila tiene demasiadas celdas. Entréguelo como libro de Excel.",
    "fr": "Le fichier n’est pas en UTF-8 et une ligne a trop de cellules. Veuillez le remettre sous forme de classeur.",
    "ru": "Файл не в кодировке UTF-8, и в одной строке слишком много ячеек. Представьте его в виде книги Excel.",
    "zh": "文件不是 UTF-8 编码，且有一行单元格过多。请以工作簿形式提交。",
}
LAYOUT = Path(__file__).with_suffix(".toml").read_text("utf-8")
LAYOUT_OF_CASES = Path(__file__).with_name("cases.toml").read_text("utf-8")
CASES: list[dict[str, Any]] = [
    {"case": "C-1", "begun": "2006-03-01", "sex": "Female", "story": "", "services": [{"kind": "shelter"}]},
    {"case": "C-2", "begun": "2006-04-12", "sex": "Male", "story": ""},
    {"case": "C-2", "begun": "2006-09-30", "sex": "Female", "story": ""},
]
HEADINGS = ["area", "sex", "year", "victims", "rate", "number", "begun", "ended", "remarks", "remarks", "telephone"]
Row = tuple[object, ...]
ROWS: tuple[Row, ...] = (
    ("Total", "Total", 2004, 60, 1.5, "AT-1", date(2004, 1, 1), date(2004, 12, 31), ""),
    ("Total", "Total", 2005, 400, 1.6, "AT-2", date(2005, 1, 1), date(2005, 12, 31), ""),
    ("Total", "Female", 2005, 300, 1.1, "AT-3", date(2005, 1, 1), date(2005, 12, 31), ""),
    ("Total", "Male", 2005, 200, 0.5, "AT-4", date(2005, 1, 1), date(2005, 12, 31), ""),
    ("North", "Total", 2005, 900, "about two", "AT-5", date(2005, 1, 1), date(2005, 12, 31), ""),
    ("South", "3 women", 2005, "many", "", "at 6", date(2005, 6, 1), date(2005, 1, 1), ""),
    ("Sud-Est", "Women", 2005, "several", "", "AT-7", "some day", "", ""),
    ("CÃ´te", "Male", 1905, -3, "", "AT-8", 38353, "", "estimated"),
    ("", "Male", 2006, 12.5, "", "AT-8", date(2150, 1, 1), "", ""),
    ("NW", "Male", 2006, 12, "=1+1", "AT-9", "", "", ""),
    ("East", "Male", 2006, 12, "#N/A", "AT-10", "", "", ""),
    (),
    ("West", "Male", 2006, 12, "", "AT-11", "", "", ""),
    ("West", "Male", 2006, 14, "", "AT-12", "", "", ""),
    ("Coast", "Male", 2006, 7, "", "AT-13", "", "", ""),
    ("Coast", "Male", 2006, 7, "", "AT-14", "", "", ""),
    ("Hills", "Male", 2006, 9, "", "AT-15", "", "", ""),
    ("Hills", "Male", 2006, 9, "", "AT-15", "", "", ""),
    ("Total", "Total", 2006, "<5", "", "AT-16", "", "", ""),
    ("Total", "Total", 2007, 65, "", "AT-17", "", "", ""),
)


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(list(row))
    sheet.merge_cells(start_row=15, start_column=9, end_row=16, end_column=9)
    sheet.row_dimensions[17].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("Notes")
    hidden.append(["invented"])
    hidden.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text_file() -> bytes:
    rows = ["area,sex,year,victims,rate,number,begun,ended,remarks,agency"]
    rows += ["Total,Total,2004,60,1.5,AT-1,2004-01-01,2004-12-31,,Police"]
    rows += ["Côte,Male,1905,12,,AT-2,,,,Police,and more"]
    rows += ["Source: invented for the demonstration"]
    return "\n".join(rows).encode("latin-1")


def _text_file_of_cases() -> bytes:
    fields = ["case", "begun", "sex", "story"]
    rows = [fields, *([str(case[field]) for field in fields] for case in CASES[:2])]
    return "\n".join(",".join(row) for row in rows).encode("utf-8-sig")


@transaction.atomic
def add_dataset_with_findings(*, by: Actor) -> DatasetEdition | None:
    """Add it once: an edition that was returned, and one that awaits a decision, of which a rule is explained."""
    if Source.objects.filter(slug=SLUG).exists():
        return None
    today = clock.today()
    source = Source(slug=SLUG, name=_marked(SOURCE), kind=SourceKind.STATE, audience=Audience.PUBLIC)
    add_source(source, by=by)
    agreement = Agreement(
        slug=SLUG,
        source=source,
        title=_marked(AGREEMENT),
        purposes=[Purpose.STATISTICS, Purpose.RESEARCH],
        ends_on=today + timedelta(days=30),
        keep_until=today + timedelta(days=3650),
        covers_personal_data=True,
        audience=Audience.PUBLIC,
    )
    add_agreement(agreement, by=by)
    agreement = sign_agreement(agreement, signed_on=today, starts_on=today, by=by)
    dataset = Dataset(slug=SLUG, source=source, title=_marked(DATASET), own_layout=LAYOUT, audience=Audience.PUBLIC)
    add_dataset(dataset, by=by)
    first = _receive(dataset, agreement, "victims.csv", _text_file(), by)
    return_edition(first, reason=MultilingualText(RETURNED), by=by)
    second = _receive(dataset, agreement, "victims.xlsx", _workbook(), by)
    explain_findings(second, rule="jump", explanation="Invented: a new unit was set up.", by=by)
    register = Dataset(
        slug=f"{SLUG}-cases",
        source=source,
        title=_marked(REGISTER),
        rows=DatasetRows.CASES,
        own_layout=LAYOUT_OF_CASES,
        audience=Audience.SECRETARIAT,
    )
    add_dataset(register, by=by)
    _receive(register, agreement, "cases.csv", _text_file_of_cases(), by)
    _receive(register, agreement, "cases.json", json.dumps(CASES).encode(), by)
    return second


def _receive(dataset: Dataset, agreement: Agreement, name: str, content: bytes, by: Actor) -> DatasetEdition:
    edition = receive_edition(dataset, file=ContentFile(content, name), agreement=agreement, by=by)
    check_received(edition.pk, by=by)
    edition.refresh_from_db()
    return edition


def _marked(words: dict[str, str]) -> MultilingualText:
    return MultilingualText({code: f"{INVENTED[code]}{'' if code == 'zh' else ' '}{words[code]}" for code in CODES})
