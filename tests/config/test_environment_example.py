""".env.example is the whole list of settings: none undocumented, none that nothing reads."""

import re

from palermo.config.cli.test import ROOT
from palermo.config.environment import SOURCE

# Read by the launcher, before there is a Python to read .env.example for.
OF_THE_LAUNCHER = {"PALERMO_PYTHON"}


def test_example_lists_exactly_what_the_code_reads():
    listed = re.findall(r"^(PALERMO_\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    code = "\n".join(path.read_text() for path in (SOURCE / "config").rglob("*.py"))
    read = re.findall(
        r"(?:text|flag|words|by_language|day|one_of|whole_number|mail_server|environ\.get|environ\[)"
        r'\(?\s*"(PALERMO_\w+)"',
        code,
    )
    read += re.findall(r'= "(PALERMO_\w+)"', code)
    assert sorted(listed) == sorted(set(read))


def test_launcher_reads_nothing_else():
    assert set(re.findall(r"\$\{?(PALERMO_\w+)", (ROOT / "palermo").read_text())) == OF_THE_LAUNCHER
