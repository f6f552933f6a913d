"""How a release is cited: in words, and as reference managers read it."""

import json
import re
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.dates import format_day
from palermo.core.text import MultilingualText, plain
from palermo.figures.models import Release

# As many figures of a digest as tell it from any other.
SHORT_DIGEST = 16
_SPECIAL = re.compile(r"([&%$#_{}])")


def cite(release: Release) -> str:
    """A release in words: whose it is, its title, number, day, digest and address; whether it was withdrawn."""
    values = {
        "owner": owner(),
        "title": release.display_name(),
        "number": release.number,
        "register": release.register.display_name(),
        "date": _day(release.released_on),
        "digest": release.digest[:SHORT_DIGEST],
        "address": page_of(release),
    }
    cited = (
        _("%(owner)s, “%(title)s”, %(register)s, release %(number)s, %(date)s. SHA-256 %(digest)s. %(address)s")
        % values
    )
    if not release.is_withdrawn:
        return cited
    return _("%(citation)s (withdrawn on %(date)s)") % {"citation": cited, "date": _day(release.withdrawn_on)}


def csl_of(release: Release) -> dict[str, object]:
    """A release as an item of CSL-JSON."""
    item: dict[str, object] = {
        "id": release.slug,
        "type": "dataset",
        "title": release.display_name(),
        "author": [{"literal": owner()}],
        "publisher": owner(),
        "collection-title": release.register.display_name(),
        "collection-number": str(release.number),
        "version": release.population_edition,
        "number": str(release.number),
        "URL": page_of(release),
        "language": active_language().tag,
        "note": f"SHA-256: {release.digest}",
    }
    if release.is_withdrawn:
        item["status"] = "withdrawn"
    if release.released_on:
        item["issued"] = {"date-parts": [_parts(release.released_on)]}
    item["accessed"] = {"date-parts": [_parts(clock.today())]}
    return item


def csl_json(release: Release) -> str:
    """A file with the item."""
    return json.dumps([csl_of(release)], ensure_ascii=False, indent=1) + "\n"


def bibtex_of(release: Release) -> str:
    """A release as an entry of BibTeX (biblatex)."""
    fields = {
        "author": f"{{{_escape(owner())}}}",
        "title": _escape(release.display_name()),
        "date": release.released_on.isoformat() if release.released_on else "",
        "year": str(release.released_on.year) if release.released_on else "",
        "series": _escape(release.register.display_name()),
        "number": str(release.number),
        "version": _escape(release.population_edition),
        "url": page_of(release),
        "urldate": clock.today().isoformat(),
        "note": f"SHA-256: {release.digest}",
        "pubstate": "withdrawn" if release.is_withdrawn else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@dataset{{{release.slug},", *lines, "}"]) + "\n"


def owner() -> str:
    """Whose figures they are, in the reader's language."""
    return plain(MultilingualText(settings.PALERMO_ORGANIZATION))


def page_of(release: Release) -> str:
    """The whole address of the page of a release."""
    return address(release.get_absolute_url())


def _day(day: date | None) -> str:
    return format_day(PartialDate(day), active_language().code) if day else ""


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _escape(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words.replace("\\", "/"))
