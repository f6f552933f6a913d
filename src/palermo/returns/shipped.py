"""The questionnaires that are shipped."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).with_name("questionnaires")
# By the names of their files.
SHIPPED: Mapping[str, str | Promise] = {"trafficking": _("Questionnaire on trafficking in persons")}


def shipped_content(name: str) -> str:
    """The YAML of a questionnaire that is shipped."""
    return (FOLDER / f"{name}.yaml").read_text("utf-8")
