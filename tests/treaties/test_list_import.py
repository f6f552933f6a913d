"""Lists of the depositary taken over: all or none, by the names of their day, and exported as they came."""

from datetime import date

import pytest

from palermo.accounts.models import FormerName, Organisation, State
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.config.cli.main import main
from palermo.core.refusals import Refused
from palermo.treaties.actions.lists import TreatyList, import_lists
from palermo.treaties.lists import ListRefused, read_list
from palermo.treaties.models import ListedName, Treaty, TreatyAction
from palermo.treaties.queries.lists import export_list
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_organisation, make_person, make_state
from tests.factories.treaties import english, make_action, make_treaty

pytestmark = pytest.mark.django_db

HEAD = ["Participant", "Signature", "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"]
ROWS = [
    ["Czech Republic", "10 Dec 2002", ""],
    ["European Union", "12 Dec 2000", "6 Sep 2006 AA"],
    ["Montenegro", "", "23 Oct 2006 d"],
    ["St. Lucia", "", "16 Jul 2013 a"],
    ["Swaziland", "8 Jan 2001", "24 Sep 2012"],
    ["Turkey", "13 Dec 2000", "25 Mar 2003"],
]
AS_AT = date(2013, 12, 13)


def renamed(before: str, until: date, now: str) -> State:
    state = make_state(short_name=english(now))
    FormerName.objects.create(state=state, until_on=until, short_name=english(before))
    return state


@pytest.fixture
def world() -> dict[str, State | Organisation]:
    union = make_organisation(name=english("European Union"))
    lucia = make_state(short_name=english("Saint Lucia"))
    ListedName.objects.create(slug="st-lucia", state=lucia, label="St. Lucia")
    lisbon = date(2009, 12, 1)
    ListedName.objects.create(slug="eu", organisation=union, label="European Union", since_on=lisbon)
    ListedName.objects.create(slug="ec", organisation=union, label="European Community", until_on=lisbon)
    return {
        "cze": renamed("Czech Republic", date(2016, 5, 17), "Czechia"),
        "swz": renamed("Swaziland", date(2018, 4, 19), "Eswatini"),
        "tur": renamed("Turkey", date(2022, 6, 1), "Türkiye"),
        "mne": make_state(short_name=english("Montenegro")),
        "lca": lucia,
        "eu": union,
    }


def as_list(treaty: Treaty, *rows: list[str], as_at: date = AS_AT, name: str = "") -> TreatyList:
    entries, faults = read_list(HEAD, list(enumerate(rows, 2)), today=date(2014, 3, 21))
    return TreatyList(treaty, as_at, entries, name, faults)


def bring_in(*lists: TreatyList, **options) -> list[str]:
    return [str(report) for report in import_lists(lists, by="a test", **options)]


def test_every_row_comes_in_and_goes_out_again(world):
    treaty = make_treaty(slug="t")
    assert bring_in(as_list(treaty, *ROWS)) == [
        "t, as at 2013-12-13: 9 added, 0 corrected, 0 unchanged, 0 on record and not in the list."
    ]
    assert export_list(treaty, AS_AT) == [HEAD, *ROWS]
    assert set(TreatyAction.objects.filter(state=world["swz"]).values_list("kind", "deposited_on")) == {
        (ActionKind.SIGNATURE, date(2001, 1, 8)),
        (ActionKind.RATIFICATION, date(2012, 9, 24)),
    }


def test_the_same_actions_are_written_by_the_names_of_another_day(world):
    treaty = make_treaty()
    bring_in(as_list(treaty, *ROWS))
    labels = [row[0] for row in export_list(treaty, date(2026, 1, 1))[1:]]
    assert labels == ["Czechia", "Eswatini", "European Union", "Montenegro", "St. Lucia", "Türkiye"]
    labels = [row[0] for row in export_list(treaty, date(2008, 1, 31))[1:]]
    assert labels == ["Czech Republic", "European Community", "Montenegro", "Swaziland", "Turkey"]


def test_it_is_done_once(world):
    treaty = make_treaty(slug="t")
    bring_in(as_list(treaty, *ROWS))
    assert bring_in(as_list(treaty, *ROWS)) == [
        "t, as at 2013-12-13: 0 added, 0 corrected, 9 unchanged, 0 on record and not in the list."
    ]


