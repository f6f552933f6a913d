"""Figures that their source has published: repeated as they are, and known to every later audit."""

import json
from dataclasses import replace

import pytest
from proposals import DAY, HEADING, PEOPLE, SPECIFICATION, tables

from disclosure.errors import InvalidData, NotPossible
from disclosure.release import Declaration, Proposal, Publication, parse_publication, release, verify
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Kind

pytest.importorskip("cryptography")

PUBLICATION = Publication(
    "Office of Statistics", "Victims", "28 October 2025", "https://statistics.example/victims", "a" * 64, "Wei Chen"
)
# The source masks a figure that follows from the others, and shows one that is small.
SHOWN = HEADING + "Total,2023,60\nFemale,2023,55\nMale,2023,<5\nOther,2023,2\n"


def plain_figures(content):
    """The first three columns of a published file: what stands beside them says what a sign means."""
    return "".join(",".join(line.split(",")[:3]) + "\n" for line in content.decode().splitlines())


def republication(text=SHOWN, file=None, **changes):
    data, given = {"victims.csv": text.encode()}, {"victims.csv": (file or text).encode()}
    proposal = Proposal("Victims 2023", Kind.REPUBLICATION, **PEOPLE, data=data)
    content = {"specification": SPECIFICATION, "publication": PUBLICATION, "source": given}
    return replace(proposal, **(content | changes))


def test_the_figures_and_the_masks_of_a_source_are_kept_and_the_sheet_says_whose_they_are(register, signer):
    path = release(republication(), register, signer)
    files = unpack(path.read_bytes(), "bundle")
    assert plain_figures(files["data/victims.csv"]) == SHOWN
    manifest = verify(path, public_key=signer.public_key).manifest
    assert (manifest["kind"], manifest["source"]["publisher"]) == ("republication", "Office of Statistics")
    checks = {one["name"]: one["found"] for one in json.loads(files["checks.json"])}
    assert list(checks) == ["source", "figures", "small figures", "policy", "audit", "people"]
    assert checks["figures"].startswith("All 4 figures, 1 of them masked, are as in the table of the source's file")
    assert checks["small figures"] == "Figures from 1 to 4 that the source shows and that stay: 1."
    sheet = files["method.md"].decode()
    assert "These are the figures of Office of Statistics as Office of Statistics published them: Victims, 28" in sheet
    assert "The protection is the publisher’s, not ours; nothing is computed" in sheet
    assert not register.sealed_path(1).exists()


def test_what_follows_from_the_source_alone_is_in_no_file_of_the_bundle(register, signer):
    files = unpack(release(republication(), register, signer).read_bytes(), "bundle")
    told = "\n".join(content.decode() for name, content in files.items() if name != "manifest.json")
    assert "Male,2023,3" not in told
    assert "is 3" not in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SHOWN.replace("<5", "3"), "1 figure is not as .* published them, among them: Male, 2023, All: the mask is"),
        (SHOWN.replace("<5", "*"), "Male, 2023, All: the mask is another one"),
        (SHOWN.replace("55", "54"), "Female, 2023, All: 55 there, 54 here"),
        (SHOWN.replace("Other,2023,2\n", ""), "Other, 2023, All: it is left out"),
        (SHOWN + "Total,2024,9\n", "Total, 2024, All: Office of Statistics has no such figure"),
        (SHOWN.replace(",2\n", ",*\n"), "Other, 2023, All: the mask is another one"),
    ],
)
def test_another_figure_or_mask_than_that_of_the_source_is_refused(register, signer, text, words):
    with pytest.raises(NotPossible, match=words) as error:
        release(republication(text, SHOWN), register, signer)
    assert "3 here" not in str(error.value)
    assert register.releases() == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"publication": None}, "needs what the source published"),
        ({"source": {}}, "the table of the source's file"),
        ({"truth": {"victims.csv": SHOWN.encode()}}, "leave out true figures"),
        ({"thresholds": 'title = "T"'}, "leave out true figures"),
        ({"declarations": (Declaration("a", "b", "Wei Chen"),)}, "leave out true figures"),
        ({"publication": replace(PUBLICATION, confirmed_by="Ana Lima")}, "confirmed by Ana Lima, who does not approve"),
    ],
)
def test_what_a_republication_needs_and_must_not_have(register, signer, changes, words):
    with pytest.raises(InvalidData, match=words):
        release(republication(**changes), register, signer)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"publisher": " "}, "needs its publisher on one line"),
        ({"title": "Victims\n## Checks"}, "needs its title on one line"),
        ({"address": "statistics.example"}, "begins with https://"),
        ({"sha256": "a" * 63}, "64 hexadecimal digits"),
    ],
)
def test_a_publication_that_cannot_be_found_again_is_refused(changes, words):
    with pytest.raises(InvalidData, match=words):
        replace(PUBLICATION, **changes)


