"""When a text is missing in a language, when it is older than its original, and when it is neither."""

import pytest

from palermo.core.languages import CODES
from palermo.translations.texts import Standing, Version, codes_of, gaps_of, mask, open_fields, text_standing

pytestmark = pytest.mark.django_db

EN, FR = {"en": "One"}, {"en": "One", "fr": "Un"}


def told(*history, **options) -> tuple[str, set[str]]:
    """The original language of a text with this history, and the languages in which it is stale."""
    found = text_standing(history, **options)
    return found.original, set(found.stale)


def test_nothing_is_missing_of_a_text_that_is_not_there():
    assert text_standing([]) == text_standing([{}]) == text_standing([EN, {}]) == Standing("", frozenset(), frozenset())


def test_missing_are_the_languages_meant_and_not_held():
    assert set(text_standing([EN]).missing) == set(CODES) - {"en"}
    assert set(text_standing([FR], meant=["en", "fr", "ar"]).missing) == {"ar"}
    assert set(text_standing([EN], meant=["en"]).missing) == set()


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([FR], ("en", set())),
        # The original changed later than the translation.
        ([FR, {"en": "Two", "fr": "Un"}], ("en", {"fr"})),
        # Both changed in one act.
        ([FR, {"en": "Two", "fr": "Deux"}], ("en", set())),
        # The translation came after.
        ([FR, {"en": "Two", "fr": "Un"}, {"en": "Two", "fr": "Deux"}], ("en", set())),
        # A change that was undone leaves the translation as good as it was.
        ([FR, {"en": "Two", "fr": "Un"}, FR], ("en", set())),
        # … unless the translation was made of what stood there in between.
        ([FR, {"en": "Two", "fr": "Deux"}, {"en": "One", "fr": "Deux"}], ("en", {"fr"})),
        # A translation that changes alone makes nothing stale.
        ([FR, {"en": "One", "fr": "Le un"}], ("en", set())),
        # What was there first is the original, whatever came later.
        ([{"fr": "Un"}, FR], ("fr", set())),
        ([{"fr": "Un"}, FR, {"en": "One", "fr": "Deux"}], ("fr", {"en"})),
        # A language taken out and put in again was written when it was put in again.
        ([FR, EN, {"en": "Two"}, {"en": "Two", "fr": "Un"}], ("en", set())),
        # The original's language taken out: the others have nothing to be older than.
        ([FR, {"fr": "Un"}], ("fr", set())),
    ],
)
def test_a_text_is_stale_where_its_original_says_something_else_than_when_it_was_written(history, expected):
    assert told(*history) == expected


def test_of_languages_that_came_together_the_preferred_one_is_the_original():
    both = {"fr": "Un", "es": "Uno"}
    assert told(both)[0] == "fr"
    assert told(both, preferred="es")[0] == "es"


def test_languages_are_one_number_and_back():
    for codes in ([], ["ar"], ["zh", "es"], list(CODES)):
        assert codes_of(mask(codes)) == codes


def version(kind: str, record: int, pk: int, data: dict, change: str = "~") -> Version:
    return Version(kind, record, pk, change, data)


def gaps(*versions: Version) -> list[tuple[str, str, list[str], list[str]]]:
    return [(g.kind, g.field, codes_of(g.missing), codes_of(g.stale)) for g in gaps_of(versions)]


DOCUMENT = {"title": {"en": "Paper"}, "state": "issued", "original_language": "en", "languages_meant": ["en"]}


def file(language: str, digest: str, pk: int, record: int) -> Version:
    return version("language-versions", record, pk, {"language": language, "sha256": digest, "text": ""})


def test_a_paper_in_english_only_lacks_nothing():
    assert gaps(version("documents", 1, 1, DOCUMENT), file("en", "a", 2, 7)) == []


def test_a_paper_lacks_the_languages_it_is_meant_in():
    document = version("documents", 1, 1, {**DOCUMENT, "languages_meant": ["ar", "en"]})
    assert gaps(document, file("en", "a", 2, 7)) == [
        ("documents", "title", ["ar"], []),
        ("documents", "versions", ["ar"], []),
    ]


def test_a_paper_without_any_version_yet_waits_for_no_translation():
    document = version("documents", 1, 1, {**DOCUMENT, "languages_meant": []})
    assert [gap[1] for gap in gaps(document)] == ["title"]


def test_a_file_is_older_than_the_original_that_was_replaced_after_it():
    document = version("documents", 1, 1, {**DOCUMENT, "languages_meant": ["en", "fr"], "title": FR})
    held = [file("en", "a", 2, 7), file("en", "b", 4, 7), file("fr", "c", 3, 8)]
    assert gaps(document, *held) == [("documents", "versions", [], ["fr"])]
    assert gaps(document, *held[:2], file("fr", "c", 3, 8), file("fr", "d", 5, 8)) == []


def test_nothing_is_asked_of_what_is_closed():
    title = {"title": {"en": "Report"}}
    assert gaps(version("reports", 1, 1, {**title, "state": "issued"})) == []
    assert len(gaps(version("reports", 1, 1, {**title, "state": "prepared"}))) == 1
    assert gaps(version("documents", 1, 1, {**DOCUMENT, "languages_meant": [], "state": "withdrawn"})) == []
    recommendation = version("report-recommendations", 2, 2, {"text": {"en": "Do it"}})
    assert gaps(version("reports", 1, 1, {**title, "state": "issued"}), recommendation) == []


def test_a_text_put_to_member_states_keeps_its_words_and_its_result_can_be_translated():
    endorsement = {"title": EN, "text": EN, "result_note": EN}
    put = version("text-versions", 2, 2, {"text": EN})
    fields = {gap[1] for gap in gaps(version("endorsements", 1, 1, endorsement))}
    assert fields - {gap[1] for gap in gaps(version("endorsements", 1, 1, endorsement), put)} == {
        "text",
        "title",
    }


def test_what_was_taken_away_lacks_nothing():
    row = version("topics", 1, 1, {"name": EN}, "+")
    assert len(gaps(row)) == 1
    assert gaps(row, version("topics", 1, 2, {"name": EN}, "-")) == []


def test_forms_that_a_language_may_not_have_are_no_gap():
    assert open_fields("organizations") == ("name",)
    assert open_fields("states") == ("short_name", "formal_name")
    assert open_fields("text-versions") == ()
