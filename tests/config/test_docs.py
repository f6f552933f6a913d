"""`palermo docs` writes every page of the reference to a folder, those too long to be kept in the repository, too."""

import pytest

from palermo.config.cli.main import main


@pytest.mark.slow
def test_all_pages_are_written_to_a_folder(tmp_path, capsys):
    assert main(["docs", "--output", str(tmp_path / "reference")]) == 0
    assert "Wrote 4 pages to " in capsys.readouterr().out
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "reference").iterdir()}
    assert sorted(pages) == ["access.md", "data.md", "interface-words.md", "states.md"]
    assert "| Cancel | إلغاء | 取消 | Annuler | Отмена | Cancelar |" in pages["interface-words.md"]
    assert "## accounts.FormerName" in pages["data.md"]
