"""The requirements on each page, in terms that a browser can measure."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / ".tools/node_modules/axe-core/axe.min.js"
INSTALL_AXE = "npm install --no-save --prefix .tools axe-core@4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Once more if the page changed while axe looked at it: axe stumbles over elements that are gone.
RUN = """async (values) => {
    const options = {runOnly: {type: values.type, values: values.of}, resultTypes: ["violations"]};
    const found = await axe.run(document, options).catch(() => axe.run(document, options));
    return found.violations.map((each) => ({
        rule: each.id, help: each.help, where: each.nodes.map((node) => node.target.join(" ")),
    }));
}"""
STICKING_OUT = "document.scrollingElement.scrollWidth - innerWidth"
# The margin beside the text: before it in Arabic, as seen from the left.
SIDES = """() => {
    const [text, margin] = [document.querySelector("main"), document.querySelector(".margin")];
    if (!margin || getComputedStyle(margin).display === "none") return "";
    return margin.getBoundingClientRect().left > text.getBoundingClientRect().left ? "right" : "left";
}"""


@cache
def _axe() -> str:
    assert AXE.is_file(), f"No accessibility rules at {AXE}, by which these tests judge: {INSTALL_AXE}"
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, **only: Any) -> list[str]:
    """What axe finds on a page, each with its rule and place; `rules` limits it to some rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    chosen = {"type": "rule", "of": only["rules"]} if only else {"type": "tag", "of": RULES}
    return [f"{each['rule']} ({each['help']}): {', '.join(each['where'])}" for each in page.evaluate(RUN, chosen)]


def sticking_out(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return max(0, page.evaluate(STICKING_OUT))
