"""Ways to get at a hidden figure by a further release: each is refused in words that say what would be found.

Everything is released as by the site, and the gate sees what is to be published and the truth behind it. Each release
that is refused would pass if it were the first of its register: only what was released before makes it dangerous.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from disclosure.errors import DisclosureError
from disclosure.release import Proposal, Register, release
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Kind

from palermo.figures.actions.releases import withdraw_release
from palermo.figures.bundles import DATA, Key
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.places import bundle_path, register_folder
from palermo.figures.pipeline.policies import FILE, specification_text, thresholds_text
from palermo.figures.pipeline.preparing import hidden_cells
from palermo.figures.pipeline.protecting import protect_figures
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.pipeline.releasing import publish
from tests.factories.common import text
from tests.factories.figures import key_of as key_in
from tests.factories.figures import make_population, make_register, make_release
from tests.factories.releases import make_officer
from tests.figures.sources import VICTIMS, approve, make_accepted_edition, prepared, released, unodc_row
from tests.figures.stranger import Told, attack, put_together, read_file

pytestmark = pytest.mark.django_db

VICTIMS_1 = {"population": "victims", "population_edition": "1"}
VICTIMS_2 = {"population": "victims", "population_edition": "2"}
HELPED = {"population": "persons-helped", "population_edition": "1"}
NEWER = "victims, edition 2 beside victims, edition 1"
RENAMED = "persons-helped, edition 1 beside victims, edition 1"


def key_of(**codes: str) -> Key:
    """A figure of victims in France in 2007."""
    return key_in(VICTIMS, "fra", 2007, **codes)


# Of 60 victims 38 are female, 20 male, and 2 neither: the 2 are hidden, and so are the 20.
FIRST = {key_of(): 60, key_of(sex="female"): 38, key_of(sex="male"): 20, key_of(sex="other"): 2}
MALE = {key_of(sex="male"): 20}
BY_AGE = {key_of(sex="male", age="0-17"): 8, key_of(sex="male", age="18+"): 12}
BY_FORM = {key_of(sex="male", form="sexual"): 12, key_of(sex="male", form="slavery"): 8}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def register() -> ReleaseRegister:
    """A register in which the first figures were released."""
    made = make_register()
    first = make_release(FIRST, made, **VICTIMS_1)
    assert signs_of(first) == {"": "60", "female": "38", "male": "*", "other": "<5"}
    return made


def signs_of(one: Release) -> dict[str, str]:
    """What a release publishes, by the codes that are not totals."""
    return {
        " ".join(code for code in key[3:] if code != "total"): cell.sign or f"{cell.low:.0f}"
        for key, cell in told_of(one).items()
    }


def told_of(one: Release) -> dict[Key, Told]:
    """What everybody reads in the bundle of a release."""
    return read_file(unpack(bundle_path(one).read_bytes(), str(one))[DATA].decode())


def refusal_of(figures: Mapping[Key, int], register: ReleaseRegister, declared: Sequence[str] = (), **fields) -> str:
    """The sentence in which a release is refused, though it would pass as the first of a register."""
    alone = make_release(figures, make_register(), **fields)
    assert alone.status == "released"
    before = len(Register(register_folder(register)).releases())
    with pytest.raises(DisclosureError) as refused:
        make_release(figures, register, declared=declared, **fields)
    assert len(Register(register_folder(register)).releases()) == before
    return str(refused.value)


def computed(*figures: str, sex: str = "other") -> str:
    """The sentence that names 2 victims of a sex, and the fewest figures that give them away."""
    return (
        "1 hidden figure can be computed from these tables and what was released before: state fra, indicator "
        f"victims-detected, year 2007, sex {sex}, age total, form total, citizenship total, repatriation total, "
        f"population victims, edition 1: is 2, from {'; '.join(figures)}. Run `disclosure protect` with the earlier "
        "releases, or coarsen the table."
    )


BESIDE = ("sex male: 20", "sex total: 60", "sex female: 38")


def test_the_complement_of_a_hidden_figure_is_refused():
    """Of 60 victims 2 are male, so the 58 who are not are hidden; later the 58 are to be published."""
    register = make_register()
    first = make_release({key_of(): 60, key_of(sex="female"): 58, key_of(sex="male"): 2}, register, **VICTIMS_1)
    assert signs_of(first) == {"": "60", "female": "*", "male": "<5"}
    assert refusal_of({key_of(sex="female"): 58}, register, **VICTIMS_1) == computed(
        "sex female: 58", "sex total: 60", sex="male"
    )


def test_what_was_hidden_to_protect_others_is_refused_later(register):
    assert refusal_of(MALE, register, **VICTIMS_1) == computed(*BESIDE)


def test_a_margin_that_is_left_out_counts_as_published_before(register):
    """Without 60 and 38, nothing follows from 20 and a sign; but both are known."""
    later = {key_of(sex="male"): 20, key_of(sex="other"): 2}
    assert signs_of(make_release(later, make_register(), **VICTIMS_1)) == {"male": "20", "other": "<5"}
    assert refusal_of(later, register, **VICTIMS_1) == computed(*BESIDE)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (BY_AGE, ("sex male, age 0-17: 8", "sex male, age 18+: 12")),
        (BY_FORM, ("sex male, form sexual: 12", "sex male, form slavery: 8")),
    ],
    ids=["age", "form"],
)
def test_the_same_people_by_other_codes_are_refused(register, parts, named):
    """Nobody publishes that 20 are male; but 8 and 12 are."""
    assert refusal_of(parts, register, **VICTIMS_1) == computed("sex total: 60", "sex female: 38", *named)


def test_a_code_that_no_list_has_is_refused(register):
    """Else men would be 20 persons of whom nobody knows that they are the male ones."""
    with pytest.raises(DisclosureError) as refused:
        make_release({key_of(sex="man"): 20}, register, **VICTIMS_1)
    assert str(refused.value) == (
        "Table 'figures', dimension 'sex': the category 'man' is not declared (row 2). Categories: total, not-stated, "
        "female, male, other, unknown. Add it to a partition, or name its spelling under labels."
    )


def test_the_same_people_under_another_name_are_refused(register):
    named_otherwise = {key: value for key, value in FIRST.items() if value != 2}
    assert refusal_of(named_otherwise, register, [RENAMED], **HELPED) == (
        "2 of 2 figures of persons-helped, edition 1 are those of victims, edition 1, or differ by less than 5: these "
        "are the same people. Give both the same population, or add to the register of populations how they are "
        "related, so that they are audited together."
    )
    assert refusal_of(named_otherwise, register, **VICTIMS_1) == computed(*BESIDE)


def test_a_single_figure_under_another_name_is_taken_for_the_same_people(register):
    assert refusal_of(MALE, register, [RENAMED], **HELPED) == computed(
        "sex total: 60", "sex female: 38", "sex male, population persons-helped, edition 1: 20"
    )


@pytest.mark.parametrize(("fields", "about"), [(HELPED, RENAMED), (VICTIMS_2, NEWER)], ids=["name", "edition"])
def test_another_name_or_edition_that_nobody_answers_for_is_refused(register, fields, about):
    assert refusal_of(MALE, register, **fields) == (
        "Not everything can be matched to what was released before. An approver must declare for this release, with "
        f"the digest of the figures and a reason why nobody is found by comparing: '{about}'."
    )


@pytest.mark.parametrize(
    ("sex", "then", "now", "table"),
    [("total", 60, 62, "figures"), ("male", 20, 26, "private")],
    ids=["shown", "hidden"],
)
def test_a_revised_figure_of_the_same_edition_is_refused(register, sex, then, now, table):
    """The gate knows of what it published, and of what it did not."""
    first = Release.objects.get(register=register)
    assert refusal_of({key_of(sex=sex): now}, register, **VICTIMS_1) == (
        f"The cell state fra, indicator victims-detected, year 2007, sex {sex}, age total, form total, citizenship "
        f"total, repatriation total has {then} in table '{table}' of release 1 of 2007-06-01, {first.slug} and {now} "
        "in table 'figures' of the true figures; so with 0 more. A revised figure beside the old one tells more than "
        "either: give the population 'victims' another edition."
    )


@pytest.mark.parametrize("now", [56, 59, 61, 64])
def test_a_figure_that_differs_by_few_from_an_earlier_edition_is_refused(register, now):
    assert refusal_of({key_of(): now}, register, [NEWER], **VICTIMS_2) == (
        "Between victims, edition 1 and victims, edition 2 1 figure differs by 1 to 4, among them: state fra, "
        f"indicator victims-detected, year 2007: 60, now {now}. Who compares them sees who was added or taken out: "
        "hide or round these figures, or wait until more has changed."
    )


@pytest.mark.parametrize("now", [55, 60, 65])
def test_a_figure_that_is_the_same_or_differs_by_more_passes(register, now):
    later = make_release({key_of(): now}, register, declared=[NEWER], **VICTIMS_2)
    assert signs_of(later) == {"": str(now)}


def test_a_withdrawn_release_still_counts(register):
    """Whoever read it still knows it."""
    withdraw_release(Release.objects.get(register=register), reason=text("A mistake."), by=make_officer("Second"))
    assert [bool(each.withdrawn) for each in Register(register_folder(register)).releases()] == [True]
    assert refusal_of(MALE, register, **VICTIMS_1) == computed(*BESIDE)


@pytest.mark.parametrize("unit", ["persons per 100,000", "thousand persons", "per cent of persons"])
def test_rates_are_refused(unit):
    """The population of a State is public: of 600,000, 0.33 per 100,000 are 2. In persons, the same file passes."""
    figures = {key: str(value) for key, value in FIRST.items()}
    drafted = protect_figures(figures, title="Figures", population=("victims", "1"), unit="persons")
    assert propose(drafted.published, drafted.truth, "persons") == 1
    with pytest.raises(DisclosureError) as refused:
        propose(drafted.published, drafted.truth, unit)
    assert str(refused.value) == (
        f"The unit is '{unit}', but the policy allows: persons, offences. Rates, shares and figures in thousands show "
        "the counts behind them."
    )


def propose(published: bytes, truth: bytes, unit: str) -> int:
    """Take a file through the gate of a new register in a unit; gives how many releases there are then."""
    on_record = make_register()
    make_population(on_record, "victims")
    register = Register(register_folder(on_record))
    made = Proposal(
        "Figures",
        Kind.TABLES,
        "Author",
        ("First Approver", "Second Approver"),
        {FILE: published},
        specification=specification_text("Figures", ("victims", "1"), unit),
        thresholds=thresholds_text("Figures"),
        truth={FILE: truth},
    )
    release(made, register, release_signer())
    return len(register.releases())


# From sources to the signed bundle, all that was released before being known while a release is prepared.

SOURCE = [unodc_row(60), unodc_row(38, Sex="Female"), unodc_row(20, Sex="Male"), unodc_row(2, Sex="Unknown")]
CHILDREN, ADULTS = {"Sex": "Male", "Age": "0 to 17 years"}, {"Sex": "Male", "Age": "18 years or over"}


def in_thailand(**codes: str) -> Key:
    """A figure of victims in Thailand in 2007."""
    return key_in(VICTIMS, "tha", 2007, **codes)


def test_the_site_hides_of_a_further_release_what_would_give_others_away():
    """Of 20 who are male 8 are children and 12 adults: with both the 20 would be known, and so the 2."""
    register = make_register()
    first = released(make_accepted_edition(SOURCE), register=register)
    assert signs_of(first) == {"": "60", "female": "38", "male": "*", "unknown": "<5"}
    later = released(make_accepted_edition([unodc_row(8, **CHILDREN), unodc_row(12, **ADULTS)]), register=register)
    assert (later.status, signs_of(later)) == ("released", {"male 0-17": "*", "male 18+": "12"})
    small = {in_thailand(sex="unknown")}
    assert attack(put_together([told_of(first), told_of(later)]), small=small).found == []
    plain = {in_thailand(sex="male", age="0-17"): Told(8, 8), in_thailand(sex="male", age="18+"): Told(12, 12)}
    (found,) = attack(put_together([told_of(first), plain]), small=small).found
    assert (found.key, found.low, found.high) == (in_thailand(sex="unknown"), 2, 2)


def test_the_site_refuses_a_revised_figure_of_the_same_edition():
    register, revised = make_register(), make_accepted_edition([unodc_row(62)])
    released(make_accepted_edition(SOURCE), register=register)
    refused = released(revised, register=register)
    assert (refused.status, refused.refusal) == (
        "draft",
        "The figure of state tha, indicator victims-detected, year 2007 was published as 60 and is now 62; so with 0 "
        "more. Two versions of the same figures tell more than either: give the new version a population or an edition "
        "of its own, and protect it apart.",
    )
    assert prepared(revised, register=make_register()).status == "prepared"


def test_the_site_hides_a_figure_that_differs_by_few_from_an_earlier_edition():
    """2 persons were added to 60; 10 more than 44 may be shown."""
    register = make_register()
    first = released(make_accepted_edition([unodc_row(60), unodc_row(44, Year=2006)]), register=register)
    edition = make_accepted_edition([unodc_row(62), unodc_row(54, Year=2006)])
    later = prepared(edition, register=register, population_edition="2")
    assert [(each.key, each.reason) for each in hidden_cells(later)] == [(in_thailand(), "near")]
    assert later.loss["declarations"] == [NEWER]
    approve(later)
    publish(later.pk, by="a test")
    later.refresh_from_db()
    year = key_in(VICTIMS, "tha", 2006)
    assert {key: (cell.low, cell.sign) for key, cell in told_of(later).items()} == {
        in_thailand(): (0, "*"),
        year: (54, ""),
    }
    alone = prepared(edition, register=make_register(), population_edition="2")
    assert (first.status, later.status, list(hidden_cells(alone))) == ("released", "released", [])
