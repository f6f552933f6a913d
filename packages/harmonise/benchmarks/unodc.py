"""UNODC's workbook of 65,398 rows: processor seconds, and what is found.

python benchmarks/unodc.py FILE [TIMES]
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent
LIMIT = 1.5


def main() -> None:
    """Check the file so many times, each in a process of its own, and print the least and the median."""
    seconds, paths = [], f"{FOLDER / 'src'}:{FOLDER.parent / 'disclosure' / 'src'}"
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "report.json"
        command = ["-m", "harmonise", "check", sys.argv[1], "--layout", "unodc", "--quiet", "--output", str(output)]
        for _ in range(int(sys.argv[2]) if sys.argv[2:] else 5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, *command], env={"PYTHONPATH": paths}, stdout=subprocess.DEVNULL, check=False
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        subprocess.run(
            [sys.executable, *command, "--format", "json"],
            env={"PYTHONPATH": paths},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        rules = json.loads(output.read_text())["rules"]
    seconds.sort()
    print(f"CPU s: {seconds[0]:.2f} at best, {seconds[len(seconds) // 2]:.2f} in the middle; expected at most {LIMIT}.")
    for each in rules:
        print(f"| {each['rule']} | {each['column']} | {each['number']} |")


if __name__ == "__main__":
    main()
