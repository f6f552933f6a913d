"""The font files that come with Python packages, so that every machine sets the same PDF."""

from functools import cache
from importlib.resources import files

import typst

# Package, and the folder of its files inside it.
_PACKAGES = {
    "fontpkg_noto_sans": "files",
    "fontpkg_noto_serif": "files",
    "fontpkg_amiri": "files",
    "manimgx_fonts_cjk": ".",
    "pylopdf_fonts_zh_cn": ".",
}


@cache
def installed_fonts() -> typst.Fonts:
    """The five families, read once per process; fonts of the system are not looked at."""
    folders = [str(files(package).joinpath(folder)) for package, folder in _PACKAGES.items()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
