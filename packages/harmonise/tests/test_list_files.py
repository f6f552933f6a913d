"""Files of lists: each fault is refused with a sentence that says where it is."""

import pytest
from list_files import HEADER, NAMES, SIX, names_of, write_edition

from harmonise.lists import InvalidList, code_list, read_edition

GOOD = f"code,parent,from,to,{NAMES}\np,,,,{names_of('pear')}\na,p,,,{names_of('apple')}\n"


def sentence_of(path) -> str:
    with pytest.raises(InvalidList) as refusal:
        read_edition(path).check_labels()
    return str(refusal.value).replace(str(path.parent) + "/", "")


def test_a_good_edition_is_read(tmp_path):
    labels = "code,label,language,from,to\np,bosc,,,\np,poire ancienne,fr,2000-01-01,2010-01-01\n"
    edition = read_edition(write_edition(tmp_path, GOOD, labels))
    names = [(n.label, n.language) for n in edition.code("p").dated_names]
    assert (str(edition), [c.code for c in edition.children("p")], names) == (
        "fruit, edition 1",
        ["a"],
        [("bosc", None), ("poire ancienne", "fr")],
    )


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (
            f"code,{NAMES}\np,{names_of('pear')}\np,{names_of('plum')}\n",
            "1.csv, line 3, column code: expected a code that is there once, found 'p'.",
        ),
        (
            f"code,{NAMES}\n,{names_of('pear')}\n",
            "1.csv, line 2, column code: expected a code that is there once, found ''.",
        ),
        (
            f"code,{NAMES}\n p,{names_of('pear')}\n",
            "1.csv, line 2, column code: expected a code that is there once, found ' p'.",
        ),
        (
            f"code,en,{NAMES}\n",
            "1.csv: expected the columns code, en, ar, es, fr, ru, zh, found code, en, en, ar, es, fr, ru, zh.",
        ),
        (
            f"code,{NAMES}\np,pear,,pera,poire,груша,梨\n",
            "1.csv, line 2, column ar: expected the name of 'p', found nothing.",
        ),
        (f"code,{NAMES}\np,pear\n", "1.csv, line 2: expected 7 cells, found 2."),
        ("code,en\np,pear\n", "1.csv: expected the columns code, en, ar, es, fr, ru, zh, found code, en."),
        ("", "1.csv: expected the columns code, en, ar, es, fr, ru, zh, found ."),
        (
            f"code,parent,{NAMES}\np,q,{names_of('pear')}\n",
            "1.csv, line 2, column parent: expected a code of the list that is not under 'p' itself, found 'q'.",
        ),
        (
            f"code,parent,{NAMES}\np,a,{names_of('pear')}\na,p,{names_of('apple')}\n",
            "1.csv, line 2, column parent: expected a code of the list that is not under 'p' itself, found 'p'.",
        ),
        (
            f"code,from,{NAMES}\np,19 April 2018,{names_of('pear')}\n",
            "1.csv, line 2, column from: expected a day such as 2018-04-19, found '19 April 2018'.",
        ),
        (
            f"code,from,to,{NAMES}\np,2018-04-19,2018-04-19,{names_of('pear')}\n",
            "1.csv, line 2, column to: expected a day after 2018-04-19, found 2018-04-19.",
        ),
        (
            f"code,{NAMES}\np,{names_of('pear')}\nq,{names_of('PEAR')}\n",
            "fruit, edition 1: the label 'PEAR en' stands for 'p' and for 'q'.",
        ),
    ],
)
def test_a_fault_in_the_codes(tmp_path, codes, sentence):
    assert sentence_of(write_edition(tmp_path, codes)) == sentence


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ("code,label,language,from,to\nx,bosc,,,\n", "1.labels.csv: expected codes of 1.csv, found 'x'."),
        (
            "code,label,language,from,to\np,,,,\n",
            "1.labels.csv, line 2, column label: expected a label, found nothing.",
        ),
        (
            "code,label,language,from,to\np,bosc,de,,\n",
            "1.labels.csv, line 2, column language: expected en, ar, es, fr, ru, zh, found 'de'.",
        ),
        (
            "code,label,language,from,to\np,bosc,,,soon\n",
            "1.labels.csv, line 2, column to: expected a day such as 2018-04-19, found 'soon'.",
        ),
        (
            "code,label\np,bosc\n",
            "1.labels.csv: expected the columns code, label, language, from, to, found code, label.",
        ),
        (
            "code,label,language,from,to\np,bosc,,,\na,bosc,,,\n",
            "fruit, edition 1: the label 'bosc' stands for 'p' and for 'a'.",
        ),
    ],
)
def test_a_fault_in_the_labels(tmp_path, labels, sentence):
    assert sentence_of(write_edition(tmp_path, GOOD, labels)) == sentence


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (
            "colour = 1\n" + HEADER,
            "1.toml: expected the keys licence, names_from, refusal, separators, source, title, width, found 'colour'.",
        ),
        (f'licence = "Free"\n[title]\n{SIX}', "1.toml: expected the text 'source', found None."),
        ('source = "x"\nlicence = " "\n', "1.toml: expected the text 'licence', found ' '."),
        (
            'source = "x"\nlicence = "y"\n[title]\nen = "Fruit"\n',
            "1.toml: expected 'title' in en, ar, es, fr, ru, zh, found en.",
        ),
        ('source = "x"\nlicence = "y"\n', "1.toml: expected 'title' in en, ar, es, fr, ru, zh, found nothing."),
        (
            HEADER + 'de = "Obst"\n',
            "1.toml: expected 'title' in en, ar, es, fr, ru, zh, found en, ar, es, fr, ru, zh, de.",
        ),
        (
            "source =",
            "1.toml: expected a header in TOML. Invalid value (at end of document)",
        ),
    ],
)
def test_a_fault_in_the_header(tmp_path, header, sentence):
    assert sentence_of(write_edition(tmp_path, GOOD, header=header)) == sentence


def test_a_file_in_another_encoding(tmp_path):
    path = write_edition(tmp_path, GOOD)
    path.with_suffix(".csv").write_bytes(GOOD.replace("pear en", "poiré").encode("latin-1"))
    assert sentence_of(path).startswith("1.csv: expected a CSV file in UTF-8. ")


def test_a_list_without_codes_may_be_published(tmp_path):
    assert read_edition(write_edition(tmp_path, f"code,{NAMES}\n")).codes == ()


def test_names_are_taken_from_another_list(tmp_path):
    header = 'names_from = "m49/1"\n' + HEADER
    path = write_edition(tmp_path, "code,m49\nSW,748\n", header=header)
    edition = read_edition(path, code_list)
    assert (edition.code("SW").names, edition.find("Swaziland")) == (
        code_list("m49").code("748").names,
        edition.code("SW"),
    )


@pytest.mark.parametrize(
    ("suffix", "old", "new"),
    [(".toml", "Free", "Fee"), (".csv", "pear", "Pear"), (".labels.csv", "bosc", "Bosc")],
)
def test_the_digest_changes_with_every_file(tmp_path, suffix, old, new):
    path = write_edition(tmp_path, GOOD, "code,label,language,from,to\np,bosc,,,\n")
    before = read_edition(path).digest
    file = path.with_suffix(suffix)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert read_edition(path).digest != before


def test_the_digest_does_not_depend_on_the_folder(tmp_path):
    digests = {read_edition(write_edition(tmp_path, GOOD, name=name)).digest for name in ("fruit", "fruits")}
    assert len(digests) == 1
