"""A release of the figures of invented States, made as any other: prepared, approved by two officers, audited, signed.

A second one awaits approval, so that whoever looks around can see what will be hidden and decide on it.
"""

from collections.abc import Collection

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.core.text import MultilingualText
from palermo.figures.actions import releases as actions
from palermo.figures.actions.populations import list_population
from palermo.figures.actions.registers import begin_shipped_register
from palermo.figures.models import IndicatorEdition, Release, ReleaseRegister
from palermo.figures.pipeline.drafts import DIGEST
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.releasing import publish
from palermo.figures.states.releases import ReleaseStatus
from palermo.returns.models import Round

PREFIX = "invented-"
VICTIMS, JUSTICE = f"{PREFIX}victims", f"{PREFIX}justice"
INDICATORS = {
    VICTIMS: ("victims-detected",),
    JUSTICE: ("persons-suspected", "persons-prosecuted", "persons-convicted"),
}
TITLES = {
    VICTIMS: {
        "en": "Victims detected by invented States",
        "ar": "الضحايا الذين اكتشفتهم دول مختلقة",
        "es": "Víctimas detectadas por Estados inventados",
        "fr": "Victimes détectées par des États inventés",
        "ru": "Жертвы, выявленные вымышленными государствами",
        "zh": "虚构国家发现的被害人",
    },
    JUSTICE: {
        "en": "Criminal justice response of invented States",
        "ar": "تدابير العدالة الجنائية في دول مختلقة",
        "es": "Respuesta de la justicia penal de Estados inventados",
        "fr": "Action de la justice pénale dans des États inventés",
        "ru": "Меры уголовного правосудия в вымышленных государствах",
        "zh": "虚构国家的刑事司法对策",
    },
}
SUMMARY = {
    "en": "Example with invented figures. It shows how figures are released and says nothing of any State.",
    "ar": "مثال بأرقام مختلقة. يبين كيف تصدر الأرقام ولا يدل على شيء بشأن أي دولة.",
    "es": "Ejemplo con cifras inventadas. Muestra cómo se publican las cifras y no dice nada de ningún Estado.",
    "fr": "Exemple avec des chiffres inventés. Il montre comment on publie des chiffres et ne dit rien d’aucun État.",
    "ru": "Пример с вымышленными данными. Он показывает, как публикуются данные, и ничего не говорит о государствах.",
    "zh": "使用虚构数字的示例。说明数字如何发布，与任何国家无关。",
}
# Finer ones cannot be protected where a State has few cases.
BREAKDOWNS = ("", "sex", "age", "sex+age", "form", "citizenship")
NOTES = "Invented figures of invented States."


def add_releases(
    rounds: Collection[Round], *, author: User, approvers: Collection[User], proposer: User, by: Actor
) -> None:
    """Release the victims of the rounds, and propose the figures on criminal justice, once each."""
    register = begin_shipped_register(by=by)
    if not Release.objects.filter(slug=VICTIMS).exists():
        release = _propose(VICTIMS, rounds, author, register)
        for approver in approvers:
            actions.approve_release(release, seen=release.loss[DIGEST], note=NOTES, by=approver)
        publish(release.pk, by=by)
    if not Release.objects.filter(slug=JUSTICE).exists():
        _propose(JUSTICE, rounds, proposer, register)


def _propose(slug: str, rounds: Collection[Round], author: User, register: ReleaseRegister) -> Release:
    editions = IndicatorEdition.objects.filter(indicator__slug__in=INDICATORS[slug], number=1)
    list_population(register, slug, MultilingualText(TITLES[slug]), by=author)
    release = actions.draft_release(
        Release(
            slug=slug,
            register=register,
            title=MultilingualText(TITLES[slug]),
            summary=MultilingualText(SUMMARY),
            population=slug,
            population_edition="1",
            breakdowns=list(BREAKDOWNS),
            notes=NOTES,
            author=author,
            is_invented=True,
        ),
        indicators=list(editions),
        rounds=rounds,
        by=author,
    )
    actions.begin_preparing(release, by=author)
    prepare(release.pk, by=author)
    release.refresh_from_db()
    if release.status != ReleaseStatus.PREPARED:
        raise AssertionError(f"{slug} cannot be prepared: {release.refusal}")
    return actions.propose_release(release, by=author)
