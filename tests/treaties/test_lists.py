"""The depositary's lists as tables: read, refused by row and column, written again."""

from datetime import date

import pytest

from palermo.treaties.lists import ListedAction, ListEntry, number_in_file_name, read_list, write_list
from palermo.treaties.states.participation import ActionKind

INSTRUMENTS = "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"
HEAD = ["Participant", "Signature", INSTRUMENTS]
TODAY = date(2014, 3, 21)


def read(*rows: list[str], head: list[str] = HEAD) -> tuple[list[ListEntry], list[str]]:
    return read_list(head, list(enumerate(rows, 2)), today=TODAY)


def test_a_list_is_read():
    entries, faults = read(
        ["Albania", "12 Dec 2000", "21 Aug 2002"],
        ["Montenegro", "", "23 Oct 2006 d"],
        ["European  Union", "12 Dec 2000", "6 Sep 2006 AA"],
        ["Japan", "9 Dec 2002"],
    )
    assert faults == []
    assert entries == [
        ListEntry(
            2,
            "Albania",
            (
                ListedAction(ActionKind.SIGNATURE, date(2000, 12, 12)),
                ListedAction(ActionKind.RATIFICATION, date(2002, 8, 21)),
            ),
        ),
        ListEntry(3, "Montenegro", (ListedAction(ActionKind.SUCCESSION, date(2006, 10, 23)),)),
        ListEntry(
            4,
            "European Union",
            (
                ListedAction(ActionKind.SIGNATURE, date(2000, 12, 12)),
                ListedAction(ActionKind.APPROVAL, date(2006, 9, 6)),
            ),
        ),
        ListEntry(5, "Japan", (ListedAction(ActionKind.SIGNATURE, date(2002, 12, 9)),)),
    ]


def test_the_heading_says_what_letters_mean_and_which_kind_has_none():
    [entry], _ = read(["Germany", "3 Jun 2013"], head=["Participant", "Acceptance, Ratification(r)"])
    assert entry.actions == (ListedAction(ActionKind.ACCEPTANCE, date(2013, 6, 3)),)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (["State", "Signature", INSTRUMENTS], f"State, Signature, {INSTRUMENTS}"),
        (["Participant"], "Participant"),
        (["Participant", "Signature", INSTRUMENTS, "Note"], f"Participant, Signature, {INSTRUMENTS}, Note"),
    ],
)
def test_other_columns_are_refused(head, found):
    expected = (
        "the columns Participant, Signature and one of instruments, such as “Ratification, Acceptance(A), "
        "Approval(AA), Formal confirmation(c), Accession(a), Succession(d), Definitive signature(s)”"
    )
    assert read(["Albania", "", ""], head=head) == ([], [f"Column names: expected {expected}, found “{found}”."])


def test_a_kind_that_is_none_is_named():
    _, faults = read(head=["Participant", "Signature", "Ratification, Adherence(a)"])
    assert [fault.partition("found")[2] for fault in faults] == [" “Adherence(a)”."]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["Albania", "12 December 2000", ""], "Row 2, column “Signature”: expected a date such as 12 Dec 2000, "
                                              "found “12 December 2000”."),
        (["Albania", "31 Feb 2000", ""], "Row 2, column “Signature”: expected a date such as 12 Dec 2000, "
                                         "found “31 Feb 2000”."),
        (["Albania", "12/12/2000", ""], "Row 2, column “Signature”: expected a date such as 12 Dec 2000, "
                                        "found “12/12/2000”."),
        (["Albania", "12 Dec 2000 a", ""], "Row 2, column “Signature”: expected the letters that the column name "
                                           "lists (none), found “12 Dec 2000 a”."),
        (["Albania", "", "21 Aug 2002 x"], f"Row 2, column “{INSTRUMENTS}”: expected the letters that the column name "
                                           "lists (none, (A), (AA), (a), (d)), found “21 Aug 2002 x”."),
        (["Albania", "", "22 Mar 2014"], f"Row 2, column “{INSTRUMENTS}”: expected no day after 21 Mar 2014, "
                                         "found “22 Mar 2014”."),
        (["", "12 Dec 2000", ""], "Row 2, column “Participant”: expected the name of a participant, found nothing."),
        (["Albania", "", ""], "Row 2: expected a date such as 12 Dec 2000 of a signature or of an instrument, "
                              "found neither."),
        (["Albania", "21 Aug 2002", "12 Dec 2000"], "Row 2: expected an instrument no earlier than the signature of "
                                                    "21 Aug 2002, found 12 Dec 2000."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_row_and_column(row, fault):
    assert read(row)[1] == [fault]


def test_a_participant_is_listed_once():
    _, faults = read(["Albania", "12 Dec 2000", ""], ["Albania", "13 Dec 2000", ""])
    assert faults == ["Row 3: expected each participant once, found “Albania” again (row 2)."]


ROWS = [
    ["Albania", "12 Dec 2000", "21 Aug 2002"],
    ["Côte d'Ivoire", "", "25 Oct 2012 a"],
    ["Czech Republic", "10 Dec 2002", ""],
    ["Netherlands", "12 Dec 2000", "27 Jul 2005 A"],
]


def test_a_list_is_written_as_it_was_read():
    entries, _ = read(*ROWS)
    assert write_list(reversed(entries)) == [HEAD, *ROWS]


def test_kinds_that_lists_seldom_name_are_in_the_heading_where_they_occur():
    entry = ListEntry(2, "Union", (ListedAction(ActionKind.FORMAL_CONFIRMATION, date(2006, 9, 6)),))
    heading = "Ratification, Acceptance(A), Approval(AA), Formal confirmation(c), Accession(a), Succession(d)"
    assert write_list([entry]) == [["Participant", "Signature", heading], ["Union", "", "6 Sep 2006 c"]]


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        ("18-12-a", "XVIII-12-a"),
        ("18-12.a", "XVIII-12-a"),
        ("4-11", "IV-11"),
        ("9-1", "IX-1"),
        ("list", ""),
        ("18-12 (1)", ""),
    ],
)
def test_the_number_of_a_treaty_from_the_name_of_its_file(stem, number):
    assert number_in_file_name(stem) == number


