"""Who uploads the workbook of a return."""

from palermo.accounts.actors import Actor
from palermo.returns.models import Return
from palermo.returns.rules.returns import check_may_fill_tables


def check_may_upload_workbook(user: Actor, national_return: Return) -> None:
    """Those who fill in tables of a draft may do so by a workbook; which tables it may change is asked of each."""
    check_may_fill_tables(user, national_return, ())
