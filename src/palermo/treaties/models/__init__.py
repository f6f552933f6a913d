"""Treaties, what is done and said in respect of them, and who does it."""

from palermo.treaties.models.actions import TreatyAction
from palermo.treaties.models.corrections import StateCorrection
from palermo.treaties.models.laws import LawArticle, LawElement, Review
from palermo.treaties.models.participants import ListedName
from palermo.treaties.models.statements import Statement
from palermo.treaties.models.treaties import EffectRule, Treaty

__all__ = [
    "EffectRule",
    "LawArticle",
    "LawElement",
    "ListedName",
    "Review",
    "StateCorrection",
    "Statement",
    "Treaty",
    "TreatyAction",
]
