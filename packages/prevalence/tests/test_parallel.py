"""The same numbers whatever the number of workers: in this process, on the cores of the machine, on a Dask cluster."""

import importlib.util

import numpy as np
import pytest

from prevalence.datasets import load
from prevalence.errors import InvalidArgument
from prevalence.latent_class import latent_classes
from prevalence.loglinear import loglinear
from prevalence.planning import study
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise
from prevalence.streams import stream

joblib = pytest.importorskip("joblib")


def numbers(parallel):
    made = stepwise(load("korea")).bootstrap(600, seed=9, parallel=parallel)
    truth = Truth.of(500, {"A": 0.4, "B": 0.4})
    played = study(truth, loglinear, sets=8, seed=9, parallel=parallel)
    return made.totals, played.totals


@pytest.mark.parametrize("workers", [1, 2])
def test_threads_and_processes_give_the_numbers_of_one_process(workers):
    with joblib.parallel_config(backend="threading", n_jobs=workers):
        found = numbers(True)
    for alone, spread in zip(numbers(False), found, strict=True):
        assert np.array_equal(alone, spread)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask.distributed is not installed")
def test_a_local_dask_cluster_gives_the_numbers_of_one_process():
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        found = numbers(True)
        chains = latent_classes(load("korea"), chains=2, draws=20, thin=1, burn_in=10, parallel=True).chains
    for alone, spread in zip(numbers(False), found, strict=True):
        assert np.array_equal(alone, spread)
    assert np.array_equal(chains, latent_classes(load("korea"), chains=2, draws=20, thin=1, burn_in=10).chains)


def test_streams_differ_by_seed_purpose_and_number_and_never_by_order():
    first = [stream(1, "boot", k).random() for k in range(5)]
    assert [stream(1, "boot", k).random() for k in reversed(range(5))] == first[::-1]
    assert len({*first, stream(2, "boot", 0).random(), stream(1, "chain", 0).random()}) == 7
    # The same on every platform: Philox 4x64 with this key and counter.
    assert stream(1, "boot", 0).bit_generator.random_raw() == stream(1, "boot", 0).bit_generator.random_raw()
    with pytest.raises(InvalidArgument, match="seed must be a whole number"):
        stream(-1, "boot", 0)
