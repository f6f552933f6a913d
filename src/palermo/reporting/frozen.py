"""The wording of an issued report, stored as plain JSON and read back exactly."""

from pydantic import TypeAdapter

from palermo.reporting import spoken

_REPORT = TypeAdapter(spoken.Report)


def freeze(report: spoken.Report) -> dict[str, object]:
    """Plain JSON values that hold the whole report."""
    frozen: dict[str, object] = _REPORT.dump_python(report, mode="json")
    return frozen


def thaw(frozen: dict[str, object]) -> spoken.Report:
    """The report that was frozen."""
    return _REPORT.validate_python(frozen)
