"""A focal point fills in a return in a spreadsheet: downloads the workbook, fills it in, uploads it, and confirms."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from palermo.accounts.models import State
from palermo.returns.models import Return, RoundInvitation
from tests.factories.knowledge import make_code_list, make_list_edition
from tests.factories.returns import make_figure, make_questionnaire_edition, make_round, make_round_invitation
from tests.journeys.browsing import Reader, visit
from tests.journeys.looking import sticking_out, violations
from tests.returns.workbooks import Filler

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def invited(site) -> None:
    """Thailand is invited to a round."""
    make_list_edition(make_code_list(slug="m49"), "840", "250")
    round_ = make_round(slug="figures-of-2006", edition=make_questionnaire_edition(), year=2006)
    make_round_invitation(round_, State.objects.get(slug="tha"))


def upload(reader: Reader, file: Path) -> None:
    reader.page.locator("[name=file]").set_input_files(file)
    visit(reader.page.get_by_role("button", name="Upload", exact=True))


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_return_is_filled_in_in_a_spreadsheet(reader, invited, tmp_path, has_scripts):
    focal = reader(java_script_enabled=has_scripts, viewport={"width": 390, "height": 844})
    page = focal.sign_in("focal-point")
    focal.open(f"acts/open-return/{RoundInvitation.objects.get().pk}/")
    visit(page.get_by_role("button", name="Begin the return", exact=True))
    national_return = Return.objects.get(round__slug="figures-of-2006")
    focal.open(f"acts/upload-return-workbook/{national_return.slug}/")
    assert sticking_out(page) == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    file = tmp_path / "return.xlsx"
    download.value.save_as(file)

    filler = Filler(file.read_bytes())
    filler.set_all("detected", {"total.total": 31, "female.total": "eighteen", "male.total": 13.5})
    filler.add_row("citizenships", "840", {"figure": "<5"})
    file.write_bytes(filler.save())
    upload(focal, file)
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("found “eighteen”")
    expect(summary).to_contain_text("found “13.5”")
    assert not national_return.figures.exists()

    filler.set_all("detected", {"female.total": 18, "male.total": 13})
    filler.set("detected", "male.total", "Of whom one was a returning victim.", "note")
    file.write_bytes(filler.save())
    make_figure(national_return, "detected", "male.total", 12)
    upload(focal, file)
    main = page.locator("main")
    expect(main).to_contain_text("3 figures would change.")
    expect(main).to_contain_text("13 (Of whom one was a returning victim.) in the workbook, 12 on record")
    assert sticking_out(page) == 0
    if has_scripts:
        assert violations(page) == []
    page.locator("[name=taken]").check()
    page.locator("[name=confirmed]").check()
    visit(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator("body")).to_contain_text("The figures of the workbook were saved.")
    values = {(row.table, row.cell): (row.kind, row.value, row.high) for row in national_return.figures.all()}
    assert values == {
        ("detected", "total.total"): ("count", 31, None),
        ("detected", "female.total"): ("count", 18, None),
        ("detected", "male.total"): ("count", 13, None),
        ("citizenships", "840.figure"): ("suppressed", None, 4),
    }
