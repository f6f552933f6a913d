"""Who prepares a release of figures, who approves it, and who withdraws it: never one person alone."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from disclosure.release.proposal import same_person
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.second_factor import check_has_shown_factor
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.signs import comma
from palermo.core.text import MultilingualText
from palermo.figures.dimensions import BREAKDOWNS, KEYS
from palermo.figures.labels import breakdown_name
from palermo.figures.models import IndicatorEdition, Population, Release, ReleaseDecision, ReleaseRegister
from palermo.figures.pipeline.drafts import DIGEST, has_prepared
from palermo.figures.pipeline.places import register_folder
from palermo.figures.rules.drawn_releases import check_can_be_drawn
from palermo.figures.rules.republications import check_can_republish
from palermo.figures.states.indicators import IndicatorBasis, IndicatorStatus
from palermo.figures.states.releases import FIGURE_RELEASE_MOVES, ReleaseKind, ReleaseStatus, Verdict
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows
from palermo.returns.models import Round
from palermo.returns.states.rounds import RoundStatus

# How many people who are not the author approve a release.
APPROVALS = 2
LOST = gettext_lazy(
    "The prepared figures of this release are missing or have changed, so it cannot be approved. It must be prepared "
    "again; a proposed release is first returned to its author."
)


def check_may_draft_release(user: Actor, record: object = None) -> None:
    """The secretariat prepares releases."""
    check_may(user, Permission.PREPARE_RELEASE)


def check_can_draft_release(
    user: Actor,
    *,
    register: ReleaseRegister,
    population: str,
    indicators: Collection[IndicatorEdition],
    dataset_editions: Collection[DatasetEdition],
    rounds: Collection[Round],
    breakdowns: Collection[str],
    required: Collection[str] = (),
    hidden_last: Collection[str] = (),
    kind: str = ReleaseKind.PROTECTED,
) -> None:
    """As `check_may_draft_release`: in a register that was begun, of published indicators, from accepted data."""
    check_may_draft_release(user)
    _check_is_begun(register)
    _check_population(register, population)
    _check_indicators(indicators)
    if not dataset_editions and not rounds:
        raise Refused(_("Choose at least one edition of a dataset or one round of data collection."))
    for edition in dataset_editions:
        _check_edition(edition)
    if kind == ReleaseKind.REPUBLICATION:
        check_can_republish(dataset_editions, rounds)
    for round_ in rounds:
        if round_.status == RoundStatus.PLANNED:
            raise Refused(_("The round “%(round)s” has not been opened.") % {"round": round_.display_name()})
    check_breakdowns(breakdowns, required, hidden_last, kind)


def check_breakdowns(
    breakdowns: Collection[str], required: Collection[str], hidden_last: Collection[str], kind: str
) -> None:
    """Breakdowns that there are, with those that must be published among them."""
    if unknown := sorted({*breakdowns, *required} - set(BREAKDOWNS)):
        raise Refused(_("There is no breakdown “%(found)s”. Choose from the list.") % {"found": unknown[0]})
    if unknown := sorted(set(hidden_last) - set(KEYS)):
        raise Refused(_("There is no dimension “%(found)s”. Choose from the list.") % {"found": unknown[0]})
    if breakdowns and (absent := sorted(set(required) - set(breakdowns))):
        raise Refused(
            _("“%(breakdown)s” must be published, but is not among the breakdowns. Choose it there as well.")
            % {"breakdown": breakdown_name(absent[0])}
        )
    if kind == ReleaseKind.REPUBLICATION and (required or hidden_last):
        raise Refused(_("A republication hides what its source masks and nothing else, so nothing is chosen here."))


def _check_population(register: ReleaseRegister, population: str) -> None:
    if not Population.objects.filter(register=register, slug=population).exists():
        raise Refused(
            _(
                "The population “%(population)s” is not on the list of the register “%(register)s”. Add it first, with "
                "its relation to the others."
            )
            % {"population": population, "register": register.display_name()}
        )


def check_can_draft_drawn_release(user: Actor, release: Release, editions: Collection[DatasetEdition]) -> None:
    """As `check_may_draft_release`: in a register that was begun, of what can be drawn."""
    check_may_draft_release(user)
    _check_is_begun(release.register)
    check_can_be_drawn(release, editions)


def _check_is_begun(register: ReleaseRegister) -> None:
    if not is_begun(register):
        raise Refused(
            _("The register “%(register)s” has not been started. Ask the administrator to run `palermo figures begin`.")
            % {"register": register.display_name()}
        )


def _check_indicators(indicators: Collection[IndicatorEdition]) -> None:
    if not indicators:
        raise Refused(_("Choose at least one indicator."))
    for each in indicators:
        if each.status != IndicatorStatus.PUBLISHED:
            raise Refused(_("“%(edition)s” is a draft. Publish it first.") % {"edition": each.display_name()})
        if each.indicator.basis != IndicatorBasis.RELEASES:
            raise Refused(
                _("“%(edition)s” does not come from releases: it is computed from other figures or from the record.")
                % {"edition": each.display_name()}
            )
    if len({each.indicator_id for each in indicators}) < len(indicators):
        raise Refused(_("Choose one edition of each indicator."))


def _check_edition(edition: DatasetEdition) -> None:
    if edition.status != DatasetEditionStatus.ACCEPTED:
        raise Refused(_("“%(edition)s” has not been accepted.") % {"edition": edition.display_name()})
    if edition.dataset.rows != DatasetRows.FIGURES:
        raise Refused(
            _("The rows of “%(edition)s” are cases. Figures can only be released from a dataset of figures.")
            % {"edition": edition.display_name()}
        )
    if not edition.rows_file:
        raise Refused(_("The data of “%(edition)s” are no longer kept.") % {"edition": edition.display_name()})


def is_begun(register: ReleaseRegister) -> bool:
    """Whether the gate has a folder for the register, with its policy."""
    return (register_folder(register) / "register.jsonl").is_file()


def _check_is_author(user: Actor, release: Release) -> None:
    """Whoever changes a release is its author, and so cannot approve it."""
    check_may(user, Permission.PREPARE_RELEASE)
    if not isinstance(user, str) and user.pk != release.author_id:
        raise Refused(
            _("Only the author, %(author)s, can do this. Draft a release of your own instead.")
            % {"author": release.author.name}
        )


def check_may_change_release(user: Actor, release: Release) -> None:
    """The author changes a release of figures until it is proposed."""
    _check_is_draft(user, release)
    if release.is_drawn:
        raise Refused(_("Noisy counts and synthetic files have forms of their own."))


def check_may_change_drawn_release(user: Actor, release: Release) -> None:
    """The author changes noisy counts or a synthetic file until it is proposed."""
    _check_is_draft(user, release)
    if not release.is_drawn:
        raise Refused(_("This release has neither noisy counts nor invented rows."))


def _check_is_draft(user: Actor, release: Release) -> None:
    _check_is_author(user, release)
    if release.status not in (ReleaseStatus.DRAFT, ReleaseStatus.PREPARED):
        raise Refused(_("Only a draft can be changed. Take the release back first, or draft a new one."))


def check_may_begin_preparing(user: Actor, release: Release) -> None:
    """The author has a draft prepared, or again what was prepared before."""
    _check_is_draft(user, release)
    if release.is_drawn:
        check_can_draft_drawn_release(user, release, list(release.dataset_editions.select_related("dataset")))
        return
    check_can_draft_release(
        user,
        register=release.register,
        population=release.population,
        indicators=release.indicators.select_related("indicator"),
        dataset_editions=release.dataset_editions.select_related("dataset"),
        rounds=release.rounds.all(),
        breakdowns=release.breakdowns,
        required=release.required_breakdowns,
        hidden_last=release.hidden_last,
        kind=release.kind,
    )


def check_may_cancel_preparation(user: Actor, release: Release) -> None:
    """The secretariat stops the preparation of a release."""
    check_may(user, Permission.PREPARE_RELEASE)
    if release.status != ReleaseStatus.PREPARING:
        raise Refused(_("This release is not in preparation."))
    if release.is_cancelled:
        raise Refused(_("The preparation is already being stopped."))


def check_may_propose_release(user: Actor, release: Release) -> None:
    """The author proposes what was prepared."""
    _check_is_author(user, release)
    if release.status != ReleaseStatus.PREPARED:
        raise Refused(_("Have the release prepared first: approvers must see what will be hidden."))
    check_move(FIGURE_RELEASE_MOVES, release.status, ReleaseStatus.PROPOSED)
    check_has_prepared(release)


def check_may_take_back_release(user: Actor, release: Release) -> None:
    """The author takes a proposed release back."""
    _check_is_author(user, release)
    if release.status != ReleaseStatus.PROPOSED:
        raise Refused(_("Only a proposed release can be taken back."))


def check_may_be_asked(user: Actor, release: Release) -> None:
    """An officer who is not the author, and has not decided yet, is asked to decide on a proposed release."""
    check_may(user, Permission.APPROVE_RELEASE)
    if release.status != ReleaseStatus.PROPOSED:
        raise Refused(_("Only a proposed release can be approved or returned."))
    if not isinstance(user, User):
        raise Refused(_("A release is approved by people, not by a command. Sign in to approve it."))
    if user.pk == release.author_id or same_person(user.name) == same_person(release.author.name):
        raise Refused(_("The author of a release cannot decide on it. Two other officers must approve it."))
    for decision in current_decisions(release):
        if decision.person_id == user.pk or same_person(decision.person.name) == same_person(user.name):
            raise Refused(_("You have already approved this release. A second officer must approve it."))


def check_may_decide_release(user: Actor, release: Release) -> None:
    """As `check_may_be_asked`, with a second factor that was shown in this session."""
    check_may_be_asked(user, release)
    check_has_shown_factor(user)


def check_has_prepared(release: Release) -> None:
    """What was prepared is there and is what it was: nobody approves or signs what cannot be looked at.

    Refused if it is missing, as after the restoration of a backup, or has changed.
    """
    if not has_prepared(release):
        raise Refused(str(LOST))


def check_may_approve_release(user: Actor, release: Release) -> None:
    """As `check_may_decide_release`, of prepared figures that can be looked at."""
    check_may_decide_release(user, release)
    check_has_prepared(release)


def check_can_approve_release(user: Actor, release: Release, declarations: Mapping[str, str], seen: str) -> None:
    """As `check_may_approve_release`, and what was `seen` is what is there now, by its digest.

    The first approval leaves nothing undeclared that the gate asks for; each release needs declarations of its own.
    """
    check_may_approve_release(user, release)
    if seen != release.loss.get(DIGEST):
        raise Refused(
            _("This release was prepared again after you opened the page. Look at what will be hidden once more.")
        )
    needed = list_undeclared(release)
    if idle := sorted(set(declarations) - set(needed)):
        raise Refused(_("No declaration is needed about “%(subject)s”.") % {"subject": idle[0]})
    left = [each for each in needed if not declarations.get(each, "").strip()]
    if left:
        raise Refused(
            ngettext(
                "Not everything can be matched to earlier releases. Declare why no one can be found by comparing: "
                "%(subjects)s.",
                "Not everything can be matched to earlier releases. Declare for each why no one can be found by "
                "comparing: %(subjects)s.",
                len(left),
            )
            % {"subjects": comma().join(left)}
        )


def check_can_return_release(user: Actor, release: Release, note: str) -> None:
    """As `check_may_decide_release`, with a note that says what has to be changed."""
    check_may_decide_release(user, release)
    if not note.strip():
        raise Refused(_("Enter what has to be changed."))


def check_may_abandon_release(user: Actor, release: Release) -> None:
    """The secretariat abandons a release that was not proposed, whoever drafted it."""
    check_may(user, Permission.PREPARE_RELEASE)
    if release.status not in (ReleaseStatus.DRAFT, ReleaseStatus.PREPARED):
        raise Refused(_("Only a draft can be abandoned."))


def check_may_withdraw_release(user: Actor, release: Release) -> None:
    """The secretariat withdraws a release, with a second factor."""
    check_may(user, Permission.WITHDRAW_RELEASE)
    if release.status != ReleaseStatus.RELEASED:
        raise Refused(_("Only what was released can be withdrawn."))
    check_has_shown_factor(user)


def check_can_withdraw_release(user: Actor, release: Release, reason: MultilingualText) -> None:
    """As `check_may_withdraw_release`, with a reason."""
    check_may_withdraw_release(user, release)
    if not reason:
        raise Refused(_("Enter the reason of the withdrawal: it will be public."))


def current_decisions(release: Release) -> list[ReleaseDecision]:
    """The decisions on the release as it is proposed now, with the people who took them."""
    return list(release.decisions.filter(attempt=release.attempt, verdict=Verdict.APPROVED).select_related("person"))


def list_undeclared(release: Release) -> list[str]:
    """The subjects about which the gate asks for a declaration and nobody has made one."""
    made = {each["about"] for each in release.declarations}
    return [each for each in release.loss.get("declarations", []) if each not in made]


class Subject(NamedTuple):
    """Something to be declared, and the figures by which it differs from what was released before.

    `figures` are the first ones, each with the earlier figure and the present one; `total` is how many there are.
    """

    about: str
    total: int
    figures: list[tuple[str, float, float]]


def list_subjects(release: Release) -> list[Subject]:
    """What approvers have to declare and nobody has declared yet, with the figures that they answer for."""
    found = release.loss.get("differences", {})
    return [
        Subject(about, found.get(about, {}).get("count", 0), found.get(about, {}).get("figures", []))
        for about in list_undeclared(release)
    ]
