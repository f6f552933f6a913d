"""PDF files, and drawings as PNG, set by Typst.

Typst works in threads that it shares within a process: a copy of a process that has used it waits for them for ever.
So each file is set by a program of its own, which inherits nothing, and which is stopped when it takes too long.
"""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused

# Seconds. The largest file that the site offers, 500 badges, takes less than ten on one core.
LONGEST = 120
PROGRAM = "palermo.site.typesetter"

# How Typst names the signs that it cannot set, and what stands for them.
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

logger = logging.getLogger(__name__)


class TypesettingError(RuntimeError):
    """Typst refused the template or the words; the message is Typst's own."""


def set_pdf(
    template: bytes,
    words: Mapping[str, object],
    *,
    name: str,
    dated: datetime | date | None,
    is_tagged: bool = True,
    longest: float = LONGEST,
) -> bytes:
    """Set a template as PDF, tagged (PDF/UA-1) unless it is a drawing to be laid into another file.

    The words travel as one JSON string, which the template reads by its name from `sys.inputs`, so no text can become
    code. The same template, words and date give the same bytes; without a date, the file bears the moment at which it
    was made.

    Raises
    ------
    Refused
        If it took too long.
    TypesettingError
        If Typst refused.
    """
    order = {
        "template": template.decode(),
        "inputs": {name: json.dumps(words, ensure_ascii=False)},
        "timestamp": None if dated is None else int(_instant(dated).timestamp()),
        "is_tagged": is_tagged,
        "is_picture": False,
    }
    return _set_file(order, name, longest)


def set_pdf_of_any_signs(
    template: bytes, words: Mapping[str, object], *, name: str, dated: datetime | date | None
) -> bytes:
    """As `set_pdf`, with a replacement for each sign that no font has: such a sign would make the whole file fail.

    Raises
    ------
    Refused
        If it took too long.
    TypesettingError
        If Typst refused the text for anything but such a sign.
    """
    data = json.dumps(words, ensure_ascii=False)
    while True:
        try:
            return set_pdf(template, json.loads(data), name=name, dated=dated)
        except TypesettingError as error:
            unknown = {sign for found in _UNKNOWN.findall(str(error)) for sign in found if sign in data}
            if not unknown:
                raise
            data = "".join(_REPLACEMENT if sign in unknown else sign for sign in data)


PICTURE = """
#set page(width: 720pt, height: auto, margin: 0pt)
#set text(font: ("Noto Sans", "Amiri", "Noto Sans SC"))
#image(bytes(json(bytes(sys.inputs.drawing))), format: "svg", width: 100%)
"""


def set_png(drawing: bytes, *, longest: float = LONGEST) -> bytes:
    """A drawing in SVG as a picture for texts and slides, 1,920 dots wide.

    Raises
    ------
    Refused
        If it took too long.
    TypesettingError
        If Typst refused.
    """
    order = {
        "template": PICTURE,
        "inputs": {"drawing": json.dumps(drawing.decode(), ensure_ascii=False)},
        "timestamp": None,
        "is_tagged": False,
        "is_picture": True,
    }
    return _set_file(order, "drawing", longest)


def _set_file(order: Mapping[str, object], name: str, longest: float) -> bytes:
    """Hand an order to the program that sets files."""
    try:
        # -P: a file of the working folder is never taken for a module.
        answer = subprocess.run(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-P", "-m", PROGRAM],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        logger.error("Setting %s was stopped after %s seconds.", name, longest)
        raise Refused(
            _("The file took too long to create. Try again later; if the problem persists, contact the secretariat.")
        ) from error
    if answer.returncode:
        raise TypesettingError(answer.stderr.decode(errors="replace").strip())
    return answer.stdout


def _instant(dated: datetime | date) -> datetime:
    """In UTC, to the second: all that a PDF made by Typst can say."""
    if not isinstance(dated, datetime):
        return datetime.combine(dated, time(), UTC)
    return dated.astimezone(UTC).replace(microsecond=0)
