"""Noisy counts and synthetic files: drawn once and charged, approved by two, and read as what they are."""

import csv
import io
from datetime import date

import duckdb
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.core.refusals import Refused
from palermo.figures.actions import releases as actions
from palermo.figures.budgets import account_of
from palermo.figures.drawn_content import noisy_counts, read_drawn
from palermo.figures.models import Release
from palermo.figures.pipeline.places import draft_folder, register_folder
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.verifying import find_faults
from palermo.figures.queries.releases import current_releases
from tests.factories.figures import make_register
from tests.factories.knowledge import make_dataset_edition
from tests.factories.releases import approve, make_officer
from tests.figures.cases import (
    BY,
    RARE,
    draft_noisy,
    draft_synthetic,
    make_budgeted_register,
    make_cases,
    prepared,
    released,
)
from tests.portal.filling import act, client_of, fill, words_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def test_counts_and_rows_pass_the_gate_and_are_what_was_drawn():
    counts = released(draft_noisy(make_cases()))
    assert (counts.number, counts.cube_digest) == (1, read_drawn(counts).digest)
    read = noisy_counts(counts)
    assert read.parameters["epsilon"] == 2.0
    assert abs(read.persons.value - 1501) < 400
    assert {name: sorted(values) for name, values in read.values.items()} == {
        "form": ["labour", "sexual"],
        "from": ["Atlantis", "Estrania"],
        "sex": ["man", "woman"],
    }
    rows = released(draft_synthetic(counts))
    drawn = read_drawn(rows)
    assert (rows.number, len(drawn.rows), drawn.head) == (2, 300, ("form", "from", "sex", "illustration"))
    assert {row[-1] for row in drawn.rows} == {
        f"invented row, drawn from released counts {drawn.parameters['source'][:12]}; count nothing from these rows"
    }
    assert list(find_faults()) == []


def test_a_draw_is_paid_for_once_and_kept():
    register = make_budgeted_register()
    edition = make_cases()
    first = prepared(draft_noisy(edition, register=register))
    account = account_of(register)
    assert (len(account.releases), first.loss["budget"]["is_new"]) == (1, True)
    counts = (draft_folder(first) / "counts.csv").read_bytes()
    again = prepared(first)
    same = prepared(draft_noisy(edition, register=register))
    assert [(draft_folder(each) / "counts.csv").read_bytes() == counts for each in (again, same)] == [True, True]
    assert account_of(register) == account
    assert [each.loss["budget"]["is_new"] for each in (again, same)] == [False, False]
    another = prepared(draft_noisy(edition, register=register, longest=1))
    assert another.loss["budget"]["is_new"]
    assert len(account_of(register).releases) == 2


def test_a_draw_that_the_budget_does_not_cover_is_refused():
    register, edition = make_budgeted_register(epsilon=2.5), make_cases()
    prepared(draft_noisy(edition, register=register, epsilon=2.4))
    release = draft_noisy(edition, register=register, epsilon=2.3)
    actions.begin_preparing(release, by=release.author)
    prepare(release.pk, by=BY)
    release.refresh_from_db()
    assert (release.status, "Nothing was drawn." in release.refusal) == ("draft", True)
    assert len(account_of(register).releases) == 1


def test_what_cannot_be_drawn_is_refused_before_it_is_paid_for():
    register, edition = make_budgeted_register(), make_cases()
    figures, unbudgeted = make_dataset_edition(rows_file="x"), make_register()
    purged = make_dataset_edition(edition.dataset)
    for chosen, fields, sentence in (
        (figures, {}, "are figures. Noisy counts are drawn from cases"),
        (purged, {}, "are no longer kept"),
        (edition, {"attributes": ["case", "sex"]}, "“case” cannot be counted"),
        (edition, {"attributes": ["sex"]}, "at least as many attributes as the longest combination"),
        (edition, {"epsilon": 7.0}, "The budget of the register is ε 6 in all"),
        (edition, {"epsilon": 60.0}, "epsilon must lie above 0 and at most 50"),
        (edition, {"register": unbudgeted}, "has no privacy budget"),
    ):
        with pytest.raises(Refused) as refused:
            draft_noisy(chosen, **{"register": register, **fields})
        assert sentence in str(refused.value), fields
    counts = prepared(draft_noisy(edition, register=register))
    with pytest.raises(Refused) as refused:
        draft_synthetic(counts)
    assert "is not public" in str(refused.value)
    assert Release.objects.count() == 1


def test_someone_who_is_alone_of_a_kind_is_in_neither_file():
    edition = make_cases()
    counts = released(draft_noisy(edition, attributes=["sex", "form", "from", "year"]))
    rows = released(draft_synthetic(counts))
    stored = duckdb.sql(f"SELECT count(*) FROM '{edition.rows_file.path}' WHERE \"from\" = '{RARE}'").fetchall()
    assert stored == [(1,)]
    for release in (counts, rows):
        assert all(secret not in read_drawn(release).content for secret in (RARE.encode(), b"begging", b"C-"))
    # Nor does anything lie in the register, or in a folder for temporary files, that the cases could be read from.
    folder = register_folder(counts.register)
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in kept if RARE.encode() in path.read_bytes()] == []
    assert [path.suffix for path in folder.joinpath("drawn").iterdir() if path.suffix == ".parquet"] == []


