"""One type of figure from import to chart: counts, zeros, not recorded, not applicable, suppressed, estimated."""

from disclosure.values.column import Values
from disclosure.values.files import read_values, write_values
from disclosure.values.kinds import Kind, Why
from disclosure.values.ratios import rate, share
from disclosure.values.status import from_sdmx, to_sdmx
from disclosure.values.sums import add, subtract, total
from disclosure.values.value import Value

__all__ = [
    "Kind",
    "Value",
    "Values",
    "Why",
    "add",
    "from_sdmx",
    "rate",
    "read_values",
    "share",
    "subtract",
    "to_sdmx",
    "total",
    "write_values",
]
