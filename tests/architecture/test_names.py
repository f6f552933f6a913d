"""A function is named by a verb and a noun, or by the noun that it returns; never by a bare participle."""

import ast
import re
from pathlib import Path

import palermo

ROOT = Path(palermo.__file__).parents[2]
SOURCES = [ROOT / "src", *(ROOT / "packages").glob("*/src")]
# Participles that do not end as most do. Those that are also a verb in the present (read, put, cut, set, run) are fine.
IRREGULAR = {"told", "said", "found", "kept", "given", "made", "done", "seen", "known", "shown", "taken", "written"}
IRREGULAR |= {"built", "sent", "met", "left", "lost", "gone", "drawn", "chosen", "spoken", "begun", "brought", "stood"}
IRREGULAR |= {"held", "hidden", "meant", "understood", "sought", "broken", "frozen"}
# Nouns, and one term of every web framework.
FINE = {"feed", "following", "heading", "mapping", "numbering", "reporting", "standing", "cached"}


def _is_property(function: ast.FunctionDef) -> bool:
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_no_public_function_is_a_bare_participle():
    functions = (
        (path.relative_to(ROOT), node)
        for source in SOURCES
        for path in source.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    bare = [
        f"{path}:{node.lineno}: {node.name}"
        for path, node in functions
        if (node.name in IRREGULAR or re.fullmatch(r"[a-z]+(ed|ing)", node.name))
        and node.name not in FINE
        and not _is_property(node)
    ]
    assert bare == []
