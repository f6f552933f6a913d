"""A text as it was put, its deadlines and the answers come back from files as they went, and decide the same."""

from datetime import timedelta

import pytest

from palermo.governance.freezing import digest_of
from palermo.governance.models import Endorsement
from palermo.governance.queries import endorsements
from palermo.record.exporting import export_folder
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_folder
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.endorsements import CLOSES, make_extension, make_put, make_response, make_version
from tests.factories.library import make_document
from tests.record.sample import folder_bytes, with_line, write
from tests.record.test_export import empty_the_database

pytestmark = pytest.mark.django_db
BY = "palermo record import"
LATER = CLOSES + timedelta(days=1)


def put() -> Endorsement:
    made = make_put(slug="put", document=make_document(slug="paper", words="Words"), audience="public")
    brazil = make_state(slug="bra")
    make_response(made, state=brazil, words="No", made_at=CLOSES - timedelta(microseconds=1))
    make_version(made, "Another", opens_at=CLOSES + timedelta(hours=1), closes_at=LATER, what_changed=text("All"))
    make_extension(made, made_at=LATER - timedelta(seconds=1), closes_at=LATER + timedelta(days=3), reason=text("Time"))
    make_response(made, "explanation", state=brazil, words="Why", made_at=LATER + timedelta(days=9))
    return made


def decided(made: Endorsement) -> list:
    found = endorsements.standings_of_versions(Endorsement.objects.get(slug=made.slug), LATER + timedelta(days=30))
    return [(number, each.state, each.at, each.deadline) for number, each in found.items()]


def test_versions_extensions_and_answers_come_back_as_they_went(tmp_path):
    made = put()
    before = decided(made)
    assert [(number, state) for number, state, *_ in before] == [(1, "broken"), (2, "approved")]
    export_folder(tmp_path / "first")
    empty_the_database()
    import_folder(tmp_path / "first", by=BY)
    export_folder(tmp_path / "second")
    assert folder_bytes(tmp_path / "second") == folder_bytes(tmp_path / "first")
    assert decided(made) == before
    back = Endorsement.objects.get(slug="put")
    for version in back.versions.all():
        assert digest_of(back.title, version.text, version.files) == version.digest


def test_an_import_of_what_is_there_changes_nothing(tmp_path):
    put()
    export_folder(tmp_path / "export")
    assert import_folder(tmp_path / "export", by=BY, check=True).records == ()


PROGRAMME, PROCEDURE = "endorsements/programme.yaml", "procedures/in-writing.yaml"
VERSIONS = """state: open
versions:
- number: 1
  text: {{en: The programme}}
  digest: {digest}
  opens_at: {opens}
  closes_at: {closes}
"""


def version(opens: str, closes: str) -> dict[str, str]:
    lines = VERSIONS.format(digest="0" * 64, opens=opens, closes=closes)
    return with_line(PROGRAMME, "state: approved\nresult: late 2007-09\n", lines)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            with_line(PROCEDURE, "kind: written", "kind: written\ntime_zone: Vienna"),
            f"{PROCEDURE}, line 5, time_zone: expected the name of a time zone, such as Europe/Vienna; found “Vienna”.",
        ),
        (
            with_line(PROCEDURE, "kind: written", "kind: written\nnumerator: 3\ndenominator: 2"),
            f"{PROCEDURE}, line 5, numerator: expected a number from 1 to denominator (2); found 3.",
        ),
        (
            version("2007-09-01T10:00:00Z", "2007-09-01T10:00:00Z"),
            f"{PROGRAMME}, line 13, versions[1].closes_at: expected an instant after opens_at "
            "(2007-09-01 10:00:00+00:00); found 2007-09-01 10:00:00+00:00.",
        ),
        (
            version("2007-09-01T10:00:00Z", "2007-09-04 10:00"),
            f"{PROGRAMME}, line 13, versions[1].closes_at: expected an instant such as 2007-09-28T16:00:00Z; "
            "found “2007-09-04 10:00”.",
        ),
    ],
)
def test_a_faulty_file_is_refused_in_a_sentence(folder, files, sentence):
    with pytest.raises(ImportRefused) as refusal:
        import_folder(write(folder, files), by=BY)
    assert sentence in str(refusal.value)
    assert Endorsement.objects.count() == 0
