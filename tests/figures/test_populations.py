"""The secretariat keeps the list of populations; the gate has it signed, and holds releases to it."""

import importlib
from datetime import date

import pytest
from bs4 import BeautifulSoup
from disclosure.release import Register
from django.apps import apps
from django.template.loader import render_to_string
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.figures.actions.populations import add_population, change_population
from palermo.figures.models import Population, Release
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.population_lists import populations_text
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.rules.releases import list_subjects
from palermo.figures.states.populations import RelationKind
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_population, make_register, make_release
from tests.factories.releases import approve, make_draft, make_officer, make_proposed
from tests.portal.filling import act, client_of, fill, words_of

pytestmark = pytest.mark.django_db
WITHIN, PART, DISJOINT = RelationKind.WITHIN, RelationKind.PART, RelationKind.DISJOINT


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def listed(register):
    """The list in force at the gate."""
    return Register(register_folder(register)).populations(release_signer())


def test_an_officer_adds_and_edits_a_population_with_forms():
    register, officer = make_register(), make_officer()
    victims, traffickers = make_population(register, "victims"), make_population(register, "traffickers")
    elsewhere = make_population(make_register(), "elsewhere", title=text("Elsewhere"))
    client = client_of(officer)
    shown = fill(
        client,
        "/en/acts/add-population/",
        title_en="Victims under 18",
        summary_en="All who were under 18 when they were identified.",
        register=register.slug,
        slug="children",
        within=[victims.pk],
        disjoint=[traffickers.pk],
    )
    made = Population.objects.get(slug="children")
    assert "Population added. The list is signed." in shown
    assert [(each.kind, each.other) for each in made.relations.order_by("kind")] == [
        (DISJOINT, traffickers),
        (WITHIN, victims),
    ]
    assert listed(register).is_within("children", "victims")
    assert listed(register).are_disjoint("children", "traffickers")
    offered = words_of(client.get(f"/en/acts/change-population/{made.pk}/"))
    assert elsewhere.display_name() not in offered
    act(client, "change-population", made.pk, disjoint=[], year_from="2003", year_until="2007")
    made.refresh_from_db()
    assert (made.year_from, made.year_until, made.relations.count()) == (2003, 2007, 1)
    assert listed(register).source == populations_text(register)
    verbs = (
        AuditEvent.objects.filter(verb__startswith="population.").order_by("sequence").values_list("verb", flat=True)
    )
    assert list(verbs) == ["population.added", "population.changed"]


def test_parts_make_up_the_whole_at_the_gate():
    register, officer = make_register(), make_officer()
    whole = make_population(register, "victims")
    for slug in ("adults", "children"):
        part = Population(register=register, slug=slug, title=text(slug))
        add_population(part, relations={PART: [whole]}, by=officer)
    assert listed(register).divisions() == [("victims", ("adults", "children"))]
    assert listed(register).are_disjoint("adults", "children")


def test_what_is_wrong_is_refused_with_a_sentence():
    register, officer = make_register(), make_officer()
    victims, elsewhere = make_population(register, "victims"), make_population(make_register(), "elsewhere")
    for relations, sentence in (
        ({WITHIN: [elsewhere]}, "is not another population of this register"),
        ({WITHIN: [victims], DISJOINT: [victims]}, "is chosen for two relations"),
    ):
        new = Population(register=register, slug="new", title=text("New"))
        with pytest.raises(Refused, match=sentence):
            add_population(new, relations=relations, by=officer)
    for role in (Role.DELEGATE, Role.PARTNER):
        new = Population(register=register, slug="new", title=text("New"))
        with pytest.raises(Refused, match="Only the secretariat may"):
            add_population(new, by=make_user(role))
    assert sorted(Population.objects.values_list("slug", flat=True)) == ["elsewhere", "victims"]


def test_a_relation_of_a_population_with_releases_is_not_dropped():
    register, officer = make_register(), make_officer()
    victims, children = make_population(register, "victims"), make_population(register, "children")
    change_population(children, values={}, relations={WITHIN: [victims]}, by=officer)
    make_release({key_of("victims-detected", "fra", 2007): 40}, register, population="children")
    with pytest.raises(Refused, match="was within 'victims', which the new list does not say"):
        change_population(children, values={}, relations={}, by=officer)
    assert listed(register).is_within("children", "victims")
    assert children.relations.count() == 1


def test_everybody_reads_whom_figures_count_and_how_populations_are_related():
    register = make_register(title=text("Figures"))
    victims = make_population(register, "victims", title=text("All victims"))
    children = make_population(register, "children", title=text("Young victims"))
    change_population(children, values={}, relations={WITHIN: [victims]}, by=make_officer())
    released = make_release({key_of("victims-detected", "fra", 2007): 40}, register, population="children")
    make_draft(register=register, population="children", title=text("Not released yet"))
    visitor = Client()
    shown = words_of(visitor.get("/en/data/populations/"))
    assert [title in shown for title in ("All victims [en]", "Young victims [en]")] == [True, True]
    page = words_of(visitor.get(children.get_absolute_url()))
    assert "Everyone is also in: All victims [en]" in page
    assert (released.display_name() in page, "Not released yet" in page) == (True, False)
    whole = words_of(visitor.get(victims.get_absolute_url()))
    assert "Young victims [en] : Everyone is also in: All victims [en]" in whole
    assert visitor.get(f"/en/data/populations/{register.slug}/others/").status_code == 404


def test_approvers_are_shown_the_figures_that_they_answer_for():
    about = "victims, edition 2 beside victims, edition 1"
    shown = {"digest": "59a8a9957ca8bfad", "count": 60, "figures": [["state fra, year 2007", 40.0, 72.0]]}
    release = make_proposed(loss={"cells": 1, "declarations": [about], "differences": {about: shown}})
    first, second = make_officer(), make_officer()
    shown = render_to_string("figures/parts/differences.html", {"subjects": list_subjects(release)})
    page = " ".join(BeautifulSoup(shown, "lxml").get_text(" ").split())
    assert page == (
        f"{about} 60 figures differ for everyone who compares the two. The first are shown. Figure Before Now "
        "state fra, year 2007 40 72"
    )
    approve(release, declarations={about: "A whole year was added."}, by=first)
    release.refresh_from_db()
    assert list_subjects(release) == []
    assert approve(release, by=second).declarations[0]["figures"] == "59a8a9957ca8bfad"


def test_releases_on_record_get_their_populations():
    register, other = make_register(), make_register()
    for where, slug in ((register, "victims"), (register, "victims"), (other, "victims"), (other, "helped")):
        make_draft(register=where, population=slug)
    make_population(other, "helped", title=text("Persons helped"))
    migration = importlib.import_module("palermo.figures.migrations.0006_populations")
    migration.make_populations(apps, None)
    made = Population.objects.order_by("register_id", "slug")
    assert [(each.register, each.slug, each.display_name()) for each in made] == [
        (register, "victims", "victims"),
        (other, "helped", "Persons helped [en]"),
        (other, "victims", "victims"),
    ]
    assert Release.objects.count() == 4
