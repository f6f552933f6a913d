"""Questionnaires, rounds of data collection and national returns."""

from palermo.returns.models.returns import (
    FigureChange,
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnFigure,
    ReturnQuery,
    ReturnReading,
    ReturnReceipt,
)
from palermo.returns.models.rounds import Questionnaire, QuestionnaireEdition, Round, RoundInvitation

__all__ = [
    "FigureChange",
    "Questionnaire",
    "QuestionnaireEdition",
    "Return",
    "ReturnAttachment",
    "ReturnBlock",
    "ReturnContributor",
    "ReturnFigure",
    "ReturnQuery",
    "ReturnReading",
    "ReturnReceipt",
    "Round",
    "RoundInvitation",
]
