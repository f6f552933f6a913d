"""What `prevalence estimate --method` may be, and the settings each method takes."""

import argparse
from collections.abc import Callable
from typing import Any

import numpy as np

from prevalence.aic_stepwise import aic_stepwise
from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model
from prevalence.errors import InvalidArgument
from prevalence.graph_average import graph_average
from prevalence.heterogeneity import KINDS, heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes
from prevalence.loglinear import loglinear
from prevalence.stepwise import stepwise
from prevalence.thresholding import threshold_pairs

Method = Callable[[CaptureHistories, argparse.Namespace], Any]


def add_settings(parser: argparse.ArgumentParser) -> None:
    """The settings of all methods; what is not given keeps the method's own default."""
    parser.add_argument("--model", default="[]", help="for model: [12,23] or LA*NG + PF")
    parser.add_argument("--threshold", type=float, help="stepwise: p-value (0.02); shrinkage: strength (2)")
    parser.add_argument("--significance", type=float, default=0.05, help="aic: p-value of a new coefficient")
    parser.add_argument("--criterion", choices=("bic", "aic"), default="bic", help="bic: which criterion ranks")
    parser.add_argument("--order", type=int, help="bic, shrinkage: most lists in a term")
    parser.add_argument("--search", choices=("exhaustive", "bounded", "downhill"), help="bic: how to look")
    parser.add_argument("--top", type=int, default=100, help="bic: models a replicate chooses from")
    parser.add_argument("--convention", choices=("poisson", "multinomial"), help="of log-linear totals")
    parser.add_argument("--kind", choices=KINDS, default="darroch", help="heterogeneity: how people differ")
    parser.add_argument("--by-list", action="store_true", help="heterogeneity: lists may differ in how much they see")
    parser.add_argument("--delta", type=float, help="graphs: prior people per cell (2^-lists)")
    parser.add_argument("--hidden", help="graphs: FROM:TO or FROM:TO:POINTS hidden people, in place of its own grid")
    parser.add_argument("--variance", default="1", help="shrinkage: of each pair; none for a flat prior")
    for name, what in (("classes", "most classes"), ("chains", "chains"), ("draws", "draws kept of each chain")):
        parser.add_argument(f"--{name}", type=int, help=f"classes: {what}")
    for name, what in (("thin", "iterations per draw"), ("burn-in", "iterations first"), ("ladder", "thinned tables")):
        parser.add_argument(f"--{name}", type=int, help=f"classes: {what}")


def _options_set(options: argparse.Namespace, *names: str) -> dict[str, Any]:
    """The named options that were given, by name."""
    values = {name: getattr(options, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _parse_hidden(text: str | None) -> list[int] | None:
    """The grid of hidden people that `--hidden` asks for."""
    if text is None:
        return None
    try:
        first, last, *points = (int(part) for part in text.split(":"))
        count = points[0] if points else last - first + 1
    except ValueError as error:
        example = "1:300 or 1:82320:1000"
        raise InvalidArgument(f"--hidden must look like {example}, but is {text!r}.") from error
    return [int(x) for x in np.unique(np.rint(np.linspace(first, last, count)))]


def _variance(text: str) -> float | None:
    if text.lower() == "none":
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InvalidArgument(f"--variance must be a number or none, but is {text!r}.") from error


METHODS: dict[str, Method] = {
    "stepwise": lambda h, o: stepwise(h, **_options_set(o, "threshold", "convention")),
    "bic": lambda h, o: best_model(h, **_options_set(o, "criterion", "order", "search", "top", "convention")),
    "aic": lambda h, o: aic_stepwise(h, **_options_set(o, "significance", "convention")),
    "model": lambda h, o: loglinear(h, o.model, **_options_set(o, "convention")),
    "graphs": lambda h, o: graph_average(h, hidden=_parse_hidden(o.hidden), **_options_set(o, "delta")),
    "classes": lambda h, o: latent_classes(
        h,
        seed=o.seed,
        parallel=o.parallel,
        tell=o.tell,
        **_options_set(o, "classes", "chains", "draws", "thin", "burn_in", "ladder"),
    ),
    "shrinkage": lambda h, o: threshold_pairs(
        h, variance=_variance(o.variance), seed=o.seed, **_options_set(o, "threshold", "order", "draws", "burn_in")
    ),
    "heterogeneity": lambda h, o: heterogeneity(h, o.kind, by_list=o.by_list),
    "chao": lambda h, o: chao_lower_bound(h),
    "chapman": lambda h, o: chapman(h),
    "coverage": lambda h, o: sample_coverage(h),
}
