"""A name is imported from the module that defines it: no package names its modules' names once more."""

import ast
from pathlib import Path

import palermo

ROOT = Path(palermo.__file__).parent


def test_packages_import_nothing_but_models_for_django():
    facades = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("__init__.py")
        if path.parent.name != "models"
        and any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(ast.parse(path.read_text())))
    ]
    assert facades == []
