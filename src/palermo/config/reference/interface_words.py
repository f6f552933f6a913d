"""interface-words.md: the short words of the interface in six languages, from the source and the catalogues."""

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation import to_locale

from palermo.config.environment import SOURCE
from palermo.config.messages import OF_WAGTAIL, find_messages
from palermo.config.reference import NOTE
from palermo.core.languages import LANGUAGES

_LONGEST = 3  # words of a label, button, heading or status; sentences are read in the catalogues


def page() -> str:
    """Every label of at most three English words in six languages, in the order of the English alphabet."""
    catalogues = [_read_catalogue(language.django_code) for language in LANGUAGES if language.code != "en"]
    labels = [message for message in find_messages() if _is_label(message)]
    labels.sort(key=lambda label: (str(label.id).casefold(), label.context or ""))
    names = [language.name for language in LANGUAGES]
    names.insert(0, names.pop([language.code for language in LANGUAGES].index("en")))
    lines = [
        NOTE,
        "",
        "# Words of the interface",
        "",
        f"Labels, buttons, headings and statuses of at most {_LONGEST} English words. Where an English word has",
        "several uses, the use is given in brackets.",
        "",
        f"| {' | '.join(names)} |",
        f"|{'---|' * len(names)}",
    ]
    for label in labels:
        use = f" ({label.context})" if label.context else ""
        words = [f"{label.id}{use}", *(_translate_label(catalogue, label) for catalogue in catalogues)]
        lines.append(f"| {' | '.join(each.replace('|', '\\|') for each in words)} |")
    return "\n".join([*lines, ""])


def _read_catalogue(language: str) -> Catalog:
    path = SOURCE / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=to_locale(language))


def _is_label(message: Message) -> bool:
    """Whether a message is a label of ours: few words, no placeholder, no plural, not only said by Wagtail's pages."""
    text = message.id
    is_short = isinstance(text, str) and 0 < len(text.split()) <= _LONGEST and not any(sign in text for sign in "%{\n")
    return is_short and any(path != OF_WAGTAIL for path, _line in message.locations)


def _translate_label(catalogue: Catalog, label: Message) -> str:
    translated = catalogue.get(str(label.id), label.context)
    return str(translated.string) if translated is not None else ""
