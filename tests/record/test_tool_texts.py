"""The texts of tools and their frozen versions among the files of the record."""

import json

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.models import Passage, PassageText, Tool, ToolVersion
from palermo.toolkit.queries.texts import current_text, version_text, versions_visible_to
from palermo.toolkit.states.texts import PassageAct
from palermo.toolkit.texts.passages import digest_rows, rows_from_json
from tests.factories.accounts import make_user
from tests.record.sample import SAMPLE, database_rows, with_line, write
from tests.record.test_broken_files import BY, NEITHER, refused

pytestmark = pytest.mark.django_db
TEXT, VERSION, FROZEN = "tool_texts/manual.yaml", "tool_versions/manual-v1.yaml", "tool_versions/manual-v1.en.json"
SIGNS = "Sign | Question\nFear | Who speaks for the person?"


@pytest.fixture
def manual(folder):
    """The tool of the sample, with its text and a version of it."""
    import_folder(folder, by=BY)
    return Tool.objects.get(activity__slug="manual")


def words(tool, language="en"):
    """The text in the order of reading: key, kind, words."""
    return [(each.key, str(each.kind), each.content) for each in current_text(tool, language).walk()]


def test_passages_stand_in_one_another_with_their_words_in_each_language(manual):
    assert words(manual) == [
        ("m1", "module", "Identifying victims"),
        ("m1.p1", "paragraph", "Victims are *never* punished.[^Article 8.]"),
        ("m1.t1", "table", SIGNS),
    ]
    assert words(manual, "fr") == [
        ("m1", "module", "Identifier les victimes"),
        ("m1.p1", "paragraph", "Jamais punies."),
        ("m1.t1", "table", SIGNS),
    ]
    texts = PassageText.objects.order_by("pk").values_list("passage__key", "language", "number", "rests_on", "act")
    assert list(texts) == [
        ("m1", "en", 1, 0, PassageAct.IMPORTED),
        ("m1", "fr", 1, 0, PassageAct.IMPORTED),
        ("m1.p1", "en", 1, 0, PassageAct.IMPORTED),
        ("m1.p1", "fr", 1, 1, PassageAct.IMPORTED),
        ("m1.t1", "en", 1, 0, PassageAct.IMPORTED),
    ]
    assert Passage.objects.get(key="m1.p1").document.slug == "agenda"
    assert current_text(manual, "zh").notice == "Not an official text."


def test_a_second_import_changes_nothing_and_a_check_keeps_nothing(folder):
    before = database_rows()
    assert f"{TEXT}: new" in str(import_folder(folder, by=BY, check=True))
    assert database_rows() == before
    import_folder(folder, by=BY)
    before = database_rows()
    assert import_folder(folder, by=BY).records == ()
    assert database_rows() == before


def test_other_words_are_a_further_wording_and_what_is_the_same_stays(manual, folder):
    first = {text.pk for text in PassageText.objects.all()}
    write(folder, with_line(TEXT, "Victims are *never* punished.[^Article 8.]", "Nobody punishes victims."))
    (change,) = import_folder(folder, by=BY).records
    assert [tuple(each) for each in change.changes] == [
        ("m1.p1.text.en", "Victims are *never* punished.[^Article 8.]", "Nobody punishes victims.")
    ]
    (added,) = PassageText.objects.exclude(pk__in=first)
    assert (added.passage.key, added.language, added.number, added.is_current) == ("m1.p1", "en", 2, True)
    # The French words are those of the first English ones.
    french = PassageText.objects.get(passage__key="m1.p1", language="fr")
    assert (french.is_current, french.rests_on) == (True, 1)
    assert import_folder(folder, by=BY).records == ()


def test_passages_are_added_moved_and_removed_as_the_file_has_them(manual, folder):
    officer = make_user(Role.SECRETARIAT)
    module = Passage.objects.get(key="m1")
    actions.add_passage(
        manual, kind="paragraph", parent=module, after=None, language="en", content="New", by=officer, key="m1.x"
    )
    write(
        folder,
        {
            TEXT: """\
tool: manual
passages:
- key: m0
  kind: module
  text: {en: Before}
- key: m1
  kind: module
  text: {en: Identifying victims}
  passages:
  - key: m1.t1
    kind: table
    text: {en: "Sign | Question\\nFear | Who speaks for the person?"}
  - key: m1.p1
    kind: paragraph
"""
        },
    )
    (change,) = import_folder(folder, by=BY).records
    assert [tuple(each) for each in change.changes] == [
        ("notice.en", "Not an official text.", None),
        ("m0", None, "module"),
        ("m0.text.en", None, "Before"),
        ("m1.p1.document", "agenda", None),
        ("m1.x", "paragraph", None),
        ("m1.passages", "m1.p1, m1.t1", "m1.t1, m1.p1"),
    ]
    assert [key for key, _kind, _words in words(manual)] == ["m0", "m1", "m1.t1", "m1.p1"]
    assert words(manual)[-1][2] == "Victims are *never* punished.[^Article 8.]"
    assert import_folder(folder, by=BY).records == ()
    restored = actions.restore_passage(Passage.objects.get(key="m1.x"), by=officer)
    assert restored.key in {key for key, _kind, _words in words(manual)}
    entry = AuditEvent.objects.filter(verb="passage.imported").last()
    assert (entry.target_kind, entry.details) == (
        "tools",
        {"added": 1, "removed": 1, "moved": 1, "written": 1},
    )


