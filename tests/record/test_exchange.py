"""Texts out to translators and back: the same in both formats, refused with a sentence, never half saved."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.kinds import slug_of
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Guidance, Mandate, OperativeParagraph
from palermo.record.exchange.formats import FORMATS, FileError, Incoming, read, write
from palermo.record.exchange.import_translations import import_translations
from palermo.record.exchange.units import units
from palermo.translations import desk
from palermo.translations.index import update_gap_index
from palermo.translations.models import TextGap
from palermo.translations.texts import codes_of
from tests.factories.accounts import make_user
from tests.factories.endorsements import make_version
from tests.factories.governance import (
    make_activity,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/en/secretariat/translations/"
BOTH = pytest.mark.parametrize("form", sorted(FORMATS))
HARD = 'Line one "quoted" & <tagged>\nLine two\t%(name)s, {count} \\ end'
WORDS = {"ar": "تأجيل المنتدى، %(name)s و{count}", "zh": "论坛改期：%(name)s，{count}", "fr": "« %(name)s »\n{count}"}


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def client(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def guidance(text: dict[str, str], **fields) -> Guidance:
    made = make_guidance(**fields)
    made.text = MultilingualText(text)
    made.save()
    return made


def taken(language: str, by) -> list:
    update_gap_index()
    return units(desk.gaps({"language": language}), language, viewer_of(by))


def came_back(form: str, language: str, by, **words: str) -> list[Incoming]:
    """A file of everything for a language, out and in again, with these words for the units named so."""
    found, incoming = read(f"x.{form}", write(form, taken(language, by), language))
    assert found == language
    return [
        each._replace(target=words[each.id], is_unfinished=False) if each.id in words else each for each in incoming
    ]


def unit(record, field: str = "text") -> str:
    return f"{slug_of(type(record))}/{getattr(record, 'slug', record.pk)}/{field}"


def faults(*incoming: Incoming, language: str = "fr", by) -> list[str]:
    return import_translations(language, list(incoming), by=by).faults


@BOTH
@pytest.mark.parametrize("language", sorted(WORDS))
def test_what_goes_out_comes_back_the_same(form, language, officer):
    record = guidance({"en": HARD})
    stale = guidance({"en": "Old", language: WORDS[language]})
    stale.text = MultilingualText({"en": HARD, language: WORDS[language]})
    stale.save()
    out = taken(language, officer)
    found, incoming = read(f"x.{form}", write(form, out, language))
    assert found == language
    assert {(each.id, each.source, each.target, each.digest, each.target_digest) for each in incoming} == {
        (each.id, each.source, each.target, each.digest, each.target_digest) for each in out
    }
    assert {each.id: each.is_unfinished for each in incoming}[unit(stale)] is True
    assert {each.id for each in incoming} == {unit(record), unit(stale)}


@BOTH
@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_translation_is_saved_with_its_history_and_entries(form, language, officer):
    record = guidance({"en": HARD})
    words = {unit(record): WORDS[language]}
    outcome = import_translations(language, came_back(form, language, officer, **words), by=officer)
    assert (outcome.faults, [change.unit for change in outcome.changes]) == ([], [unit(record)])
    record.refresh_from_db()
    assert dict(record.text) == {"en": HARD, language: WORDS[language]}
    verbs = list(AuditEvent.objects.order_by("-sequence").values_list("verb", "actor_id")[:2])
    assert verbs == [("translation.imported", str(officer.pk)), ("guidance.changed", str(officer.pk))]
    update_gap_index()
    (gap,) = TextGap.objects.filter(kind="guidance")
    assert codes_of(gap.missing) == [code for code in CODES if code not in {"en", language}]


@BOTH
def test_units_say_what_they_are_for_whom_and_by_when(form, officer, settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    make_meeting(on=date(2008, 2, 6), title=MultilingualText({"en": "Talks"}), audience=Audience.MEMBER_STATES)
    make_activity("Open").save()
    text = write(form, taken("fr", officer), "fr").decode()
    assert "RESTRICTED: Member States. Share this text only with those who may read it." in re.sub(r"\n#\. ", " ", text)
    assert "Needed by 6 February 2008" in text
    assert "Store this file where only that audience can read it." in text


@BOTH
def test_a_file_of_open_texts_warns_of_nothing(form, officer):
    decision = make_decision()
    decision.title = MultilingualText({"en": "Open"})
    decision.save()
    text = write(form, taken("fr", officer), "fr").decode()
    assert ("RESTRICTED" in text, "Store this file where only that audience can read it." in text, "Open" in text) == (
        False,
        False,
        True,
    )


def test_xliff_is_what_the_standard_says(officer):
    guidance({"en": "One"})
    guidance({"es": "Dos"})
    root = etree.fromstring(write("xlf", taken("fr", officer), "fr"))
    space = "{urn:oasis:names:tc:xliff:document:1.2}"
    assert (root.tag, root.get("version")) == (f"{space}xliff", "1.2")
    files = root.findall(f"{space}file")
    assert sorted(file.get("source-language") for file in files) == ["en", "es"]
    for file in files:
        assert set(file.keys()) == {"original", "datatype", "source-language", "target-language"}
        (found,) = file.find(f"{space}body")
        assert [etree.QName(child).localname for child in found][:2] == ["source", "target"]
        assert found.find(f"{space}target").get("state") == "needs-translation"


@BOTH
def test_an_original_that_changed_is_refused_and_nothing_is_saved(form, officer):
    kept, changed = guidance({"en": "Kept"}), guidance({"en": "Before"})
    incoming = came_back(form, "fr", officer, **{unit(kept): "Gardé", unit(changed): "Avant"})
    changed.text = MultilingualText({"en": "After"})
    changed.save()
    outcome = import_translations("fr", incoming, by=officer)
    (message,) = outcome.faults
    assert message.startswith(f"{unit(changed)} (line ")
    assert "Expected “After”, found “Before”." in message
    kept.refresh_from_db()
    assert dict(kept.text) == {"en": "Kept"}
    assert not AuditEvent.objects.filter(verb="translation.imported").exists()


def test_a_translation_that_somebody_else_wrote_meanwhile_is_not_laid_over(officer):
    record = guidance({"en": "One"})
    incoming = came_back("po", "fr", officer, **{unit(record): "Un"})
    record.text = MultilingualText({"en": "One", "fr": "L'un"})
    record.save()
    (message,) = faults(*incoming, by=officer)
    assert "the translation has changed since the export; it is now “L'un”." in message


def test_a_lost_placeholder_is_refused(officer):
    record = guidance({"en": "Dear %(name)s, {count} papers"})
    (message,) = faults(*came_back("po", "fr", officer, **{unit(record): "Cher, {count} documents"}), by=officer)
    assert message.endswith("expected the placeholders %(name)s {count}, found {count}. Keep them unchanged.")


@pytest.mark.parametrize(
    "name",
    [
        *("", "x", "governance.guidance/no-such/text", "governance.guidance/{slug}/slug", "accounts.user/1/email"),
        *("governance.textversion/1/text", "governance.operativeparagraph/x/text", "governance.guidance/{slug}"),
    ],
)
def test_a_unit_of_another_name_is_refused_by_its_name(officer, name):
    record = guidance({"en": "One"})
    (incoming,) = came_back("po", "fr", officer, **{unit(record): "Un"})
    name = name.format(slug=record.slug)
    (message,) = faults(incoming._replace(id=name), by=officer)
    assert message.startswith(f"{name or '?'} (line ")
    record.refresh_from_db()
    assert dict(record.text) == {"en": "One"}


def test_a_unit_that_stands_twice_is_refused(officer):
    record = guidance({"en": "One"})
    incoming = came_back("po", "fr", officer, **{unit(record): "Un"})
    assert faults(*incoming, *incoming, by=officer) == [f"{unit(record)}: appears more than once in the file."]


def test_what_is_not_finished_stays_and_is_counted(officer):
    record = guidance({"en": "One"})
    (incoming,) = came_back("xlf", "fr", officer)
    outcome = import_translations("fr", [incoming._replace(target="Brouillon")], by=officer)
    assert (outcome.changes, outcome.unfinished) == ([], 1)
    record.refresh_from_db()
    assert dict(record.text) == {"en": "One"}


def test_a_stale_translation_that_comes_back_finished_and_the_same_still_holds(officer):
    record = guidance({"en": "One", "fr": "Un"})
    record.text = MultilingualText({"en": "One.", "fr": "Un"})
    record.save()
    outcome = import_translations("fr", came_back("po", "fr", officer, **{unit(record): "Un"}), by=officer)
    assert (outcome.held, outcome.changes) == ([unit(record)], [])
    update_gap_index()
    assert [gap.stale for gap in TextGap.objects.filter(kind="guidance", field="text")] == [0]


def test_an_adopted_text_gets_a_language_it_lacks_and_keeps_its_words(officer):
    paragraph = make_decision().paragraphs.get()
    paragraph.text = MultilingualText({"en": "Requests", "es": "Pide"})
    paragraph.save()
    paragraph.text = MultilingualText({"en": "Urges", "es": "Pide"})
    paragraph.save()
    assert faults(*came_back("po", "fr", officer, **{unit(paragraph): "Prie"}), by=officer) == []
    (message,) = faults(*came_back("po", "es", officer, **{unit(paragraph): "Insta"}), language="es", by=officer)
    assert "this text was adopted and can no longer be changed here." in message
    assert dict(OperativeParagraph.objects.get(pk=paragraph.pk).text) == {"en": "Urges", "fr": "Prie", "es": "Pide"}


def test_a_mandate_under_which_work_goes_on_can_be_translated(officer):
    mandate = make_mandate()
    Mandate.objects.filter(pk=mandate.pk).update(text=MultilingualText({"en": "Hold", "fr": "Tenir"}))
    mandate.refresh_from_db()
    mandate.save()
    make_activity(mandate=mandate, state="under_way")
    assert faults(*came_back("po", "es", officer, **{unit(mandate): "Celebrar"}), language="es", by=officer) == []
    mandate.refresh_from_db()
    assert dict(mandate.text) == {"en": "Hold", "fr": "Tenir", "es": "Celebrar"}


def test_nobody_else_brings_anything_in(officer):
    record = guidance({"en": "One"})
    incoming = came_back("po", "fr", officer, **{unit(record): "Un"})
    (message,) = faults(*incoming, by=make_user(Role.COMMITTEE_MEMBER))
    assert "Only" in message
    record.refresh_from_db()
    assert dict(record.text) == {"en": "One"}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><xliff version="1.2">&c;</xliff>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file target-language="fr">&f;</file></xliff>"""
