"""Two rounds of data collection for the demonstration at the real date, with six invented States.

An invented State is no Member of the United Nations in the record, so no list, map or treaty of Member States has it;
its name says that it is invented, and so do the titles of the rounds.
"""

from datetime import date, timedelta

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row
from palermo.core.text import MultilingualText
from palermo.governance.models import Mandate
from palermo.governance.states.mandates import MandateState
from palermo.returns.actions import questionnaires, rounds
from palermo.returns.models import Questionnaire, QuestionnaireEdition, Round
from palermo.returns.shipped import shipped_content

PREFIX = "invented-"
QUESTIONNAIRE = "trafficking"
# What follows a name of an invented State.
REMARK = {
    "en": " (invented)",
    "ar": " (مختلقة)",
    "es": " (inventado)",
    "fr": " (inventé)",
    "ru": " (вымышленное)",
    "zh": "（虚构）",
}
STATES = {
    "arvania": {
        "en": "Arvania",
        "ar": "أرفانيا",
        "es": "Arvania",
        "fr": "Arvanie",
        "ru": "Арвания",
        "zh": "阿尔瓦尼亚",
    },
    "belmora": {"en": "Belmora", "ar": "بلمورا", "es": "Belmora", "fr": "Belmora", "ru": "Бельмора", "zh": "贝尔莫拉"},
    "cordelia": {
        "en": "Cordelia",
        "ar": "كورديليا",
        "es": "Cordelia",
        "fr": "Cordélia",
        "ru": "Корделия",
        "zh": "科迪莉亚",
    },
    "doriland": {
        "en": "Doriland",
        "ar": "دوريلاند",
        "es": "Dorilandia",
        "fr": "Dorilande",
        "ru": "Дориландия",
        "zh": "多里兰",
    },
    "estrania": {
        "en": "Estrania",
        "ar": "إسترانيا",
        "es": "Estrania",
        "fr": "Estranie",
        "ru": "Эстрания",
        "zh": "埃斯特拉尼亚",
    },
    "fernalia": {
        "en": "Fernalia",
        "ar": "فيرناليا",
        "es": "Fernalia",
        "fr": "Fernalie",
        "ru": "Ферналия",
        "zh": "弗纳利亚",
    },
}
TITLE = {
    "en": "Trafficking in persons, {year}: example with invented States",
    "ar": "الاتجار بالأشخاص، {year}: مثال بدول مختلقة",
    "es": "Trata de personas, {year}: ejemplo con Estados inventados",
    "fr": "Traite des personnes, {year}\u00a0: exemple avec des États inventés",
    "ru": "Торговля людьми, {year}: пример с вымышленными государствами",
    "zh": "{year}年贩运人口：虚构国家示例",
}
AGREEMENT = {
    "en": "Agreement on national returns (invented)",
    "ar": "اتفاق بشأن الردود الوطنية (مختلق)",
    "es": "Acuerdo sobre las respuestas nacionales (inventado)",
    "fr": "Accord sur les réponses nationales (inventé)",
    "ru": "Соглашение о национальных ответах (вымышленное)",
    "zh": "国家答复协议（虚构）",
}
QUESTIONNAIRE_TITLE = {
    "en": "Questionnaire on trafficking in persons",
    "ar": "استبيان بشأن الاتجار بالأشخاص",
    "es": "Cuestionario sobre la trata de personas",
    "fr": "Questionnaire sur la traite des personnes",
    "ru": "Вопросник по торговле людьми",
    "zh": "贩运人口调查问卷",
}
QUESTIONNAIRE_SUMMARY = {
    "en": "Offences, persons suspected, prosecuted and convicted, victims detected, assistance and return.",
    "ar": "الجرائم والأشخاص المشتبه فيهم والملاحقون قضائيا والمدانون والضحايا المكتشفون والمساعدة والعودة.",
    "es": "Delitos, personas sospechosas, procesadas y condenadas, víctimas detectadas, asistencia y retorno.",
    "fr": "Infractions, personnes soupçonnées, poursuivies et condamnées, victimes détectées, assistance et retour.",
    "ru": "Преступления, подозреваемые, преследуемые и осужденные лица, выявленные жертвы, помощь и возвращение.",
    "zh": "犯罪、嫌疑人、被起诉和被定罪人员、发现的被害人、援助和返回。",
}
# The round on the last year opened so long before today and is due so long after it; the one before, a year earlier.
OPEN_FOR, DUE_IN, A_YEAR = timedelta(days=150), timedelta(days=30), timedelta(days=365)


@transaction.atomic
def add_rounds(*, by: Actor) -> list[Round]:
    """Add the States, the questionnaire and a round on each of the last two years, once; gives the rounds.

    The earlier round is closed by whoever adds the returns to it: it is open here.
    """
    there = list(Round.objects.filter(slug__startswith=PREFIX).order_by("year"))
    if there:
        return there
    states = [_add_state(name, by) for name in STATES]
    edition = _edition(by)
    mandate = Mandate.objects.filter(slug="research", state=MandateState.IN_FORCE).first()
    today = clock.today()
    return [_add_round(day, edition, mandate, states, by) for day in (today - A_YEAR, today)]


def _add_state(name: str, by: Actor) -> State:
    names = MultilingualText({code: words + REMARK[code] for code, words in STATES[name].items()})
    state = State(slug=f"{PREFIX}{name}", short_name=names, is_member=False)
    insert_row(state)
    record("record.imported", state, by=by)
    return state


def _edition(by: Actor) -> QuestionnaireEdition:
    """The published edition of the questionnaire that is shipped."""
    questionnaire = Questionnaire.objects.filter(slug=QUESTIONNAIRE).first()
    if questionnaire is None:
        questionnaire = Questionnaire(
            slug=QUESTIONNAIRE,
            title=MultilingualText(QUESTIONNAIRE_TITLE),
            summary=MultilingualText(QUESTIONNAIRE_SUMMARY),
        )
        questionnaires.add_questionnaire(questionnaire, content=shipped_content(QUESTIONNAIRE), by=by)
        questionnaires.publish_questionnaire_edition(questionnaire.editions.get(), by=by)
    return questionnaire.editions.order_by("-number")[0]


def _add_round(
    day: date, edition: QuestionnaireEdition, mandate: Mandate | None, states: list[State], by: Actor
) -> Round:
    """Add a round as it stood on a day: open, and due a little later."""
    opens_on = day - OPEN_FOR
    year = opens_on.year - 1
    round_ = Round(
        slug=f"{PREFIX}{year}",
        title=MultilingualText({code: words.format(year=year) for code, words in TITLE.items()}),
        edition=edition,
        year=year,
        mandate=mandate,
        opens_on=opens_on,
        due_on=day + DUE_IN,
        is_invented=True,
    )
    rounds.plan_round(round_, by=by)
    terms = rounds.Terms(MultilingualText(AGREEMENT), signed_on=opens_on, keep_until=date(year + 10, 12, 31))
    rounds.invite_states(round_, states=states, on=opens_on, terms=terms, by=by)
    return rounds.open_round(round_, on=opens_on, by=by)
