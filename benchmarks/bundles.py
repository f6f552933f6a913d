"""Memory and time of building and verifying a bundle of 50, 500 and 1,000 documents, each in six languages.

    uv run python -m benchmarks.bundles [COUNT …]

Each document has, in each language, a text of some hundred words and a file of 100 KB; beside them lies the
demonstration's record. The record is made by one process, the bundle built and verified by two others. The peak of
memory is that of the process's own pages (`RssAnon`, looked at ten times a second); the system's peak (`ru_maxrss`)
besides has the pages of files, of which SQLite maps up to 128 MB of its own. Ratios are to the first count.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

COUNTS = (50, 500, 1000)
WORDS = 300
FILE = 100_000
MAKE, BUILD, VERIFY = "make", "build", "verify"
SAYINGS = {
    "ar": "حماية ضحايا الاتجار بالأشخاص ومساعدتهم في بلدان المنشأ والعبور والمقصد وفقا للبروتوكول",
    "zh": "保护 协助 人口贩运 受害人 来源国 过境国 目的国 议定书 会员国 合作 调查 起诉 预防 信息 交流",
    "en": "protecting assisting victims trafficking persons countries origin transit destination protocol",
    "fr": "protéger aider victimes traite personnes pays origine transit destination protocole",
    "ru": "защита помощь пострадавшим торговли людьми страны происхождения транзита назначения протокол",
    "es": "proteger ayudar víctimas trata personas países origen tránsito destino protocolo",
}


def main(counts: list[int]) -> None:
    """Print a row for each count."""
    head = f"{'CPU s':>10}{'own MB':>9}{'ratio':>7}{'with files':>12}"
    print(f"{'':10}{'build':>19}{'':19}{'verify':>19}")
    print(f"{'documents':>10}{head}{head}{'ZIP MB':>9}", flush=True)
    first: list[float] = []
    for count in counts or COUNTS:
        folder = tempfile.mkdtemp(prefix="palermo-bundles-")
        try:
            _run(MAKE, count, folder)
            steps = [_run(step, count, folder) for step in (BUILD, VERIFY)]
            size = (Path(folder) / "out" / "bundle.zip").stat().st_size / 1e6
        finally:
            shutil.rmtree(folder)
        first = first or [own for _spent, own, _peak in steps]
        told = [
            f"{s:10.1f}{own:9.0f}{own / one:7.2f}{peak:12.0f}" for (s, own, peak), one in zip(steps, first, strict=True)
        ]
        print(f"{count:10,}{''.join(told)}{size:9.0f}", flush=True)


def _run(what: str, count: int, folder: str) -> tuple[float, float, float]:
    environment = os.environ | {"PALERMO_BENCHMARK_DATA": folder}
    command = [sys.executable, "-m", "benchmarks.bundles", what, str(count), folder]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    spent, own, peak = map(float, done.stdout.split()[-3:])
    return spent, own, peak


def measured(what: str, count: int, folder: Path) -> None:
    """One of the three steps, in its own process; prints seconds of CPU and the peak of memory in MB."""
    from benchmarks import measuring

    own: list[float] = [0.0]
    threading.Thread(target=_look, args=(own,), daemon=True).start()
    spent = {MAKE: _make, BUILD: _build, VERIFY: _verify}[what](measuring, count, folder)
    print(spent, max(own), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _look(own: list[float]) -> None:
    """Note the process's own memory in MB, again and again."""
    while True:
        [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssAnon:")]
        own[0] = max(own[0], int(line.split()[1]) / 1024)
        time.sleep(0.1)


def _make(measuring, count: int, folder: Path) -> float:
    from palermo.library.actions import set_file
    from palermo.library.models import Document, LanguageVersion

    measuring.make_demonstration()
    chance, sayings = random.Random(2008), {code: words.split() for code, words in SAYINGS.items()}
    for number in range(count):
        document = Document.objects.create(
            slug=f"benchmark-{number}",
            symbol=f"E/CN.15/2008/CRP.{number + 100}",
            title={code: f"{' '.join(words[:5])} {number}" for code, words in sayings.items()},
            kind="note",
            audience="public",
            state="issued",
            dated_on="2008-01-01",
            issued_on="2008-01-01",
        )
        for code, words in sayings.items():
            said = " ".join(_word(chance, words) for _ in range(WORDS))
            version = LanguageVersion(document=document, language=code, text=said)
            content = b"%PDF-1.7\n" + chance.randbytes(FILE)
            set_file(version, content, name=f"{number}.pdf", media_type="application/pdf")
            version.save()
    return 0.0


def _word(chance: random.Random, words: list[str]) -> str:
    """One in ten with a number, so that there are more words than these."""
    return f"{chance.choice(words)}{chance.randrange(2000) if chance.random() < 0.1 else ''}"


def _bundle():
    from palermo.core.languages import CODES
    from palermo.core.text import MultilingualText
    from palermo.portal.offline.models import OfflineBundle
    from palermo.portal.offline.states import Part

    title = MultilingualText({"en": "Benchmark"})
    everything = {"languages": " ".join(CODES), "parts": " ".join(Part.values)}
    return OfflineBundle(slug="benchmark", title=title, audience="public", **everything)


def _build(measuring, count: int, folder: Path) -> float:
    from palermo.portal.offline.building import build

    (folder / "out").mkdir()
    began = time.process_time()
    build(_bundle(), folder / "out")
    return time.process_time() - began


def _verify(measuring, count: int, folder: Path) -> float:
    from palermo.portal.offline.signing import own_key
    from palermo.portal.offline.verifying import verify

    began = time.process_time()
    verdict = verify(folder / "out" / "bundle.zip", own_key().public_key())
    if verdict.faults:
        raise SystemExit(f"Not whole: {verdict.faults[:3]}")
    return time.process_time() - began


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {MAKE, BUILD, VERIFY}:
        measured(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([int(each) for each in sys.argv[1:]])
