"""Figures as SDMX observations: a value with the codes of its status and of its confidentiality."""

from collections.abc import Sequence

import numpy as np

from disclosure.errors import InvalidData
from disclosure.values.column import NO_POINT, Flags, Values
from disclosure.values.kinds import Kind

OBS_STATUS = {
    Kind.COUNT: "A",
    Kind.ZERO: "A",
    Kind.NOT_RECORDED: "L",
    Kind.NOT_APPLICABLE: "M",
    Kind.SUPPRESSED: "Q",
    Kind.ESTIMATED: "E",
}
MISSING = {"L": Kind.NOT_RECORDED, "O": Kind.NOT_RECORDED, "H": Kind.NOT_RECORDED, "M": Kind.NOT_APPLICABLE}
ESTIMATES = {"E", "F", "I"}
HIDDEN = {"A", "C", "D", "G", "M", "N", "O", "S", "T"}
COLUMNS = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "LOWER_LIMIT", "UPPER_LIMIT")


def to_sdmx(values: Values, secondary: Flags | None = None) -> dict[str, list[str]]:
    """Write figures as columns of SDMX-CSV.

    Parameters
    ----------
    values : Values, n
    secondary : array of bool, n, optional
        Which figures are suppressed only to protect others: CONF_STATUS D; other suppressed ones are C, all else F.

    Returns
    -------
    dict of str to list of str
        OBS_VALUE, OBS_STATUS and CONF_STATUS by the cross-domain code lists, and two columns of our own with the
        interval told or the limits of an estimate.

    Notes
    -----
    OBS_STATUS: A normal, E estimated, L exists but was not collected, M cannot exist, Q suppressed.

    References
    ----------
    .. [1] SDMX cross-domain code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.2.

    Examples
    --------
    >>> to_sdmx(Values.of([12, (1, 4)]))["OBS_STATUS"]
    ['A', 'Q']
    """
    status = [OBS_STATUS[Kind(code)] for code in values.kind.tolist()]
    also = np.zeros(len(values), bool) if secondary is None else secondary
    hidden = values.kind == Kind.SUPPRESSED
    conf = np.where(hidden, np.where(also, "D", "C"), "F").tolist()
    shown = values.known | (values.kind == Kind.ESTIMATED)
    ranged = hidden | (values.kind == Kind.ESTIMATED)
    return {
        "OBS_VALUE": [plain(x) if s and x != NO_POINT else "" for x, s in zip(values.point, shown, strict=True)],
        "OBS_STATUS": status,
        "CONF_STATUS": conf,
        "LOWER_LIMIT": [plain(x) if s else "" for x, s in zip(values.low, ranged, strict=True)],
        "UPPER_LIMIT": [plain(x) if s and x < np.inf else "" for x, s in zip(values.high, ranged, strict=True)],
    }


def from_sdmx(columns: dict[str, Sequence[str]], *, unit: str = "persons") -> Values:
    """Read figures from columns of SDMX-CSV.

    Parameters
    ----------
    columns : dict of str to sequence of str
        OBS_VALUE and OBS_STATUS; the other columns of `to_sdmx` if there are any.
    unit : str

    Returns
    -------
    Values, n

    Raises
    ------
    InvalidData
        If a status without a value needs one; names the row.

    Notes
    -----
    A CONF_STATUS other than F, or OBS_STATUS Q, is a suppressed figure; without limits its interval is 0 to infinity.

    Examples
    --------
    >>> str(from_sdmx({"OBS_VALUE": [""], "OBS_STATUS": ["M"]})[0])
    'not applicable'
    """
    size = len(columns["OBS_VALUE"])
    empty = [""] * size
    read = [
        _observation(row, *parts)
        for row, parts in enumerate(zip(*(columns.get(n, empty) for n in COLUMNS), strict=True))
    ]
    kind, point, low, high = zip(*read, strict=True) if read else ((), (), (), ())
    arrays = (np.array(side, float) for side in (low, high))
    return Values.build(np.array(kind, np.int8), *arrays, point=np.array(point, float), unit=unit)


def _observation(row: int, value: str, status: str, conf: str, low: str, high: str) -> tuple[int, float, float, float]:
    if status == "Q" or (conf in HIDDEN and not value):
        return Kind.SUPPRESSED, NO_POINT, float(low or 0), float(high or np.inf)
    if status in MISSING and not value:
        return MISSING[status], 0.0, 0.0, 0.0
    try:
        number = float(value)
    except ValueError:
        raise InvalidData(
            f"Row {row}: OBS_STATUS is {status!r}, so OBS_VALUE must be a number, but it is {value!r}. Give the "
            "number, or a status that has none: L, M, O or Q."
        ) from None
    if status in ESTIMATES:
        return Kind.ESTIMATED, number, float(low or number), float(high or number)
    return (Kind.COUNT if number else Kind.ZERO), number, number, number


def plain(number: float) -> str:
    """A number without a needless point."""
    return str(int(number)) if number == int(number) else repr(float(number))
