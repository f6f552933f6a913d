"""A release goes from draft to withdrawal by several people, never by one alone."""

import shutil
from datetime import date
from functools import partial

import pytest
from bs4 import BeautifulSoup
from disclosure.release import Register
from django.core import mail
from django.test import Client

from palermo.accounts.models import Installation
from palermo.accounts.states import InstallationKind, Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.figures.actions import releases as actions
from palermo.figures.models import Release, ReleaseDecision, ReleaseRegister
from palermo.figures.pipeline.draft_files import digest_of
from palermo.figures.pipeline.places import draft_folder, register_folder
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.pipeline.releasing import publish
from palermo.figures.rules.releases import check_may_approve_release, check_may_decide_release
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_population, make_register, make_release
from tests.factories.knowledge import make_dataset, make_dataset_edition
from tests.factories.releases import approve, lay_prepared, make_draft, make_officer, make_prepared, make_proposed
from tests.factories.returns import make_round
from tests.portal.filling import act, client_of, fill, words_of

pytestmark = pytest.mark.django_db
STATUS = ReleaseStatus


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def draft(by, **fields):
    """Draft a release as its form does."""
    register = fields.pop("register", None) or make_register()
    given = {
        "register": register,
        "title": text("Victims"),
        "population": fields.pop("population", None) or make_population(register, "victims").slug,
        "population_edition": "1",
        "author": by,
        **{name: fields.pop(name) for name in ("breakdowns", "year_from", "year_until") if name in fields},
    }
    content = {"indicators": [make_indicator().editions.get()], "rounds": [make_round()], **fields}
    return actions.draft_release(Release(**given), by=by, **content)


def verbs():
    entries = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    return [each.removeprefix("release.") for each in entries if each.startswith("release.")]


def test_an_officer_drafts_a_release_with_a_form():
    author = make_officer("Author")
    register, edition, round_ = make_register(), make_indicator().editions.get(), make_round()
    make_population(register, "victims")
    dataset = make_dataset_edition(rows_file="x.parquet")
    derived = make_indicator("Flows", basis="derived").editions.get()
    officer = client_of(author)
    offered = officer.get("/en/acts/draft-release/")
    assert (edition.display_name() in words_of(offered), derived.display_name() in words_of(offered)) == (True, False)
    shown = fill(
        officer,
        "/en/acts/draft-release/",
        title_en="Victims in 2007",
        register=register.slug,
        population="victims",
        population_edition="2008",
        indicators=[edition.pk],
        dataset_editions=[dataset.pk],
        rounds=[round_.pk],
        year_from="2003",
        year_until="2007",
        breakdowns=["total", "sex+age"],
        required_breakdowns=["total"],
        hidden_last=["age"],
        notes="Read with care.",
    )
    release = Release.objects.get()
    assert "Draft saved." in shown
    assert (release.slug, release.status, release.author) == ("victims-in-2007", STATUS.DRAFT, author)
    assert (release.breakdowns, release.year_from, release.year_until) == (["", "sex+age"], 2003, 2007)
    assert (release.required_breakdowns, release.hidden_last) == ([""], ["age"])
    chosen = BeautifulSoup(officer.get(release.get_absolute_url()).content, "lxml").select_one("#chosen ~ dl")
    facts = dict(zip((each.text for each in chosen("dt")), (each.text.split() for each in chosen("dd")), strict=True))
    assert (facts["Must be published"], facts["Hidden last"]) == (["Total"], ["Age"])
    assert [list(getattr(release, each).all()) for each in actions.CONTENT] == [[edition], [dataset], [round_]]
    assert (release.population, release.population_edition, release.notes) == ("victims", "2008", "Read with care.")
    changed = act(
        officer,
        "change-release",
        release.slug,
        year_until="2006",
        breakdowns=["form"],
        rounds=[],
        required_breakdowns=[],
    )
    release.refresh_from_db()
    assert "Saved. Have the release prepared again." in changed
    assert (release.year_until, release.breakdowns, release.rounds.count()) == (2006, ["form"], 0)
    assert verbs() == ["drafted", "changed"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            {"breakdowns": ["sex"], "required_breakdowns": ["sex", "age"]},
            "“Age” must be published, but is not among the breakdowns. Choose it there as well.",
        ),
        (
            {"kind": "republication", "required_breakdowns": ["sex"]},
            "A republication hides what its source masks and nothing else, so nothing is chosen here.",
        ),
        (
            {"kind": "republication", "hidden_last": ["sex"]},
            "A republication hides what its source masks and nothing else, so nothing is chosen here.",
        ),
    ],
)
def test_what_must_be_published_is_among_what_is_published(chosen, sentence):
    register, edition, dataset = make_register(), make_indicator().editions.get(), make_dataset_edition(rows_file="x")
    make_population(register, "victims")
    given = {
        "title_en": "Victims in 2007",
        "register": register.slug,
        "population": "victims",
        "population_edition": "2008",
        "indicators": [edition.pk],
        "dataset_editions": [dataset.pk],
    }
    refused = client_of(make_officer("Author")).post("/en/acts/draft-release/", given | {"kind": "protected"} | chosen)
    field = BeautifulSoup(refused.content, "lxml").select_one("#id_required_breakdowns_error")
    assert " ".join(field.get_text(" ").split()) == sentence
    assert not Release.objects.exists()


