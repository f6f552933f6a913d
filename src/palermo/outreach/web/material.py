"""Material as pages show it: its texts and files by language, who may use it how, and how often it is downloaded."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import LANGUAGES, Language, active_language
from palermo.core.text import MultilingualText, plain
from palermo.library.web.downloads import File, file_name
from palermo.outreach.material_files import open_file
from palermo.outreach.material_types import FILMS, PICTURES, SOUNDS
from palermo.outreach.models import Adaptation, Material, MaterialFile
from palermo.outreach.queries.campaigns import adaptations_visible_to, with_makers
from palermo.outreach.states.campaigns import LICENCE_ADDRESSES, Licence, MaterialStatus
from palermo.site.action_pages import ActionLink, action_links_for_each

# How many months of downloads a page shows.
MONTHS_SHOWN = 12


class FileLine(NamedTuple):
    """A file with its address and what the reader may do to it."""

    file: MaterialFile
    address: str
    ways: Sequence[ActionLink]

    @property
    def shown_at(self) -> str:
        """Where the page itself shows or plays it, which is no download."""
        return f"{self.address}?shown=1"

    @property
    def is_picture(self) -> bool:
        """Whether the page shows it."""
        return self.file.media_type in PICTURES

    @property
    def is_film(self) -> bool:
        """Whether the page plays it as a film."""
        return self.file.media_type in FILMS

    @property
    def is_sound(self) -> bool:
        """Whether the page plays it as a recording."""
        return self.file.media_type in SOUNDS


class LanguagePart(NamedTuple):
    """What there is of material in one language."""

    language: Language
    text: str
    description: str
    files: list[FileLine]


class AdaptationLine(NamedTuple):
    """An adaptation with the name of who made it, and what the reader may do to the entry."""

    adaptation: Adaptation
    name: MultilingualText
    ways: Sequence[ActionLink]


def file_address(material: Material, file: MaterialFile) -> str:
    """Where a file is downloaded."""
    return reverse("material_file", args=[material.slug, file.language, file.number])


def language_parts(material: Material, viewer: Viewer, person: User | None) -> list[LanguagePart]:
    """The texts and files of material by language: the reader's own first, then in the official order."""
    files = list(material.files.all())
    for each in files:
        each.material = material
    ways = action_links_for_each(files, viewer, person)
    lines = [FileLine(each, file_address(material, each), of_it) for each, of_it in zip(files, ways, strict=True)]
    own = active_language()
    parts = (
        LanguagePart(
            language,
            material.text.get(language.code, ""),
            material.description.get(language.code, ""),
            [line for line in lines if line.file.language == language.code],
        )
        for language in sorted(LANGUAGES, key=lambda language: language != own)
    )
    return [part for part in parts if part.text or part.description or part.files]


def adaptation_lines(material: Material, viewer: Viewer, person: User | None) -> list[AdaptationLine]:
    """Adaptations that the reader may know, the latest first."""
    rows = list(with_makers(adaptations_visible_to(viewer).filter(material=material)).order_by("-number"))
    for each in rows:
        each.material = material
    ways = action_links_for_each(rows, viewer, person)
    return [AdaptationLine(each, each.maker_name, of_it) for each, of_it in zip(rows, ways, strict=True)]


def licence_address(material: Material) -> str:
    """Where the text of the licence stands; empty if all rights are reserved."""
    return LICENCE_ADDRESSES.get(Licence(material.licence), "")


def citation(material: Material, address: str) -> str:
    """How material is cited, in the reader's language."""
    return _("%(title)s. %(campaign)s, %(year)s. Licence: %(licence)s. %(address)s") % {
        "title": plain(material.title),
        "campaign": material.campaign.display_name(),
        "year": (material.published_on or material.checked_on or clock.today()).year,
        "licence": material.get_licence_display(),
        "address": address,
    }


def downloads_by_month(material: Material) -> list[tuple[PartialDate, int]]:
    """How many downloads there were in each of the latest months that have any."""
    months = material.downloads.order_by("-month").values("month").annotate(sum=Sum("count"))
    return [(PartialDate(row["month"], DatePrecision.MONTH), row["sum"]) for row in months[:MONTHS_SHOWN]]


def is_open(material: Material) -> bool:
    """Whether files of this material are for everybody, so that caches may keep them."""
    return material.status == MaterialStatus.PUBLISHED and material.audience == Audience.PUBLIC


def archive_of(material: Material, words: str) -> File:
    """All files of material as one ZIP, with its licence and citation as a text (`words`)."""
    files = list(material.files.all())
    made_from = "\n".join([words, *(f"{each.language} {each.number} {each.name} {each.digest}" for each in files)])

    def make() -> BinaryIO:
        return _make_archive(files, words)

    digest = sha256(made_from.encode()).hexdigest()
    return File(make, f"{material.slug}.zip", "application/zip", digest)


def _make_archive(files: Iterable[MaterialFile], words: str) -> BinaryIO:
    made = TemporaryFile()  # noqa: SIM115 - the response closes it
    with ZipFile(made, "w") as archive:
        for each in files:
            # What is stored is compressed already.
            entry = ZipInfo(f"{each.language}/{each.number}-{file_name(each.name)}")
            entry.compress_type = ZIP_STORED
            with open_file(each.digest) as content, archive.open(entry, "w") as place:
                while piece := content.read(1 << 20):
                    place.write(piece)
        entry = ZipInfo("licence.txt")
        entry.compress_type = ZIP_DEFLATED
        archive.writestr(entry, words)
    made.seek(0)
    return cast(BinaryIO, made)