def test_a_list_without_signatures_and_kinds_in_any_order_are_read():
    [entry], faults = read(
        ["Bahamas", "10 Jun 1976 d"], head=["Participant", "Accession(a), Succession(d), Ratification"]
    )
    assert faults == []
    assert entry.actions == (ListedAction(ActionKind.SUCCESSION, date(1976, 6, 10)),)


def test_kinds_are_known_with_what_they_are_of():
    head = [
        "Participant",
        "Definitive signature or participation in it, Participation(P)",
        "Accession to it as amended(a)",
    ]
    entries, faults = read(
        ["Cuba", "28 Jun 1954"], ["Paraguay", "27 Sep 2007 P"], ["Chad", "", "1 Jan 1990 a"], head=head
    )
    assert faults == []
    assert [entry.actions[0].kind for entry in entries] == [
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.CONSENT_TO_BE_BOUND,
        ActionKind.ACCESSION,
    ]


def test_several_columns_are_read_and_written():
    head = [
        "Participant",
        "Signature, Succession to signature(d)",
        "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)",
        "Provisional application(n)",
    ]
    rows = [
        ["Montenegro", "23 Oct 2006 d", "", ""],
        ["Peru", "22 Sep 2004", "14 Sep 2005", "1 Oct 2004 n"],
    ]
    entries, faults = read(*rows, head=head)
    assert faults == []
    assert entries[0].actions == (ListedAction(ActionKind.SUCCESSION_TO_SIGNATURE, date(2006, 10, 23)),)
    assert write_list(entries) == [head, *rows]


def test_numbers_of_footnotes_are_left_out():
    head = ["Participant 1", "Signature2", "Ratification, Accession(a) 3"]
    entries, faults = read(
        ["Serbia 2,3", "12 Dec 2000 4", ""],
        ["Bolivia (Plurinational State of)5", "", "1 Jun 2001 a 6, 7"],
        ["China¹²", "", "2 Jun 2001³"],
        head=head,
    )
    assert faults == []
    assert [(entry.label, *entry.actions) for entry in entries] == [
        ("Serbia", ListedAction(ActionKind.SIGNATURE, date(2000, 12, 12))),
        ("Bolivia (Plurinational State of)", ListedAction(ActionKind.ACCESSION, date(2001, 6, 1))),
        ("China", ListedAction(ActionKind.RATIFICATION, date(2001, 6, 2))),
    ]


def test_what_no_longer_has_effect_is_refused_with_the_way_out():
    assert read(["Albania", "", "[19 Mar 2002 a]"])[1] == [
        f"Row 2, column “{INSTRUMENTS}”: expected a date such as 12 Dec 2000, found “[19 Mar 2002 a]”; brackets mark "
        "what no longer has effect: leave the cell empty and record the action and its withdrawal on the page of the "
        "treaty."
    ]


def test_two_dates_in_a_cell_are_refused():
    assert read(["Albania", "", "19 Mar 2002 a, 1 Jun 2003 a"])[1] == [
        f"Row 2, column “{INSTRUMENTS}”: expected a date such as 12 Dec 2000, found “19 Mar 2002 a, 1 Jun 2003 a”."
    ]


def test_a_column_of_notifications_is_refused():
    _, faults = read(["Albania", "1 Jan 2001"], head=["Participant", "Notification under article 5"])
    assert [fault.partition("found")[2] for fault in faults] == [" “Participant, Notification under article 5”."]
