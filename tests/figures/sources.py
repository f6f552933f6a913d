"""Editions of a dataset in the layout of UNODC's table, and national returns, from which releases are made."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.files.base import ContentFile

from palermo.accounts.models import State, User
from palermo.figures.actions import releases as actions
from palermo.figures.models import Indicator, IndicatorEdition, Release, ReleaseRegister
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.releasing import publish
from palermo.knowledge.actions import datasets
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition, Finding
from palermo.knowledge.states.datasets import FindingSeverity
from palermo.returns.models import Return, Round
from tests.factories.accounts import make_state
from tests.factories.common import number, text
from tests.factories.figures import make_indicator, make_population, make_register
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.factories.releases import approve as approve_release
from tests.factories.releases import make_officer
from tests.factories.returns import make_block, make_figure, make_questionnaire_edition, make_return

VICTIMS, CONVICTED, OFFENCES = "victims-detected", "persons-convicted", "offences-recorded"
LABELS = {
    VICTIMS: "Detected trafficking victims",
    CONVICTED: "Persons convicted",
    OFFENCES: "Offences of trafficking in persons",
}
BY = "a test"
HEADINGS = (
    *("Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year"),
    *("Unit of measurement", "txtVALUE", "Source"),
)


def unodc_row(value: object, **labels: object) -> dict[str, str]:
    """A row of the table: victims in Thailand in 2007, of everybody, unless labels say otherwise."""
    given = {
        "Iso3_code": "THA",
        "Country": "Thailand",
        "Region": "Asia",
        "Subregion": "South-eastern Asia",
        "Indicator": LABELS[VICTIMS],
        "Dimension": "Total",
        "Category": "Total",
        "Sex": "Total",
        "Age": "Total",
        "Year": 2007,
        "Unit of measurement": "Counts",
        "txtVALUE": value,
        "Source": "GLOTIP",
    }
    return {name: str(each) for name, each in (given | labels).items()}


def make_accepted_edition(rows: Iterable[Mapping[str, str]], dataset=None, **fields) -> DatasetEdition:
    """An edition that was handed in as a file, checked, and accepted with all that was found in it explained."""
    for slug in ("tha", "fra"):
        if not State.objects.filter(slug=slug).exists():
            make_state(slug=slug)
    dataset = dataset or make_dataset(make_source(f"Source {number()}"), **fields)
    agreement = dataset.source.agreements.first() or make_agreement(dataset.source)
    return accept_rows(dataset, agreement, HEADINGS, rows)


def accept_rows(
    dataset: Dataset, agreement: Agreement, headings: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> DatasetEdition:
    """An edition of rows that were handed in as a file, checked, and accepted with all that was found explained."""
    written = io.StringIO()
    writer = csv.DictWriter(written, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file = ContentFile(written.getvalue().encode(), "table.csv")
    edition = datasets.hand_in_edition(dataset, file=file, agreement=agreement, by=BY)
    for finding in Finding.objects.filter(edition=edition, severity=FindingSeverity.ERROR):
        datasets.explain_finding(finding, explanation="As published.", by=BY)
    edition.refresh_from_db()
    datasets.accept_edition(edition, by=BY)
    edition.refresh_from_db()
    return edition


def edition_of(slug: str, **fields) -> IndicatorEdition:
    """The published edition of an indicator, made where it is not there."""
    known = Indicator.objects.filter(slug=slug).first() or make_indicator(slug.capitalize(), slug, **fields)
    return known.editions.get()


def draft(
    *sources: DatasetEdition | Round,
    indicators: Iterable[str] = (VICTIMS,),
    register: ReleaseRegister | None = None,
    author: User | None = None,
    **fields,
) -> Release:
    """A draft by an officer, from editions of datasets and rounds."""
    author = author or make_officer("Author")
    editions = [edition_of(slug, edition_unit="offences" if slug == OFFENCES else "persons") for slug in indicators]
    register = register or make_register()
    make_population(register, fields.get("population", "victims"))
    release = Release(
        **{
            "register": register,
            "title": text("Figures on victims"),
            "population": "victims",
            "population_edition": "1",
            "author": author,
            **fields,
        }
    )
    return actions.draft_release(
        release,
        indicators=editions,
        dataset_editions=[each for each in sources if isinstance(each, DatasetEdition)],
        rounds=[each for each in sources if isinstance(each, Round)],
        by=author,
    )


def begin(release: Release) -> Release:
    """Have a draft prepared, without the background work doing it."""
    release.status, release.is_cancelled = "preparing", False
    release.save()
    return release


def prepared(*sources: DatasetEdition | Round, **fields) -> Release:
    """A release that went through its preparation."""
    release = begin(draft(*sources, **fields))
    prepare(release.pk, by=BY)
    release.refresh_from_db()
    return release


def approve(release: Release) -> Release:
    """Propose a release and have two officers approve it, who declare what the gate asks for."""
    actions.propose_release(release, by=release.author)
    subjects = dict.fromkeys(release.loss["declarations"], "Nobody is in both.")
    for name in ("First", "Second"):
        release.refresh_from_db()
        officer = make_officer(name)
        needed = {} if name == "Second" else subjects
        approve_release(release, declarations=needed, by=officer)
    release.refresh_from_db()
    return release


def released(*sources: DatasetEdition | Round, **fields) -> Release:
    """A release that went through everything, or was refused at some place."""
    release = prepared(*sources, **fields)
    if release.status != "prepared":
        return release
    release = approve(release)
    publish(release.pk, by=BY)
    release.refresh_from_db()
    return release


QUESTIONNAIRE = """
units:
  persons: {en: Persons}
  cases: {en: Cases}