def test_a_passage_that_was_removed_comes_back_with_the_file(manual, folder):
    actions.remove_passage(Passage.objects.get(key="m1.p1"), by=make_user(Role.SECRETARIAT))
    (change,) = import_folder(folder, by=BY).records
    assert [tuple(each) for each in change.changes] == [("m1.p1", None, "paragraph")]
    assert [key for key, _kind, _words in words(manual)] == ["m1", "m1.p1", "m1.t1"]


def test_a_file_has_what_counts_now_and_neither_earlier_words_nor_removed_passages(manual, tmp_path):
    officer = make_user(Role.SECRETARIAT, name="Ana Canary")
    paragraph = Passage.objects.get(key="m1.p1")
    actions.write_passage(paragraph, "en", "Other words.", base=1, by=officer)
    actions.remove_passage(Passage.objects.get(key="m1.t1"), by=officer)
    export_folder(tmp_path / "export")
    content = (tmp_path / "export" / TEXT).read_text()
    assert content == (
        "# The text of one tool as it is being written, in each of its languages.\n"
        "tool: manual\n"
        "notice:\n"
        "  en: Not an official text.\n"
        "passages:\n"
        "- key: m1\n"
        "  kind: module\n"
        "  text:\n"
        "    en: Identifying victims\n"
        "    fr: Identifier les victimes\n"
        "  stale:\n"
        "  - fr\n"
        "  passages:\n"
        "  - key: m1.p1\n"
        "    kind: paragraph\n"
        "    text:\n"
        "      en: Other words.\n"
        "      fr: Jamais punies.\n"
        "    stale:\n"
        "    - fr\n"
        "    document: agenda\n"
    )


WRONG = {
    "nesting": (
        with_line(TEXT, "  - key: m1.p1\n    kind: paragraph", "  - key: m1.p1\n    kind: article"),
        [
            f"{TEXT}, line 10, passages[1].passages[1].kind: expected one of section, box, checklist, objectives, "
            "exercise, paragraph, item, table in a passage of the kind module; found “article”."
        ],
    ),
    "paragraph at the top": (
        with_line(TEXT, "- key: m1\n  kind: module", "- key: m1\n  kind: paragraph"),
        [
            f"{TEXT}, line 5, passages[1].kind: expected one of part, chapter, module, article at the top of the text; "
            "found “paragraph”.",
            f"{TEXT}, line 10, passages[1].passages[1].kind: expected no passage in a passage of the kind paragraph; "
            "found “paragraph”.",
            f"{TEXT}, line 14, passages[1].passages[2].kind: expected no passage in a passage of the kind paragraph; "
            "found “table”.",
        ],
    ),
    "unknown kind": (
        with_line(TEXT, "kind: table", "kind: tabel"),
        [
            f"{TEXT}, line 14, passages[1].passages[2].kind: expected one of part, chapter, module, section, article, "
            "option, commentary, box, checklist, objectives, exercise, paragraph, item, table; found “tabel”."
        ],
    ),
    "mark without end": (
        with_line(TEXT, "are *never* punished", "are *never punished"),
        [
            f"{TEXT}, line 11, passages[1].passages[1].text.en: expected the end of the mark *, which begins at "
            "character 13; found the end of the text."
        ],
    ),
    "key twice": (
        with_line(TEXT, "key: m1.t1", "key: m1.p1"),
        [
            f"{TEXT}, line 13, passages[1].passages[2].key: expected each key once; found “m1.p1” again "
            "(first on line 9)."
        ],
    ),
    "bad key": (
        with_line(TEXT, "key: m1.t1", "key: M 1"),
        [
            f"{TEXT}, line 13, passages[1].passages[2].key: expected a key of small letters, digits, dots and hyphens, "
            "at most 40 long; found “M 1”."
        ],
    ),
    "unknown document": (
        with_line(TEXT, "document: agenda", "document: slides"),
        [
            f"{TEXT}, line 12, passages[1].passages[1].document: expected the id of a document; found “slides”, "
            f"{NEITHER}."
        ],
    ),
    "another tool": (
        with_line(TEXT, "tool: manual", "tool: handbook"),
        [f"{TEXT}, line 1, tool: expected the id of the file's name, “manual”; found “handbook”."],
    ),
    "no tool": (
        {"tool_texts/handbook.yaml": "tool: handbook\npassages:\n- key: c1\n  kind: chapter\n"},
        ["tool_texts/handbook.yaml: expected a file called as a tool; found “handbook”."],
    ),
    "no list, no key, no kind": (
        {
            TEXT: "tool: manual\nnotes: x\npassages:\n- text: {en: One}\n- words\n"
            "- key: a\n  kind: article\n  passages: b\n"
        },
        [
            f"{TEXT}, line 2, notes: expected one of the keys tool, notice, passages; found “notes”.",
            f"{TEXT}, line 4, passages[1].key: expected a key of small letters, digits, dots and hyphens, at most 40 "
            "long; found nothing.",
            f"{TEXT}, line 4, passages[1].kind: expected one of part, chapter, module, section, article, option, "
            "commentary, box, checklist, objectives, exercise, paragraph, item, table; found nothing.",
            f"{TEXT}, line 5, passages[2]: expected a passage, as lines of `key: value`; found “words”.",
            f"{TEXT}, line 8, passages[3].passages: expected a list of passages; found “b”.",
        ],
    ),
    "another language": (
        with_line(TEXT, "fr: Identifier les victimes", "de: Opfer erkennen"),
        [
            f"{TEXT}, line 6, passages[1].text.de: expected one of the languages ar, zh, en, fr, ru, es; found “de”.",
        ],
    ),
    "version of other passages": (
        with_line(FROZEN, "are never punished", "are punished"),
        None,
    ),
    "version that stands in nothing": (
        with_line(FROZEN, '"kind": "paragraph"', '"kind": "chapter"'),
        [
            f"{VERSION}, line 14, texts.en.file: expected the passages of a version, as it was frozen, in JSON; "
            "found “m1.p1: chapter in module”."
        ],
    ),
    "version with a mark without end": (
        with_line(FROZEN, "are never", "are *never"),
        [
            f"{VERSION}, line 14, texts.en.file: expected the passages of a version, as it was frozen, in JSON; "
            "found “m1.p1: the mark * at character 13 has no end”."
        ],
    ),
    "version published before it was frozen": (
        with_line(VERSION, "published_on: 2008-01-11", "published_on: 2008-01-09"),
        [f"{VERSION}, line 10, published_on: expected a day not before frozen_on (2008-01-10); found 2008-01-09."],
    ),
    "version without the original": (
        with_line(VERSION, "original_language: en", "original_language: fr"),
        [f"{VERSION}, line 11, texts: expected a text in the original language, fr; found en."],
    ),
}


