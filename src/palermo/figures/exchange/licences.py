"""Under which terms published figures may be used."""

from typing import NamedTuple

from django.conf import settings


class Licence(NamedTuple):
    """A licence: its SPDX identifier, its name and its address."""

    identifier: str
    title: str
    address: str


LICENCES = {
    each.identifier.lower(): each
    for each in (
        Licence(
            "CC-BY-3.0-IGO",
            "Creative Commons Attribution 3.0 IGO",
            "https://creativecommons.org/licenses/by/3.0/igo/",
        ),
        Licence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence("CC0-1.0", "Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    )
}


def data_licence() -> Licence:
    """That of the figures of this installation."""
    return LICENCES[settings.PALERMO_DATA_LICENCE]
