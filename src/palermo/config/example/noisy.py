"""Noisy counts of invented cases, and a synthetic file drawn from them, made as any other release."""

import csv
import io
import random
from collections.abc import Collection, Iterator
from pathlib import Path

from django.core.files.base import ContentFile

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.config.example.datasets import SLUG as SOURCE
from palermo.config.example.whole import INVENTED
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.figures.actions import releases as actions
from palermo.figures.actions.drawn_releases import draft_drawn_release
from palermo.figures.budgets import account_of, begin_budget
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.drafts import DIGEST
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.releasing import publish
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.knowledge.actions.datasets import accept_edition, add_dataset, receive_edition
from palermo.knowledge.checking import check_received
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition
from palermo.knowledge.states.datasets import DatasetRows

DATASET, COUNTS, ROWS = f"{SOURCE}-victims", "invented-cases-noisy", "invented-cases-synthetic"
TITLES = {
    DATASET: {
        "en": "Register of victims",
        "ar": "سجل الضحايا",
        "es": "Registro de víctimas",
        "fr": "Registre des victimes",
        "ru": "Реестр жертв",
        "zh": "被害人登记册",
    },
    COUNTS: {
        "en": "Invented cases: noisy counts",
        "ar": "قضايا مختلقة: أعداد مشوّشة",
        "es": "Casos inventados: recuentos con ruido",
        "fr": "Affaires inventées : effectifs bruités",
        "ru": "Вымышленные случаи: зашумленные числа",
        "zh": "虚构案件：加噪计数",
    },
    ROWS: {
        "en": "Invented cases: synthetic file",
        "ar": "قضايا مختلقة: ملف اصطناعي",
        "es": "Casos inventados: archivo sintético",
        "fr": "Affaires inventées : fichier synthétique",
        "ru": "Вымышленные случаи: синтетический файл",
        "zh": "虚构案件：合成文件",
    },
}
NOTES = "Invented cases of an invented State."
CASES, SEED = 4000, 2008
BUDGET, EPSILON = 12.0, 4.0
ATTRIBUTES = ["year", "gender", "age", "exploitation", "control", "citizenship"]
LAYOUT = Path(__file__).with_suffix(".toml").read_text("utf-8")


def add_drawn_releases(register: ReleaseRegister, *, author: User, approvers: Collection[User], by: Actor) -> None:
    """Release noisy counts of invented cases, and rows that are drawn from them, once each."""
    if account_of(register) is None:
        begin_budget(register, epsilon=BUDGET, by=by)
    counts = Release.objects.filter(slug=COUNTS).first()
    if counts is None:
        fields = {"kind": ReleaseKind.NOISY, "attributes": ATTRIBUTES, "epsilon": EPSILON, "longest": 3}
        counts = _release(_draft(COUNTS, register, author, _edition(by), fields), approvers, by)
    if not Release.objects.filter(slug=ROWS).exists():
        fields = {"kind": ReleaseKind.SYNTHETIC, "row_count": 1000, "drawn_from": counts}
        _release(_draft(ROWS, register, author, None, fields), approvers, by)


def _edition(by: Actor) -> DatasetEdition:
    """The invented cases, as a file that was handed in, checked and accepted."""
    agreement = Agreement.objects.select_related("source").get(slug=SOURCE)
    dataset = Dataset(
        slug=DATASET,
        source=agreement.source,
        title=MultilingualText(
            {code: f"{INVENTED[code]}{'' if code == 'zh' else ' '}{TITLES[DATASET][code]}" for code in CODES}
        ),
        rows=DatasetRows.CASES,
        own_layout=LAYOUT,
        audience=Audience.SECRETARIAT,
    )
    add_dataset(dataset, by=by)
    edition = receive_edition(dataset, file=ContentFile(_file(), "victims.csv"), agreement=agreement, by=by)
    check_received(edition.pk, by=by)
    edition.refresh_from_db()
    return accept_edition(edition, by=by)


def _file() -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["case", *ATTRIBUTES])
    writer.writerows(_cases())
    return written.getvalue().encode()


def _cases() -> Iterator[list[object]]:
    """Invented cases, the same each time: some forms go with some ages, means of control and citizenships."""
    chance, year = random.Random(SEED), clock.today().year  # noqa: S311  # nothing is kept secret by it
    for place in range(1, CASES + 1):
        is_woman = chance.random() < 0.65
        forms = (
            ["sexual"] * 5 + ["domestic servitude"] * 2 + ["forced labour"] * 2 if is_woman else ["forced labour"] * 6
        )
        form = chance.choice([*forms, "forced begging"])
        age = chance.choice(["0-17"] * (4 if form == "forced begging" else 1) + ["18-29"] * 3 + ["30-plus"])
        control = chance.choice(["debt bondage", "threats", "withheld documents", "violence", "", ""])
        citizenship = chance.choice(["Atlantis"] * 3 + ["Doriland"] * 3 + ["Estrania", "Ruritania", ""])
        gender = "woman" if is_woman else "man"
        yield [f"V-{place}", year - chance.randint(1, 4), gender, age, form, control, citizenship]


def _draft(
    slug: str, register: ReleaseRegister, author: User, edition: DatasetEdition | None, fields: dict[str, object]
) -> Release:
    release = Release(
        slug=slug,
        register=register,
        title=MultilingualText(TITLES[slug]),
        notes=NOTES,
        author=author,
        is_invented=True,
        **fields,
    )
    return draft_drawn_release(release, edition=edition, by=author)


def _release(release: Release, approvers: Collection[User], by: Actor) -> Release:
    """Take a draft through preparation, two approvals and the gate."""
    actions.begin_preparing(release, by=release.author)
    prepare(release.pk, by=by)
    release.refresh_from_db()
    if release.status != ReleaseStatus.PREPARED:
        raise AssertionError(f"{release.slug} cannot be prepared: {release.refusal}")
    release = actions.propose_release(release, by=release.author)
    for approver in approvers:
        actions.approve_release(release, seen=release.loss[DIGEST], note=NOTES, by=approver)
    publish(release.pk, by=by)
    release.refresh_from_db()
    if release.status != ReleaseStatus.RELEASED:
        raise AssertionError(f"{release.slug} is not released: {release.refusal}")
    return release