dimensions:
  sex:
    title: {en: Sex}
    list: sex/1
    codes: {total: {en: Total}, female: {en: Female}, male: {en: Male}, other: {en: Other}, unknown: {en: Not known}}
  age:
    title: {en: Age}
    codes: {total: {en: Total}, 0-17: {en: Children}, 18+: {en: Adults}, unknown: {en: Not known}}
  group:
    title: {en: Sex and age}
    codes:
      total: {en: Total}
      women: {en: Women}
      girls: {en: Girls}
      men: {en: Men}
      boys: {en: Boys}
      other: {en: Other}
      unknown: {en: Not known}
  form:
    title: {en: Form}
    list: forms/1
    codes: {total: {en: Total}, sexual: {en: Sexual}, forced_labour: {en: Labour}, unknown: {en: Not known}}
  place: {title: {en: Place}, codes: {total: {en: Total}, domestic: {en: Domestic}}}
  citizenship: {title: {en: Citizenship}, list: m49/1, open: true}
  number: {title: {en: Number}, codes: {figure: {en: Number}}}
sections:
  - key: victims
    title: {en: Victims}
    tables:
      - key: victims-sex
        title: {en: By sex and age}
        units: [persons, cases]
        indicator: victims-detected
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: age, total: total}]
      - key: victims-form
        title: {en: By form}
        units: [persons]
        indicator: victims-detected
        rows: [{dimension: form, total: total}]
        columns: [{dimension: group, total: total}]
      - key: victims-place
        title: {en: By place}
        units: [persons]
        indicator: victims-detected
        rows: [{dimension: place, total: total}]
        columns: [{dimension: number}]
      - key: victims-country
        title: {en: By citizenship}
        units: [persons]
        indicator: victims-detected
        rows: [{dimension: citizenship}]
        columns: [{dimension: number}]
"""


def make_accepted_return(
    figures: Mapping[tuple[str, str], object], *, state: State | None = None, round_: Round | None = None, **fields
) -> Return:
    """An accepted return with figures by table and cell: numbers, kinds, or pairs of limits of withheld ones."""
    state = state or State.objects.filter(slug="tha").first() or make_state(slug="tha")
    edition = make_questionnaire_edition(content=QUESTIONNAIRE) if round_ is None else round_.edition
    extra = {"round": round_} if round_ else {}
    national_return = make_return(state, status="accepted", **extra, **fields)
    if round_ is None:
        Round.objects.filter(pk=national_return.round_id).update(edition=edition)
        national_return.refresh_from_db()
    for table in dict.fromkeys(table for table, _cell in figures):
        make_block(national_return, table, agency="National Police", unit="persons", article_text="Article 12")
    for (table, cell), value in figures.items():
        if isinstance(value, tuple):
            low, high = value
            make_figure(national_return, table, cell, None, kind="suppressed", low=low, high=high)
        elif isinstance(value, str):
            make_figure(national_return, table, cell, None, kind=value)
        else:
            make_figure(national_return, table, cell, value)
    return national_return


DAY = date(2008, 2, 1)
