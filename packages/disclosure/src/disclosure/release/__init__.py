"""The gate through which a release goes: audited, signed, reproducible, and remembered for ever."""

from disclosure.release.gate import release
from disclosure.release.policy import Policy, parse_policy
from disclosure.release.proposal import Check, Declaration, Proposal
from disclosure.release.publication import Publication, parse_publication
from disclosure.release.register import Register
from disclosure.release.signing import Signer
from disclosure.release.verify import Verified, verify

__all__ = [
    "Check",
    "Declaration",
    "Policy",
    "Proposal",
    "Publication",
    "Register",
    "Signer",
    "Verified",
    "parse_policy",
    "parse_publication",
    "release",
    "verify",
]
