"""Whether wagtail-localize can read a PO file. Knows nothing of Django; portal/administration/localize.py starts it."""

import polib  # type: ignore[import-untyped]  # it brings no types

from palermo.core.limited_process.reader import run

MOST_TEXTS = 10_000
OF_TRANSLATION = "X-WagtailLocalize-TranslationID"


def probe_po_file(content: bytes) -> dict[str, object]:
    """The translation for which a PO file in UTF-8 was made; None for what is no such file."""
    try:
        text = content.decode()
        if "\x00" in text or "\n" not in text or text.count("msgid") > MOST_TEXTS:
            return {"translation": None}
        head = polib.pofile(text).metadata
    except (UnicodeDecodeError, OSError, ValueError, LookupError):
        return {"translation": None}
    is_ours = head.get("Content-Type", "").replace(" ", "").casefold().endswith("charset=utf-8")
    return {"translation": head.get(OF_TRANSLATION) if is_ours else None}


if __name__ == "__main__":
    run(probe_po_file)
