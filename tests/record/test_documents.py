"""Documents in files: what they are tied to, when they open, and who is named; a person's name is in none."""

import pytest

from palermo.audit.models import AuditEvent
from palermo.library.models import AlternativeFormat, Document, DocumentReader, LanguageVersion
from palermo.record.exporting import export_folder
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_folder
from tests.factories.accounts import make_user
from tests.record.sample import SAMPLE, folder_bytes, write

pytestmark = pytest.mark.django_db
BY = "palermo record import"
PAPER = """\
id: paper
symbol: CTOC/COP/2008/CRP.1
title: {en: A paper}
kind: note
audience: secretariat
state: issued
original_language: en
languages_meant: [es, en]
job_number: V.08-55217
issued_on: 2008-01-31
modifies: agenda
modification: addendum
resubmits: first
opens_on: 2008-02-13
opens_to: member_states
readers:
- state: bra
  named_on: 2008-01-30
- organisation: office
  named_on: 2008-01-31
versions:
  en:
    status: reissued
    translator: A translator
    dated_on: 2008-01-30
    text: Words
"""
FIRST = """\
id: first
title: {en: First}
kind: note
audience: secretariat
state: withdrawn
original_language: en
withdrawn_on: 2008-01-31
withdrawal_reason: {en: Wrong}
replaced_by: paper
"""
WHOLE = {**SAMPLE, "documents/paper.yaml": PAPER, "documents/first.yaml": FIRST}


def refused(folder) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        import_folder(folder, by=BY)
    return [str(fault) for fault in refusal.value.faults]


def test_a_file_in_another_format_goes_in_and_comes_out_again(folder, tmp_path):
    with_files = f"{PAPER}    file: paper.en.txt\n    alternatives:\n    - file: paper.en.docx\n"
    write(folder, {**WHOLE, "documents/paper.yaml": with_files})
    (folder / "documents/paper.en.txt").write_bytes(b"Words")
    (folder / "documents/paper.en.docx").write_bytes(b"Words in Word")
    import_folder(folder, by=BY)
    alternative = AlternativeFormat.objects.get()
    assert (alternative.version.document.slug, alternative.file_name, alternative.format) == (
        "paper",
        "paper.en.docx",
        "docx",
    )
    export_folder(tmp_path / "out")
    assert (tmp_path / "out/documents/paper.en.docx").read_bytes() == b"Words in Word"
    assert import_folder(tmp_path / "out", by=BY, check=True).records == ()


def test_what_goes_in_comes_out_again_the_same(folder, tmp_path):
    import_folder(write(folder, WHOLE), by=BY)
    paper = Document.objects.get(slug="paper")
    assert (paper.languages_meant, paper.modifies.slug, paper.resubmits.slug) == (["en", "es"], "agenda", "first")
    assert (paper.resubmits.replaced_by, paper.versions.get().translator) == (paper, "A translator")
    named = paper.readers.values_list("state__slug", "organisation__slug", "named_on")
    assert [(state, agency, str(on)) for state, agency, on in named] == [
        ("bra", None, "2008-01-30"),
        (None, "office", "2008-01-31"),
    ]
    export_folder(tmp_path / "out")
    assert import_folder(tmp_path / "out", by=BY, check=True).records == ()
    LanguageVersion.objects.filter(document=paper).update(translator="Another")
    import_folder(tmp_path / "out", by=BY)
    export_folder(tmp_path / "again")
    assert folder_bytes(tmp_path / "out") == folder_bytes(tmp_path / "again")


def test_a_person_who_is_named_is_in_no_file_and_stays(folder, tmp_path):
    import_folder(write(folder, WHOLE), by=BY)
    person = make_user(name="Secret Name")
    paper = Document.objects.get(slug="paper")
    row = DocumentReader.objects.create(document=paper, user=person, named_on=paper.issued_on)
    export_folder(tmp_path / "out")
    exported = b"".join(folder_bytes(tmp_path / "out").values())
    assert [word in exported for word in (b"Secret Name", person.email.encode())] == [False, False]
    before = AuditEvent.objects.count()
    assert import_folder(tmp_path / "out", by=BY).records == ()
    assert (list(paper.readers.filter(user__isnull=False)), AuditEvent.objects.count()) == ([row], before)


FAULTS = {
    "languages_meant: [es, en]": (
        "languages_meant: [en, en]",
        "expected a list of languages (ar, zh, en, fr, ru, es), each once; found “en, en”.",
    ),
    "opens_to: member_states\n": ("", "opens_to: expected opens_to beside opens_on; found nothing."),
    "opens_to: member_states": (
        "opens_to: secretariat",
        "opens_to: expected an audience that holds more readers than secretariat; found secretariat.",
    ),
    "modification: addendum\n": ("", "modification: expected modification beside modifies; found nothing."),
    "modifies: agenda": ("modifies: paper", "modifies: expected another document; found the document itself."),
    "- state: bra\n  named_on": (
        "- state: bra\n  organisation: office\n  named_on",
        "expected either state or organisation; found both.",
    ),
}


@pytest.mark.parametrize("right", FAULTS)
def test_what_does_not_hold_together_is_refused_with_its_line(folder, right):
    wrong, sentence = FAULTS[right]
    assert right in PAPER
    faults = refused(write(folder, {**WHOLE, "documents/paper.yaml": PAPER.replace(right, wrong, 1)}))
    assert len(faults) == 1
    assert faults[0].startswith("documents/paper.yaml, line ")
    assert faults[0].endswith(sentence)
