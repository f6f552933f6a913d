"""Instants as clocks of a place show them, where some times come twice a year and some not at all."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instants_shown_as(written: datetime, time_zone: str) -> list[datetime]:
    """The instants at which clocks of a time zone show this: one; none where they skip it; two where they repeat it.

    Parameters
    ----------
    written : datetime
        Without a time zone, as a clock shows it.
    time_zone : str
        An IANA name.

    Returns
    -------
    list of datetime
        In UTC, the earlier first.
    """
    zone, instants = ZoneInfo(time_zone), []
    for fold in (0, 1):
        instant = written.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == written and instant not in instants:
            instants.append(instant)
    return instants
