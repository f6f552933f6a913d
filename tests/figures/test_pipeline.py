"""From accepted data to a signed release and its figures: nothing is retyped, and each figure keeps its origin."""

import pytest
from disclosure.release import Register
from disclosure.release.bundle import unpack

from palermo.audit.models import AuditEvent
from palermo.figures.cubes import Selection, read_cube
from palermo.figures.pipeline.contradictions import Contradiction
from palermo.figures.pipeline.places import bundle_path, cube_path, draft_folder, origins_path, register_folder
from palermo.figures.pipeline.preparing import count_hidden_cells, hidden_cells, read_preview
from tests.factories.figures import key_of
from tests.figures.sources import CONVICTED, DAY, LABELS, VICTIMS, make_accepted_edition, prepared, released, unodc_row

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

FORM = "by form of exploitation"
ROWS = [
    unodc_row(60),
    unodc_row(38, Sex="Female"),
    unodc_row("<5", Sex="Male"),
    unodc_row(20, Sex="Unknown"),
    unodc_row(44, Year=2006),
    unodc_row(31, Dimension=FORM, Category="Sexual exploitation"),
    unodc_row(29, Dimension=FORM, Category="Forced labour"),
    unodc_row(7, Dimension="by citizenship", Category="Myanmar"),
    unodc_row(53, Dimension="by citizenship", Category="Thailand"),
    unodc_row(0, Indicator=LABELS[CONVICTED]),
]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def shown(release):
    """The figures that pages read, as key, kind, value and limits."""
    figures = read_cube(cube_path(release), Selection())
    return {
        key_of(each.indicator, each.state, each.year, **each.codes): (each.kind, each.value, each.low, each.high)
        for each in figures
    }


def test_an_edition_goes_through_preparation_approval_and_gate():
    edition = make_accepted_edition(ROWS)
    release = released(edition, indicators=(VICTIMS, CONVICTED))
    assert (release.status, release.refusal, release.number) == ("released", "", 1)
    assert shown(release) == {
        key_of(VICTIMS, "tha", 2007): ("count", 60, None, None),
        key_of(VICTIMS, "tha", 2007, sex="female"): ("count", 38, None, None),
        key_of(VICTIMS, "tha", 2007, sex="male"): ("suppressed", None, 1, 4),
        key_of(VICTIMS, "tha", 2007, sex="unknown"): ("suppressed", None, 0, 21),
        key_of(VICTIMS, "tha", 2006): ("count", 44, None, None),
        key_of(VICTIMS, "tha", 2007, form="sexual"): ("count", 31, None, None),
        key_of(VICTIMS, "tha", 2007, form="forced_labour"): ("count", 29, None, None),
        key_of(VICTIMS, "tha", 2007, citizenship="mmr"): ("count", 7, None, None),
        key_of(VICTIMS, "tha", 2007, citizenship="own"): ("count", 53, None, None),
        key_of(CONVICTED, "tha", 2007): ("zero", 0, None, None),
    }


def test_each_figure_keeps_its_origin():
    edition = make_accepted_edition([*ROWS, unodc_row(30, Dimension=FORM, Category="Sexual exploitation")])
    release = released(edition)
    by_number = {each.number: each for each in release.origins.all()}
    origins = {each.origin for each in read_cube(cube_path(release), Selection())}
    assert origins == set(by_number)
    found = {
        (each.dataset_edition, each.source, each.source_text, each.unit, each.note.get("en", ""))
        for each in by_number.values()
    }
    source = edition.dataset.source
    conflict = "The source has several figures here; the first is used."
    assert found == {(edition, source, "GLOTIP", "persons", ""), (edition, source, "GLOTIP", "persons", conflict)}
    sexual = Selection(codes={"form": ("sexual",)})
    (figure,) = read_cube(cube_path(release), sexual)
    assert (figure.value, by_number[figure.origin].note["en"]) == (31, conflict)


