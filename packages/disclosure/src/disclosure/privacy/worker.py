"""The process that draws noise: the only file that imports OpenDP. It reads and writes frames, and keeps nothing.

A frame is one line of JSON, whose `sizes` name the lengths of the integer vectors that follow it as 64-bit words.
`noise.py` runs it by its path and is its only caller, so it imports nothing else of this package.
"""

import array
import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from opendp.domains import atom_domain, map_domain, vector_domain
from opendp.measurements import make_gaussian, make_gaussian_threshold
from opendp.metrics import absolute_distance, l02inf_distance, l2_distance
from opendp.mod import enable_features

Vectors = list[list[int]]
Answer = tuple[dict[str, Any], Vectors]


def gaussian(request: dict[str, Any], vectors: Vectors) -> Answer:
    """Add discrete Gaussian noise to every count; the loss is OpenDP's own figure."""
    space = vector_domain(atom_domain(T="i64")), l2_distance(T="f64")
    measurement = make_gaussian(*space, scale=request["scale"])
    return {"rho": measurement.map(request["l2"]), "delta": 0.0}, [measurement(vectors[0])]


def gaussian_threshold(request: dict[str, Any], vectors: Vectors) -> Answer:
    """Add noise to the counts of keys that are not known beforehand; what stays below the threshold is not named."""
    domain = map_domain(atom_domain(T="i64"), atom_domain(T="i64"))
    metric = l02inf_distance(absolute_distance(T="i64"))
    measurement = make_gaussian_threshold(domain, metric, scale=request["scale"], threshold=request["threshold"])
    rho, delta = measurement.map((request["l0"], request["l2"], request["linf"]))
    noisy = measurement(dict(zip(*vectors, strict=True)))
    keys = sorted(noisy)
    return {"rho": rho, "delta": delta}, [keys, [noisy[key] for key in keys]]


OPERATIONS: dict[str, Callable[[dict[str, Any], Vectors], Answer]] = {
    "gaussian": gaussian,
    "gaussian_threshold": gaussian_threshold,
}


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], Vectors] | None:
    """One frame, or None at the end."""
    line = stream.readline()
    if not line:
        return None
    head = json.loads(line)
    vectors = []
    for size in head["sizes"]:
        words = array.array("q")
        words.frombytes(stream.read(8 * size))
        vectors.append(words.tolist())
    return head, vectors


def write_frame(stream: BinaryIO, head: dict[str, Any], vectors: Vectors) -> None:
    """Write one frame."""
    stream.write(json.dumps({**head, "sizes": [len(v) for v in vectors]}).encode() + b"\n")
    for vector in vectors:
        stream.write(array.array("q", vector).tobytes())
    stream.flush()


def main() -> int:
    """Answer frames until the caller closes the pipe."""
    enable_features("contrib")
    write_frame(sys.stdout.buffer, {"ready": True}, [])
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        head, vectors = frame
        try:
            answer, results = OPERATIONS[head["operation"]](head, vectors)
        except Exception as error:  # the caller gets the reason as a sentence; the process stays alive
            answer, results = {"error": f"{type(error).__name__}: {error}"}, []
        write_frame(sys.stdout.buffer, answer, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
