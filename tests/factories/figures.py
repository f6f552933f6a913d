"""Indicators, and releases that went through the gate: nothing is published in a test that it has not passed."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from disclosure.release import Declaration, Proposal, Register, release
from disclosure.release.check_tables import dry_run
from disclosure.release.proposal import Kind

from palermo.accounts.models import User
from palermo.figures.actions.reading_back import read_back
from palermo.figures.actions.signing import sign_populations
from palermo.figures.bundles import Key
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.models import (
    FigureOrigin,
    Indicator,
    IndicatorEdition,
    Population,
    Release,
    ReleaseRegister,
)
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.policies import FILE, policy_text
from palermo.figures.pipeline.protecting import protect_figures
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.states.indicators import IndicatorBasis, IndicatorStatus, Measure
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import number, text

DAY = date(2007, 6, 1)
REASON = "Nobody may be recognized by a small number."


def make_indicator(title: str = "Detected victims", slug: str = "", **fields) -> Indicator:
    """An indicator with a published edition; fields named `edition_…` are those of the edition."""
    own = {name.removeprefix("edition_"): fields.pop(name) for name in list(fields) if name.startswith("edition_")}
    indicator = Indicator.objects.create(
        **{
            "slug": slug or f"indicator-{number()}",
            "basis": IndicatorBasis.RELEASES,
            "measure": Measure.DETECTION,
            **fields,
        }
    )
    IndicatorEdition.objects.create(
        **{
            "indicator": indicator,
            "number": 1,
            "title": text(title),
            "definition": text(f"Definition of {title.lower()}"),
            "unit": "persons",
            "dimensions": list(KEYS),
            "method": text("As reported by States."),
            "comparability": text("Definitions of States differ."),
            "status": IndicatorStatus.PUBLISHED,
            "published_on": DAY,
            **own,
        }
    )
    return indicator


def make_register(slug: str = "", **fields) -> ReleaseRegister:
    """A register whose policy is signed into the gate's folder."""
    slug = slug or f"register-{number()}"
    policy = policy_text("Figures on trafficking in persons", REASON, ["persons", "offences"])
    register = ReleaseRegister.objects.create(
        **{"slug": slug, "title": text("Figures on trafficking in persons"), "policy": policy, **fields}
    )
    # A test before, whose rows are gone, may have left a folder of the same name.
    shutil.rmtree(register_folder(register), ignore_errors=True)
    folder = Register.create(register_folder(register), data_set=slug)
    folder.set_policy(policy, release_signer(), by="Director", reason="first policy")
    return register


def make_population(register: ReleaseRegister, slug: str, **fields) -> Population:
    """A population on the list of a register, which is signed into the gate's folder."""
    made = Population.objects.filter(register=register, slug=slug).first()
    if made is None:
        made = Population.objects.create(**{"register": register, "slug": slug, "title": text(slug), **fields})
    sign_populations(register, by="tests")
    return made


def key_of(indicator: str, state: str, year: int, **codes: str) -> Key:
    """The key of a figure, as the gate and the cube have it."""
    return (state, indicator, str(year), *(codes.get(name, TOTAL) for name in KEYS))


def make_release(
    figures: Mapping[Key, int],
    register: ReleaseRegister | None = None,
    author: User | None = None,
    declared: Sequence[str] = (),
    **fields,
) -> Release:
    """A release of true figures, by their keys: protected, audited, signed and read back, with one origin for all.

    Its indicators are made where they are not there. `declared` are the subjects about which the gate asks, because it
    cannot match them to earlier releases of the register.
    """
    register = register or make_register()
    for slug in sorted({key[1] for key in figures} - set(Indicator.objects.values_list("slug", flat=True))):
        make_indicator(slug.replace("-", " ").capitalize(), slug)
    name = str(fields.setdefault("population", f"population-{number()}"))
    make_population(register, name)
    made = Release(
        **{
            "slug": f"release-{number()}",
            "register": register,
            "title": text("Figures on victims"),
            "population_edition": "1",
            "author": author or make_user("Author"),
            "proposed_on": DAY,
            **fields,
        }
    )
    made.save()
    made.indicators.set(IndicatorEdition.objects.filter(indicator__slug__in={key[1] for key in figures}))
    FigureOrigin.objects.create(release=made, number=1, unit="persons", source_text="Ministry of the Interior")
    title, population = str(made.slug), (made.population, made.population_edition)
    draft = protect_figures(
        {key: str(value) for key, value in figures.items()}, title=title, population=population, unit="persons"
    )
    proposal = Proposal(
        title,
        Kind.TABLES,
        "Author",
        ("First Approver", "Second Approver"),
        {FILE: draft.published},
        specification=draft.specification,
        thresholds=draft.thresholds,
        truth={FILE: draft.truth},
    )
    gate = Register(register_folder(register))
    digests = {each.about: each.digest for each in dry_run(proposal, gate, release_signer()).subjects}
    declarations = tuple(
        Declaration(each, "Invented for the test.", "First Approver", digests.get(each, "")) for each in declared
    )
    release(replace(proposal, declarations=declarations), gate, release_signer(), today=DAY)
    made.number = len(gate.releases())
    read_back(made, lambda _key: 1)
    made.status, made.released_on = ReleaseStatus.RELEASED, DAY
    made.save()
    return made