def test_what_is_drafted_must_be_possible():
    author = make_officer()
    unopened, returned = make_round(status="planned"), make_dataset_edition(status="checked", rows_file="x")
    empty, cases = make_dataset_edition(), make_dataset_edition(make_dataset(rows="cases"), rows_file="x")
    unpublished = make_indicator(edition_status="draft", edition_published_on=None).editions.get()
    derived = make_indicator(basis="derived").editions.get()
    unbegun = ReleaseRegister.objects.create(slug="unbegun", title=text("Unbegun"), policy="")
    for fields, sentence in (
        ({"register": unbegun}, "The register “Unbegun [en]” has not been started"),
        ({"population": "others"}, "The population “others” is not on the list of the register"),
        ({"indicators": []}, "Choose at least one indicator"),
        ({"indicators": [unpublished]}, "is a draft. Publish it first"),
        ({"indicators": [derived]}, "does not come from releases"),
        ({"rounds": []}, "Choose at least one edition of a dataset or one round of data collection"),
        ({"rounds": [unopened]}, "has not been opened"),
        ({"dataset_editions": [returned]}, "has not been accepted"),
        ({"dataset_editions": [empty]}, "are no longer kept"),
        ({"dataset_editions": [cases]}, "are cases. Figures can only be released from a dataset of figures"),
        ({"breakdowns": ["height"]}, "There is no breakdown “height”"),
    ):
        with pytest.raises(Refused) as refused:
            draft(author, **fields)
        assert sentence in str(refused.value), fields
    assert Release.objects.count() == 0


def test_only_the_secretariat_acts_on_releases():
    acts = {
        make_draft(): [partial(actions.begin_preparing), partial(actions.abandon_release)],
        make_prepared(): [partial(actions.propose_release)],
        make_proposed(): [partial(approve), partial(actions.return_release, note="No.")],
    }
    for role in (Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER):
        person = make_user(role)
        with pytest.raises(Refused, match="Only the secretariat may prepare and propose releases of figures"):
            draft(person)
        for release, several in acts.items():
            for perform in several:
                with pytest.raises(Refused, match="Only the secretariat may"):
                    perform(release, by=person)
    assert sorted(Release.objects.values_list("status", flat=True)) == ["draft", "prepared", "proposed"]


def test_another_officer_changes_nothing_of_a_draft_but_may_abandon_it():
    release, other = make_prepared(), make_officer()
    for perform in (
        partial(actions.change_release, values={"notes": "x"}),
        actions.begin_preparing,
        actions.propose_release,
    ):
        with pytest.raises(Refused, match=f"Only the author, {release.author.name}, can do this"):
            perform(release, by=other)
    assert actions.abandon_release(release, by=other).status == STATUS.ABANDONED
    for perform in (actions.abandon_release, actions.propose_release):
        with pytest.raises(Refused):
            perform(release, by=release.author)


