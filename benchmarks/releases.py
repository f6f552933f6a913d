"""CPU and memory of a release on its way to the bundle: stand-ins, protection, readers of doubtful sums, and the gate.

    uv run python -m benchmarks.releases DRAFT

DRAFT is the folder of a prepared draft, such as of UNODC's table (`palermo figures prepare`), below `drafts` in the
folder of releases. Its figures are protected anew and released into a register that is thrown away. Prints CPU seconds
and the most memory; ends with 1 where a limit is passed.
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.release import Proposal, Register, Signer, release
from disclosure.release.proposal import Kind

from palermo.figures.pipeline.draft_files import read_compiled
from palermo.figures.pipeline.policies import FILE, policy_text
from palermo.figures.pipeline.protecting import Draft, protect_figures

# CPU seconds from the compiled figures to the signed bundle; megabytes.
SECONDS, MEGABYTES = 60, 1024


def measure(folder: Path) -> tuple[Draft, float, float]:
    """The draft, and CPU seconds of protection and gate."""
    figures = read_compiled(folder)
    begun = time.process_time()
    draft = protect_figures(figures, title="Measured", population=("measured", "1"), unit="persons")
    protected = time.process_time()
    with TemporaryDirectory() as place:
        key = Signer.create(Path(place) / "key")
        register = Register.create(Path(place) / "register", data_set="measured")
        policy = policy_text("Measured", "Nobody may be recognized.", ["persons"])
        register.set_policy(policy, key, by="Director", reason="first policy")
        listed = '[[population]]\nid = "measured"\ntitle = "Measured"\n'
        register.set_populations(listed, key, by="Director", reason="first list")
        proposal = Proposal(
            "Measured",
            Kind.TABLES,
            "Author",
            ("First", "Second"),
            {FILE: draft.published},
            specification=draft.specification,
            thresholds=draft.thresholds,
            truth={FILE: draft.truth},
        )
        release(proposal, register, key)
    return draft, protected - begun, time.process_time() - protected


def main() -> int:
    """Measure the draft that is named."""
    draft, protection, gate = measure(Path(sys.argv[1]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    masked, disputed = len(draft.masked), len(draft.disputed)
    print(f"{masked:,} masked by the source, {disputed:,} hidden where figures contradict each other")
    print(draft.protected)
    print(f"protection {protection:.1f} s CPU, gate {gate:.1f} s CPU, {most:.0f} MB")
    return int(protection + gate > SECONDS or most > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
