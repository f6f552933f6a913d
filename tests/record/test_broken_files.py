"""Broken files: for each the whole sentence, and nothing kept."""

from pathlib import Path

import pytest

from palermo.governance.numbers import EXPECTED as DECISION_NUMBER
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_folder
from tests.record.sample import SAMPLE, database_rows, with_line, write

pytestmark = pytest.mark.django_db
BY = "palermo record import"
EVENT, MANDATE, DECISION = "events/brasilia-2007.yaml", "mandates/convene.yaml", "decisions/decision-1.yaml"
AGENDA, SESSION, OFFICE = "documents/agenda.yaml", "sessions/commission-17.yaml", "organisations/office.yaml"
SIXTEENTH, MEETING = "sessions/commission-16.yaml", "meetings/consultation.yaml"
NEITHER = "which is neither in the folder nor in the database"
PARTIAL = "a date such as 2007-06-18, 2007-03, 2008, late 2007-09 or mid 2008"
LANGUAGES = "ar, zh, en, fr, ru, es"

# name: (files that differ from the sample, the sentences)
BROKEN = {
    "text where languages are expected": (
        with_line(OFFICE, "name: {en: Office on Drugs, zh: 毒品办公室}", "name: Office on Drugs"),
        [f"{OFFICE}, line 2, name: expected a text by language ({LANGUAGES}); found “Office on Drugs”."],
    ),
    "list where a text is expected": (
        with_line(DECISION, "number: 16/1", "temporary_number: [16, 1]"),
        [f"{DECISION}, line 5, temporary_number: expected a text of at most 40 characters; found a list."],
    ),
    "bad number of a decision": (
        with_line(DECISION, "number: 16/1", "number: 16-1"),
        [f"{DECISION}, line 5, number: expected {DECISION_NUMBER}; found “16-1”."],
    ),
    "text where a list is expected": (
        with_line(EVENT, "documents: [agenda]", "documents: agenda"),
        [f"{EVENT}, line 15, documents: expected a list of ids; found “agenda”."],
    ),
    "text where a row is expected": (
        with_line(SESSION, "- number: '4'\n  title: {en: Trends}\n  documents: [agenda]\n", "- Trends\n"),
        [
            f"{SESSION}, line 10, agenda_items[1]: expected an agenda item, as lines of `key: value`; found “Trends”.",
        ],
    ),
    "unknown key": (
        with_line(OFFICE, "acronym:", "acronim:"),
        [f"{OFFICE}, line 3, acronim: expected one of the keys name, acronym, kind, state; found “acronim”."],
    ),
    "unknown key in a list": (
        with_line(EVENT, "  role: host", "  role: host\n  rôle: host"),
        [f"{EVENT}, line 13, partners[1].rôle: expected one of the keys organisation, state, role; found “rôle”."],
    ),
    "missing key": (
        with_line(OFFICE, "kind: united_nations\n", ""),
        [
            f"{OFFICE}, line 1, kind: expected one of united_nations, intergovernmental, government, "
            f"permanent_mission, ministry, office, "
            "civil_society, private; found nothing."
        ],
    ),
    "key without a value": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym:"),
        [f"{OFFICE}, line 3, acronym: expected a text by language ({LANGUAGES}); found nothing."],
    ),
    "duplicate key": (
        with_line(OFFICE, "kind: united_nations", "kind: united_nations\nkind: private"),
        [f"{OFFICE}, line 5, kind: expected each key once; found it again (first on line 4)."],
    ),
    "unknown language": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym:\n  en: UNODC\n  de: UNODC"),
        [f"{OFFICE}, line 5, acronym.de: expected one of the languages {LANGUAGES}; found “de”."],
    ),
    "language without a text": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym: {en: }"),
        [f"{OFFICE}, line 3, acronym.en: expected a text; found nothing."],
    ),
    "unknown language of a version": (
        with_line(AGENDA, "  zh:\n    status", "  cn:\n    status"),
        [
            f"{AGENDA}, line 20, versions.cn: expected one of {LANGUAGES}; found “cn”.",
            "documents/agenda-in-chinese.pdf: expected a file that a record beside it names; "
            "found one that none names.",
        ],
    ),
    "bad date": (
        with_line(EVENT, "authorised_on: 2007-06-18", "authorised_on: 18 June 2007"),
        [f"{EVENT}, line 6, authorised_on: expected a day such as 2007-06-18; found “18 June 2007”."],
    ),
    "day that does not exist": (
        with_line(EVENT, "starts: 2007-10-02", "starts: 2007-02-30"),
        [f"{EVENT}, line 7, starts: expected {PARTIAL}; found “2007-02-30”."],
    ),
    "late on a day": (
        with_line(AGENDA, "dated: late 2007-11", "dated: late 2007-11-30"),
        [f"{AGENDA}, line 8, dated: expected {PARTIAL}; found “late 2007-11-30”."],
    ),
    "inexact date where a day is expected": (
        with_line(MANDATE, "in_force_from: 2007-06-18", "in_force_from: 2007-06"),
        [f"{MANDATE}, line 7, in_force_from: expected a day such as 2007-06-18; found “2007-06”."],
    ),
    "unknown choice": (
        with_line(MANDATE, "ask: convene", "ask: convoke"),
        [f"{MANDATE}, line 6, ask: expected one of act, convene, consult, report, refrain; found “convoke”."],
    ),
    "unknown blueprint": (
        with_line("reports/progress.yaml", "blueprint: progress", "blueprint: regress"),
        [
            "reports/progress.yaml, line 2, blueprint: expected one of briefing, committee, conference, donor, event, "
            "follow-up, forum, progress, research, trafficking; found “regress”."
        ],
    ),
    "number that is none": (
        with_line(EVENT, "head_count: 800", "head_count: over 800"),
        [f"{EVENT}, line 19, head_count: expected a whole number from 0 to 2147483647; found “over 800”."],
    ),
    "number too large": (
        with_line(SESSION, "number: 17", "number: 32768"),
        [f"{SESSION}, line 3, number: expected a whole number from 0 to 32767; found “32768”."],
    ),
    "yes where true is expected": (
        with_line(EVENT, "head_count_is_minimum: true", "head_count_is_minimum: yes"),
        [f"{EVENT}, line 20, head_count_is_minimum: expected true or false; found “yes”."],
    ),
    "amount that is none": (
        with_line("contributions/gift-of-brazil.yaml", "amount: 1500.5", "amount: 1,500.5"),
        [
            "contributions/gift-of-brazil.yaml, line 4, amount: expected an amount such as 1500 or 1500.50; "
            "found “1,500.5”."
        ],
    ),
    "text too long": (
        with_line(AGENDA, "symbol: E/CN.15/2008/1", "symbol: " + "E" * 101),
        [f"{AGENDA}, line 2, symbol: expected a text of at most 100 characters; found 101."],
    ),
    "dangling reference": (
        with_line(EVENT, "lead: office", "lead: ofice"),
        [f"{EVENT}, line 3, lead: expected the id of an organization; found “ofice”, {NEITHER}."],
    ),
    "dangling reference in a list": (
        with_line(EVENT, "documents: [agenda]", "documents: [agenda, minutes]"),
        [f"{EVENT}, line 15, documents[2]: expected the id of a document; found “minutes”, {NEITHER}."],
    ),
    "the same reference twice in a list": (
        with_line(EVENT, "documents: [agenda]", "documents: [agenda, agenda]"),
        [f"{EVENT}, line 15, documents[2]: expected each id once; found “agenda” again (first on line 15)."],
    ),
    "wrong kind of reference": (
        with_line(EVENT, "lead: office", "lead: commission"),
        [f"{EVENT}, line 3, lead: expected the id of an organization; found “commission”, which is a body."],
    ),
    "paragraph that the decision does not have": (
        with_line("mandates/guided.yaml", "paragraph: decision-1/1", "paragraph: decision-1/7"),
        [
            "mandates/guided.yaml, line 3, paragraph: expected an operative paragraph, as decision/number; "
            f"found “decision-1/7”, {NEITHER}."
        ],
    ),
    "duplicate id": (
        {"tools/experts.yaml": "id: experts\ntitle: {en: Experts}\nstate: proposed\nkind: other\n"},
        [
            "tools/experts.yaml, line 1, id: expected an id of its own; found “experts”, "
            "which is in events/experts.yaml as well."
        ],
    ),
    "id that is not the file's name": (
        with_line(OFFICE, "id: office", "id: the-office"),
        [f"{OFFICE}, line 1, id: expected the id of the file's name, “office”; found “the-office”."],
    ),
    "no id": (
        with_line(OFFICE, "id: office\n", ""),
        [f"{OFFICE}, line 1, id: expected the id of the file's name, “office”; found nothing."],
    ),
    "file name that is no id": (
        {"places/São_Paulo.yaml": "id: São_Paulo\nname: {en: São Paulo}\n"},
        [
            "places/São_Paulo.yaml: expected a name of Latin letters, digits, hyphens and underscores, "
            "at most 100 long; found “São_Paulo”."
        ],
    ),
    "another suffix": (
        {"places/rio.yml": "id: rio\nname: {en: Rio}\n"},
        ["places/rio.yml: expected a name that ends in .yaml; found .yml."],
    ),
    "two sources of a mandate": (
        with_line(MANDATE, "guidance: regional-events", "guidance: regional-events\nendorsement: programme"),
        [
            f"{MANDATE}, line 4, endorsement: expected exactly one source: paragraph, guidance or endorsement; "
            "found guidance and endorsement."
        ],
    ),
    "mandate without a source": (
        with_line(MANDATE, "guidance: regional-events\n", ""),
        [f"{MANDATE}, line 1, paragraph: expected exactly one source: paragraph, guidance or endorsement; found none."],
    ),
    "mandate without an addressee": (
        with_line("mandates/guided.yaml", "addressee_organisation: office\n", ""),
        [
            "mandates/guided.yaml, line 1, addressee_organisation: expected addressee_organisation, addressee_body "
            "or both; found neither."
        ],
    ),
    "ended mandate no date": (
        with_line(MANDATE, "ended_on: 2008-01-31\n", ""),
        [f"{MANDATE}, line 1, ended_on: expected a day, since the state is fulfilled; found nothing."],
    ),
    "date of an end that did not come": (
        with_line(MANDATE, "state: fulfilled", "state: in_force"),
        [f"{MANDATE}, line 10, ended_on: expected no day, since the state is in_force; found 2008-01-31."],
    ),
    "mandate that ends before it begins": (
        with_line(MANDATE, "ended_on: 2008-01-31", "ended_on: 2007-01-31"),
        [
            f"{MANDATE}, line 10, ended_on: expected a day not before in_force_from (2007-06-18); found 2007-01-31.",
            f"{EVENT}, line 4, mandate: expected a mandate in force on 2007-06-18, when the activity was authorized; "
            "found “convene”. The mandate “To hold regional events” ended on 31 January 2007 and gave no "
            "authority on 18 June 2007. Request a new mandate from Member States and select it here.",
        ],
    ),
    "activity past proposed without a mandate": (
        with_line(EVENT, "mandate: convene\n", ""),
        [f"{EVENT}, line 1, mandate: expected the mandate under which this activity is completed; found nothing."],
    ),
    "activity whose mandate is nowhere": (
        with_line(EVENT, "mandate: convene", "mandate: regional"),
        [f"{EVENT}, line 4, mandate: expected the id of a mandate; found “regional”, {NEITHER}."],
    ),
    "activity past proposed without the day": (
        with_line("studies/research.yaml", "authorised_on: 2007-05-01\n", ""),
        [
            "studies/research.yaml, line 1, authorised_on: expected the day on which this activity, "
            "which is under_way, came under its mandate; found nothing."
        ],
    ),
    "mandate not yet in force on the day": (
        with_line("tools/manual.yaml", "authorised_on: 2007-04-27", "authorised_on: 2007-04-26"),
        [
            "tools/manual.yaml, line 3, mandate: expected a mandate in force on 2007-04-26, when the activity was "
            "authorized; found “guided”. The mandate “To act under guidance” is in force from 27 April "
            "2007 and gave no authority on 26 April 2007. Choose a mandate that was in force on that day, or authorize "
            "the activity from 27 April 2007."
        ],
    ),
    "mandate no longer in force on the day": (
        with_line(EVENT, "authorised_on: 2007-06-18", "authorised_on: 2008-01-31"),
        [
            f"{EVENT}, line 4, mandate: expected a mandate in force on 2008-01-31, when the activity was authorized; "
            "found “convene”. The mandate “To hold regional events” ended on 31 January 2008 and gave no "
            "authority on 31 January 2008. Request a new mandate from Member States and select it here."
        ],
    ),
    "end before start": (
        with_line(EVENT, "ends: 2007-10-04", "ends: 2007-10-01"),
        [f"{EVENT}, line 8, ends: expected a day not before starts (2007-10-02); found 2007-10-01."],
    ),
    "session that ends before it begins": (
        with_line(SESSION, "ends_on: 2008-04-18", "ends_on: 2008-04-13"),
        [f"{SESSION}, line 7, ends_on: expected a day not before starts_on (2008-04-14); found 2008-04-13."],
    ),
    "part of a session that ends before it begins": (
        with_line(SIXTEENTH, "  ends_on: 2007-11-30", "  ends_on: 2007-11-20"),
        [
            f"{SIXTEENTH}, line 14, parts[1].ends_on: expected a day not before starts_on (2007-11-21); "
            "found 2007-11-20."
        ],
    ),
    "part of a session that begins within its regular part": (
        with_line(SIXTEENTH, "  starts_on: 2007-11-21", "  starts_on: 2007-04-27"),
        [
            f"{SIXTEENTH}, line 13, parts[1].starts_on: expected a day after the regular part of the session, which "
            "ends on 2007-04-27; found 2007-04-27."
        ],
    ),
    "decision adopted between the parts of its session": (
        with_line(DECISION, "adopted: 2007-04-27", "adopted: 2007-09"),
        [
            f"{DECISION}, line 9, adopted: expected a date within the days of the session “commission-16” or of a "
            "later part of it (2007-04-23 to 2007-04-27, 2007-11-21 to 2007-11-30); found 2007-09."
        ],
    ),
    "plenary meeting that does not end with its session": (
        with_line(
            MEETING,
            "kind: consultation\nbody: commission\nplace: brasilia\nstarts_on: 2007-06-18\n",
            "kind: plenary\nbody: commission\nsession: commission-16\nplace: brasilia\n"
            "starts_on: 2007-04-27\nends_on: 2007-04-28\n",
        ),
        [
            f"{MEETING}, line 6, starts_on: expected a date within the days of the session “commission-16” or of a "
            "later part of it (2007-04-23 to 2007-04-27, 2007-11-21 to 2007-11-30); found 2007-04-27 to 2007-04-28."
        ],
    ),
    "paragraph number twice": (
        with_line(DECISION, "- number: 2", "- number: 1"),
        [
            f"{DECISION}, line 13, paragraphs[2]: expected each operative paragraph once; "
            "found 1 again (first on line 11)."
        ],
    ),
    "member twice": (
        with_line("bodies/committee.yaml", "- organisation: ministry", "- organisation: office\n  since: 2007-03-01"),
        [
            "bodies/committee.yaml, line 9, members[2]: expected each member once; "
            "found office, 2007-03-01 again (first on line 7)."
        ],
    ),
    "partner that is both an organization and a State": (
        with_line(EVENT, "- state: bra\n", "- state: bra\n  organisation: office\n"),
        [f"{EVENT}, line 13, partners[2].state: expected either organisation or state; found both."],
    ),
    "contribution without a donor": (
        with_line("contributions/gift-of-brazil.yaml", "state: bra\n", ""),
        ["contributions/gift-of-brazil.yaml, line 1, state: expected either state or organisation; found neither."],
    ),
    "amount without a currency": (
        with_line("contributions/gift-of-brazil.yaml", "currency: USD\n", ""),
        ["contributions/gift-of-brazil.yaml, line 1, currency: expected currency beside amount; found nothing."],
    ),
    "id that is none of the audiences": (
        {"advice/pilot.yaml": "id: pilot\nintroduction: {en: Words.}\n"},
        [
            "advice/pilot.yaml, line 1, id: expected one of business, school, faith, journalist, traveller; "
            "found “pilot”."
        ],
    ),
    "id that is no number": (
        {"kit_items/logo.yaml": "id: logo\ntitle: {en: Logo}\ndocument: agenda\n"},
        ["kit_items/logo.yaml, line 1, id: expected a whole number from 0 to 32767; found “logo”."],
    ),
    "item that is neither a document nor material": (
        with_line("kit_items/1.yaml", "material: leaflet\n", ""),
        ["kit_items/1.yaml, line 1, document: expected either document or material; found neither."],
    ),
    "check that is none": (
        with_line("partner_rules/business.yaml", "[identity, sanctions]", "[identity, taste]"),
        [
            "partner_rules/business.yaml, line 2, checks: expected a list of identity, ownership, sanctions, conduct, "
            "labour, interest, safeguarding, each once; found “identity, taste”."
        ],
    ),
    "commitment of two": (
        with_line("commitments/training.yaml", "partnership: hotels\n", "partnership: hotels\nstate: bra\n"),
        [
            "commitments/training.yaml, line 2, partnership: expected one of state, organisation, partnership, group; "
            "found state and partnership."
        ],
    ),
    "partnership that ended without a reason": (
        with_line("partnerships/hotels.yaml", "reason: {en: It was sold.}\n", ""),
        ["partnerships/hotels.yaml, line 1, reason: expected the reason, since the status is left; found nothing."],
    ),
    "section that the edition does not have": (
        with_line("action_plans/hotels-plan.yaml", "section: hotels-plan/2/goal-1", "section: hotels-plan/1/goal-1"),
        [
            "action_plans/hotels-plan.yaml, line 25, editions[2].measures[1].section: expected a section, as "
            f"plan/edition/key; found “hotels-plan/1/goal-1”, {NEITHER}."
        ],
    ),
    "progress of a measure that there is not": (
        with_line(
            "action_plans/hotels-plan.yaml", "- measure: hotels-plan/2/training", "- measure: hotels-plan/2/none"
        ),
        [
            "action_plans/hotels-plan.yaml, line 50, editions[2].rounds[1].progress[1].measure: expected a measure, as "
            f"plan/edition/key; found “hotels-plan/2/none”, {NEITHER}."
        ],
    ),
    "press release without a time": (
        with_line("press_releases/moved.yaml", "public_at: 2030-01-01T09:00:00Z\n", ""),
        [
            "press_releases/moved.yaml, line 1, public_at: expected an instant, since the status is scheduled; "
            "found nothing."
        ],
    ),
    "report due to nobody": (
        with_line("reports_due/progress-due.yaml", "body: commission\n", ""),
        ["reports_due/progress-due.yaml, line 1, body: expected body, readers or contribution; found none of them."],
    ),
    "duplicate symbol": (
        {
            "documents/other.yaml": "id: other\nsymbol: E/CN.15/2008/1\ntitle: {en: Other}\nkind: note\n"
            "audience: public\nstate: draft\noriginal_language: en\n"
        },
        [
            "documents/other.yaml, line 2, symbol: expected a symbol that no other document has; "
            "found “E/CN.15/2008/1”, which documents/agenda.yaml has."
        ],
    ),
    "issued document no date": (
        with_line(AGENDA, "issued_on: 2007-11-30\n", ""),
        [f"{AGENDA}, line 1, issued_on: expected a day, since the state is issued; found nothing."],
    ),
    "version with neither text nor file": (
        {
            **with_line(AGENDA, "    file: agenda-in-chinese.pdf\n    media_type: application/pdf\n", ""),
            "documents/agenda-in-chinese.pdf": None,
        },
        [f"{AGENDA}, line 20, versions.zh.text: expected a text or a file; found neither."],
    ),
    "file missing for a version": (
        {"documents/agenda-in-chinese.pdf": None},
        [
            f"{AGENDA}, line 22, versions.zh.file: expected the name of a file beside this one; "
            "found “agenda-in-chinese.pdf”, which is not there."
        ],
    ),
    "file of a version outside the folder": (
        with_line(AGENDA, "file: agenda-in-chinese.pdf", "file: ../../../etc/passwd"),
        [
            f"{AGENDA}, line 22, versions.zh.file: expected the name of a file beside this one; "
            "found “../../../etc/passwd”.",
            "documents/agenda-in-chinese.pdf: expected a file that a record beside it names; "
            "found one that none names.",
        ],
    ),
    "not UTF-8": (
        {OFFICE: "id: office\nname: {en: Büro}\nkind: private\n".encode("latin-1")},
        [f"{OFFICE}, line 2: expected UTF-8 text; found the byte 0xfc."],
    ),
    "byte order mark": (
        {OFFICE: "\ufeff" + SAMPLE[OFFICE]},
        [f"{OFFICE}, line 1: expected UTF-8 text without a byte order mark; found a byte order mark of UTF-8."],
    ),
    "UTF-16": (
        {OFFICE: SAMPLE[OFFICE].encode("utf-16-le").join([b"\xff\xfe", b""])},
        [f"{OFFICE}, line 1: expected UTF-8 text without a byte order mark; found a byte order mark of UTF-16."],
    ),
    "control character": (
        with_line(OFFICE, "Office on Drugs", "Office\x07on Drugs"),
        [f"{OFFICE}, line 2: expected text without control characters; found U+0007."],
    ),
    "tab": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym:\n\ten: UNODC"),
        [f"{OFFICE}, line 4: expected lines indented by spaces; found a tab."],
    ),
    "wrong indentation": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym:\n  en: UNODC\n fr: ONUDC"),
        [f"{OFFICE}, line 5: expected well-formed YAML; found did not find expected key."],
    ),
    "anchor and alias": (
        with_line(OFFICE, "acronym: {en: UNODC}", "acronym: &a {en: UNODC, fr: *b}"),
        [
            f"{OFFICE}, line 3, acronym: expected a value without an anchor; found the anchor &a.",
            f"{OFFICE}, line 3, acronym.fr: expected a value; found the alias *b.",
        ],
    ),
    "tag": (
        with_line(OFFICE, "kind: united_nations", "kind: !!python/name:os.system united_nations"),
        [
            f"{OFFICE}, line 4, kind: expected a value without a tag; "
            "found the tag tag:yaml.org,2002:python/name:os.system."
        ],
    ),
    "two records in one file": (
        {OFFICE: SAMPLE[OFFICE] + "---\n" + SAMPLE[OFFICE]},
        [f"{OFFICE}, line 5: expected one record in a file; found a second."],
    ),
    "no record in a file": (
        {"places/rio.yaml": "# Later.\n"},
        ["places/rio.yaml, line 1: expected a record, as lines of `key: value`; found nothing."],
    ),
    "levels without end": (
        {"places/rio.yaml": "id: " + "[" * 500},
        ["places/rio.yaml, line 1, id[1][1][1][1][1][1][1][1]: expected at most 8 levels; found more."],
    ),
    "file too large": (
        {"places/rio.yaml": b"#" * (1024 * 1024 + 1)},
        ["places/rio.yaml: expected a file of at most 1,048,576 bytes; found 1,048,577."],
    ),
    "file that no record names": (
        {"documents/stray.pdf": "%PDF"},
        ["documents/stray.pdf: expected a file that a record beside it names; found one that none names."],
    ),
    "folder in a folder": (
        {"places/brazil/rio.yaml": "id: rio\n"},
        ["places/brazil: expected a file; found a folder."],
    ),
    "Choose the main file first.": (
        {"record.yaml": "format: 2\n"},
        ["record.yaml, line 1, format: expected format 1; found “2”."],
    ),
}


