"""Record the result of every text whose deadline has passed. The result does not depend on when this command runs."""

import argparse

from palermo.core import clock
from palermo.governance.actions.endorsements import BY_DEADLINE, settle_endorsement
from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import endorsements_to_settle


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments: the command has none."""


def run(options: argparse.Namespace) -> int:
    """Record each result and print it; always return 0."""
    settled = settle()
    for endorsement in settled:
        print(_describe_result(endorsement))
    print(f"Recorded {len(settled)} results.")
    return 0


def settle() -> list[Endorsement]:
    """Settle each in a transaction of its own, the earliest deadline first."""
    return [settle_endorsement(each, by=BY_DEADLINE) for each in endorsements_to_settle(clock.now())]


def _describe_result(endorsement: Endorsement) -> str:
    return f"{endorsement.slug}: {endorsement.state.replace('_', ' ')}, {endorsement.result_on}"
