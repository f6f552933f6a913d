"""Begin the register of releases, load indicators, prepare a release, or verify what was released.

A release that is prepared here has an author and needs two other officers to approve it, as on the site.
"""

import argparse
from collections.abc import Iterable

from palermo.accounts.models import User
from palermo.core.refusals import Refused
from palermo.figures.actions import releases as actions
from palermo.figures.actions.populations import list_population
from palermo.figures.actions.reading_back import make_cube_again
from palermo.figures.actions.registers import begin_shipped_register
from palermo.figures.actions.shipped_indicators import load_shipped_indicators
from palermo.figures.budgets import begin_budget
from palermo.figures.dimensions import TOTAL
from palermo.figures.models import IndicatorEdition, Release, ReleaseRegister
from palermo.figures.pipeline.budget_ledger import DELTA
from palermo.figures.pipeline.compiling.editions import check_edition
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.verifying import find_faults
from palermo.figures.queries.releases import published_releases
from palermo.figures.states.indicators import IndicatorBasis
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.knowledge.models import DatasetEdition

BY = "palermo figures"
FAILED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions."""
    acts = parser.add_subparsers(
        dest="direction", required=True, metavar="begin | budget | prepare | read-back | verify"
    )
    begin = acts.add_parser("begin", help="load the indicators that come with Palermo and begin the register")
    begin.set_defaults(act=_begin)
    budget = acts.add_parser("budget", help="set the privacy budget of a register, once")
    budget.add_argument("register", metavar="REGISTER")
    budget.add_argument(
        "--epsilon",
        type=float,
        required=True,
        help="what all noisy counts of the register together may reveal of one person",
    )
    budget.add_argument("--delta", type=float, default=DELTA, help="the chance that it is more (default: %(default)s)")
    budget.set_defaults(act=_begin_budget)
    preparing = acts.add_parser("prepare", help="draft a release of an accepted edition of a dataset, and prepare it")
    preparing.add_argument("dataset", metavar="DATASET")
    preparing.add_argument("edition", type=int, metavar="EDITION", help="the number of the edition")
    preparing.add_argument("--as", dest="slug", required=True, metavar="ID", help="the identifier of the release")
    preparing.add_argument("--author", required=True, metavar="EMAIL", help="the officer who is its author")
    preparing.add_argument("--unit", default="persons", help="what is counted (default: %(default)s)")
    preparing.add_argument(
        "--indicator", action="append", metavar="ID", help="an indicator; by default all that count in the unit"
    )
    preparing.add_argument("--by", action="append", metavar="BREAKDOWN", help="such as total or sex+age; default: all")
    preparing.add_argument(
        "--must-publish",
        action="append",
        metavar="BREAKDOWN",
        help="a breakdown of which no figure is hidden to protect others",
    )
    preparing.add_argument(
        "--hidden-last",
        action="append",
        metavar="DIMENSION",
        help="such as sex: figures by it are spared where hiding others protects as well",
    )
    preparing.add_argument("--from", dest="year_from", type=int, metavar="YEAR")
    preparing.add_argument("--until", dest="year_until", type=int, metavar="YEAR")
    preparing.add_argument(
        "--population",
        metavar="ID",
        help="whom the figures count; by default the dataset, which is added to the list",
    )
    preparing.add_argument(
        "--republish",
        action="store_true",
        help="keep the figures and the masks as the source has published them, in place of protecting them",
    )
    preparing.add_argument(
        "--edition-of-source", metavar="TEXT", help="the date or edition that the source gives its publication"
    )
    preparing.add_argument("--propose", action="store_true", help="ask the other officers to approve it")
    preparing.set_defaults(act=_prepare)
    reading = acts.add_parser("read-back", help="make the figures that pages read again from the bundles")
    reading.set_defaults(act=_read_back)
    verifying = acts.add_parser("verify", help="verify registers, bundles, sealed figures and figures that pages read")
    verifying.set_defaults(act=_verify)


def run(options: argparse.Namespace) -> int:
    """Run the chosen action."""
    status: int = options.act(options)
    return status


def _begin(_options: argparse.Namespace) -> int:
    report = load_shipped_indicators(by=BY)
    register = begin_shipped_register(by=BY)
    print(f"Loaded {report.editions:,} editions of indicators. The register “{register.slug}” is ready.")
    return 0


def _begin_budget(options: argparse.Namespace) -> int:
    register = ReleaseRegister.objects.filter(slug=options.register).first()
    if register is None:
        known = ", ".join(ReleaseRegister.objects.values_list("slug", flat=True)) or "none"
        raise Refused(f"expected a register on record ({known}), found {options.register}.")
    print(begin_budget(register, epsilon=options.epsilon, delta=options.delta, by=BY))
    return 0


def _prepare(options: argparse.Namespace) -> int:
    edition, author = _edition(options), _author(options.author)
    register = begin_shipped_register(by=BY)
    population = list_population(register, options.population or edition.dataset.slug, edition.dataset.title, by=BY)
    release = Release(
        slug=options.slug,
        register=register,
        title=edition.dataset.title,
        kind=ReleaseKind.REPUBLICATION if options.republish else ReleaseKind.PROTECTED,
        population=population.slug,
        population_edition=options.edition_of_source or str(edition.number),
        breakdowns=["" if each == TOTAL else each for each in options.by or []],
        required_breakdowns=["" if each == TOTAL else each for each in options.must_publish or []],
        hidden_last=options.hidden_last or [],
        year_from=options.year_from,
        year_until=options.year_until,
        author=author,
    )
    indicators = _indicators(options, edition)
    release = actions.draft_release(release, indicators=indicators, dataset_editions=[edition], by=BY)
    actions.begin_preparing(release, by=BY)
    prepare(release.pk, by=BY)
    release.refresh_from_db()
    if release.status != ReleaseStatus.PREPARED:
        print(f"{release.slug} cannot be prepared. {release.refusal}")
        return FAILED
    _print_loss(release)
    if options.propose:
        actions.propose_release(release, by=BY)
        print("Proposed: two other officers must approve it.")
    return 0


def _edition(options: argparse.Namespace) -> DatasetEdition:
    editions = DatasetEdition.objects.select_related("dataset").filter(dataset__slug=options.dataset)
    edition = editions.filter(number=options.edition).first()
    if edition is None:
        known = ", ".join(str(each.number) for each in editions) or "none"
        raise Refused(
            f"{options.dataset}: expected an edition on record ({known}), found {options.edition}. "
            "Receive the file first: `palermo import-data`."
        )
    check_edition(edition)
    return edition


def _author(email: str) -> User:
    author = User.objects.filter(email__iexact=email).first()
    if author is None:
        raise Refused(f"--author: expected the e-mail address of an officer, found {email}.")
    return author


def _indicators(options: argparse.Namespace, edition: DatasetEdition) -> list[IndicatorEdition]:
    """The current editions of the indicators asked for, else of all of the unit that the data have."""
    layout = check_edition(edition)
    had = {each.indicator for each in layout.indicator.labels.values() if each.unit == options.unit}
    wanted = set(options.indicator or had)
    if unknown := sorted(wanted - had):
        raise Refused(f"--indicator: expected some of {', '.join(sorted(had)) or 'none'}, found {unknown[0]}.")
    rows = IndicatorEdition.objects.filter(indicator__slug__in=wanted, indicator__basis=IndicatorBasis.RELEASES)
    current = [each.indicator.current for each in rows.select_related("indicator").distinct()]
    found = {each.indicator_id: each for each in current if each is not None}
    if len(found) < len(wanted):
        raise Refused("Not all indicators are on record. Load them first: `palermo figures begin`.")
    return list(found.values())


def _print_loss(release: Release) -> None:
    loss = release.loss
    if release.kind == ReleaseKind.REPUBLICATION:
        print(f"{release.slug}: {loss['cells']:,} figures, {loss['small']:,} of them masked by the source.")
        return
    print(
        f"{release.slug}: {loss['cells']:,} figures. Hidden: {loss['hidden']:,}, "
        f"{loss['share_of_cells']:.1%} of figures, {loss['share_of_sum']:.1%} of their sum."
    )
    for reason, count in loss["reasons"].items():
        print(f"{count:8,} {_REASONS[reason]}")
    for subject in loss["declarations"]:
        print(f"Approvers must declare: {subject}")


_REASONS = {
    "masked": "masked by the source",
    "small": "below the threshold",
    "near": "almost the same in an earlier edition",
    "others": "to protect others",
}


def _read_back(_options: argparse.Namespace) -> int:
    for release in published_releases():
        print(f"{release.slug}: {make_cube_again(release):,} figures.")
    return 0


def _verify(_options: argparse.Namespace) -> int:
    faults = list(_print_each(find_faults()))
    if not faults:
        count = published_releases().count()
        print(f"{count:,} releases: registers, bundles, sealed figures and figures that pages read are as released.")
    return FAILED if faults else 0


def _print_each(faults: Iterable[str]) -> Iterable[str]:
    for fault in faults:
        print(fault)
        yield fault