def refused(folder: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        import_folder(folder, by=BY)
    heading, *sentences = str(refusal.value).split("\n")
    count = "1 error" if len(sentences) == 1 else f"{len(sentences)} errors"
    assert heading == f"Nothing was imported: {count}."
    return sentences


@pytest.mark.parametrize(("files", "sentences"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_in_a_sentence_and_nothing_is_kept(folder, stored_files, files, sentences):
    write(folder, files)
    before = database_rows()
    assert sorted(refused(folder)) == sorted(sentences)
    assert database_rows() == before
    assert not stored_files.exists()


def test_all_that_is_wrong_is_said_at_once_by_file_and_line(folder):
    write(folder, with_line(OFFICE, "kind: united_nations", "kind: agency"))
    write(folder, with_line(EVENT, "lead: office\nmandate: convene", "lead: nobody"))
    write(folder, with_line(MANDATE, "ask: convene", "ask: convoke"))
    assert [sentence.partition(":")[0] for sentence in refused(folder)] == [
        f"{EVENT}, line 3, lead",
        f"{MANDATE}, line 6, ask",
        f"{OFFICE}, line 4, kind",
    ]


def test_a_reference_to_a_file_that_cannot_be_read_is_not_called_wrong_as_well(folder):
    write(folder, {MANDATE: "id: convene\n\tbroken"})
    assert refused(folder) == [f"{MANDATE}, line 2: expected lines indented by spaces; found a tab."]


def test_a_symbolic_link_is_refused_wherever_it_points(folder, tmp_path):
    outside = write(tmp_path, {"outside.yaml": "id: rio\nname: {en: Rio}\n"})
    (folder / "places/rio.yaml").symlink_to(outside / "outside.yaml")
    (folder / "activities/website.yaml").unlink()
    (folder / "activities").rmdir()
    (folder / "activities").symlink_to(outside, target_is_directory=True)
    before = database_rows()
    assert refused(folder) == [
        "activities: expected a file or folder of its own; found a symbolic link.",
        "places/rio.yaml: expected a file of its own; found a symbolic link.",
    ]
    assert database_rows() == before


def test_an_unknown_folder_is_refused(folder):
    write(folder, {"evnts/launch.yaml": "id: launch\n"})
    (sentence,) = refused(folder)
    assert sentence.startswith("evnts: expected one of the folders states, regional-groups, places, organisations, ")
    assert sentence.endswith("; found another name.")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refused(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: expected a folder; found nothing."]


# What is wrong only beside what the database holds.
LATER = {
    "child missing": (
        with_line(DECISION, "- number: 2\n  text: {en: Guidance is given in consultations.}\n", ""),
        [
            f"{DECISION}, line 10, paragraphs: expected operative paragraph 2, which is in the database "
            "(an import deletes nothing); found nothing."
        ],
    ),
    "list missing": (
        with_line(
            "bodies/committee.yaml",
            "members:\n- organisation: office\n  since: 2007-03-01\n"
            "- organisation: ministry\n  capacity: {en: observer}\n",
            "",
        ),
        [
            "bodies/committee.yaml, line 1, members: expected member office, 2007-03-01, which is in the database "
            "(an import deletes nothing); found nothing.",
            "bodies/committee.yaml, line 1, members: expected member ministry, which is in the database "
            "(an import deletes nothing); found nothing.",
        ],
    ),
    "edition missing": (
        with_line("tools/manual.yaml", "- state: final\n  due: 2008\n", ""),
        [
            "tools/manual.yaml, line 8, editions: expected edition 2, which is in the database "
            "(an import deletes nothing); found nothing."
        ],
    ),
    "language version missing": (
        {
            **with_line(
                AGENDA,
                "  zh:\n    status: draft\n    file: agenda-in-chinese.pdf\n    media_type: application/pdf\n",
                "",
            ),
            "documents/agenda-in-chinese.pdf": None,
        },
        [
            f"{AGENDA}, line 13, versions: expected language version zh, which is in the database "
            "(an import deletes nothing); found nothing."
        ],
    ),
    "symbol of a document of the database": (
        {
            AGENDA: None,
            "documents/agenda-in-chinese.pdf": None,
            "documents/other.yaml": "id: other\nsymbol: E/CN.15/2008/1\ntitle: {en: Other}\nkind: note\n"
            "audience: public\nstate: draft\noriginal_language: en\n",
        },
        [
            "documents/other.yaml, line 2, symbol: expected a symbol that no other document has; "
            "found “E/CN.15/2008/1”, which agenda in the database has."
        ],
    ),
    "activity of another kind in the database": (
        {
            "events/experts.yaml": None,
            "tools/experts.yaml": "id: experts\ntitle: {en: Experts}\nstate: proposed\nkind: other\n",
        },
        [
            "tools/experts.yaml, line 1, id: expected an id of its own; "
            "found “experts”, which the database has as event."
        ],
    ),
}


@pytest.mark.parametrize(("files", "sentences"), LATER.values(), ids=LATER.keys())
def test_what_is_wrong_beside_the_database_is_refused_and_nothing_is_kept(folder, files, sentences):
    import_folder(folder, by=BY)
    write(folder, files)
    before = database_rows()
    assert sorted(refused(folder)) == sorted(sentences)
    assert database_rows() == before
