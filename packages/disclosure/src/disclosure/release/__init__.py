"""The gate through which a release goes: audited, signed, reproducible, and remembered for ever."""

from disclosure.release.gate import release
from disclosure.release.proposal import Check, Proposal
from disclosure.release.register import Register
from disclosure.release.signing import Signer
from disclosure.release.verify import Verified, verify

__all__ = ["Check", "Proposal", "Register", "Signer", "Verified", "release", "verify"]