def test_what_was_prepared_is_proposed_and_other_officers_are_written_to():
    release, others = make_prepared(title=text("Canary")), [make_officer(), make_officer()]
    make_user(Role.DELEGATE)
    with pytest.raises(Refused, match="Have the release prepared first"):
        actions.propose_release(make_draft(release.author), by=release.author)
    actions.propose_release(release, by=release.author)
    release.refresh_from_db()
    assert (release.status, release.attempt, release.proposed_on) == (STATUS.PROPOSED, 1, date(2008, 2, 1))
    letters = {each.to[0]: each.body for each in mail.outbox}
    assert sorted(letters) == sorted(each.email for each in others)
    for body in letters.values():
        assert "A release of figures awaits approval by two officers who are not its author." in body
        assert f"/en/data/releases/{release.slug}/" in body
        assert "Canary" not in body


def test_the_author_cannot_decide_and_nobody_twice():
    release, first = make_proposed(), make_officer("First")
    release.author.has_shown_factor = True
    with pytest.raises(Refused, match="The author of a release cannot decide on it"):
        approve(release, by=release.author)
    namesake = make_officer()
    namesake.name = f" {release.author.name.upper()} "
    namesake.save()
    with pytest.raises(Refused, match="The author of a release cannot decide on it"):
        approve(release, by=namesake)
    approve(release, note="Looked at all tables.", by=first)
    with pytest.raises(Refused, match=r"You have already approved this release\. A second officer must approve it"):
        approve(release, by=first)
    with pytest.raises(Refused, match="approved by people, not by a command"):
        approve(release, by="palermo figures")
    release.refresh_from_db()
    assert release.status == STATUS.PROPOSED
    assert list(ReleaseDecision.objects.values_list("attempt", "person", "verdict", "note")) == [
        (1, first.pk, "approved", "Looked at all tables.")
    ]


def test_approval_asks_for_a_second_factor_that_was_shown_even_where_signing_in_does_not(settings):
    assert settings.PALERMO_SECOND_FACTOR == "offered"
    release = make_proposed()
    for officer, sentence in (
        (make_officer(with_factor=False), "This needs a second factor. Set one up in your account"),
        (make_officer(has_shown=False), "This needs your second factor. Confirm it"),
    ):
        for perform in (approve, partial(actions.return_release, note="No.")):
            with pytest.raises(Refused, match=sentence):
                perform(release, by=officer)
        page = client_of(officer).get(f"/en/data/releases/{release.slug}/")
        assert ("Approve" in words_of(page), "second factor" in words_of(page)) == (False, True)
    assert ReleaseDecision.objects.count() == 0
    # Their passwords are published, and there is nothing but invented figures.
    Installation.objects.update_or_create(pk=1, defaults={"kind": InstallationKind.DEMONSTRATION})
    invented = make_user(Role.SECRETARIAT, is_demonstration=True)
    check_may_decide_release(invented, release)


def test_a_returned_release_is_a_draft_again_and_earlier_approvals_no_longer_count():
    release, first, second = make_proposed(title=text("Canary")), make_officer(), make_officer()
    approve(release, by=first)
    with pytest.raises(Refused, match="Enter what has to be changed"):
        actions.return_release(release, note="  ", by=second)
    actions.return_release(release, note="The years are wrong.", by=second)
    release.refresh_from_db()
    assert (release.status, release.loss) == (STATUS.DRAFT, {})
    assert [(each.to, "Canary" in each.body) for each in mail.outbox] == [([release.author.email], False)]
    Release.objects.filter(pk=release.pk).update(status=STATUS.PREPARED, loss={"cells": 12})
    release.refresh_from_db()
    lay_prepared(release)
    actions.propose_release(release, by=release.author)
    # Of the earlier proposal there is an approval by the first: it is asked for again.
    approve(release, by=first)
    release.refresh_from_db()
    assert (release.status, release.attempt) == (STATUS.PROPOSED, 2)
    decisions = list(ReleaseDecision.objects.order_by("pk").values_list("attempt", "person", "verdict"))
    assert decisions == [(1, first.pk, "approved"), (1, second.pk, "returned"), (2, first.pk, "approved")]


def test_the_author_takes_a_proposal_back():
    release = make_proposed()
    with pytest.raises(Refused, match="Only the author"):
        actions.take_back_release(release, by=make_officer())
    assert actions.take_back_release(release, by=release.author).status == STATUS.DRAFT
    with pytest.raises(Refused, match="Only a proposed release can be taken back"):
        actions.take_back_release(release, by=release.author)
    with pytest.raises(Refused, match="Only a draft can be changed"):
        actions.change_release(make_proposed(release.author), values={}, by=release.author)


