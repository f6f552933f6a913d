"""Noise from OpenDP, asked of a process of its own, which this file starts and stops."""

import importlib.util
import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from disclosure.errors import MissingExtra, NotPossible

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Noisy:
    """Counts with noise, and what drawing them has cost.

    Attributes
    ----------
    keys : array of int64
        What each count belongs to; for known keys the positions 0, 1, 2, ...
    counts : array of int64
    rho, delta : float
        The loss as OpenDP's own privacy map states it.
    """

    keys: Counts
    counts: Counts
    rho: float
    delta: float


class NoiseProcess:
    """The process that draws noise, for the length of a `with` block.

    True counts reach it through a pipe and are written to no file. This process never imports OpenDP.
    """

    def __init__(self) -> None:
        if importlib.util.find_spec("opendp") is None:
            raise MissingExtra(
                "Noise is drawn by the package opendp, which is not installed: pip install 'disclosure[privacy]'."
            )
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # Without the folder of the worker on its path, whose files have names that other packages use too.
        command = [sys.executable, "-P", str(Path(__file__).with_name("worker.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 -- our own
        try:
            self._read_answer()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def gaussian(self, counts: Counts, *, l2: float, scale: float) -> Noisy:
        """Add discrete Gaussian noise to counts whose keys are known.

        Parameters
        ----------
        counts : array of int64
        l2 : float
            The most that one person can move all counts together, as a root of the sum of squares.
        scale : float
            Scale of the noise, nearly its standard deviation.

        Returns
        -------
        Noisy

        Raises
        ------
        NotPossible
            If OpenDP refuses; its words are in the message.
        """
        answer, (noisy,) = self._ask({"operation": "gaussian", "scale": scale, "l2": l2}, counts)
        return Noisy(np.arange(len(counts)), noisy, answer["rho"], answer["delta"])

    def gaussian_threshold(
        self, keys: Counts, counts: Counts, *, l0: int, l2: int, linf: int, scale: float, threshold: int
    ) -> Noisy:
        """Add noise to the counts of keys nobody knows beforehand, and name only those above a threshold.

        Parameters
        ----------
        keys, counts : array of int64, same length
            Only keys that occur.
        l0, l2, linf : int
            The most counts one person can move, and by how much: together, and any one.
        scale : float
        threshold : int
            Noisy counts below it are not released, nor their keys.

        Returns
        -------
        Noisy
            `delta` is the chance that a key is released because of one person alone.

        Raises
        ------
        NotPossible
            If OpenDP refuses.
        """
        request = {"operation": "gaussian_threshold", "l0": l0, "l2": l2, "linf": linf}
        answer, (kept, noisy) = self._ask({**request, "scale": scale, "threshold": threshold}, keys, counts)
        return Noisy(kept, noisy, answer["rho"], answer["delta"])

    def _ask(self, request: dict[str, Any], *vectors: Counts) -> tuple[dict[str, Any], list[Counts]]:
        words = [np.ascontiguousarray(v, dtype=np.int64) for v in vectors]
        try:
            sink = self._pipe("stdin")
            sink.write(json.dumps({**request, "sizes": [len(v) for v in words]}).encode() + b"\n")
            for vector in words:
                sink.write(vector.tobytes())
            sink.flush()
        except BrokenPipeError:
            raise NotPossible(_ENDED) from None
        return self._read_answer()

    def _read_answer(self) -> tuple[dict[str, Any], list[Counts]]:
        source = self._pipe("stdout")
        line = source.readline()
        if not line:
            raise NotPossible(_ENDED)
        head = json.loads(line)
        if "error" in head:
            raise NotPossible(f"OpenDP refused the mechanism: {head['error']}")
        return head, [np.frombuffer(source.read(8 * size), dtype=np.int64) for size in head["sizes"]]

    def _pipe(self, name: str) -> IO[bytes]:
        if self._process is None:
            raise NotPossible("The noise process is not running: use `with NoiseProcess() as noise:`.")
        return cast(IO[bytes], getattr(self._process, name))


_ENDED = "The process that draws noise ended before it answered; nothing was released. Its own message stands above."


def scale_for(l2: float, rho: float) -> float:
    """The scale at which Gaussian noise costs ρ when one person moves the counts by `l2`, rounded up."""
    return l2 / math.sqrt(2 * rho) * (1 + 1e-12)
