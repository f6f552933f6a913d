"""The pictures of the documentation, taken of the demonstration in Debian's Chromium.

    uv run python -m benchmarks.screenshots

Makes a demonstration in a folder of its own, serves it, and writes docs/images/home.png.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PORT = 8766
PROGRAM = Path(sys.executable).with_name("palermo")
IMAGES = Path(__file__).parents[1] / "docs/images"
# Each picture's page, without the address.
PICTURES = {"home.png": "en/"}
SIZE = {"width": 1280, "height": 900}
MOST_BYTES = 200 * 1024


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the README should have to fetch."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _demonstration() as address:
        _take(address)
    sizes = {name: (IMAGES / name).stat().st_size for name in PICTURES}
    print(*(f"{name}: {size:,} bytes" for name, size in sizes.items()), sep="\n")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


@contextmanager
def _demonstration() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="palermo-screenshots-") as data:
        command = [PROGRAM, "demo", "--data", data, "--port", str(PORT)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
            try:
                _wait(server, f"http://127.0.0.1:{PORT}/")
                yield f"http://127.0.0.1:{PORT}/"
            finally:
                server.terminate()
                server.wait(20)


def _wait(server: "subprocess.Popen[bytes]", address: str) -> None:
    while server.poll() is None:
        try:
            with urlopen(f"{address}en/", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("The demonstration stopped before its first page.")


def _take(address: str) -> None:
    program = shutil.which("chromium")
    if not program:
        raise SystemExit("No chromium on the path: apt-get install chromium fonts-noto-core fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(address + path)
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
