"""Other ways to publish a draft: compared in the preparation, shown in the preview, chosen in the form."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from palermo.figures.dimensions import BREAKDOWNS, TOTAL
from palermo.figures.models import Release
from palermo.figures.pipeline.protecting import Draft, protect_figures
from palermo.figures.pipeline.remedies import TOO_LONG, TOO_MANY, compare_remedies
from tests.factories.figures import key_of
from tests.figures.sources import VICTIMS, make_accepted_edition, prepared, unodc_row
from tests.portal.filling import client_of

TOTALS = {key_of(VICTIMS, "tha", 2007): "60", key_of(VICTIMS, "tha", 2006): "48"}
BY_SEX = {
    **{key_of(VICTIMS, "tha", 2007, sex=sex): n for sex, n in (("female", "38"), ("male", "20"), ("other", "2"))},
    **{key_of(VICTIMS, "tha", 2006, sex=sex): n for sex, n in (("female", "30"), ("male", "18"))},
}
BY_AGE = {key_of(VICTIMS, "tha", 2007, age=age): n for age, n in (("18+", "57"), ("0-17", "3"))}


def protect(figures) -> Draft:
    return protect_figures(figures, title="Victims", population=("victims", "1"), unit="persons")


def hidden_in(draft: Draft) -> int:
    return sum(line.split(",")[-4] in ("<5", "*") for line in draft.published.decode().splitlines()[1:])


def test_what_leaving_out_a_dimension_hides_is_what_is_hidden_without_it():
    found = compare_remedies(protect(TOTALS | BY_SEX | BY_AGE), seconds=60)
    left_out = {
        each["dimension"]: (each["figures"], each["hidden"]) for each in found["ways"] if each["method"] == "leave out"
    }
    assert found["left_out"] == ""
    assert left_out == {
        "sex": (len(TOTALS | BY_AGE), hidden_in(protect(TOTALS | BY_AGE))),
        "age": (len(TOTALS | BY_SEX), hidden_in(protect(TOTALS | BY_SEX))),
    }
    assert {each["method"] for each in found["ways"]} == {"require", "leave out", "merge", "round", "cell key"}


def test_a_breakdown_that_must_be_published_is_compared_with_what_it_hides_elsewhere():
    """Beside 2 of another sex one of the other sexes is hidden, or the total; beside 3 children the adults are."""
    figures = TOTALS | BY_SEX | BY_AGE
    ways = compare_remedies(protect(figures), seconds=60)["ways"]
    required = {each["dimension"]: (each["hidden"], each["refused"]) for each in ways if each["method"] == "require"}
    hidden = {
        by: hidden_in(protect_figures(figures, title="V", population=("v", "1"), unit="persons", required=[by]))
        for by in required
    }
    assert required == {by: (number, "") for by, number in hidden.items()}
    assert sorted(required) == ["age", "sex"]


def test_it_is_said_when_nothing_was_compared():
    draft = protect(TOTALS | BY_SEX)
    assert compare_remedies(draft, seconds=60, most=6) == {"ways": [], "left_out": TOO_MANY}
    assert compare_remedies(draft, seconds=-1) == {"ways": [], "left_out": TOO_LONG}


@pytest.mark.django_db
def test_the_preview_recommends_what_hides_least_and_leads_to_the_form(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    rows = [
        unodc_row(60),
        *(unodc_row(n, Sex=sex) for sex, n in (("Female", 40), ("Male", 20))),
        *(unodc_row(n, Age=age) for age, n in (("0 to 17 years", 3), ("18 years or over", 57))),
    ]
    release = prepared(make_accepted_edition(rows))
    assert (release.loss["cells"], release.loss["hidden"]) == (5, 2)
    page = f"/en/data/releases/{release.slug}/preview/"
    client = client_of(release.author)
    shown = BeautifulSoup(client.get(page).content, "lxml")
    recommended = shown.select_one("h2#remedies + p")
    assert " ".join(recommended.get_text(" ").split()) == (
        "Leave out Age: about 0 of 3 figures are hidden, instead of 2 of 5. Leave out these breakdowns"
    )
    form = BeautifulSoup(client.get(recommended.a["href"]).content, "lxml")
    ticked = [each["value"] for each in form.select("input[name=breakdowns][checked]")]
    assert ticked == [each or TOTAL for each in BREAKDOWNS if "age" not in each.split("+")]
    Release.objects.update(required_breakdowns=["sex", "age"])
    form = BeautifulSoup(client.get(recommended.a["href"]).content, "lxml")
    assert [each["value"] for each in form.select("input[name=required_breakdowns][checked]")] == ["sex"]
    Release.objects.update(required_breakdowns=[])
    (required,) = [row for row in shown.select("#remedies ~ div tbody tr") if "Must be published" in row.text]
    assert " ".join(required.th.get_text(" ").split()) == (
        "Must be published: Age (hidden to protect others as prepared: 1) Publish this breakdown in any case"
    )
    form = BeautifulSoup(client.get(required.a["href"]).content, "lxml")
    assert [each["value"] for each in form.select("input[name=required_breakdowns][checked]")] == ["age"]
    assert form.select("input[name=breakdowns][checked]") == []
    assert Release.objects.get().breakdowns == []


def test_ways_are_compared_where_categories_are_parts_of_several_divisions_and_some_must_be_published():
    citizens = {"own": "30", "abroad": "21", "stateless": "3", "unknown": "6"}
    figures = TOTALS | BY_SEX | {key_of(VICTIMS, "tha", 2007, citizenship=each): n for each, n in citizens.items()}
    figures |= {key_of(VICTIMS, "tha", 2007, form=form): n for form, n in (("sexual", "60"), ("slavery", "0"))}
    draft = protect_figures(figures, title="V", population=("v", "1"), unit="persons", required=["form"])
    found = compare_remedies(draft, seconds=60)
    assert found["left_out"] == ""
    assert {each["method"] for each in found["ways"]} == {"require", "leave out", "merge", "round", "cell key"}
