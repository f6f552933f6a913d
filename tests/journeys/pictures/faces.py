"""The fonts of the system in which the accepted pictures are set, and what the browser at hand would set instead."""

from playwright.sync_api import Browser, Page

# What the site does not serve itself: its Chinese faces. .ci/common.sh installs them.
FACES = ("Noto Sans CJK SC", "Noto Serif CJK SC")
LETTERS = "巴勒莫"
INSTALL = "apt-get install fonts-noto-core fonts-noto-cjk"


def find_missing_faces(chromium: Browser) -> list[str]:
    """What this browser shows in another font than the one in which the pictures were taken, each in a sentence."""
    page = chromium.new_page()
    page.set_content("".join(f"<p style='font-family: \"{face}\"'>{LETTERS}</p>" for face in FACES))
    shown = [_font_of(page, place) for place in range(len(FACES))]
    page.close()
    return [
        f"The pictures are set in {face}, instead of which this browser has {instead}: {INSTALL}."
        for face, instead in zip(FACES, shown, strict=True)
        if instead != face
    ]


def _font_of(page: Page, place: int) -> str:
    """The family of the font in which the browser has set a paragraph."""
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    paragraphs = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p"})["nodeIds"]
    fonts = browser.send("CSS.getPlatformFontsForNode", {"nodeId": paragraphs[place]})["fonts"]
    return ", ".join(font["familyName"] for font in fonts)
