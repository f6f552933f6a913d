"""Indicators: shipped ones are loaded once and whole; editions are drafted, published, and then never changed."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.languages import CODES, LANGUAGES
from palermo.core.refusals import Refused
from palermo.figures import triggers
from palermo.figures.actions import indicators as actions
from palermo.figures.actions.shipped_indicators import IndicatorReport, load_shipped_indicators
from palermo.figures.dimensions import KEYS
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.shipped_indicators import read_indicator, shipped_indicators
from palermo.figures.states.indicators import IndicatorStatus
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_release
from tests.portal.filling import act, client_of, words_of

pytestmark = pytest.mark.django_db

BY = "palermo test"
SLUGS = [
    "victims-detected",
    "offences-recorded",
    "persons-suspected",
    "persons-prosecuted",
    "persons-convicted",
    "flows",
    "reporting-states",
    "sdg-16-2-2",
    "treaty-ratification",
    "legislation-coverage",
    "tools",
    "training-reach",
]


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2026, 3, 1)


def test_twelve_indicators_are_shipped_with_every_text_in_six_languages():
    shipped = shipped_indicators()
    assert [each.slug for each in shipped] == SLUGS
    for one in shipped:
        for edition in one.editions:
            for name in ("title", "definition", "method", "comparability", "articles"):
                assert set(getattr(edition, name)) == set(CODES), (one.slug, name)


def test_french_texts_have_unbreakable_spaces_before_signs():
    for one in shipped_indicators():
        for edition in one.editions:
            for name in ("title", "definition", "method", "comparability", "articles"):
                assert re.findall(r".{8} [:;?!»]|« .{8}", getattr(edition, name)["fr"]) == [], (one.slug, name)


def faulty(**changes):
    """The content of a file with something changed; None takes a key out."""
    texts = dict.fromkeys(CODES, "words")
    edition = {"number": 1, "unit": "persons", "dimensions": ["sex"], "sdg": "", "sdmx": ""}
    edition |= dict.fromkeys(("title", "definition", "method", "comparability", "articles"), texts)
    content = {"position": 1, "basis": "releases", "measure": "detection", "editions": [edition]}
    for name, value in changes.items():
        where = edition if name in edition or name == "colour" else content
        where[name] = value
        if value is None:
            del where[name]
    return content


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "people"}, "x.yaml: editions.0.unit: Value error, expected one of persons, offences"),
        ({"dimensions": ["height"]}, "x.yaml: editions.0.dimensions.0: Value error, expected one of sex, age"),
        ({"title": {"en": "Victims"}}, "x.yaml: editions.0.title: Value error, expected a text in each of ar, zh, en"),
        ({"colour": "blue"}, "x.yaml: editions.0.colour: Extra inputs are not permitted; found 'blue'"),
        ({"method": None}, "x.yaml: editions.0.method: Field required"),
        (
            {"basis": "guesses"},
            "x.yaml: basis: Value error, expected one of releases, derived, record, found 'guesses'",
        ),
        ({"number": 2}, "x.yaml: editions: expected the numbers 1, 2 and so on, found [2]"),
        ({"sdg": 16}, "x.yaml: editions.0.sdg: Input should be a valid string; found 16"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(changes, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_indicator("x", faulty(**changes))


def test_shipped_indicators_are_loaded_published_and_in_the_log():
    assert load_shipped_indicators(by=BY) == IndicatorReport(len(SLUGS), len(SLUGS), 0)
    rows = {each.indicator.slug: each for each in IndicatorEdition.objects.select_related("indicator")}
    assert sorted(rows) == sorted(SLUGS)
    assert {(each.status, each.published_on) for each in rows.values()} == {("published", date(2026, 3, 1))}
    for one in shipped_indicators():
        for name, value in one.editions[0].fields.items():
            assert getattr(rows[one.slug], name) == value, (one.slug, name)
    assert rows["victims-detected"].dimensions == list(KEYS)
    entries = AuditEvent.objects.filter(verb="indicator_edition.loaded").values_list("target_kind", "target_id")
    assert sorted(entries) == sorted(("indicators", slug) for slug in SLUGS)
    assert RecordVersion.objects.filter(kind="indicator-editions").count() == len(SLUGS)


def test_loading_again_changes_nothing():
    load_shipped_indicators(by=BY)
    before = (list(IndicatorEdition.objects.values()), AuditEvent.objects.count())
    assert load_shipped_indicators(by=BY) == IndicatorReport(0, 0, len(SLUGS))
    assert (list(IndicatorEdition.objects.values()), AuditEvent.objects.count()) == before


def test_loading_refuses_what_is_on_record_with_other_content_and_keeps_nothing():
    make_indicator("Other victims", "victims-detected")
    with pytest.raises(Refused, match="victims-detected/1: expected the content that is shipped, found another: "):
        load_shipped_indicators(by=BY)
    IndicatorEdition.objects.update(status=IndicatorStatus.DRAFT)
    with pytest.raises(Refused, match=r"victims-detected/1: expected nothing or the published content, found a draft"):
        load_shipped_indicators(by=BY)
    assert Indicator.objects.count() == 1


def test_an_edition_is_begun_changed_and_published_by_the_secretariat():
    indicator = make_indicator("Detected victims", "victims")
    officer = client_of(make_user(Role.SECRETARIAT))
    act(officer, "begin-indicator-edition", "victims")
    draft = indicator.editions.get(number=2)
    assert (draft.status, draft.title, draft.dimensions) == ("draft", text("Detected victims"), list(KEYS))
    page = officer.get(f"/en/acts/publish-indicator-edition/{draft.pk}/")
    assert "Enter what changes since the previous edition." in words_of(page)
    act(
        officer,
        "change-indicator-edition",
        draft.pk,
        title_en="Victims detected",
        changes_en="Presumed victims are included.",
        dimensions=["sex", "age"],
    )
    act(officer, "publish-indicator-edition", draft.pk)
    draft.refresh_from_db()
    assert (draft.status, draft.published_on, draft.dimensions) == ("published", date(2026, 3, 1), ["sex", "age"])
    assert "Presumed victims are included." in words_of(Client().get("/en/data/indicators/victims/"))
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert [each for each in verbs if each.startswith("indicator")] == [
        "indicator_edition.begun",
        "indicator_edition.changed",
        "indicator_edition.published",
    ]


def test_only_the_secretariat_keeps_indicators():
    indicator = make_indicator()
    for role in (Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER):
        with pytest.raises(Refused, match="Only the secretariat may manage indicators"):
            actions.begin_indicator_edition(indicator, by=make_user(role))
    with pytest.raises(Refused, match="Only the secretariat may manage indicators"):
        load_shipped_indicators(by=make_user(Role.DELEGATE))


def test_one_edition_is_a_draft_at_a_time_and_a_published_one_does_not_change():
    indicator = make_indicator()
    draft = actions.begin_indicator_edition(indicator, by=BY)
    with pytest.raises(Refused, match="Edition 2 is still a draft"):
        actions.begin_indicator_edition(indicator, by=BY)
    with pytest.raises(Refused, match="There is no counting unit “litres”"):
        actions.change_indicator_edition(draft, values={"unit": "litres"}, by=BY)
    assert actions.discard_indicator_edition(draft, by=BY) == indicator
    published = indicator.editions.get()
    for change in (actions.publish_indicator_edition, actions.discard_indicator_edition):
        with pytest.raises(Refused, match=r"This edition is published and does not change\. Begin a new edition"):
            change(published, by=BY)
    with pytest.raises(Refused, match="This edition is published and does not change"):
        actions.change_indicator_edition(published, values={"unit": "cases"}, by=BY)


def test_the_database_refuses_to_change_a_published_edition():
    published = make_indicator().editions.get()
    draft = actions.begin_indicator_edition(published.indicator, by=BY)
    triggers.install(connection)
    rows = IndicatorEdition.objects
    for change in (
        lambda: rows.filter(pk=published.pk).update(unit="cases"),
        lambda: rows.filter(pk=published.pk).delete(),
        lambda: rows.filter(pk=published.pk).update(status="draft"),
    ):
        with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
            change()
    rows.filter(pk=draft.pk).update(unit="cases")
    rows.filter(pk=draft.pk).delete()
    assert list(rows.values_list("pk", "unit")) == [(published.pk, "persons")]


def test_a_draft_is_shown_to_the_secretariat_alone():
    indicator = make_indicator("Detected victims", "victims")
    draft = actions.begin_indicator_edition(indicator, by=BY)
    actions.change_indicator_edition(draft, values={"title": text("Canary")}, by=BY)
    make_indicator("Unpublished canary", "hidden", edition_status=IndicatorStatus.DRAFT, edition_published_on=None)
    readers = [Client(), *(client_of(make_user(role)) for role in Role if role != Role.SECRETARIAT)]
    for reader in readers:
        for path, status in (
            ("/en/data/indicators/", 200),
            ("/en/data/indicators/victims/", 200),
            ("/en/data/indicators/victims/2/", 404),
            ("/en/data/indicators/hidden/", 404),
            ("/en/data/indicators/hidden/1/", 404),
            ("/en/data/indicators/?find=cana", 200),
        ):
            page = reader.get(path)
            assert page.status_code == status, path
            assert "canary" not in page.content.decode().lower(), path
    officer = client_of(make_user(Role.SECRETARIAT))
    assert "Canary" in words_of(officer.get("/en/data/indicators/victims/2/"))
    assert "Unpublished canary" in words_of(officer.get("/en/data/indicators/hidden/"))


def test_the_list_is_searched_and_narrowed_and_the_page_names_the_releases():
    load_shipped_indicators(by=BY)
    release = make_release({key_of("victims-detected", "aut", 2020): 40, key_of("victims-detected", "aut", 2021): 0})
    listed = BeautifulSoup(Client().get("/en/data/indicators/").content, "lxml")
    assert [each["href"] for each in listed.select(".papers h2 a")] == [f"/en/data/indicators/{s}/" for s in SLUGS]
    found = BeautifulSoup(Client().get("/en/data/indicators/?find=16.2.2").content, "lxml")
    assert [each["href"] for each in found.select(".papers h2 a")] == ["/en/data/indicators/sdg-16-2-2/"]
    narrowed = BeautifulSoup(Client().get("/en/data/indicators/?measure=response").content, "lxml")
    assert len(narrowed.select(".papers h2 a")) == 4
    assert "No indicator matches your selection." in words_of(Client().get("/en/data/indicators/?find=nothing-such"))
    page = BeautifulSoup(Client().get("/en/data/indicators/victims-detected/").content, "lxml")
    row = [" ".join(each.get_text(" ").split()) for each in page.select("tbody tr > *")]
    assert row == ["Figures on victims [en]", "Total", "2020–2021", "1", "2", "0"]
    assert page.select_one("tbody a")["href"] == release.get_absolute_url()


@pytest.mark.parametrize("language", [each.django_code for each in LANGUAGES])
def test_every_shipped_indicator_is_shown_in_every_language(language):
    load_shipped_indicators(by=BY)
    for slug in SLUGS:
        page = BeautifulSoup(Client().get(f"/{language}/data/indicators/{slug}/").content, "lxml")
        assert page.select(".other-language, .not-yet") == [], slug
