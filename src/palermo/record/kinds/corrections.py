"""Corrections that missions propose to the entries of their States."""

from palermo.accounts.models import State
from palermo.record.schema import Kind, Table, choice, day, ref, text, text6
from palermo.treaties.models import StateCorrection

STATE_CORRECTIONS = Kind(
    folder="state_corrections",
    description="One correction that the mission of a State proposes to what the record has of the State.",
    table=Table(
        noun="a correction to the entry of a State",
        model=StateCorrection,
        parts=(
            ref("state", State, "the State"),
            choice("subject", "which part of its entry it is about"),
            text6("text", "what is on record, and what it should be"),
            text("source", "where that can be checked"),
            day("proposed_on", "when it was proposed"),
            choice("status", "whether it was accepted or declined"),
            day("decided_on", "when that was decided"),
            text6("answer", "what the secretariat replied"),
        ),
    ),
)
