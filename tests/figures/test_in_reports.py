"""What reports say of released figures."""

from datetime import date
from pathlib import Path

import pytest

from palermo.core.languages import CODES
from palermo.reporting.building import build
from palermo.reporting.realization.inline import plain
from tests.factories.figures import key_of, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
JANUARY = date(2008, 1, 31)
VICTIMS, SUSPECTED, PROSECUTED, CONVICTED = (
    "victims-detected",
    "persons-suspected",
    "persons-prosecuted",
    "persons-convicted",
)
STATES = ("aut", "bra", "fra", "ind", "tha", "zaf")


def figures():
    found = {}
    for at, state in enumerate(STATES):
        for year in (2004, 2005, 2006):
            n = 40 + 10 * at + (year - 2004)
            found[key_of(VICTIMS, state, year)] = n
            found[key_of(VICTIMS, state, year, sex="female", age="18+")] = n - 25
            found[key_of(VICTIMS, state, year, sex="male", age="18+")] = 10
            found[key_of(VICTIMS, state, year, sex="female", age="0-17")] = 12
            found[key_of(VICTIMS, state, year, sex="male", age="0-17")] = 3
            found[key_of(VICTIMS, state, year, form="sexual")] = n - 15
            found[key_of(VICTIMS, state, year, form="forced_labour")] = 15
            found[key_of(VICTIMS, state, year, citizenship=state)] = n - 20
            found[key_of(VICTIMS, state, year, citizenship="ukr")] = 20
            found[key_of(SUSPECTED, state, year)] = 30
            found[key_of(PROSECUTED, state, year)] = 20
            found[key_of(CONVICTED, state, year)] = 8 + at
    return found


@pytest.mark.parametrize("lang", CODES)
def test_look(lang):
    make_release(figures())
    report = build("trafficking", JANUARY, lang)
    out = [plain(report.title)]
    for s in report.sections:
        out.append("# " + plain(s.title))
        for b in s.blocks:
            if hasattr(b, "rows"):
                out.append(f"[{b.key}] {plain(b.caption)} :: {bool(b.picture)}")
                out += ["  " + " | ".join(plain(c) for c in r) for r in (b.headings, *b.rows)]
            else:
                out.append(plain(b.content))
    out += [str(p) for p in report.problems]
    Path(f"/tmp/pg/report.{lang}.txt").write_text("\n".join(out))
    from palermo.reporting.renderers.akn import render_akn
    from palermo.reporting.renderers.docx.package import render_docx
    from palermo.reporting.renderers.html import render_html_page
    from palermo.reporting.renderers.pdf import render_pdf

    Path(f"/tmp/pg/report.{lang}.docx").write_bytes(render_docx(report))
    Path(f"/tmp/pg/report.{lang}.pdf").write_bytes(render_pdf(report))
    Path(f"/tmp/pg/report.{lang}.html").write_bytes(render_html_page(report))
    Path(f"/tmp/pg/report.{lang}.akn").write_bytes(render_akn(report))