@pytest.mark.parametrize(("files", "sentences"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_in_sentences_with_their_lines_and_nothing_is_kept(folder, files, sentences):
    before = database_rows()
    found = refused(write(folder, files))
    assert database_rows() == before
    if sentences is None:
        (sentence,) = found
        assert sentence.startswith(f"{VERSION}, line 14, texts.en.file: expected the passages whose digest is fe1ec09c")
    else:
        assert found == sentences


def test_a_kind_stays_as_it_is_in_the_database(manual, folder):
    write(folder, with_line(TEXT, "kind: table", "kind: item"))
    assert refused(folder) == [
        f"{TEXT}, line 14, passages[1].passages[2].kind: expected table, as in the database; found “item”."
    ]


def test_a_frozen_version_is_shown_to_its_audience_and_is_never_changed(manual, folder):
    version = ToolVersion.objects.get()
    assert (version.edition.order, version.number, str(version.audience)) == (1, 1, "member_states")
    assert [passage.content for passage in version_text(version, "en").walk()] == [
        "Identifying victims",
        "Victims are never punished.",
    ]
    assert not versions_visible_to(VISITOR).exists()
    content = json.loads(SAMPLE[FROZEN])
    content[1]["text"] = "Other words."
    digests = [digest_rows(rows_from_json(each)) for each in (json.loads(SAMPLE[FROZEN]), content)]
    write(folder, with_line(VERSION, *digests) | {FROZEN: json.dumps(content)})
    assert refused(folder) == [
        f"{VERSION}, line {line}, texts.en.{key}: expected no change, since the version is frozen and stays as it was; "
        "found other passages."
        for line, key in ((11, "digest"), (11, "file"))
    ]
    write(folder, {FROZEN: SAMPLE[FROZEN]})
    write(folder, with_line(VERSION, "frozen_on: 2008-01-10", "frozen_on: 2008-01-09"))
    assert refused(folder) == [
        f"{VERSION}, line 9, frozen_on: expected no change, since the version is frozen and stays as it was; "
        "found “2008-01-10” → “2008-01-09”."
    ]
    write(folder, with_line(VERSION, "audience: member_states", "audience: steering_committee"))
    assert len(import_folder(folder, by=BY).records) == 1
    assert RecordVersion.objects.filter(kind="tool-versions").count() == 2


def test_a_tool_is_named_by_its_use_in_files(manual, folder):
    write(
        folder,
        {"uptakes/brazil.yaml": "id: brazil\ntool: manual\nstate: bra\nkind: adopted\nstatus: recorded\n"},
    )
    (change,) = import_folder(folder, by=BY).records
    assert (change.file, change.record.tool_id) == ("uptakes/brazil.yaml", manual.pk)