def test_a_publication_is_read_from_a_file():
    lines = [f'{name} = "{value}"' for name, value in vars(PUBLICATION).items()]
    assert parse_publication("\n".join(lines)) == PUBLICATION
    with pytest.raises(InvalidData, match=r"expected publisher, title, .*found title"):
        parse_publication('title = "Victims"')


def test_several_signs_of_a_source_are_kept(register, signer):
    ten = '"<10" = { kind = "suppressed", low = 1, high = 9 }'
    several = SPECIFICATION.replace("[markers]\n", f"[markers]\n{ten}\n")
    text = SHOWN.replace(",2\n", ",<10\n")
    release(republication(text, specification=several), register, signer)
    with pytest.raises(NotPossible, match="3 signs stand for hidden figures"):
        release(tables(text, specification=several), register, signer)


def test_another_edition_of_the_source_is_another_edition_of_the_population(register, signer):
    release(republication(), register, signer)
    later = SHOWN.replace("60", "61").replace("55", "56")
    with pytest.raises(InvalidData, match="Give the population the edition of the source's publication"):
        release(republication(later), register, signer)
    edition = SPECIFICATION.replace('edition = "1"', 'edition = "2"')
    release(republication(later, specification=edition), register, signer)
    assert [one.kind for one in register.releases()] == [Kind.REPUBLICATION, Kind.REPUBLICATION]


def test_figures_revised_by_the_source_are_refused_with_the_first_and_the_number_of_others(register, signer):
    release(republication(), register, signer)
    for later, more in ((SHOWN.replace("60", "61"), 0), (SHOWN.replace("60", "61").replace("55", "56"), 1)):
        with pytest.raises(InvalidData) as caught:
            release(republication(later), register, signer)
        assert str(caught.value) == (
            f"The cell sex Total, year 2023, form All has 60 in table 'victims' of release 1 of {DAY}, Victims 2023 "
            f"and 61 in table 'victims' of this release; so with {more} more. Give the population the edition of the "
            "source's publication."
        )


def test_the_files_of_a_source_are_not_written_out_with_a_proposal():
    made = republication()
    assert made == republication()
    assert made != republication(file=SHOWN.replace("60", "61"))
    assert repr(made) == repr(republication(file=SHOWN.replace("60", "61")))
    hidden = tables()
    assert repr(hidden) == repr(replace(hidden, truth={}))


# The source shows all but two; by form, our own table would leave one of the two alone.
MASKED = HEADING + "Total,2023,60\nFemale,2023,28\nMale,2023,<5\nOther,2023,*\n"
OURS = HEADING + "Other,2023,29\nTotal,2024,70\n"


def test_later_tables_are_audited_against_the_figures_of_the_source(register, signer):
    alone = tables(OURS, OURS)
    release(republication(MASKED), register, signer)
    with pytest.raises(NotPossible, match=r"1 hidden figure can be computed .*sex Male, year 2023.*: is 3"):
        release(alone, register, signer)
    release(tables(HEADING + "Total,2024,70\n", HEADING + "Total,2024,70\n"), register, signer)


def test_what_followed_from_the_source_alone_does_not_stop_later_tables(register, signer):
    release(republication(SHOWN.replace(",2\n", ",0\n").replace("55", "57")), register, signer)
    later = HEADING + "Total,2023,60\nTotal,2024,70\n"
    files = unpack(release(tables(later, later), register, signer).read_bytes(), "bundle")
    assert "known before" in [one["name"] for one in json.loads(files["checks.json"])]
