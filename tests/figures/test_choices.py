"""The choice of figures in an address."""

from django.http import QueryDict

from palermo.figures.choices import Choice, Fault
from palermo.figures.cubes import Selection

AREAS = frozenset({"fra", "tha", "ukr", "invented-arvania"})
WHOLE = (
    "release=release-1&indicator=victims-detected&by=sex&by=age&state=fra&state=tha&from=2005&until=2007"
    "&sex=female&sex=male&age=0-17&citizenship=own&citizenship=ukr"
)


def test_choice_is_read_and_written_in_one_order() -> None:
    choice = Choice.from_query(QueryDict(WHOLE), AREAS)
    assert choice == Choice(
        "release-1",
        "victims-detected",
        "sex+age",
        ("fra", "tha"),
        2005,
        2007,
        {"sex": ("female", "male"), "age": ("0-17",), "citizenship": ("own", "ukr")},
    )
    assert "&".join("=".join(pair) for pair in choice.to_query()) == WHOLE


def test_other_ways_to_write_the_same_choice() -> None:
    written = "citizenship=UKR,own&age=0-17&sex=male,female&until=2007&from=2005&state=THA,fra&state=tha&by=age%2Bsex"
    other = QueryDict(f"{written}&indicator=victims-detected&release=release-1&page=3&view=line")
    assert Choice.from_query(other, AREAS) == Choice.from_query(QueryDict(WHOLE), AREAS)
    assert Choice.from_query(QueryDict("by=sex+age"), AREAS).by == "sex+age"


def test_nothing_chooses_everything() -> None:
    assert Choice.from_query(QueryDict(""), AREAS) == Choice()
    assert Choice().to_query() == []
    assert Choice().selection() == Selection()


def test_figures_without_a_breakdown_are_asked_for_by_name() -> None:
    for written in ("by=total", "by="):
        choice = Choice.from_query(QueryDict(written), AREAS)
        assert (choice.by, choice.to_query(), choice.selection()) == ("", [("by", "total")], Selection(by=""))


def test_a_state_is_named_by_its_slug_in_capitals_too() -> None:
    choice = Choice.from_query(QueryDict("state=INVENTED-ARVANIA,FRA"), AREAS)
    assert (choice.states, choice.faults) == (("fra", "invented-arvania"), ())


def test_what_is_in_no_list_is_a_fault() -> None:
    written = "indicator=Victims!&by=colour&state=xxx,fra&from=07&until=3000&sex=woman&sex=female"
    choice = Choice.from_query(QueryDict(written), AREAS)
    assert choice == Choice(
        states=("fra",),
        codes={"sex": ("female",)},
        faults=(
            Fault("indicator", "Victims!"),
            Fault("by", "colour"),
            Fault("state", "xxx"),
            Fault("from", "07"),
            Fault("until", "3000"),
            Fault("sex", "woman"),
        ),
    )


def test_years_in_the_wrong_order_and_unknown_indicators_are_faults() -> None:
    choice = Choice.from_query(QueryDict("indicator=other&from=2007&until=2005"), AREAS, {"victims-detected"})
    assert choice == Choice(
        faults=(Fault("indicator", "other"), Fault("from", "2007"), Fault("until", "2005")),
    )