PLAIN = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">%b</xliff>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlf", BOMB, "Expected plain XLIFF, found a document type or entity."),
        ("a.xliff", OUTSIDE, "Expected plain XLIFF, found a document type or entity."),
        ("a.xlf", b"<xliff", "The file is not valid XML:"),
        ("a.xlf", b"", "The file is not valid XML:"),
        ("a.xlf", b"<html/>", "Expected XLIFF 1.2, found html"),
        ("a.xlf", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "found xliff 2.0"),
        ("a.xlf", PLAIN % b"", "Expected one target language in the whole file, found 0"),
        ("a.po", b"\xff\xfe\x00", "not a valid PO file in UTF-8"),
        ("a.po", b'msgid "a\n', "not a valid PO file in UTF-8"),
        ("a.docx", b"PK", "Expected a file whose name ends in .po, .xlf or .xliff"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(client, name, content, said):
    with pytest.raises(FileError, match=re.escape(said)):
        read(name, content)
    answer = client.post(f"{ADDRESS}import/", {"file": SimpleUploadedFile(name, content or b" ")})
    assert answer.status_code == 422
    assert "root:" not in answer.text


def test_the_page_shows_what_would_change_and_saves_it_once(client, officer):
    record = guidance({"en": "One paper"})
    content = client.get(f"{ADDRESS}texts.po?language=fr").content.decode()
    assert AuditEvent.objects.filter(verb="translation.exported").get().details["asked"] == {"language": "fr"}
    content = content.replace('msgid "One paper"\nmsgstr ""', 'msgid "One paper"\nmsgstr "Un document"')
    page = Page(client.post(f"{ADDRESS}import/", {"file": SimpleUploadedFile("t.po", content.encode())}))
    assert page.all("ins") == ["Un document"]
    record.refresh_from_db()
    assert dict(record.text) == {"en": "One paper"}
    word = page.soup.select_one("input[name=file_word]")["value"]
    answer = client.post(f"{ADDRESS}import/", {"file_word": word}, follow=True)
    assert "1 translation is saved." in answer.text
    record.refresh_from_db()
    assert dict(record.text) == {"en": "One paper", "fr": "Un document"}
    assert client.post(f"{ADDRESS}import/", {"file_word": word}).status_code == 409


def test_a_file_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr("palermo.record.exchange.forms.LARGEST_FILE", 3)
    answer = client.post(f"{ADDRESS}import/", {"file": SimpleUploadedFile("t.po", b"1234")})
    assert "Expected at most 3 bytes, found 4." in answer.text


def test_a_file_is_of_one_language(client):
    guidance({"en": "One"})
    assert client.get(f"{ADDRESS}texts.po").status_code == 409


def test_a_text_that_was_put_to_member_states_is_in_no_file(officer):
    endorsement = make_endorsement(state="open", result_on=None)
    endorsement.title = MultilingualText({"en": "Put"})
    endorsement.save()
    assert [each.id for each in taken("fr", officer)] == [unit(endorsement, "title")]
    incoming = came_back("po", "fr", officer, **{unit(endorsement, "title"): "Soumis"})
    make_version(endorsement)
    assert taken("fr", officer) == []
    (message,) = faults(*incoming, by=officer)
    assert "This text has been submitted to Member States;" in message
