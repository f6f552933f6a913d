"""Noisy marginals with differential privacy, and the ledger of what was spent."""

from disclosure.privacy.ledger import Account, Ledger, Spend
from disclosure.privacy.marginals import noisy_marginals
from disclosure.privacy.noise import NoiseProcess
from disclosure.privacy.parameters import Parameters
from disclosure.privacy.records import Records
from disclosure.privacy.result import Count, NoisyMarginals
from disclosure.privacy.zcdp import delta_of, epsilon_of, rho_of

__all__ = [
    "Account",
    "Count",
    "Ledger",
    "NoiseProcess",
    "NoisyMarginals",
    "Parameters",
    "Records",
    "Spend",
    "delta_of",
    "epsilon_of",
    "noisy_marginals",
    "rho_of",
]
