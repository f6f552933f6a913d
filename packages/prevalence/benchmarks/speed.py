"""CPU seconds of the procedures that other packages publish times for, each in a fresh process, with the work counted.

Run: python benchmarks/speed.py
"""

import os
import platform
import resource
import subprocess
import sys
import time
import warnings

import numpy as np

import prevalence
from prevalence import newton as newton_module
from prevalence.criterion import best_model, rank_models
from prevalence.datasets import load
from prevalence.errors import PrevalenceWarning
from prevalence.existence import _programme
from prevalence.graph_average import graph_average
from prevalence.latent_class import latent_classes
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise

COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def stepwise_bca(name):
    return lambda: stepwise(load(name)).interval(0.95, "bca", replicates=1000, seed=1234)


def graph_average_task(name):
    n = load(name).total
    grid = np.unique(np.rint(np.linspace(1, 30 * n, 1000)).astype(int))
    return lambda: graph_average(load(name), hidden=grid)


def many_lists(n_lists):
    """Lists of a known truth, three pairs of which depend on each other."""
    names = [f"L{place}" for place in range(n_lists)]
    capture = dict(zip(names, np.linspace(0.05, 0.2, n_lists), strict=True))
    ratios = {(names[0], names[5]): 4, (names[2], names[3]): 0.3, (names[-2], names[-1]): 3}
    return Truth.of(4000, capture, odds_ratios=ratios).draw(1)


# What, the aim in CPU seconds, and the R packages' CPU seconds on the same kind of machine.
TASKS = {
    "stepwise and BCa, 1,000 replicates, UK five": (stepwise_bca("uk_2013_five"), 0.9, "90.2; 46.1"),
    "the same, UK six": (stepwise_bca("uk_2013"), 3.0, "217.6; 119.6"),
    "the same, New Orleans eight (186)": (stepwise_bca("new_orleans_186"), 11.0, "570; 548"),
    "BIC to order 3, top 100, 1,000 replicates, UK five": (
        lambda: best_model(load("uk_2013_five")).interval(0.95, "bca", replicates=1000, seed=1234),
        4.8,
        "95.7",
    ),
    "all 6,893 models, UK five": (lambda: rank_models(load("uk_2013_five"), order=5), 1.0, "40.7"),
    "32,768 models, UK six": (lambda: rank_models(load("uk_2013"), order=2), 6.0, "87.1"),
    "all 3,702,013 models to order 3, bounded, UK six": (
        lambda: best_model(load("uk_2013"), order=3, search="bounded"),
        None,
        "not offered",
    ),
    "all 2^28 pairwise models, bounded, New Orleans eight (186)": (
        lambda: best_model(load("new_orleans_186"), top=1),
        None,
        "not offered",
    ),
    "2^45 pairwise models, bounded, ten lists": (lambda: best_model(many_lists(10)), 5.0, "not offered"),
    "2^66 pairwise models, bounded, twelve lists": (lambda: best_model(many_lists(12)), 30.0, "not offered"),
    "822 graphs averaged, UK five, 1,000 points": (graph_average_task("uk_2013_five"), 0.03, "0.016"),
    "18,154 graphs averaged, UK six, 1,000 points": (graph_average_task("uk_2013"), 2.0, "nobody"),
    "latent classes, one chain, 110,000 iterations, UK five": (
        lambda: latent_classes(load("uk_2013_five"), chains=1, draws=1000, thin=100, burn_in=10_000, ladder=1),
        110_000 / 150_000,
        "1.42",
    ),
    "the same not compiled (NUMBA_DISABLE_JIT=1), 1,100 iterations": (
        lambda: latent_classes(load("uk_2013_five"), chains=1, draws=10, thin=100, burn_in=100, ladder=1),
        None,
        "1.42 for 110,000",
    ),
    "latent classes, defaults: eight chains of nine steps, 3,960,000 rounds, UK five": (
        lambda: latent_classes(load("uk_2013_five")),
        None,
        "260 (200 chains)",
    ),
}


def warm_up():
    """Load what is loaded on first use: special functions, solver, compiled loops."""
    stepwise(load("korea")).interval(0.9, replicates=20)
    rank_models(load("korea"))
    graph_average(load("korea"), hidden=range(1, 50))
    latent_classes(load("korea"), chains=1, draws=5, thin=1, burn_in=5)


def one(place):
    warnings.simplefilter("ignore", PrevalenceWarning)
    warm_up()
    steps, original = [0], newton_module.newton

    def count_steps(*arguments, **named):
        fits = original(*arguments, **named)
        steps[0] += fits.steps
        return fits

    for name, module in list(sys.modules.items()):
        if name.startswith("prevalence") and getattr(module, "newton", None) is original:
            module.newton = count_steps
    programmes = _programme.cache_info().misses
    what, (task, aim, others) = list(TASKS.items())[place]
    started = time.process_time()
    task()
    spent = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    linear = _programme.cache_info().misses - programmes
    wanted = "" if aim is None else f"{aim:.2f}"
    print(f"| {what} | {spent:.3f} | {wanted} | {others} | {steps[0]:,} | {linear} | {memory:.0f} |")


def main():
    if len(sys.argv) > 1:
        one(int(sys.argv[1]))
        return
    print(
        f"prevalence {prevalence.results.package_version()}, Python {platform.python_version()}, numpy "
        f"{np.__version__}\n"
    )
    print("| what | CPU s | aim | R packages, CPU s | Newton steps | linear programmes | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for place, what in enumerate(TASKS):
        kept = os.environ | ({"NUMBA_DISABLE_JIT": "1"} if "not compiled" in what else {})
        subprocess.run([sys.executable, __file__, str(place)], check=True, env=kept)
    imported, estimated = ["-c", "import prevalence"], ["-W", "ignore", "-m", "prevalence", "estimate", "dataset:korea"]
    print(f"| import of the package, numpy included, median of nine | {cold_seconds(imported):.3f} | 0.30 | | | | |")
    print(f"| `prevalence estimate`, Korea, median of nine | {cold_seconds(estimated):.3f} | 0.80 | | | | |")


def cold_seconds(arguments):
    """CPU seconds of a Python process of its own, its modules compiled before as an installer does."""
    spent = []
    for _ in range(10):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=COMPILED)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return float(np.median(spent[1:]))


if __name__ == "__main__":
    main()
