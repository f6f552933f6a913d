"""How many small errors in the estimators the tests notice: random mutants, one at a time.

Run: python benchmarks/mutants.py STORE [--mutants 100] [--seed 1] [--modules …] [--tests …]

A mutant turns a comparison, an arithmetic sign, a number, a condition or a returned value into another. It is killed if
a test fails, or if the tests take more than five times as long as without it. Each is kept in STORE as soon as it is
judged, so that a run that was stopped goes on where it stopped; survivors are printed with file, line and change.
"""

import argparse
import ast
import copy
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = [
    *("bootstrap", "bounded", "chao", "chapman", "consistency", "coverage", "criterion", "existence", "fitting"),
    *("graph_average", "heterogeneity", "jackknife", "judgement", "monte_carlo", "newton", "overlap", "poisson"),
    *("profile", "stepwise", "verdict"),
]
# The quickest first: most mutants die in them.
TESTS = [
    *("test_classical", "test_degenerate_tables", "test_published_loglinear", "test_named_failures", "test_bounded"),
    *("test_graph_average", "test_histories", "test_assessment", "test_monte_carlo", "test_published_selection"),
]
PATIENCE = 5.0
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr}


def mutations_of(node):
    """What a node may be turned into, as functions that change a copy of it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield lambda n: n.ops.__setitem__(0, COMPARISONS[type(n.ops[0])]())
    if (
        isinstance(node, ast.BinOp)
        and type(node.op) in OPERATORS
        and not isinstance(node.left, (ast.Name, ast.Constant))
    ):
        yield lambda n: setattr(n, "op", OPERATORS[type(n.op)]())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield lambda n: setattr(n, "value", n.value + 1)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield lambda n: setattr(n, "value", not n.value)
    if isinstance(node, ast.BoolOp):
        yield lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    if isinstance(node, ast.If):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))


def candidates(modules):
    """Every mutant there is: module, number of the node, and which of its mutations. Texts and types are left alone."""
    found = []
    for module in modules:
        tree = ast.parse((ROOT / "src" / "prevalence" / f"{module}.py").read_text())
        skipped = {id(part) for node in ast.walk(tree) for part in ast.walk(node) if is_aside(node)}
        for number, node in enumerate(ast.walk(tree)):
            if id(node) not in skipped:
                found += [(module, number, choice) for choice, _ in enumerate(mutations_of(node))]
    return found


def is_aside(node):
    return isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.arguments)) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("warn", "TypeVar")
    )


def mutate(source, number, choice):
    """The mutated source, and the line and the change in words."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[number]
    before = ast.unparse(node).partition("\n")[0]
    list(mutations_of(node))[choice](node)
    return ast.unparse(tree), node.lineno, f"{before} -> {ast.unparse(copy.deepcopy(node)).partition(chr(10))[0]}"


def passes(source, names, limit):
    """Whether the tests pass on a copy of the sources, and how long they took."""
    tests = [f"tests/{name}.py" for name in names]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", "-k", "not ten_lists and not any_table"]
    command = [sys.executable, "-m", "pytest", *options, "-o", f"pythonpath={source} tests", *tests]
    started = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, timeout=limit, env=os.environ | {"PYTHONPATH": ""}
        )
    except subprocess.TimeoutExpired:
        return False, time.monotonic() - started
    return done.returncode == 0, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modules", nargs="+", default=MODULES)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    options = parser.parse_args()
    chosen = random.Random(options.seed).sample(candidates(options.modules), options.mutants)
    done = {}
    if options.store.exists():
        with options.store.open(newline="") as handle:
            done = {tuple(row[:3]): row for row in csv.reader(handle)}
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copied, ignore=shutil.ignore_patterns("__pycache__"))
        sound, usual = passes(copied, options.tests, None)
        if not sound:
            sys.exit("The tests fail without a mutant.")
        for module, number, choice in chosen:
            key = (module, str(number), str(choice))
            if key in done:
                continue
            path = copied / "prevalence" / f"{module}.py"
            original = path.read_text()
            text, line, change = mutate(original, number, choice)
            path.write_text(text)
            alive, _ = passes(copied, options.tests, PATIENCE * usual)
            path.write_text(original)
            done[key] = [*key, str(line), change, "survived" if alive else "killed"]
            with options.store.open("a", newline="") as handle:
                csv.writer(handle).writerow(done[key])
    judged = [done[key] for key in ((m, str(n), str(c)) for m, n, c in chosen) if key in done]
    killed = sum(row[5] == "killed" for row in judged)
    print(f"{killed} of {len(judged)} mutants killed, {killed / len(judged):.0%}")
    for row in judged:
        if row[5] == "survived":
            print(f"{row[0]}.py:{row[3]}: {row[4]}")


if __name__ == "__main__":
    main()
