"""One of everything that pages show, for the component page that design tests render and measure."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.core.yearline import YearlineEntry
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.chains import Part

TODAY = date(2008, 1, 31)

TITLE = MultilingualText(
    {
        "ar": "اجتماع إقليمي بشأن تدابير العدالة الجنائية",
        "zh": "关于刑事司法对策的区域活动",
        "en": "Regional event on criminal justice responses",
        "fr": "Réunion régionale sur les réponses de la justice pénale",
        "ru": "Региональное мероприятие по вопросам уголовного правосудия",
        "es": "Actividad regional sobre las respuestas de la justicia penal",
    }
)
TEXT = MultilingualText(
    {
        "ar": (
            "تسترشد المبادرة بتوجيهات الدول الأعضاء، وتُقدَّم هذه التوجيهات من خلال مشاورات "
            "حكومية دولية غير رسمية مفتوحة باب العضوية تُعقد في فيينا، وتُعرض نتائجها على اللجنة "
            "في الوثيقة E/CN.15/2008/1."
        ),
        "zh": (
            "该举措以会员国的指导为准，指导意见通过在维也纳举行的不限成员名额的非"
            "正式政府间协商提出，协商结果在文件 E/CN.15/2008/1 中提交委员会审议。"
        ),
        "en": (
            "The initiative is guided by Member States. They give their guidance in open-ended "
            "informal intergovernmental consultations held in Vienna, and what came of them is "
            "put before the Commission in document E/CN.15/2008/1."
        ),
        "fr": (
            "L’initiative est guidée par les États Membres, qui donnent leurs orientations lors "
            "de consultations intergouvernementales informelles à composition non limitée tenues "
            "à Vienne."
        ),
        "ru": (
            "Инициатива осуществляется под руководством государств-членов, которое они "
            "обеспечивают в ходе неофициальных межправительственных консультаций открытого "
            "состава в Вене."
        ),
        "es": (
            "La iniciativa se guía por los Estados Miembros, que dan su orientación en consultas "
            "intergubernamentales oficiosas de composición abierta celebradas en Viena."
        ),
    }
)
ENGLISH_ONLY = MultilingualText({"en": "Draft regional action plan"})


def entries() -> list[YearlineEntry]:
    """A year as dense as the real one."""
    meetings = [(2007, 6, 18), (2007, 7, 16), (2007, 7, 20), (2007, 7, 23), (2007, 9, 7), (2007, 12, 14), (2008, 2, 6)]
    events = [(date(2007, 6, 19), date(2007, 6, 22), "Kampala"), (date(2007, 10, 2), date(2007, 10, 4), "Bangkok")]
    events.append((date(2008, 2, 13), date(2008, 2, 15), "Vienna"))
    found = [YearlineEntry(date(*day), date(*day), "Consultation", "#", "meeting") for day in meetings]
    return found + [
        YearlineEntry(first, last, f"Event, {place}", "#", "event", "planned") for first, last, place in events
    ]


def chains() -> tuple[list[Part], list[Part]]:
    """A whole chain of authority, and one with a gap."""
    whole = [
        Part("Decision 16/1, paragraph 5", "#"),
        Part("Guidance of 18 June 2007", "#"),
        Part("Regional event, Bangkok", is_here=True),
        Part("8 recommendations", "#"),
        Part("Report, paragraph 11", "#"),
    ]
    gap = Part("No mandate: an operative paragraph, guidance or an endorsement would close this gap.", is_gap=True)
    return whole, [gap, Part("Second regional event", is_here=True)]


def sample(request: HttpRequest) -> dict[str, Any]:
    """The context of the component page."""
    whole, broken = chains()
    return {
        "record_title": TITLE,
        "record_text": TEXT,
        "english_only": ENGLISH_ONLY,
        "entries": entries(),
        "whole": whole,
        "broken": broken,
        "available": {"ar": "#ar", "zh": "#zh", "en": "#en", "fr": "#fr"},
        "audiences": ["public", "member_states", "steering_committee", "secretariat"],
        "states": [
            SimpleNamespace(state=state)
            for state in (
                ActivityState.PROPOSED,
                MandateState.IN_FORCE,
                EndorsementState.APPROVED,
                ActivityState.CANCELLED,
            )
        ],
        "due_soon": PartialDate(date(2008, 2, 12)),
        "was_due": PartialDate(date(2008, 1, 28)),
        "late_september": PartialDate.parse("late 2007-09"),
        "first": date(2007, 10, 2),
        "last": date(2007, 10, 4),
        "records": Paginator(range(500), 50).get_page(4),
        "kinds": [("regional", "Regional event"), ("forum", "Forum"), ("expert_meeting", "Expert group meeting")],
    }