def test_what_differs_is_corrected_and_what_is_not_listed_stays(world):
    treaty = make_treaty(slug="t")
    bring_in(as_list(treaty, *ROWS))
    corrected = [*ROWS[:4], ["Swaziland", "8 Jan 2001", "25 Sep 2012 a"]]
    assert bring_in(as_list(treaty, *corrected)) == [
        "t, as at 2013-12-13: 0 added, 1 corrected, 6 unchanged, 2 on record and not in the list."
    ]
    assert export_list(treaty, AS_AT)[1:] == [*corrected, ROWS[5]]
    row = TreatyAction.objects.get(state=world["swz"], kind=ActionKind.ACCESSION)
    kept = RecordVersion.objects.filter(kind="treaty-actions", record=row.pk).order_by("pk")
    assert [version.data["deposited_on"] for version in kept] == ["2012-09-24", "2012-09-25"]


def test_it_stands_in_the_log_with_its_numbers(world):
    treaty = make_treaty(slug="t", known_until=None)
    bring_in(as_list(treaty, *ROWS))
    event = AuditEvent.objects.get(verb="treaty.list_imported")
    numbers = {name: event.details[name] for name in ("as_at", "added", "corrected", "unchanged", "not_listed")}
    assert (event.target_id, numbers) == (
        "t",
        {"as_at": "2013-12-13", "added": 9, "corrected": 0, "unchanged": 0, "not_listed": 0},
    )
    treaty.refresh_from_db()
    assert treaty.known_until == AS_AT


def test_a_check_changes_nothing(world):
    treaty = make_treaty(slug="t")
    assert bring_in(as_list(treaty, *ROWS), check=True) == [
        "t, as at 2013-12-13: 9 added, 0 corrected, 0 unchanged, 0 on record and not in the list."
    ]
    assert (TreatyAction.objects.count(), AuditEvent.objects.count()) == (0, 0)


def refused(*lists: TreatyList) -> list[str]:
    with pytest.raises(ListRefused) as raised:
        bring_in(*lists)
    assert TreatyAction.objects.count() == 0
    return raised.value.sentences


KNOWN = "expected a participant as at 2013-12-13, by its name on record or one of its names in lists"


def test_an_unknown_participant_is_refused_with_its_row_and_nothing_is_kept(world):
    good, bad = make_treaty(), make_treaty()
    lists = (
        as_list(good, *ROWS),
        as_list(bad, ["Turkey", "13 Dec 2000", ""], ["Atlantis", "", "1 Jan 2001 a"], name="b"),
    )
    assert refused(*lists) == [f"b: Row 3: {KNOWN}, found “Atlantis”, which none has."]


def test_faults_of_cells_and_of_labels_are_reported_together(world):
    given = as_list(make_treaty(), ["Atlantis", "13 Dec 2000", ""], ["Turkey", "1.1.2001", ""])
    assert refused(given) == [
        "Row 3, column “Signature”: expected a date such as 12 Dec 2000, found “1.1.2001”.",
        f"Row 2: {KNOWN}, found “Atlantis”, which none has.",
    ]


@pytest.mark.parametrize("label", ["Turkey (Somewhere)", "Turkey in respect of Somewhere"])
def test_what_is_for_a_territory_alone_is_refused_with_the_way_out(world, label):
    assert refused(as_list(make_treaty(), [label, "13 Dec 2000", ""])) == [
        f"Row 2: {KNOWN}, found “{label}”, which none has; what a participant did for a territory alone is recorded as "
        "a territorial application on the page of the treaty."
    ]


def test_successions_to_signature_come_in_and_go_out_again(world):
    treaty = make_treaty(slug="t")
    head = ["Participant", "Signature, Succession to signature(d)", HEAD[2]]
    rows = [["Montenegro", "23 Oct 2006 d", ""], ["Turkey", "13 Jan 1999", "27 Sep 2004"]]
    entries, faults = read_list(head, list(enumerate(rows, 2)), today=date(2014, 3, 21))
    bring_in(TreatyList(treaty, AS_AT, entries, "", faults))
    assert export_list(treaty, AS_AT) == [head, *rows]