def test_the_loss_and_the_reasons_are_known_before_approval():
    release = prepared(make_accepted_edition(ROWS), indicators=(VICTIMS, CONVICTED))
    loss = release.loss
    assert (release.status, release.steps, release.done) == ("prepared", 10, 10)
    assert {name: loss[name] for name in ("cells", "hidden", "reasons", "declarations")} == {
        "cells": 10,
        "hidden": 2,
        "reasons": {"masked": 1, "others": 1},
        "declarations": [],
    }
    by_sex = next(each for each in loss["groups"] if (each["indicator"], each["by"]) == (VICTIMS, "sex"))
    assert {name: by_sex[name] for name in ("cells", "hidden", "reasons", "share_of_cells")} == {
        "cells": 3,
        "hidden": 2,
        "reasons": {"masked": 1, "others": 1},
        "share_of_cells": 0.6667,
    }
    hidden = {each.key: (each.reason, each.protects) for each in hidden_cells(release)}
    male, unknown = (key_of(VICTIMS, "tha", 2007, sex=code) for code in ("male", "unknown"))
    assert hidden == {male: ("masked", None), unknown: ("others", male)}
    (other,) = hidden_cells(release, reason="others")
    assert [(each.key, each.shown) for each in other.used] == [
        (key_of(VICTIMS, "tha", 2007), "60"),
        (key_of(VICTIMS, "tha", 2007, sex="female"), "38"),
    ]
    assert (count_hidden_cells(release), count_hidden_cells(release, state="fra")) == (2, 0)


def test_what_is_hidden_where_sources_contradict_each_other_names_the_sum():
    rows = [
        unodc_row(70),
        *(unodc_row(n, Sex=sex) for sex, n in (("Female", 38), ("Male", 30), ("Other", "<5"), ("Unknown", 9))),
    ]
    release = prepared(make_accepted_edition(rows))
    hidden = list(hidden_cells(release))
    assert sum(release.loss["reasons"].values()) == release.loss["hidden"] == len(hidden)
    female, male, other, unknown = (
        key_of(VICTIMS, "tha", 2007, sex=sex) for sex in ("female", "male", "other", "unknown")
    )
    whole = Contradiction(key_of(VICTIMS, "tha", 2007), 70, "sex", (female, male, other, unknown), 78, 81)
    found = {each.key: each.contradiction for each in hidden if each.reason == "disputed"}
    assert found == dict.fromkeys(found, whole)


def test_what_was_released_says_in_the_bundle_that_stand_ins_are_not_the_truth():
    release = released(make_accepted_edition(ROWS), notes="Read with care.")
    files = unpack(bundle_path(release).read_bytes(), "bundle")
    sheet = files["method.md"].decode()
    assert "Read with care." in sheet
    assert "The sources mask 1 of these figures and give it to nobody, only its limits." in sheet
    assert "They are not the truth and none is published." in sheet
    (listed,) = Register(register_folder(release.register)).releases()
    assert (listed.title, listed.date) == ("Figures on victims [en]", "2008-02-01")


def test_the_true_figures_are_gone_after_the_release(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        release = released(make_accepted_edition(ROWS))
    assert (draft_folder(release).exists(), origins_path(release).exists()) == (False, True)


def test_the_log_has_the_digests_of_bundle_and_manifest():
    release = released(make_accepted_edition(ROWS))
    entry = AuditEvent.objects.get(verb="release.released")
    assert (entry.details["digest"], entry.details["number"], entry.details["figures"]) == (release.digest, 1, 9)
    assert len(entry.details["manifest"]) == 64


def test_only_what_is_asked_for_is_released():
    release = released(make_accepted_edition(ROWS), breakdowns=["", "form"], year_from=2007, year_until=2007)
    assert sorted(shown(release)) == sorted(
        [
            key_of(VICTIMS, "tha", 2007),
            *(key_of(VICTIMS, "tha", 2007, form=form) for form in ("forced_labour", "sexual")),
        ]
    )


def test_labels_without_a_code_duplicates_and_losses_are_reported():
    rows = [
        *ROWS,
        unodc_row(60),
        unodc_row("<5", Sex="Male"),
        unodc_row(12, Dimension=FORM, Category="Myanmar"),
        unodc_row(3, Dimension="by citizenship", Category="Kosovo"),
        unodc_row(9, Iso3_code="MMR"),
    ]
    preview = read_preview(prepared(make_accepted_edition(rows)))
    report = preview.report
    assert report["labels"] == [["Category", "104", 1], ["State", "MMR", 1]]
    assert report["left_out"] == {
        "label without a code": 1,
        "row without a label, State, year or figure that can be read": 1,
        "unknown State": 1,
    }
    assert (report["duplicates"], report["conflict_count"]) == (2, 0)
    (loss,) = report["losses"]
    assert loss["en"][1].endswith("that servitude and slavery may be counted with forced labour.")
