from datetime import date
import pytest
from palermo.core.languages import CODES
from palermo.reporting.building import draft
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.report import check_report
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import Blueprint
from tests.reporting.test_approved import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

@pytest.mark.parametrize("name", Blueprint.values)
def test_dump(name):
    out = []
    d = draft(name, date(2008, 2, 1)).writing.generated
    v = {l: speak(d, l) for l in CODES}
    for l in ("en", "fr", "zh", "ar", "ru", "es"):
        out.append(text_of(v[l]))
    out.append("AGREE " + repr(check_agreement(v)))
    for l in CODES:
        out.append(l + repr([(f.kind, f.where, f.number, f.what, f.excerpt) for f in check_report(v[l])]))
    open(f"/tmp/out-dump-{name}.txt", "w").write("\n=====\n".join(out))