def test_who_joined_again_has_two_instruments(world):
    treaty, state = make_treaty(slug="t"), world["tur"]
    make_action(treaty, state, on=date(2003, 3, 25))
    make_action(treaty, state, ActionKind.WITHDRAWAL, on=date(2005, 1, 1))
    assert bring_in(as_list(treaty, ["Turkey", "", "1 Jan 2007 a"])) == [
        "t, as at 2013-12-13: 1 added, 0 corrected, 0 unchanged, 0 on record and not in the list."
    ]
    assert list(TreatyAction.objects.filter(kind=ActionKind.ACCESSION).values_list("deposited_on", flat=True)) == [
        date(2003, 3, 25),
        date(2007, 1, 1),
    ]


def test_a_label_of_two_is_refused(world):
    ListedName.objects.create(slug="other", state=world["mne"], label="Turkey")
    assert refused(as_list(make_treaty(), ["Turkey", "13 Dec 2000", ""])) == [
        f"Row 2: {KNOWN}, found “Turkey”, which several have."
    ]


def test_two_names_of_one_are_refused(world):
    given = as_list(make_treaty(), ["Turkey", "13 Dec 2000", ""], ["Türkiye", "13 Dec 2000", ""])
    assert refused(given) == ["Row 3: expected each participant once, found “Türkiye”, which is “Turkey” in row 2."]


def test_accents_and_capitals_of_a_label_make_no_difference(world):
    make_state(short_name=english("Côte d’Ivoire"))
    treaty = make_treaty()
    bring_in(as_list(treaty, ["COTE D'IVOIRE", "", "25 Oct 2012 a"]))
    assert export_list(treaty, AS_AT)[1:] == [["Côte d’Ivoire", "", "25 Oct 2012 a"]]


def test_a_list_has_nothing_later_than_its_date(world):
    given = as_list(make_treaty(), ["Turkey", "13 Dec 2000", "25 Mar 2003"], as_at=date(2003, 3, 24))
    assert refused(given) == ["Row 2: expected no day after the date of the list, 24 Mar 2003, found 25 Mar 2003."]


def test_the_command_asks_for_the_date_of_a_list_or_takes_the_one_that_it_states(world, tmp_path, capsys, settings):
    settings.PALERMO_TODAY = date(2026, 12, 2)
    treaty = make_treaty(slug="t", depositary_number="XVIII-12-a", known_until=None)
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *ROWS[:5]))
    undated, dated = tmp_path / "18-12-a.csv", tmp_path / "dated.csv"
    undated.write_text(table)
    assert main(["treaties", "import", str(undated)]) == 1
    assert capsys.readouterr().err.endswith(
        "Error: 18-12-a.csv: expected --as-at DATE, the date as at which the list gives the status. "
        "The latest date in it is 2013-07-16.\n"
    )
    dated.write_text(f"STATUS AS AT : 13-12-2013 05:01:47 EDT\n{table}")
    assert main(["treaties", "import", "--treaty", "t", str(dated)]) == 0
    assert capsys.readouterr().out.startswith("t, as at 2013-12-13: ")
    assert main(["treaties", "import", "--as-at", "2013-12-20", str(undated)]) == 0
    treaty.refresh_from_db()
    assert treaty.known_until == date(2013, 12, 20)
    capsys.readouterr()
    assert main(["treaties", "export", "t", str(tmp_path / "out.csv"), "--as-at", "2026-12-02"]) == 0
    assert capsys.readouterr().out.startswith("The list on record covers no day after 2013-12-20.\n")


def test_a_list_shows_the_last_of_several_instruments(world):
    treaty, state = make_treaty(), world["tur"]
    make_action(treaty, state, on=date(2003, 3, 25))
    make_action(treaty, state, ActionKind.WITHDRAWAL, on=date(2005, 1, 1))
    make_action(treaty, state, on=date(2007, 1, 1))
    assert export_list(treaty, AS_AT)[1:] == [["Turkey", "", "1 Jan 2007 a"]]
    assert export_list(treaty, date(2004, 1, 1))[1:] == [["Turkey", "", "25 Mar 2003 a"]]


def test_only_the_secretariat_takes_over_a_list(world):
    with pytest.raises(Refused, match="Only the secretariat may record treaty actions and statements"):
        import_lists([as_list(make_treaty(), *ROWS)], by=make_person("Delegate", "delegate", state=world["tur"]))
    assert TreatyAction.objects.count() == 0
