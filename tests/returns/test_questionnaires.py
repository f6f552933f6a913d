"""Questionnaires in editions: the one that is shipped, drafts, publication, comparison and files."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from harmonise.lists import code_list
from pyxform.xls2xform import convert

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.digests import digest_of_text
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.returns.actions import questionnaires as actions
from palermo.returns.code_lists import codes_of, names_in
from palermo.returns.exchange.xlsform import read_xlsform, write_xlsform
from palermo.returns.models import Questionnaire, QuestionnaireEdition
from palermo.returns.read_structure import check_structure, read_structure
from palermo.returns.shipped import SHIPPED, shipped_content
from tests.factories.accounts import make_user
from tests.factories.returns import SMALL, make_questionnaire_edition
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
BROKEN = SMALL.replace("dimension: age, total", "dimension: agee, total")


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def officer() -> Client:
    return client_of(make_user(Role.SECRETARIAT))


def draft(content: str = SMALL, **fields) -> QuestionnaireEdition:
    empty = {"status": "draft", "published_on": None, "digest": ""}
    return make_questionnaire_edition(**empty, content=content, **fields)


# The questionnaire that is shipped


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_shipped_questionnaire_has_no_fault_and_lacks_no_language(name):
    reading = check_structure(shipped_content(name), codes_of)
    assert (reading.faults, reading.warnings) == ((), ())


def test_the_shipped_questionnaire_asks_for_411_figures():
    structure = read_structure(shipped_content("trafficking"))
    per_table = {key: len([*table.cells()]) for key, table in structure.tables.items()}
    # Sex by age, citizenship, form for each of three stages; sums by hand.
    stages = {f"{stage}-{by}": n for stage in ("suspected", "prosecuted", "convicted") for by, n in _BY_STAGE}
    assert per_table == {
        "offences-place": 4,
        "offences-form": 14,
        **stages,
        "convicted-outcome": 4,
        "convicted-country": 0,
        "victims-sex-age": 20,
        "victims-form": 98,
        "victims-place": 28,
        "victims-citizenship": 35,
        "victims-country": 0,
        "victims-means": 8,
        "victims-identified": 10,
        "assistance-services": 56,
        "assistance-stay": 3,
        "returned-direction": 14,
        "returned-country": 0,
    }
    assert sum(per_table.values()) == 411


_BY_STAGE = (("sex-age", 20), ("citizenship", 5), ("form", 14))


def test_the_shipped_questionnaire_has_every_text_in_six_languages():
    structure = read_structure(shipped_content("trafficking"))
    texts = [*structure.units.values()]
    for dimension in structure.dimensions.values():
        texts += [dimension.title, *dimension.codes.values()]
    for section in structure.sections:
        texts += [section.title, section.guidance]
        for table in section.tables:
            texts += [table.title, table.guidance]
    texts += [rule.sentence for rule in structure.rules if rule.sentence]
    assert {tuple(text) for text in texts} == {CODES}
    # No text was left in another language's letters.
    latin = [text for text in texts if text["ru"] == text["en"] or text["ar"] == text["en"] or text["zh"] == text["en"]]
    assert latin == []


def test_each_code_of_the_shipped_questionnaire_is_in_its_list_and_each_rule_names_codes_there_are():
    structure = read_structure(shipped_content("trafficking"))
    for dimension in structure.dimensions.values():
        if dimension.list:
            known = {code.code for code in code_list(*dimension.list.split("/")).codes} | {"total"}
            assert set(dimension.codes) <= known, dimension.key
    for rule in structure.rules:
        sides = [structure.tables[rule.table], structure.tables[rule.other_table or rule.table]]
        for code, table in [(rule.code, sides[0]), *((code, sides[1]) for code in rule.of)]:
            of_side = getattr(table, rule.side)
            assert not code or any(code in side.dimension.codes for side in of_side), (rule.id, code)


def test_forced_criminality_is_a_form_of_its_own_and_rows_for_countries_are_added_from_m49():
    structure = read_structure(shipped_content("trafficking"))
    assert "forced_criminality" in structure.dimensions["form"].codes
    opened = {key: table.rows[0].dimension.list for key, table in structure.tables.items() if table.has_open_rows}
    assert opened == dict.fromkeys(("convicted-country", "victims-country", "returned-country"), "m49/1")


@pytest.mark.slow
def test_the_shipped_questionnaire_is_an_xlsform_that_is_read_again(tmp_path):
    structure = read_structure(shipped_content("trafficking"))
    content = write_xlsform(
        structure, title="Title", form_id="trafficking", version="1", codes_in={"m49/1": names_in("m49/1")}
    )
    assert read_structure(read_xlsform(content, "form.xlsx")) == structure
    (tmp_path / "form.xlsx").write_bytes(content)
    assert convert(xlsform=str(tmp_path / "form.xlsx"), validate=False).warnings == []


# Editions


def test_an_officer_adds_the_shipped_questionnaire_and_publishes_it(officer):
    fill(officer, "/en/acts/add-questionnaire/", title_en="Trafficking", shipped="trafficking")
    questionnaire = Questionnaire.objects.get()
    edition = questionnaire.editions.get()
    assert (questionnaire.slug, edition.number, edition.status) == ("trafficking", 1, "draft")
    assert Client().get("/en/data/questionnaires/trafficking/1/").status_code == 404
    act(officer, "publish-questionnaire-edition", edition.pk)
    edition.refresh_from_db()
    assert (edition.status, edition.published_on) == ("published", date(2008, 2, 1))
    assert edition.digest == digest_of_text(shipped_content("trafficking"))
    page = Page(Client().get("/en/data/questionnaires/trafficking/1/"))
    assert page.all("section h2") == [
        "Offences",
        "Persons suspected",
        "Persons prosecuted",
        "Persons convicted at first instance",
        "Victims detected",
        "Assistance and return",
    ]
    assert [*AuditEvent.objects.filter(target_kind="questionnaires").values_list("verb", flat=True)] == [
        "questionnaire.added",
        "questionnaire_edition.begun",
        "questionnaire_edition.published",
    ]


def test_a_draft_with_faults_is_kept_and_not_published(officer):
    edition = draft()
    act(officer, "change-questionnaire-edition", edition.pk, text=BROKEN)
    edition.refresh_from_db()
    assert edition.content == BROKEN
    page = Page(officer.get(f"/en/data/questionnaires/{edition.questionnaire.slug}/1/"))
    assert page.one("#faults") == "1 fault to be corrected before publication"
    assert "sections[0].tables[0].columns[0]: there is no dimension “agee”." in page.text
    with pytest.raises(Refused) as refused:
        actions.publish_questionnaire_edition(edition, by="test")
    line = next(number for number, words in enumerate(BROKEN.splitlines(), 1) if "agee" in words)
    assert str(refused.value) == (
        f"The questionnaire has 1 fault. Its page lists it; correct it first. Line {line}, "
        "sections[0].tables[0].columns[0]: there is no dimension “agee”. Possible: “sex”, “age”, “citizenship”, “year”."
    )


def test_a_code_that_its_list_lacks_keeps_an_edition_from_being_published():
    edition = draft(
        SMALL.replace("male: {en: Male, fr: Hommes}", "men: {en: Men}").replace("[female, male]", "[female, men]")
    )
    with pytest.raises(Refused, match="the code list sex/1 has no code “men”"):
        actions.publish_questionnaire_edition(edition, by="test")


def test_a_published_edition_does_not_change(officer):
    edition = make_questionnaire_edition()
    for name, perform in {
        "change": lambda: actions.change_questionnaire_edition(edition, content="", changes={}, by="test"),
        "remove": lambda: actions.remove_questionnaire_edition(edition, by="test"),
        "publish": lambda: actions.publish_questionnaire_edition(edition, by="test"),
    }.items():
        with pytest.raises(Refused):
            perform()
        assert "once" not in officer.get(f"/en/acts/{name}-questionnaire-edition/{edition.pk}/").content.decode()
    edition.refresh_from_db()
    assert (edition.status, edition.content) == ("published", SMALL)


def test_a_file_replaces_the_content_of_a_draft(officer):
    edition = draft()
    other = SMALL.replace("Detected victims", "Victims found")
    upload = SimpleUploadedFile("questionnaire.yaml", b"\xef\xbb\xbf" + other.replace("\n", "\r\n").encode())
    act(officer, "change-questionnaire-edition", edition.pk, file=upload)
    edition.refresh_from_db()
    assert edition.content == other


def test_an_xlsform_replaces_the_content_of_a_draft(officer):
    edition = draft()
    path = f"/en/data/questionnaires/{edition.questionnaire.slug}/1/questionnaire"
    assert officer.get(f"{path}.yaml").content.decode() == SMALL
    upload = SimpleUploadedFile("form.xlsx", officer.get(f"{path}.xlsx").content)
    act(officer, "change-questionnaire-edition", edition.pk, file=upload)
    edition.refresh_from_db()
    assert edition.content != SMALL
    assert read_structure(edition.content) == read_structure(SMALL)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.yaml", b"\xff\xfe", "The file is not text in UTF-8: byte 1 cannot be read."),
        ("a.xlsx", b"PK nothing", "a.xlsx"),
        ("a.yaml", b"x" * (2**20 + 1), "The file is larger than 1 MB."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(officer, name, content, sentence):
    edition = draft()
    path = f"/en/acts/change-questionnaire-edition/{edition.pk}/"
    response = officer.post(path, {"text": SMALL, "file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    edition.refresh_from_db()
    assert edition.content == SMALL


def test_a_new_edition_begins_as_the_previous_one_and_only_one_is_in_draft(officer):
    edition = make_questionnaire_edition()
    slug = edition.questionnaire.slug
    act(officer, "begin-questionnaire-edition", slug, begin_with="previous", changes_en="More forms")
    second = edition.questionnaire.editions.get(number=2)
    assert (second.content, second.status, second.changes) == (SMALL, "draft", {"en": "More forms"})
    with pytest.raises(Refused, match="Edition 2 is still a draft"):
        actions.begin_questionnaire_edition(edition.questionnaire, content=SMALL, by="test")
    act(officer, "remove-questionnaire-edition", second.pk)
    assert edition.questionnaire.editions.count() == 1


def test_two_editions_are_compared(officer):
    first = make_questionnaire_edition()
    changed = (
        SMALL.replace("Detected victims, fr", "Victims found, fr")
        .replace("male: {en: Male, fr: Hommes}", "male: {en: Male, fr: Masculin}, unknown: {en: Not known}")
        .replace("of: [female, male]", "of: [female, male, unknown]")
        .replace("  - {id: jump, kind: jump, table: detected, factor: 5, severity: warning}\n", "")
    )
    make_questionnaire_edition(questionnaire=first.questionnaire, content=changed)
    page = Page(officer.get(f"/en/data/questionnaires/{first.questionnaire.slug}/compare/"))
    assert [*zip(page.all("ul.papers h3"), page.all("ul.papers li > p.meta"), strict=True)] == [
        ("Victims found", "Changed"),
        ("Sex › Male", "Changed"),
        ("Sex › Not known", "New"),
        ("sum-of-sexes", "Changed"),
        ("jump", "Removed"),
    ]
    assert "Title: Detected victims Victims found" in page.text
    assert "changed in French" in page.text
    same = Page(officer.get(f"/en/data/questionnaires/{first.questionnaire.slug}/compare/?from=1&to=1"))
    assert "The two editions are the same." in same.text


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER])
def test_others_read_published_editions_and_change_nothing(role):
    edition = make_questionnaire_edition()
    hidden = draft(SMALL.replace("Victims", "Zanzibar"), questionnaire=edition.questionnaire)
    slug = edition.questionnaire.slug
    client = client_of(make_user(role)) if role else Client()
    assert client.get(f"/en/data/questionnaires/{slug}/1/").status_code == 200
    for path in (
        f"data/questionnaires/{slug}/2/",
        f"data/questionnaires/{slug}/2/questionnaire.yaml",
        f"data/questionnaires/{slug}/2/questionnaire.xlsx",
        f"data/questionnaires/{slug}/compare/",
    ):
        assert client.get(f"/en/{path}").status_code == 404, path
    assert "Edition 2" not in client.get(f"/en/data/questionnaires/{slug}/").content.decode()
    if role:
        user = make_user(role)
        for perform in (
            lambda: actions.add_questionnaire(Questionnaire(title={"en": "x"}), by=user),
            lambda: actions.begin_questionnaire_edition(edition.questionnaire, content=SMALL, by=user),
            lambda: actions.publish_questionnaire_edition(hidden, by=user),
            lambda: actions.remove_questionnaire_edition(hidden, by=user),
            lambda: actions.change_questionnaire(edition.questionnaire, values={}, by=user),
        ):
            with pytest.raises(Refused):
                perform()
