"""The text of a note verbale in six languages, made of particulars: pure functions, no record is read here."""

from palermo.governance.notes.composing import Composed, compose
from palermo.governance.notes.particulars import Addressees, Enclosure, MeetingTold, Particulars, TextTold

__all__ = ["Addressees", "Composed", "Enclosure", "MeetingTold", "Particulars", "TextTold", "compose"]
