"""How each language is set in Word: fonts that its readers have, sizes, and the language of spelling and shaping."""

from dataclasses import dataclass

from palermo.core.languages import Language
from palermo.site.docx.xml import Element, w

# Language of Latin, East Asian and complex script, for `w:lang`.
_TAGS = {
    "ar": ("en-GB", "zh-CN", "ar-SA"),
    "zh": ("en-GB", "zh-CN", "ar-SA"),
    "en": ("en-GB", "zh-CN", "ar-SA"),
    "fr": ("fr-FR", "zh-CN", "ar-SA"),
    "ru": ("ru-RU", "zh-CN", "ar-SA"),
    "es": ("es-ES", "zh-CN", "ar-SA"),
}
_ARABIC = "Traditional Arabic"


@dataclass(frozen=True)
class Face:
    """Fonts and sizes of one language; sizes are in half points, as Word counts."""

    language: Language
    size: int
    east_asian: str
    east_asian_heading: str
    has_italics: bool
    line: int  # in 240ths of a line
    heading_label: int = 720  # room for a section's number, in twentieths of a point

    @property
    def right_to_left(self) -> bool:
        return self.language.right_to_left

    @property
    def east_asian_tag(self) -> str:
        """The language of East Asian script."""
        return _TAGS[self.language.code][1]

    def size_elements(self, factor: float) -> tuple[Element, Element]:
        """Size for Latin and East Asian script, and for complex script."""
        half_points = round(self.size * factor)
        return w("sz", val=half_points), w("szCs", val=half_points)

    def fonts(self, *, heading: bool = False) -> Element:
        """The fonts for each kind of script."""
        east_asian = self.east_asian_heading if heading else self.east_asian
        return w("rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia=east_asian, cs=_ARABIC)

    def tags(self) -> Element:
        """The languages for each kind of script."""
        latin, east_asian, complex_script = _TAGS[self.language.code]
        return w("lang", val=latin, eastAsia=east_asian, bidi=complex_script)


def face_of(language: Language) -> Face:
    """The face of a language; Arabic and Chinese have no italics."""
    if language.code == "ar":
        return Face(language, 26, "SimSun", "SimHei", has_italics=False, line=240, heading_label=1077)
    if language.code == "zh":
        return Face(language, 21, "SimSun", "SimHei", has_italics=False, line=320)
    return Face(language, 21, "SimSun", "SimHei", has_italics=True, line=264)
