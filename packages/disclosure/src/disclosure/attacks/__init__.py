"""Attacks on a release with the truth at hand: membership, singling out, linkage, inference, reconstruction."""

from disclosure.attacks.inference import attribute_inference
from disclosure.attacks.linkage import linkage
from disclosure.attacks.membership import membership
from disclosure.attacks.reconstruction import reconstruction
from disclosure.attacks.result import AttackReport, AttackResult, Rate
from disclosure.attacks.singling_out import singling_out
from disclosure.attacks.suite import attack_release
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Release, people

__all__ = [
    "AttackReport",
    "AttackResult",
    "Rate",
    "Release",
    "Truth",
    "attack_release",
    "attribute_inference",
    "linkage",
    "membership",
    "people",
    "reconstruction",
    "singling_out",
]
