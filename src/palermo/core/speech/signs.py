"""The signs between words, as the active language writes them."""

from django.utils.translation import pgettext


def colon() -> str:
    """What stands between a label and its value, with its spaces: ": ", " : " in French, "：" in Chinese."""
    # Translators: between a label and its value, with the spaces that the language has there.
    return pgettext("between a label and its value", ": ")


def label_value(label: object, value: object) -> str:
    """A label and its value: "Programme: Vienna Forum"."""
    return f"{label}{colon()}{value}"


def comma() -> str:
    """What stands between two names, with its space: ", ", "،" in Arabic."""
    return pgettext("between two names", ", ")


def in_brackets(words: object) -> str:
    """Words in brackets beside others: "(12)", "（12）" in Chinese."""
    # Translators: words in brackets beside others.
    return pgettext("in brackets", "(%(words)s)") % {"words": words}


def add_remark(words: object, remark: object) -> str:
    """Words with a remark in brackets behind them: "Study (EN)", "Study（EN）" in Chinese."""
    return pgettext("with a remark in brackets", "%(words)s (%(remark)s)") % {"words": words, "remark": remark}
