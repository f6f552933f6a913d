"""One step of the bundle benchmark, run in a process of its own: make the record, build a bundle, or verify it.

`benchmarks.bundles` starts it. It prints CPU seconds, the peak of anonymous memory and the peak resident size, in MB.
"""

import random
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import measuring
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.library.actions.versions import set_file
from palermo.library.models import Document, LanguageVersion
from palermo.offline.building import build
from palermo.offline.models import OfflineBundle
from palermo.offline.states import Part
from palermo.offline.verifying import verify
from palermo.site.signing import own_key

WORDS = 300
FILE = 100_000
WORD_LISTS = {
    "ar": "حماية ضحايا الاتجار بالأشخاص ومساعدتهم في بلدان المنشأ والعبور والمقصد وفقا للبروتوكول",
    "zh": "保护 协助 人口贩运 受害人 来源国 过境国 目的国 议定书 会员国 合作 调查 起诉 预防 信息 交流",
    "en": "protecting assisting victims trafficking persons countries origin transit destination protocol",
    "fr": "protéger aider victimes traite personnes pays origine transit destination protocole",
    "ru": "защита помощь пострадавшим торговли людьми страны происхождения транзита назначения протокол",
    "es": "proteger ayudar víctimas trata personas países origen tránsito destino protocolo",
}


def main(what: str, count: int, folder: Path) -> None:
    """Run one step and print its CPU seconds and peak memory."""
    own: list[float] = [0.0]
    threading.Thread(target=_look, args=(own,), daemon=True).start()
    began = time.process_time()
    STEPS[what](count, folder)
    spent = time.process_time() - began
    print(spent, max(own), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _look(own: list[float]) -> None:
    """Keep the peak of the process's anonymous memory in MB, sampled every 0.1 seconds."""
    while True:
        [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssAnon:")]
        own[0] = max(own[0], int(line.split()[1]) / 1024)
        time.sleep(0.1)


def _make(count: int, _folder: Path) -> None:
    measuring.make_demonstration()
    chance, word_lists = random.Random(2008), {code: words.split() for code, words in WORD_LISTS.items()}
    for number in range(count):
        document = Document.objects.create(
            slug=f"benchmark-{number}",
            symbol=f"E/CN.15/2008/CRP.{number + 100}",
            title={code: f"{' '.join(words[:5])} {number}" for code, words in word_lists.items()},
            kind="note",
            audience="public",
            state="issued",
            dated_on="2008-01-01",
            issued_on="2008-01-01",
        )
        for code, words in word_lists.items():
            words_of_text = " ".join(_word(chance, words) for _ in range(WORDS))
            version = LanguageVersion(document=document, language=code, text=words_of_text)
            content = b"%PDF-1.7\n" + chance.randbytes(FILE)
            set_file(version, content, name=f"{number}.pdf", media_type="application/pdf")
            version.save()


def _word(chance: random.Random, words: list[str]) -> str:
    """A random word; one in ten has a number appended, so that the vocabulary is larger than the list."""
    return f"{chance.choice(words)}{chance.randrange(2000) if chance.random() < 0.1 else ''}"


def _build(_count: int, folder: Path) -> None:
    title = MultilingualText({"en": "Benchmark"})
    parts = " ".join(part for part in Part.values if part != Part.HANDED_OUT)
    bundle = OfflineBundle(slug="benchmark", title=title, audience="public", languages=" ".join(CODES), parts=parts)
    (folder / "out").mkdir()
    build(bundle, folder / "out")


def _verify(_count: int, folder: Path) -> None:
    verdict = verify(folder / "out" / "bundle.zip", own_key().public_key())
    if verdict.faults:
        raise SystemExit(f"Not whole: {verdict.faults[:3]}")


STEPS: dict[str, Callable[[int, Path], None]] = {"make": _make, "build": _build, "verify": _verify}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
