"""The command that computes the same numbers again."""

import argparse
import shlex

from prevalence.bootstrap import WIDEST
from prevalence.results import Interval

ASIDE = {"data", "method", "level", "seed", "replicates", "interval", "precision"}
NO_EFFECT = {"run", "parser", "format", "output", "progress", "parallel", "interrupted", "tell"}
KINDS = {
    "profile likelihood": "profile",
    "BCa bootstrap": "bca",
    WIDEST: "widest",
    "log-normal": "log-normal",
    "jackknife": "jackknife",
}


def command_again(options: argparse.Namespace, interval: Interval) -> str:
    """The command with everything its numbers depend on spelled out, defaults of the interval included."""
    kind = KINDS.get(interval.method, interval.method.removesuffix(" bootstrap"))
    simulated = kind in ("percentile", "basic", "bca", "widest", "jackknife")
    drawn = interval.provenance.replicates if interval.provenance else None
    words = ["prevalence", "estimate", options.data, "--method", options.method]
    for name, value in vars(options).items():
        if name not in ASIDE | NO_EFFECT and value != options.parser.get_default(name):
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    words += ["--level", str(options.level)]
    if simulated or kind in KINDS.values():
        words += ["--interval", kind]
    if simulated:
        words += ["--replicates", str(drawn or options.replicates)]
    return shlex.join([*words, "--seed", str(options.seed)])
