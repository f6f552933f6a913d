"""Which data folder a command works on, and what marks it as a demonstration's."""

import argparse
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from palermo.config import environment
from palermo.core.refusals import Refused

MARKER = "demonstration.json"
FOR_ITS_OWNER = 0o700
# The demonstration's date is fixed on the day after its record ends, unless it was made to run at the real date.
STORY_DAY = "2008-02-01"
NOW = "--now"
AT_REAL_DATE = "at_real_date"
# Who runs a demonstration: nobody, and its addresses are invented.
INSTALLATION = {
    "PALERMO_OWNER": (
        "ar: أمانة المبادرة (عرض توضيحي، وليس موقعاً رسمياً) | zh: 举措秘书处（演示版，非官方网站） | "
        "en: Secretariat of the initiative (demonstration, not an official site) | "
        "fr: Secrétariat de l’initiative (démonstration, site non officiel) | "
        "ru: Секретариат инициативы (демонстрационная версия, неофициальный сайт) | "
        "es: Secretaría de la iniciativa (demostración, no es un sitio oficial)"
    ),
    "PALERMO_CONTACT": "contact@example.org",
    "PALERMO_PRESS_CONTACT": "press@example.org",
    "PALERMO_POSTAL_ADDRESS": (
        "ar: 1 شارع المثال، 1220 فيينا، النمسا (عنوان مختلق) | zh: 奥地利维也纳1220，示例街1号（虚构地址） | "
        "en: 1 Example Street, 1220 Vienna, Austria (invented) | "
        "fr: 1, rue de l’Exemple, 1220 Vienne (Autriche) (adresse inventée) | "
        "ru: ул. Примерная, 1, 1220 Вена, Австрия (вымышленный адрес) | "
        "es: Calle Ejemplo 1, 1220 Viena (Austria) (dirección inventada)"
    ),
    "PALERMO_LICENCE": "ar: أباتشي 2.0 | zh: Apache 2.0 | en: Apache License 2.0 | "
    "fr: Apache 2.0 | ru: Apache 2.0 | es: Apache 2.0",
    "PALERMO_LICENCE_ADDRESS": "https://www.apache.org/licenses/LICENSE-2.0",
}


@dataclass(frozen=True)
class DataFolder:
    """A data folder, before settings are read."""

    path: Path

    @property
    def marker(self) -> Path:
        return self.path / MARKER

    @property
    def is_demonstration(self) -> bool:
        """Whether `palermo demo` made what lies here."""
        return self.marker.is_file()

    @property
    def is_used(self) -> bool:
        """Whether anything lies here but a key, which alone is no installation."""
        return self.path.is_dir() and any(entry.name != environment.KEY_FILE for entry in self.path.iterdir())

    def shut_to_others(self) -> None:
        """Let nobody else on the machine in, before anything is laid there; `palermo check` says where that fails."""
        self.path.mkdir(mode=FOR_ITS_OWNER, parents=True, exist_ok=True)
        if not self.is_used:
            with suppress(PermissionError):
                self.path.chmod(FOR_ITS_OWNER)

    @property
    def is_at_real_date(self) -> bool:
        """Whether the demonstration that lies here runs at the real date."""
        return bool(self.read_notes().get(AT_REAL_DATE))

    def use(self, *, is_demonstration: bool, at_real_date: bool = False) -> None:
        """Say which folder it is, and let settings find it."""
        os.environ["PALERMO_DATA"] = str(self.path)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
        if is_demonstration or self.is_demonstration:
            for name, value in INSTALLATION.items():
                os.environ.setdefault(name, value)
            if not (at_real_date or self.is_at_real_date):
                os.environ.setdefault("PALERMO_TODAY", STORY_DAY)
        print(f"Data folder: {self.path}", file=sys.stderr)

    def read_notes(self) -> dict[str, object]:
        """Read what the demonstration noted about itself. Refused if the file is not one that `palermo demo` wrote."""
        if not self.is_demonstration:
            return {}
        try:
            notes = json.loads(self.marker.read_text(encoding="utf-8"))
        except ValueError:
            notes = None
        if not isinstance(notes, dict):
            raise Refused(
                f"{self.marker} was not written by `palermo demo`: expected a JSON object. Choose another folder with "
                "--data FOLDER, or delete this one."
            )
        return notes

    def mark(self, **notes: object) -> None:
        """Note it, keeping what was noted before."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.marker.write_text(json.dumps(self.read_notes() | notes, indent=2) + "\n", encoding="utf-8")


def current() -> DataFolder:
    """The folder that was chosen."""
    return DataFolder(environment.data_folder())


def take_data_folder(arguments: list[str]) -> tuple[DataFolder, list[str]]:
    """Find `--data FOLDER` anywhere, before or after the command; give the folder and the other arguments.

    Without it, a demonstration at the real date lies beside the one that stands still.
    """
    parser = argparse.ArgumentParser(prog="palermo", add_help=False, allow_abbrev=False)
    parser.add_argument("--data", metavar="FOLDER", type=Path)
    options, rest = parser.parse_known_args(arguments)
    if options.data:
        return DataFolder(environment.check_is_outside(options.data.resolve())), rest
    folder = environment.data_folder()
    if NOW in rest and not os.environ.get("PALERMO_DATA"):
        folder = folder.with_name(f"{folder.name}-now")
    return DataFolder(folder), rest
