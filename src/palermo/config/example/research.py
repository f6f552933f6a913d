"""What is invented of the study of the record for a demonstration: its protocol, joint research, an ethics review."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.core.text import MultilingualText
from palermo.knowledge.actions import studies as actions
from palermo.knowledge.models import EthicsReview, Study, StudyContribution
from palermo.knowledge.states.studies import EthicsResult, StudyRole
from palermo.library.models import Document

STUDY, PROTOCOL = "global-research", "example-research-protocol"
INVENTED = {
    "ar": "[مثال مختلق لأغراض العرض]",
    "zh": "［为演示虚构的示例］",
    "en": "[Example invented for the demonstration]",
    "fr": "[Exemple inventé pour la démonstration]",
    "ru": "[Вымышленный пример для демонстрации]",
    "es": "[Ejemplo inventado para la demostración]",
}
BODY = {
    "ar": "مجلس أخلاقيات مختلق",
    "zh": "虚构的伦理委员会",
    "en": "An invented ethics board",
    "fr": "Un comité d’éthique inventé",
    "ru": "Вымышленный комитет по этике",
    "es": "Un comité de ética inventado",
}
CONDITIONS = {
    "ar": "لا تُجمع أسماء ولا عناوين.",
    "zh": "不得收集姓名和地址。",
    "en": "No names and no addresses are collected.",
    "fr": "Aucun nom ni aucune adresse n’est recueilli.",
    "ru": "Имена и адреса не собираются.",
    "es": "No se recogen nombres ni direcciones.",
}
# Who does what, in the order of the page.
CONTRIBUTIONS = (("ilo", StudyRole.ANALYSIS), ("iom", StudyRole.DATA), ("unicef", StudyRole.REVIEW))


@transaction.atomic
def add_research(*, by: Actor) -> None:
    """Give the study an invented protocol, contributions and ethics review, each marked as invented, once."""
    study = Study.objects.filter(activity__slug=STUDY, protocol=None).select_related("activity").first()
    protocol = Document.objects.filter(slug=PROTOCOL).first()
    if study is None or protocol is None:
        return
    actions.describe_study(study.activity, values={"protocol": protocol}, by=by)
    for slug, role in CONTRIBUTIONS:
        organisation = Organisation.objects.get(slug=slug)
        contribution = StudyContribution(study=study, organisation=organisation, role=role)
        contribution.description = MultilingualText(INVENTED)
        actions.contributions.add(contribution, by=by)
    review = EthicsReview(study=study, body=_marked(BODY), submitted_on=date(2008, 2, 18))
    review = actions.submit_review(review, by=by)
    decision = {
        "result": EthicsResult.CONDITIONAL,
        "decided_on": date(2008, 3, 17),
        "conditions": _marked(CONDITIONS),
        "valid_until": date(2009, 3, 17),
    }
    actions.decide_review(review, values=decision, by=by)


def _marked(texts: dict[str, str]) -> MultilingualText:
    return MultilingualText({code: f"{INVENTED[code]} {words}" for code, words in texts.items()})