def test_readers_see_noisy_counts_with_their_interval_and_as_noisy():
    counts = released(draft_noisy(make_cases()))
    page, table = f"/en/data/releases/{counts.slug}/", f"/en/data/releases/{counts.slug}/counts/"
    shown = words_of(Client().get(page))
    for words in ("Noisy counts", "Do not add noisy counts to other figures", "Privacy loss (ε) 2", "Try to break it"):
        assert words in shown
    woman = next(each for each in noisy_counts(counts).counts if each.combination == (("sex", "woman"),))
    line = f"sex: woman {woman.value:,} ({woman.low:,}–{woman.high:,}) noisy"
    assert line in words_of(Client().get(f"{table}?attribute=sex&value=woman"))
    assert line not in words_of(Client().get(f"{table}?attribute=sex&value=man"))
    pairs = BeautifulSoup(Client().get(f"{table}?length=2&sort=-count").content, "lxml").select("tbody tr th")
    assert {each.get_text().count(":") for each in pairs} == {2}
    response = Client().get(f"/en/data/releases/{counts.slug}/counts.csv")
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {each["status"] for each in lines} == {"noisy"}
    assert len(lines) == len(noisy_counts(counts).counts) + 1
    read = Client().get(f"/en/data/releases/{counts.slug}/counts.json").json()
    assert (read["release"]["kind"], read["counts"][0]["combination"]) == ("noisy", {})
    listed = Client().get(f"/api/v1/releases/{counts.slug}").json()
    assert (listed["kind"], sorted(listed["files"]), listed["series"]) == ("noisy", ["csv", "json"], [])
    # They are in no cube, so no chart, sum or line can join them with exact counts.
    assert (current_releases(), Client().get(f"{page}figures.csv").status_code) == ([], 404)


def test_readers_of_a_synthetic_file_learn_that_its_rows_are_invented():
    rows = released(draft_synthetic(released(draft_noisy(make_cases()))))
    page = f"/en/data/releases/{rows.slug}/"
    shown = words_of(Client().get(page))
    assert "Invented rows: do not count them No row is a person." in shown
    # An earlier release is about the same persons, but counts of theirs are no earlier figures.
    links = [each["href"] for each in BeautifulSoup(Client().get(page).content, "lxml").select("main a[href^='/en/']")]
    assert {each: Client().get(each).status_code for each in links} == dict.fromkeys(links, 200)
    assert len(links) == 8
    response = Client().get(f"{page}rows.csv")
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert (len(lines), {each[-1].split(",")[0] for each in lines[1:]}) == (301, {"invented row"})
    assert len(Client().get(f"{page}rows.json").json()["rows"]) == 300
    assert Client().get(f"{page}counts.csv").status_code == 404


def test_nobody_else_sees_what_is_in_preparation():
    release = prepared(draft_noisy(make_cases()))
    page = f"/en/data/releases/{release.slug}/"
    addresses = (page, f"{page}counts/", f"{page}counts.csv", f"{page}counts.json", f"{page}preview/")
    statuses = [Client().get(each).status_code for each in addresses]
    assert statuses[:4] == [404] * 4
    assert statuses[4] != 200
    officer = client_of(make_officer())
    assert officer.get(f"{page}counts.csv").status_code == 404
    preview = words_of(officer.get(f"{page}preview/"))
    spent = account_of(release.register).epsilon_spent
    budget = f"Privacy budget of the register (ε) 6 Spent (ε) {spent:.2f} Remaining (ε) {6 - spent:.2f}"
    for words in ("Quality and privacy loss", budget, "Quality of the counts"):
        assert words in preview
    with pytest.raises(Refused):
        approve(actions.propose_release(release, by=release.author), by=make_officer(has_shown=False))


def test_an_officer_drafts_both_with_forms():
    author = client_of(make_officer("Author"))
    register, edition = make_budgeted_register(), make_cases()
    slug = edition.dataset.slug
    offered = words_of(author.get("/en/acts/draft-noisy-release/"))
    assert ("Of the privacy budget of ε 6, 0.00 has been spent" in offered, "case" in offered) == (True, True)
    shown = fill(
        author,
        "/en/acts/draft-noisy-release/",
        title_en="Cases by form",
        register=register.slug,
        edition=edition.pk,
        attributes=[f"{slug}/sex", f"{slug}/form"],
        longest="2",
        epsilon="1.5",
    )
    release = Release.objects.get()
    assert "Draft saved. Nothing is drawn until you have it prepared." in shown
    assert (release.kind, release.attributes, release.epsilon, release.longest) == ("noisy", ["sex", "form"], 1.5, 2)
    assert (release.population, release.population_edition) == (slug, "1")
    warned = words_of(author.get(f"/en/acts/prepare-release/{release.slug}/"))
    assert "Of the privacy budget of ε 6, 0.00 has been spent; with these counts it will be 1.4" in warned
    act(author, "change-noisy-release", release.slug, epsilon="1")
    release.refresh_from_db()
    assert (release.epsilon, release.attributes) == (1.0, ["sex", "form"])
    counts = released(draft_noisy(edition, register=register))
    fill(
        author,
        "/en/acts/draft-synthetic-file/",
        title_en="Invented cases",
        drawn_from=counts.slug,
        row_count="50",
    )
    drawn = Release.objects.get(kind="synthetic")
    assert (drawn.drawn_from, drawn.row_count, drawn.register) == (counts, 50, register)


def test_the_page_that_invites_attacks_is_public():
    register = make_budgeted_register()
    shown = words_of(Client().get("/en/data/attacks/"))
    assert ("disclosure attack counts.csv" in shown, register.display_name() in shown) == (True, True)
    of_register = words_of(Client().get(f"/en/data/registers/{register.slug}/"))
    assert ("is limited to ε 6." in of_register, "Try to break it" in of_register) == (True, True)
