"""The fonts in which the accepted pictures are set, and what the browser at hand would set instead."""

from playwright.sync_api import Browser, Page

# A face as the style sheets name it, letters in it, and the font that shows them: of Debian's fonts-noto-core and
# fonts-noto-cjk, which .ci/common.sh installs.
FACES = (
    ("system-ui", "Palermo", "Noto Sans"),
    ("Noto Serif", "Palermo", "Noto Serif"),
    ("Noto Sans CJK SC", "巴勒莫", "Noto Sans CJK SC"),
    ("Noto Serif CJK SC", "巴勒莫", "Noto Serif CJK SC"),
    ("Noto Sans Arabic", "باليرمو", "Noto Sans Arabic"),
    ("Noto Naskh Arabic", "باليرمو", "Noto Naskh Arabic"),
)
INSTALL = "apt-get install fonts-noto-core fonts-noto-cjk"


def find_missing_faces(chromium: Browser) -> list[str]:
    """What this browser shows in another font than the one in which the pictures were taken, each in a sentence."""
    page = chromium.new_page()
    page.set_content("".join(f"<p style='font-family: \"{face}\"'>{letters}</p>" for face, letters, _ in FACES))
    shown = [_font_of(page, place) for place in range(len(FACES))]
    page.close()
    return [
        f"The pictures are set in {font}, but this browser sets “{face}” in {instead}: {INSTALL}."
        for (face, _, font), instead in zip(FACES, shown, strict=True)
        if instead != font
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
