"""Noisy marginals of sparse records, order by order."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from disclosure.errors import InvalidData, NotPossible
from disclosure.privacy import lengths as profiles
from disclosure.privacy.consistency import agree
from disclosure.privacy.counting import count_combinations, count_items
from disclosure.privacy.expectation import expected_counts
from disclosure.privacy.keys import key_threshold
from disclosure.privacy.ledger import Ledger, Spend
from disclosure.privacy.noise import NoiseProcess, Noisy, scale_for
from disclosure.privacy.parameters import UNIT_OF_PRIVACY, Parameters
from disclosure.privacy.records import Records
from disclosure.privacy.result import Count, NoisyMarginals
from disclosure.privacy.selection import is_released, thresholds
from disclosure.privacy.shrinkage import shrink
from disclosure.privacy.tables import Floats, Items, Table, extensions
from disclosure.privacy.weights import UNIT, Weights, weights
from disclosure.version import package_version

_UNSURE = 0.2
"""Standard deviation of what weights took away, as a part of it: measured, see docs/methods/differential-privacy.md."""


def noisy_marginals(records: Records, parameters: Parameters, ledger: Ledger, noise: NoiseProcess) -> NoisyMarginals:
    """Count persons by every combination of attributes up to an order, with differential privacy.

    Parameters
    ----------
    records : Records
        One row a person.
    parameters : Parameters
        ε and δ of this release, order, caps.
    ledger : Ledger
        Of the data set the records are from; the spend is written there before the first noise is drawn.
    noise : NoiseProcess
        Running.

    Returns
    -------
    NoisyMarginals
        Consistent and not negative, each count with an interval.

    Raises
    ------
    NotPossible
        If the ledger refuses, or OpenDP states a higher loss than was planned; nothing is released then.
    InvalidData
        If there are fewer columns than the order.

    Notes
    -----
    The loss is that of one person more or less. Values nobody knows beforehand are named only above a threshold for
    which the chance that one person alone lifts a value over it is a tenth of δ. From two attributes on, every
    combination of published parts gets noise, empty or not, so that only the noise decides which are published; see
    `thresholds`. Persons with many attributes count a little less than one, see `weights`; what that takes away is
    given back on average, see `Lengths.kept_share`. All that follows the noise is post-processing.

    The interval covers noise and, approximately, the uncertainty of what was given back.

    References
    ----------
    .. [1] Canonne, C., Kamath, G., Steinke, T. (2020). The discrete Gaussian for differential privacy.
    .. [2] Rogers, R. (2023). A unifying privacy analysis framework for unknown domain algorithms.

    Examples
    --------
    See docs/methods/differential-privacy.md: noise cannot be repeated, so neither can an example.
    """
    if len(records.columns) < parameters.order:
        raise InvalidData(
            f"The records have {len(records.columns)} attributes, too few for combinations of {parameters.order}: ask "
            "for a lower order, and all of the budget goes to what is there."
        )
    number = ledger.reserve(_spend(parameters))
    run = _Run(records, parameters, noise)
    result = run.release()
    if run.rho > parameters.rho * (1 + 1e-9) or run.delta > parameters.key_delta:
        raise NotPossible(
            f"OpenDP states a loss of rho {run.rho!r} and delta {run.delta!r}, more than the {parameters.rho!r} and "
            f"{parameters.key_delta!r} in the ledger; nothing is released, and what was reserved stays spent."
        )
    ledger.finish(number, result.sha256)
    return result


def _spend(parameters: Parameters) -> Spend:
    caps = {"attributes": parameters.cap or f"chosen: at most {parameters.longer_share:.3f} of persons have more"}
    mechanism = f"noisy marginals up to order {parameters.order}, discrete Gaussian, threshold for unknown values"
    return Spend(mechanism, caps, parameters.rho, parameters.key_delta, parameters.epsilon, parameters.delta)


@dataclass
class _Run:
    """One release under way: what is left to do sees only what was drawn."""

    records: Records
    parameters: Parameters
    noise: NoiseProcess
    rho: float = 0.0
    delta: float = 0.0
    tables: list[Table] = field(default_factory=list)

    def release(self) -> NoisyMarginals:
        of_lengths, of_values, *of_orders = (s * self.parameters.rho * (1 - 1e-9) for s in self.parameters.shares)
        histogram = self._histogram(of_lengths)
        cap = self.parameters.cap or max(
            profiles.choose_cap(histogram, self.parameters.longer_share), self.parameters.order
        )
        self.cap = min(cap, max(len(self.records.columns), self.parameters.order))
        items, counts, scale = self._values(of_orders[0])
        self.profile = self._profile(histogram, items, of_values)
        self.tables.append(self._table(items[:, None], counts, scale, self._weights(1)))
        for order, rho in enumerate(of_orders[1:], start=2):
            self.tables.append(self._order(order, rho))
        self.person_scale = math.sqrt(len(histogram)) * scale_for(1.0, of_lengths)
        return self._result()

    def _weights(self, order: int) -> Weights:
        return weights(order, self.cap, len(self.records.columns))

    def _record_loss(self, noisy: Noisy) -> Noisy:
        self.rho += noisy.rho
        self.delta += noisy.delta
        return noisy

    def _histogram(self, rho: float) -> Floats:
        counts = profiles.count_lengths(self.records)
        noisy = self.noise.gaussian(counts * UNIT, l2=float(UNIT), scale=scale_for(UNIT, rho))
        return self._record_loss(noisy).counts / UNIT

    def _values(self, rho: float) -> tuple[Items, Floats, float]:
        """Values above the threshold for unknown keys, and their noisy counts in persons."""
        weight = self._weights(1)
        counts = count_items(self.records, weight)
        keys = np.flatnonzero(counts)
        l0, l2 = len(self.records.columns), math.ceil(weight.l2)
        scale = scale_for(l2, rho)
        threshold = key_threshold(scale, UNIT, l0, self.parameters.key_delta)
        noisy = self.noise.gaussian_threshold(
            keys, counts[keys], l0=l0, l2=l2, linf=UNIT, scale=scale, threshold=threshold
        )
        self._record_loss(noisy)
        return noisy.keys, noisy.counts / UNIT, scale / UNIT

    def _profile(self, histogram: Floats, items: Items, rho: float) -> profiles.Lengths:
        weight = self._weights(1)
        cells = profiles.count_item_lengths(self.records, weight, items)
        noisy = self._record_loss(self.noise.gaussian(cells, l2=weight.l2, scale=scale_for(weight.l2, rho)))
        rows = (noisy.counts / UNIT).reshape(len(items), profiles.LONGER + 1)
        return profiles.profile(histogram, rows, items, weight, int(self.records.first_items[-1]))

    def _order(self, order: int, rho: float) -> Table:
        singles = self.tables[0].items[:, 0]
        candidates = extensions(self.tables[-1], singles, self._column_of())
        weight = self._weights(order)
        counts = count_combinations(self.records, weight, candidates)
        scale = scale_for(weight.l2, rho)
        noisy = self._record_loss(self.noise.gaussian(counts, l2=weight.l2, scale=scale)).counts / UNIT
        kept = self.profile.kept_share(candidates, weight)
        likely = expected_counts(candidates, self.tables, self.profile.persons)
        chance = self.parameters.chance / (self.parameters.order - 1)
        chosen = is_released(noisy, thresholds(noisy, likely * kept, scale / UNIT, chance))
        mean, deviation = shrink(noisy / kept, likely, scale / UNIT / kept)
        return self._with_doubt(candidates[chosen], mean[chosen], deviation[chosen], kept[chosen])

    def _table(self, items: Items, counts: Floats, scale: float, weight: Weights) -> Table:
        kept = self.profile.kept_share(items, weight)
        return self._with_doubt(items, counts / kept, scale / kept, kept)

    def _with_doubt(self, items: Items, values: Floats, deviations: Floats, kept: Floats) -> Table:
        doubt = _UNSURE * (1 - kept) * np.maximum(values, 0)
        return Table(items, values, np.hypot(deviations, doubt), int(self.records.first_items[-1]))

    def _column_of(self) -> Items:
        return np.repeat(np.arange(len(self.records.columns)), [len(c) for c in self.records.categories])

    def _result(self) -> NoisyMarginals:
        persons, tables = agree(self.profile.persons, self.person_scale, self.tables, self._column_of())
        z = NormalDist().inv_cdf((1 + self.parameters.level) / 2)
        counts = {
            combination: _count(value, z * deviation)
            for table in tables
            for combination, value, deviation in _named_rows(table, self.records.name)
        }
        return NoisyMarginals(_count(persons, z * self.person_scale), counts, self._facts())

    def _facts(self) -> dict[str, object]:
        p = self.parameters
        loss = {"epsilon": p.epsilon, "delta": p.delta, "rho": self.rho, "key_delta": self.delta}
        rest = {"cap": self.cap, "order": p.order, "level": p.level, "chance_of_any_invented": p.chance}
        return {"unit": UNIT_OF_PRIVACY, **loss, **rest, "version": package_version()}


type Names = Callable[[int], tuple[str, str]]


def _named_rows(table: Table, name: Names) -> list[tuple[tuple[tuple[str, str], ...], float, float]]:
    names = {item: name(item) for item in np.unique(table.items).tolist()}
    rows = zip(table.items.tolist(), table.values.tolist(), table.deviations.tolist(), strict=True)
    return [(tuple(names[i] for i in items), value, deviation) for items, value, deviation in rows]


def _count(value: float, half: float) -> Count:
    return Count(int(value), max(0, math.floor(value - half)), math.ceil(value + half))
