"""Passages of tools out to translators and back: what they lack, what is out of date, and what cannot be taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.digests import digest_of_text
from palermo.record.exchange.formats import FORMATS, Incoming, read, write
from palermo.record.exchange.import_translations import import_translations
from palermo.record.exchange.passages import passage_units
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.models import Passage, PassageText
from palermo.toolkit.queries.texts import translation_counts
from palermo.toolkit.states.texts import PassageAct, PassageKind
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

DESK = "/en/secretariat/translations/"
MARKED = "No State *punishes* {a victim}.[^See [article 8](passage:a1).]"
FRENCH = "Aucun État ne punit {une victime}.[^Voir l’[article 8](passage:a1).]"


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def client(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def tool(officer):
    """An article with a French heading that is out of date, a paragraph without any, and one that was removed."""
    tool = make_tool("Model law", slug="model-law")
    article = _add(tool, officer, "a1", PassageKind.ARTICLE, "Aim")
    actions.write_passage(article, "fr", "But", base=0, by=officer)
    actions.write_passage(article, "en", "Purpose", base=1, by=officer)
    _add(tool, officer, "a1.p1", PassageKind.PARAGRAPH, MARKED, article)
    removed = _add(tool, officer, "a2", PassageKind.ARTICLE, "Removed canary")
    _add(tool, officer, "a2.p1", PassageKind.PARAGRAPH, "Below removed canary", removed)
    actions.remove_passage(removed, by=officer)
    return tool


def _add(tool, officer, key, kind, words, parent=None):
    last = Passage.objects.filter(tool=tool, parent=parent).last()
    return actions.add_passage(
        tool, kind=kind, parent=parent, after=last, language="en", content=words, by=officer, key=key
    )


def came_back(form, tool, **words) -> list[Incoming]:
    """The file of a tool in French, out and in again, with these words for the passages named so."""
    _language, incoming = read(f"x.{form}", write(form, passage_units(tool, "fr"), "fr"))
    keys = {f"passages/model-law/{key.replace('_', '.')}": target for key, target in words.items()}
    return [each._replace(target=keys[each.id], is_unfinished=False) if each.id in keys else each for each in incoming]


def french(key):
    text = PassageText.objects.get(passage__key=key, language="fr", is_current=True)
    return (text.number, text.content, text.rests_on, text.act)


def test_what_is_missing_or_out_of_date_goes_out_in_the_order_of_reading(tool):
    assert [(each.id, each.source, each.target, each.is_stale) for each in passage_units(tool, "fr")] == [
        ("passages/model-law/a1", "Purpose", "But", True),
        ("passages/model-law/a1.p1", MARKED, "", False),
    ]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_translations_come_back_as_further_wordings_that_are_up_to_date(form, tool, officer):
    outcome = import_translations("fr", came_back(form, tool, a1="Objet", a1_p1=FRENCH), by=officer)
    assert (outcome.faults, [tuple(change) for change in outcome.changes]) == (
        [],
        [
            ("passages/model-law/a1", "Model law [en]", "But", "Objet"),
            ("passages/model-law/a1.p1", "Model law [en]", "", FRENCH),
        ],
    )
    assert french("a1") == (2, "Objet", 2, PassageAct.IMPORTED)
    assert french("a1.p1") == (1, FRENCH, 1, PassageAct.IMPORTED)
    assert passage_units(tool, "fr") == []
    entry = AuditEvent.objects.get(verb="translation.imported")
    assert entry.details == {"language": "fr", "units": 2, "held": 0}


def test_the_same_words_confirm_that_a_translation_holds(tool, officer):
    outcome = import_translations("fr", came_back("xlf", tool, a1="But"), by=officer)
    assert (outcome.faults, outcome.changes, outcome.held) == ([], [], ["passages/model-law/a1"])
    assert french("a1") == (2, "But", 2, PassageAct.CONFIRMED)


def test_every_fault_is_named_and_nothing_is_kept(tool, officer):
    incoming = came_back("xlf", tool, a1="Objet", a1_p1="Aucun *État.")
    heading, paragraph = incoming
    place = paragraph.place
    odd = Incoming("passages/model-law/a9", "x", "y", "", "", False, "line 1")
    removed = Incoming("passages/model-law/a2.p1", "Below removed canary", "y", "", "", False, "line 2")
    other = Incoming("passages/handbook/a1", "x", "y", "", "", False, "line 3")
    outcome = import_translations("fr", [heading, paragraph, odd, removed, other], by=officer)
    assert outcome.faults == [
        f"passages/model-law/a1.p1 ({place}): Character 7: the mark * has no end. Close it, or put a backslash "
        "before it.",
        "passages/model-law/a9 (line 1): there is no such passage in the text.",
        "passages/model-law/a2.p1 (line 2): there is no such passage in the text.",
        "passages/handbook/a1 (line 3): there is no such record.",
    ]
    assert french("a1") == (1, "But", 1, PassageAct.WRITTEN)


def test_marks_are_kept_and_what_changed_since_is_not_overwritten(tool, officer):
    (_heading, paragraph) = came_back("xlf", tool, a1_p1="Aucun État.")
    assert import_translations("fr", [paragraph], by=officer).faults == [
        f"passages/model-law/a1.p1 ({paragraph.place}): expected the marks (passage:a1) [^] {{}}, found –. "
        "Keep them unchanged."
    ]
    incoming = came_back("xlf", tool, a1="Objet", a1_p1=FRENCH)
    article, text = (Passage.objects.get(key=key) for key in ("a1", "a1.p1"))
    actions.write_passage(article, "fr", "Finalité", base=1, by=officer)
    actions.write_passage(text, "en", "Other words.", base=1, by=officer)
    outcome = import_translations("fr", incoming, by=officer)
    assert [fault.partition(": ")[2] for fault in outcome.faults] == [
        "the translation has changed since the export; it is now “Finalité”. Export it again.",
        f"the original has changed since the export. Expected “Other words.”, found “{MARKED}”. Export it again.",
    ]
    assert import_translations(
        "en",
        [Incoming("passages/model-law/a1", "Purpose", "x", digest_of_text("Purpose"), "", False, "line 1")],
        by=officer,
    ).faults == [
        "passages/model-law/a1 (line 1): the text is written in this language. Edit it on the page of the tool."
    ]


def test_the_desk_counts_by_tool_and_language_and_leads_to_editor_and_files(tool, client):
    page = Page(client.get(f"{DESK}?language=fr"))
    rows = page.soup.select("table")[1].select("tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == ["Model law [en] Français 1 1 PO · XLIFF"]
    assert [link["href"] for link in rows[0].select("a")] == [
        "/en/tools/model-law/text/?language=fr",
        f"{DESK}tools/model-law.po?language=fr",
        f"{DESK}tools/model-law.xlf?language=fr",
    ]
    every = Page(client.get(DESK)).soup.select("table")[1].select("tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in every] == [
        "Model law [en] العربية 2 0 PO · XLIFF",
        "Model law [en] 中文 2 0 PO · XLIFF",
        "Model law [en] Français 1 1 PO · XLIFF",
        "Model law [en] Русский 2 0 PO · XLIFF",
        "Model law [en] Español 2 0 PO · XLIFF",
    ]


def test_the_file_is_the_secretariats_and_on_the_log(tool, client):
    address = f"{DESK}tools/model-law.po?language=fr"
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert ("canary" in response.text, "RESTRICTED: Secretariat." in response.text) == (False, True)
    assert AuditEvent.objects.get(verb="translation.exported").details == {
        "format": "po",
        "asked": {"language": "fr", "tool": "model-law"},
        "restricted": 2,
    }
    for role in (None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        other = Client()
        if role:
            other.force_login(make_user(role))
        assert other.get(address).status_code in {302, 403, 404}
    assert client.get(f"{DESK}tools/model-law.po?language=en").status_code == 409
    assert client.get(f"{DESK}tools/nowhere.po?language=fr").status_code == 404


def test_a_file_is_brought_in_on_the_page(tool, client):
    content = write("xlf", passage_units(tool, "fr"), "fr").replace(b">But<", b">Objet<")
    content = content.replace(b'state="needs-review-translation"', b'state="translated"')
    page = Page(client.post(f"{DESK}import/", {"file": SimpleUploadedFile("x.xlf", content)}))
    assert (page.all("del"), page.all("ins")) == (["But"], ["Objet"])
    word = page.soup.select_one("input[name=file_word]")["value"]
    client.post(f"{DESK}import/", {"file_word": word})
    assert french("a1") == (2, "Objet", 2, PassageAct.IMPORTED)


def test_a_removed_passage_is_not_counted(tool, officer):
    actions.remove_passage(Passage.objects.get(key="a1"), by=officer)
    assert passage_units(tool, "fr") == []
    assert translation_counts() == {}
