"""The command `harmonise lists`."""

import pytest

from harmonise.cli import main
from harmonise.lists import code_list, code_lists


def test_all_lists(capsys):
    status = main(["lists"])
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert (status, [line[0] for line in lines]) == (0, [one.name for one in code_lists()])
    assert ["ctdc-forms", "1, 2", "3", "CTDC: type of exploitation"] in lines


def test_the_codes_of_a_list_under_their_parents(capsys):
    status = main(["lists", "sdg-sex", "--language", "fr"])
    assert (status, capsys.readouterr().out) == (
        0,
        "_T\tLes deux sexes ou total\n  F\tFéminin\n  M\tMasculin\n  _O\tAutre\n  _U\tInconnu\n",
    )


def test_the_codes_of_an_edition_as_csv(capsys):
    status = main(["lists", "ctdc-forms/1", "--csv"])
    assert (status, capsys.readouterr().out) == (0, code_list("ctdc-forms", "1").to_csv())


def test_what_becomes_of_the_codes_in_another_list(capsys):
    status = main(["lists", "unodc-forms", "--to", "forms"])
    assert (status, capsys.readouterr().out.splitlines()) == (
        0,
        [
            "Sexual exploitation\texact\tsexual",
            "Forced labour\tnarrower\tforced_labour\tthat servitude and slavery may be counted with forced labour.",
            "Other forms of exploitation\texact\tother_unspecified",
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sexe"], "harmonise: There is no code list 'sexe'. The nearest is 'sex'.\n"),
        (["sex/2"], "harmonise: The list 'sex' has no edition '2'. It has: 1.\n"),
        (
            ["sex", "--to", "forms"],
            "harmonise: There is no mapping from 'sex' to 'forms'. There are mappings from it to sdg-sex.\n",
        ),
        (
            ["htcds-forms", "--to", "ic-tip"],
            "harmonise: The list of IC-TIP holds no codes yet: they have not been published in a form that can be "
            "read. Nothing can be exported as coded by IC-TIP until an edition with its codes is added.\n",
        ),
        (
            ["ic-tip", "--csv", "--language", "es"],
            "harmonise: La lista de la IC-TIP aún no contiene códigos, porque no se han publicado en un formato "
            "legible. No se puede exportar nada como codificado según la IC-TIP hasta que se añada una edición con "
            "sus códigos.\n",
        ),
    ],
)
def test_what_cannot_be_shown(capsys, arguments, sentence):
    status = main(["lists", *arguments])
    assert (status, capsys.readouterr().err) == (2, sentence)
