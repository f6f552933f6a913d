"""The depositary's index of treaties: read, refused by row, put on record once."""

from datetime import date

import pytest

from palermo.config.cli.main import main
from palermo.treaties.indexes import IndexEntry, read_index
from palermo.treaties.models import Treaty
from tests.factories.treaties import make_treaty

HEAD = ["chapter_no", "treaty_no", "treaty_name", "url"]
CONVENTION = ["4", "11", "Convention on the Rights of the Child. New York, 20 November 1989", ""]
PROTOCOL = ["4", "11.c", "Optional Protocol on the sale of children. New York, 25 May 2000", ""]
OLDER = ["7", "11.a", "Convention against traffic. Lake Success, New York, 21 March 1950", ""]


def read(*rows: list[str], head: list[str] = HEAD) -> tuple[list[IndexEntry], list[str]]:
    return read_index(head, list(enumerate(rows, 2)))


def test_an_index_is_read_with_dates_that_stand_behind_names():
    assert read(CONVENTION, PROTOCOL, OLDER, ["1", "1", "Charter"]) == (
        [
            IndexEntry("IV-11", "Convention on the Rights of the Child", date(1989, 11, 20)),
            IndexEntry("IV-11-c", "Optional Protocol on the sale of children", date(2000, 5, 25)),
            IndexEntry("VII-11-a", "Convention against traffic", date(1950, 3, 21)),
            IndexEntry("I-1", "Charter", None),
        ],
        [],
    )


def test_what_is_wrong_is_said_by_row_and_column():
    assert read(["4", "eleven", ""], CONVENTION, CONVENTION)[1] == [
        "Row 2, columns “chapter_no”, “treaty_no”: expected a chapter and a number such as 18 and 12.a, found “4” and "
        "“eleven”.",
        "Row 2, column “treaty_name”: expected the name of a treaty, found nothing.",
        "Row 4: expected each treaty once, found IV-11 again (row 3).",
    ]
    assert read(head=["chapter_no", "name"])[1] == [
        "Column names: expected chapter_no, treaty_no, treaty_name, found no treaty_no, treaty_name."
    ]


@pytest.mark.django_db
def test_treaties_of_an_index_are_put_on_record_once(tmp_path, capsys):
    make_treaty("Charter", slug="charter", depositary_number="I-1")
    file = tmp_path / "index.csv"
    rows = [HEAD, PROTOCOL, CONVENTION, ["1", "1", "Charter", ""]]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
    assert main(["treaties", "record", str(file)]) == 0
    assert capsys.readouterr().out.endswith(
        "Recorded 2 of 3 treaties; the others were on record.\n"
        "Only the secretariat sees them. Publish each on its page.\n"
    )
    protocol = Treaty.objects.get(depositary_number="IV-11-c")
    assert (protocol.slug, protocol.adopted_on) == ("iv-11-c", date(2000, 5, 25))
    assert protocol.supplements == Treaty.objects.get(depositary_number="IV-11")
    assert main(["treaties", "record", str(file)]) == 0
    assert capsys.readouterr().out.endswith("Recorded 0 of 3 treaties; the others were on record.\n")
