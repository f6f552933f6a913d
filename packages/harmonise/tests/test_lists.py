"""Code lists through their public surface."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from list_files import NAMES, edition_of, names_of, write_edition

from harmonise.lists import LANGUAGES, Code, NotExportable, UnknownList, code_list, code_lists, read_edition
from harmonise.lists.catalogue import numbers_in

EDITIONS = [edition for one in code_lists() for edition in one.editions]
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_every_text_is_there_in_six_languages(edition):
    texts = [edition.titles, *(code.names for code in edition.codes)]
    assert [[language for language in LANGUAGES if not text[language].strip()] for text in texts] == [[]] * len(texts)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_every_label_finds_its_own_code(edition):
    labels = [(label, code) for code in edition.codes for label in (code.code, *code.names.values())]
    labels += [(label, code) for code in edition.codes for label in code.aliases]
    own = {code.code.casefold(): code for code in edition.codes}
    expected = [own.get(label.casefold(), code).code for label, code in labels]
    assert [edition.find(f"\ufeff {label.upper()}\u00a0 ").code for label, _ in labels] == expected


def test_no_list_is_there_twice():
    contents = [tuple((code.code, *code.names.values()) for code in edition.codes) for edition in EDITIONS]
    assert [count for count in Counter(contents).values() if count > 1] == []


def test_every_edition_names_its_source_and_licence():
    assert [str(edition) for edition in EDITIONS if not (edition.source.strip() and edition.licence.strip())] == []


def test_areas_by_region_as_the_united_nations_counts_them():
    m49 = code_list("m49")
    areas = [code for code in m49.valid_on(TODAY) if code.attributes["level"] == "area"]
    regions = Counter()
    for area in areas:
        names = [above.names["en"] for above in m49.ancestors(area.code) if above.attributes["level"] == "region"]
        regions[names[0] if names else "none"] += 1
    # UN Statistics Division, M49; 51 in Asia in the compilation that adds row 158.
    assert regions == {"Africa": 60, "Americas": 57, "Asia": 51 - 1, "Europe": 51, "Oceania": 29, "none": 1}


def test_levels_of_m49():
    levels = Counter(code.attributes["level"] for code in code_list("m49").codes)
    # A world, 5 regions, 17 sub-regions, 7 intermediate regions; areas of today and three that ended.
    assert levels == {"world": 1, "region": 5, "sub-region": 17, "intermediate region": 7, "area": 248 + 3}


def test_the_row_of_the_compilation_is_not_in_m49():
    assert [code_list("m49").find(label) for label in ("158", "Taiwan")] == [None, None]


def test_iso_3166_has_249_codes_of_today():
    # ISO 3166-1 lists 249 countries, dependent territories and areas of interest.
    sizes = {n: len(code_list(f"iso-3166-alpha-{n}").valid_on(TODAY)) for n in (2, 3)}
    assert sizes == {2: 249, 3: 249}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Côte d’Ivoire", "384"),
        ("cote d'ivoire", "384"),
        ("  CÔTE\u00a0D'IVOIRE ", "384"),
        ("Turkey", "792"),
        ("Turkiye", "792"),
        ("土耳其", "792"),
        ("Czech Republic", "203"),
        ("The former Yugoslav Republic of Macedonia", "807"),
        ("Swazilandia", "748"),
        ("St. Lucia", "662"),
        ("Российская Федерация", "643"),
        ("4", "004"),
        ("004", "004"),
        ("Sudan", "729"),
        ("UK", "826"),
        ("США", "840"),
        ("Corea del Sur", "410"),
        ("英国", "826"),
        ("الإمارات", "784"),
        ("Serbia and Montenegro", "891"),
        ("Micronesia", "057"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_finding_an_area(label, code):
    found = code_list("m49").find(label)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("code", "day", "language", "name"),
    [
        ("748", date(2018, 4, 18), "en", "Swaziland"),
        ("748", date(2018, 4, 19), "en", "Eswatini"),
        ("792", date(2022, 5, 31), "fr", "Turquie"),
        ("792", date(2022, 6, 1), "en", "Türkiye"),
        ("807", date(2019, 2, 13), "es", "ex República Yugoslava de Macedonia"),
        ("807", date(2019, 2, 14), "en", "North Macedonia"),
        ("203", date(2008, 10, 8), "en", "Czech Republic"),
        ("891", date(2001, 1, 1), "en", "Yugoslavia"),
        ("180", date(1990, 1, 1), "en", "Zaire"),
        ("180", date(2000, 1, 1), "en", "Democratic Republic of the Congo"),
    ],
)
def test_names_as_on_a_day(code, day, language, name):
    assert code_list("m49").code(code).name_on(day, language) == name


def test_areas_that_came_and_went():
    m49 = code_list("m49")
    days = (date(2006, 6, 2), date(2006, 6, 3), date(2011, 7, 8), date(2011, 7, 9))
    codes = ("891", "688", "499", "736", "729", "728")
    valid = {day: [code for code in codes if m49.code(code).is_valid_on(day)] for day in days}
    # Montenegro became independent on 3 June 2006, South Sudan on 9 July 2011.
    assert valid == {
        days[0]: ["891", "736"],
        days[1]: ["688", "499", "736"],
        days[2]: ["688", "499", "736"],
        days[3]: ["688", "499", "729", "728"],
    }


def test_withdrawn_codes_of_countries_are_found():
    two, three = code_list("iso-3166-alpha-2"), code_list("iso-3166-alpha-3")
    found = [two.find(label).code for label in ("ZR", "AN", "YU", "TP")], three.find("ROM").code
    assert found == (["CD", "AN", "CS", "TL"], "ROU")


def test_countries_are_found_by_name_in_the_list_of_codes():
    assert [code_list("iso-3166-alpha-2").find(label).code for label in ("Eswatini", "Swazilandia", "Swaziland")] == [
        "SZ",
        "SZ",
        "SZ",
    ]


def test_forced_criminality_is_a_form_of_its_own():
    forms = code_list("forms")
    assert (forms.code("forced_criminality").parent, forms.children("forced_criminality")) == (None, ())


def test_acts_and_means_are_those_of_article_3():
    codes = [[code.code for code in code_list(name).codes] for name in ("acts", "means")]
    # Protocol, article 3 (a), in its order; "threat or use of force or other forms of coercion" are two.
    assert codes == [
        ["recruitment", "transportation", "transfer", "harbouring", "receipt"],
        [
            "threat_or_force",
            "coercion",
            "abduction",
            "fraud",
            "deception",
            "abuse_of_power",
            "abuse_of_vulnerability",
            "payments_or_benefits",
        ],
    ]


@pytest.mark.parametrize("name", ["age-bands", "ctdc-age"])
def test_age_bands_nest(name):
    edition = code_list(name)
    bounds = {code.code: bounds_of(code) for code in edition.codes}
    outside = [
        code.code
        for code in edition.codes
        if code.parent
        and code.code != "unknown"
        and not bounds[code.parent][0] <= bounds[code.code][0] <= bounds[code.code][1] <= bounds[code.parent][1]
    ]
    assert outside == []


@pytest.mark.parametrize("parent", ["0-17", "18+", "9-17", "30-38", "48+"])
def test_parts_of_an_age_band_leave_no_gap(parent):
    bands = code_list("age-bands")
    parts = [bounds_of(code) for code in bands.children(parent)]
    joints = [(low, high) for (_, high), (low, _) in pairwise(parts) if low != high + 1]
    assert (joints, parts[0][0], parts[-1][1]) == ([], *bounds_of(bands.code(parent)))


def bounds_of(code: Code) -> tuple[float, float]:
    return float(code.attributes.get("low", 0)), float(code.attributes.get("high", "inf"))


def test_children_of_nothing_are_those_without_a_parent():
    assert [code.code for code in code_list("sdg-sex").children(None)] == ["_T"]


def test_ancestors_of_an_area():
    assert [code.names["en"] for code in code_list("m49").ancestors("404")] == [
        "Eastern Africa",
        "Sub-Saharan Africa",
        "Africa",
        "World",
    ]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: code_list("sexe"), "There is no code list 'sexe'. The nearest is 'sex'."),
        (lambda: code_list("sex", "7"), "The list 'sex' has no edition '7'. It has: 1."),
        (lambda: code_list("ctdc-forms", "3"), "The list 'ctdc-forms' has no edition '3'. It has: 1, 2."),
        (lambda: code_list("sex").code("femal"), "sex, edition 1 has no code 'femal'. The nearest is 'female'."),
        (lambda: code_list("sex").children("x"), "sex, edition 1 has no code 'x'."),
    ],
)
def test_what_does_not_exist_is_refused(call, sentence):
    with pytest.raises(UnknownList) as refusal:
        call()
    assert str(refusal.value) == sentence


def test_the_newest_edition_is_the_default():
    assert (code_list("ctdc-forms").number, len(code_list("ctdc-forms", "1").codes)) == ("2", 7)
    assert code_list("ctdc-forms/1") is code_list("ctdc-forms", "1")


def test_an_edition_is_read_once():
    assert code_list("m49") is code_list("m49", "1")


def test_names_cannot_be_changed():
    with pytest.raises(TypeError):
        code_list("sex").codes[0].names["en"] = "All"


@pytest.mark.parametrize(
    ("name", "cell", "labels"),
    [
        ("uk-nrm-forms", "Labour & Criminal", ("Labour", "Criminal")),
        ("uk-nrm-forms", "Sexual, Labour & Domestic", ("Sexual", "Labour", "Domestic")),
        ("uk-nrm-forms", "Not specified or unknown", ("Not specified or unknown",)),
        ("htcds-forms", "ForcedLabour;ForcedBegging", ("ForcedLabour", "ForcedBegging")),
        ("htcds-forms", "ForcedLabour ForcedBegging", ("ForcedLabour", "ForcedBegging")),
        ("htcds-forms", "Forced labour; Sexual exploitation;", ("Forced labour", "Sexual exploitation")),
        ("htcds-forms", "Forced labour of many kinds", ("Forced labour of many kinds",)),
        ("htcds-forms", "ForcedLabour of many kinds", ("ForcedLabour of many kinds",)),
        ("htcds-forms", "  ", ()),
        ("sex", "Female;Male", ("Female;Male",)),
        ("iso-3166-alpha-2", "AL;RS", ("AL", "RS")),
    ],
)
def test_splitting_a_cell(name, cell, labels):
    assert code_list(name).split(cell) == labels


def test_a_label_that_holds_a_separator_is_not_split(tmp_path):
    edition = edition_of(tmp_path, {"a": "salt; pepper"}, extra='separators = [";"]\n')
    assert [edition.split(cell) for cell in ("salt; pepper en", "salt;pepper")] == [
        ("salt; pepper en",),
        ("salt", "pepper"),
    ]


def test_a_former_name_needs_a_language(tmp_path):
    rows, labels = f"code,{NAMES}\np,{names_of('pear')}\n", "code,label,language,from,to\np,Birne,,,2020-01-01\n"
    edition = read_edition(write_edition(tmp_path, rows, labels))
    assert edition.code("p").name_on(date(2019, 1, 1)) == "pear en"


def test_the_same_label_in_two_languages_is_one_alias():
    assert code_list("m49").code("204").aliases.count("Dahomey") == 1


@pytest.mark.parametrize("label", ["STRASSE EN", "straße en", "ｓｔｒａｓｓｅ　ｅｎ"])
def test_shapes_of_letters_make_no_difference(tmp_path, label):
    assert edition_of(tmp_path, {"s": "Straße"}).find(label).code == "s"


def test_no_more_than_three_suggestions(tmp_path):
    edition = edition_of(tmp_path, {code: f"pear {code}" for code in "abcde"})
    assert len(edition.suggest("pear en")) == 3


def test_numbers_of_editions_are_ordered_as_numbers(tmp_path):
    for number in ("10", "9", "1"):
        (tmp_path / f"{number}.toml").touch()
    assert numbers_in(tmp_path) == ("1", "9", "10")


def test_suggestions_for_a_label_that_is_not_in_the_list():
    assert [code.code for code in code_list("m49").suggest("Phillipines")] == ["608"]


def test_a_label_without_diacritics_that_could_mean_two_codes_is_not_found(tmp_path):
    edition = edition_of(tmp_path, {"a": "pêche", "b": "péché"})
    assert ([edition.find(f"{word} en") for word in ("peche", "pêche")]) == [None, edition.code("a")]


def test_a_code_comes_before_a_name_and_a_name_before_an_alias(tmp_path):
    rows = f"code,{NAMES}\npear,{names_of('apple')}\napple en,{names_of('plum')}\n"
    labels = "code,label,language,from,to\npear,plum en,,,\n"
    edition = read_edition(write_edition(tmp_path, rows, labels))
    assert [edition.find(label).code for label in ("apple en", "plum en", "apple fr")] == [
        "apple en",
        "apple en",
        "pear",
    ]


def test_ic_tip_is_named_and_empty():
    edition = code_list("ic-tip")
    assert (edition.titles["en"], edition.codes) == (
        "International Classification for Administrative Data on Trafficking in Persons (IC-TIP)",
        (),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_exported_as_ic_tip_while_it_is_empty(language):
    with pytest.raises(NotExportable, match="IC-TIP"):
        code_list("ic-tip").check_export(language)


def test_only_ic_tip_is_refused():
    refused = []
    for edition in EDITIONS:
        try:
            edition.to_csv()
        except NotExportable as refusal:
            refused.append((edition.name, str(refusal)))
    assert refused == [
        (
            "ic-tip",
            "The list of IC-TIP holds no codes yet: they have not been published in a form that can be read. Nothing "
            "can be exported as coded by IC-TIP until an edition with its codes is added.",
        )
    ]


def test_an_edition_as_csv(tmp_path):
    header, row = "code,parent,from,to," + NAMES, "p,,2001-02-03,2004-05-06," + names_of("pear")
    edition = read_edition(write_edition(tmp_path, f"{header}\n{row}\n"))
    assert edition.to_csv() == (
        "list,edition,code,parent,valid_from,valid_to,en,ar,es,fr,ru,zh\n"
        "fruit,1,p,,2001-02-03,2004-05-06,pear en,pear ar,pear es,pear fr,pear ru,pear zh\n"
    )


def test_codes_of_sdmx_are_those_that_figures_are_written_with():
    from disclosure.values import Values, to_sdmx

    written = to_sdmx(Values.of([12, 0, (1, 4), None]))
    assert [
        set(written[column]) - {code.code for code in code_list(name).codes}
        for column, name in (
            ("OBS_STATUS", "sdmx-obs-status"),
            ("CONF_STATUS", "sdmx-conf-status"),
        )
    ] == [set(), set()]