def test_the_first_approval_needs_the_declarations_that_the_gate_asks_for():
    listed = {"table old": {"digest": "59a8a9957ca8bfad", "count": 1, "figures": [["sex female", 22, 32]]}}
    release = make_proposed(loss={"declarations": ["place = north", "table old"], "differences": listed})
    first, second = make_officer(), make_officer()
    with pytest.raises(Refused, match="No declaration is needed about “something else”"):
        approve(release, declarations={"something else": "x"}, by=first)
    with pytest.raises(Refused, match="Declare why no one can be found by comparing: table old"):
        approve(release, declarations={"place = north": "One office."}, by=first)
    approve(release, declarations={"place = north": "One office.", "table old": "All of one State."}, by=first)
    release.refresh_from_db()
    assert release.declarations == [
        {"about": "place = north", "reason": "One office.", "by": first.name, "figures": ""},
        {"about": "table old", "reason": "All of one State.", "by": first.name, "figures": "59a8a9957ca8bfad"},
    ]
    assert approve(release, by=second).status == STATUS.RELEASING


def test_true_figures_are_deleted_with_the_draft(django_capture_on_commit_callbacks):
    for make, perform in (
        (make_prepared, actions.abandon_release),
        (make_prepared, partial(actions.change_release, values={"notes": "x"})),
        (make_proposed, actions.take_back_release),
    ):
        release = make()
        folder = draft_folder(release)
        assert (folder / "truth.csv").is_file()
        with django_capture_on_commit_callbacks(execute=True):
            perform(release, by=release.author)
        assert not folder.exists()


def test_preparation_is_stopped_by_any_officer():
    release = make_draft(status=STATUS.PREPARING)
    actions.cancel_preparation(release, by=make_officer())
    release.refresh_from_db()
    assert (release.is_cancelled, release.status) == (True, STATUS.PREPARING)
    with pytest.raises(Refused, match="The preparation is already being stopped"):
        actions.cancel_preparation(release, by=release.author)
    with pytest.raises(Refused, match="This release is not in preparation"):
        actions.cancel_preparation(make_draft(), by=release.author)


def test_a_withdrawn_release_says_why_on_record_and_in_the_register():
    release, officer = make_release({key_of("victims", "aut", 2006): 40}), make_officer()
    with pytest.raises(Refused, match="Enter the reason of the withdrawal"):
        actions.withdraw_release(release, reason=MultilingualText(), by=officer)
    with pytest.raises(Refused, match="This needs a second factor"):
        actions.withdraw_release(release, reason=text("Wrong"), by=make_officer(with_factor=False))
    with pytest.raises(Refused, match="Only what was released can be withdrawn"):
        actions.withdraw_release(make_draft(), reason=text("Wrong"), by=officer)
    actions.withdraw_release(release, reason=text("Counted twice"), by=officer)
    release.refresh_from_db()
    assert (release.status, release.withdrawn_on, release.reason) == (
        STATUS.WITHDRAWN,
        date(2008, 2, 1),
        text("Counted twice"),
    )
    listed = Register(register_folder(release.register)).releases()
    assert [(each.number, each.withdrawn) for each in listed] == [(1, "Counted twice [en]")]
    with pytest.raises(Refused, match="Only what was released can be withdrawn"):
        actions.withdraw_release(release, reason=text("Again"), by=officer)
    page = words_of(Client().get(f"/en/data/releases/{release.slug}/"))
    assert "Withdrawn: do not use these figures" in page
    assert "Counted twice" in page


def test_a_withdrawal_that_was_interrupted_is_done_again():
    release, officer = make_release({key_of("victims", "aut", 2006): 40}), make_officer()
    Register(register_folder(release.register)).withdraw(1, release_signer(), reason="Counted twice", by="Officer")
    actions.withdraw_release(release, reason=text("Counted twice"), by=officer)
    release.refresh_from_db()
    assert release.status == STATUS.WITHDRAWN


