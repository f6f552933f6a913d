"""Is there a description in the release that fits exactly one person?"""

import numpy as np

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Person, Release

_TRIES = 20


def singling_out(release: Release, truth: Truth) -> AttackResult:
    """Take the rarest descriptions in the release and see how many fit exactly one person.

    Parameters
    ----------
    release : Release
    truth : Truth

    Returns
    -------
    AttackResult
        Attacker: descriptions published with the smallest counts. Baseline: as many descriptions put together from
        published single values, drawn by their frequency.

    Notes
    -----
    A description is a combination of attributes up to the order of the release. Descriptions of the highest order with
    the smallest published count come first; ties are broken by chance. Of microdata the attacker draws rows and takes
    for each a description that fits no other row.

    References
    ----------
    .. [1] Cohen, A., Nissim, K. (2020). Towards formalizing the GDPR's notion of singling out.
    .. [2] Giomi, M. et al. (2023). A unified framework for quantifying privacy risk in synthetic data.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> inside = people(("a", "b"), [(str(i), str(i)) for i in range(100)])
    >>> result = singling_out(Release.of_exact_counts(inside, order=2), Truth(inside, inside, "b", ("a",)))
    >>> result.fails, result.attacker.successes
    (True, 300)
    """
    rarest = _rarest(release, truth) if release.rows is None else _single_rows(release, truth)
    drawn = _draw_descriptions(release, truth, len(rarest))
    hits, chance = (sum(truth.index.count(d) == 1 for d in descriptions) for descriptions in (rarest, drawn))
    note = "" if rarest else "No description is published."
    claim = "descriptions that fit exactly one person"
    return AttackResult("singling out", claim, Rate(hits, len(rarest)), Rate(chance, len(drawn)), note)


def _rarest(release: Release, truth: Truth) -> list[Person]:
    described = sorted((d for d in release.counts if d), key=sorted)
    tie = truth.random(3).permutation(len(described))
    places = sorted(range(len(described)), key=lambda i: (release.counts[described[i]], -len(described[i]), tie[i]))
    return [described[i] for i in places[: truth.most]]


def _single_rows(release: Release, truth: Truth) -> list[Person]:
    """Of rows drawn by chance, a description of each that fits no other row, if one is found in a few tries."""
    chance, rows = truth.random(3), release.rows or ()
    found = []
    for place in chance.permutation(len(rows))[: truth.most].tolist():
        items = sorted(rows[place])
        for _ in range(_TRIES if items else 0):
            size = min(release.order, len(items))
            description = frozenset(items[i] for i in chance.choice(len(items), size=size, replace=False).tolist())
            if release.index.count(description) == 1:
                found.append(description)
                break
    return found


def _draw_descriptions(release: Release, truth: Truth, number: int) -> list[Person]:
    """Descriptions put together from single values, each drawn by how often it is published."""
    chance = truth.random(4)
    counts = {c: [release.count(frozenset([(c, v)])) for v in values] for c, values in release.values.items()}
    columns = sorted(column for column, published in counts.items() if sum(published) > 0)
    return [_one(release, counts, columns, chance) for _ in range(number if columns else 0)]


def _one(release: Release, counts: dict[str, list[float]], columns: list[str], chance: np.random.Generator) -> Person:
    picked = []
    for column in chance.choice(columns, size=min(release.order, len(columns)), replace=False).tolist():
        weights = np.maximum(counts[column], 0)
        picked.append((column, release.values[column][int(chance.choice(len(weights), p=weights / weights.sum()))]))
    return frozenset(picked)
