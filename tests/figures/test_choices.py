"""The choice of figures in an address."""

from django.http import QueryDict

from palermo.figures.choices import Choice, Ignored
from palermo.figures.cubes import Selection

WHOLE = (
    "release=release-1&indicator=victims-detected&by=sex&by=age&state=fra&state=tha&from=2005&until=2007"
    "&sex=female&sex=male&age=0-17&citizenship=own&citizenship=ukr"
)


def test_choice_is_read_and_written_in_one_order() -> None:
    choice = Choice.from_query(QueryDict(WHOLE))
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
    assert Choice.from_query(other) == Choice.from_query(QueryDict(WHOLE))
    assert Choice.from_query(QueryDict("by=sex+age")).by == "sex+age"


def test_nothing_chooses_everything() -> None:
    assert Choice.from_query(QueryDict("")) == Choice()
    assert Choice().to_query() == []
    assert Choice().selection() == Selection()


def test_figures_without_a_breakdown_are_asked_for_by_name() -> None:
    for written in ("by=total", "by="):
        choice = Choice.from_query(QueryDict(written))
        assert (choice.by, choice.to_query(), choice.selection()) == ("", [("by", "total")], Selection(by=""))


def test_what_chooses_nothing_is_listed() -> None:
    written = "indicator=Victims!&by=colour&state=xxx,fra&from=07&until=3000&sex=woman&sex=female"
    choice = Choice.from_query(QueryDict(written))
    assert choice == Choice(
        states=("fra",),
        codes={"sex": ("female",)},
        ignored=(
            Ignored("indicator", "Victims!"),
            Ignored("by", "colour"),
            Ignored("state", "xxx"),
            Ignored("from", "07"),
            Ignored("until", "3000"),
            Ignored("sex", "woman"),
        ),
    )


def test_years_in_the_wrong_order_and_unknown_indicators_are_ignored() -> None:
    choice = Choice.from_query(QueryDict("indicator=other&from=2007&until=2005"), indicators={"victims-detected"})
    assert choice == Choice(
        ignored=(Ignored("indicator", "other"), Ignored("from", "2007"), Ignored("until", "2005")),
    )