def test_a_damaged_register_refuses_the_withdrawal_with_a_sentence():
    release, officer = make_release({key_of("victims", "aut", 2006): 40}), make_officer()
    chain = register_folder(release.register) / "register.jsonl"
    chain.write_text(chain.read_text().replace("first policy", "another policy"))
    with pytest.raises(Refused, match="The register of releases cannot be written"):
        actions.withdraw_release(release, reason=text("Wrong"), by=officer)
    release.refresh_from_db()
    assert release.status == STATUS.RELEASED


def test_release_whose_prepared_files_are_lost_says_so_and_is_not_approved_or_signed():
    """As after the restoration of a backup, which has none of them."""
    proposed, signed, first = make_proposed(), make_proposed(), make_officer("First")
    approve(signed, by=first)
    Release.objects.filter(pk=signed.pk).update(status=STATUS.RELEASING)
    client = client_of(first)
    page = f"/en/data/releases/{proposed.slug}/"
    assert LOST.split(",")[0] not in words_of(client.get(page))
    for release in (proposed, signed):
        shutil.rmtree(draft_folder(release))
    shown = client.get(page)
    assert LOST in words_of(shown)
    assert "See what will be hidden and why" not in words_of(shown)
    assert "Approve" not in [
        each.get_text(strip=True) for each in BeautifulSoup(shown.content, "lxml").select("main a")
    ]
    refused = client.get(f"{page}preview/")
    assert (refused.status_code, LOST in words_of(refused)) == (409, True)
    with pytest.raises(Refused, match=LOST):
        check_may_approve_release(first, proposed)
    with pytest.raises(Refused, match=LOST):
        approve(proposed, by=first)
    with pytest.raises(Refused, match=LOST):
        actions.propose_release(lost_release(), by="palermo figures")
    assert publish(signed.pk, by="palermo work") == STATUS.DRAFT
    signed.refresh_from_db()
    assert (signed.refusal, signed.number) == (LOST, None)
    # The way out: back to the author, who has it prepared again.
    actions.return_release(proposed, note="Prepare it again.", by=first)
    proposed.refresh_from_db()
    assert proposed.status == STATUS.DRAFT


def lost_release() -> Release:
    release = make_prepared()
    (draft_folder(release) / "truth.csv").unlink()
    return release


@pytest.mark.parametrize("name", ["figures.csv", "truth.csv", "hidden.parquet", "origins.parquet", "report.json"])
def test_prepared_file_that_was_changed_after_an_approval_is_not_signed(name):
    release, first, second = make_proposed(), make_officer("First"), make_officer("Second")
    approve(release, by=first)
    with (draft_folder(release) / name).open("ab") as file:
        file.write(b"1")
    with pytest.raises(Refused, match=LOST):
        approve(release, by=second)
    Release.objects.filter(pk=release.pk).update(status=STATUS.RELEASING)
    assert publish(release.pk, by="palermo work") == STATUS.DRAFT


def test_log_has_the_digest_of_what_each_officer_approved():
    release, officers = make_prepared(), [make_officer(), make_officer()]
    digest = digest_of(draft_folder(release))
    actions.propose_release(release, by=release.author)
    for officer in officers:
        release.refresh_from_db()
        approve(release, by=officer)
    details = AuditEvent.objects.filter(target_id=release.slug).order_by("sequence").values_list("verb", "details")
    assert [(verb, each["digest"]) for verb, each in details if verb in {"release.proposed", "release.approved"}] == [
        ("release.proposed", digest),
        ("release.approved", digest),
        ("release.approved", digest),
    ]


def test_what_was_prepared_again_meanwhile_is_looked_at_once_more():
    release, officer = make_proposed(), make_officer()
    seen = release.loss["prepared"]
    with (draft_folder(release) / "figures.csv").open("ab") as file:
        file.write(b"1")
    release.loss["prepared"] = digest_of(draft_folder(release))
    release.save()
    with pytest.raises(Refused, match="This release was prepared again after you opened the page"):
        actions.approve_release(release, seen=seen, by=officer)
    assert ReleaseDecision.objects.count() == 0


LOST = (
    "The prepared figures of this release are missing or have changed, so it cannot be approved. It must be prepared "
    "again; a proposed release is first returned to its author."
)
