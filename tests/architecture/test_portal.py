"""Pages live with their model: `portal` keeps the pages about everything at once, and stays small."""

from pathlib import Path

SITE = Path(__file__).parents[2] / "src/palermo"


def count_lines(folder: Path) -> int:
    return sum(len(path.read_text().splitlines()) for path in folder.rglob("*.py"))


def test_the_portal_is_at_most_four_percent_of_the_site():
    portal, site = count_lines(SITE / "portal"), count_lines(SITE)
    assert portal <= site * 0.04, f"portal has {portal:,} of {site:,} lines ({portal / site:.1%}); limit 4 %"
