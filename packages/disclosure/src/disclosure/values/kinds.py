"""The kinds of figure there are, and the reasons for which a result is not available."""

from enum import IntEnum


class Kind(IntEnum):
    """What stands in a cell of a table."""

    COUNT = 0
    ZERO = 1
    NOT_RECORDED = 2
    NOT_APPLICABLE = 3
    SUPPRESSED = 4
    ESTIMATED = 5

    @property
    def word(self) -> str:
        """The kind as it is written in files and messages."""
        return self.name.lower().replace("_", " ")


KIND_OF_WORD = {kind.word: kind for kind in Kind}


class Why(IntEnum):
    """Why a result is not available; 0 where it is."""

    NONE = 0
    PART_NOT_RECORDED = 1
    NO_PART_APPLIES = 2
    SIDE_DOES_NOT_APPLY = 3
    DIVISOR_NOT_RECORDED = 4
    DIVISOR_DOES_NOT_APPLY = 5
    DIVISOR_ZERO = 6
    PART_ABOVE_WHOLE = 7


SENTENCES = {
    Why.NONE: "",
    Why.PART_NOT_RECORDED: "a figure it is computed from is not recorded",
    Why.NO_PART_APPLIES: "none of its parts applies",
    Why.SIDE_DOES_NOT_APPLY: "a figure it is computed from does not apply",
    Why.DIVISOR_NOT_RECORDED: "what it is divided by is not recorded",
    Why.DIVISOR_DOES_NOT_APPLY: "what it is divided by does not apply",
    Why.DIVISOR_ZERO: "what it is divided by is zero",
    Why.PART_ABOVE_WHOLE: "the part is larger than the whole",
}
WHY_OF_SENTENCE = {sentence: why for why, sentence in SENTENCES.items()}
