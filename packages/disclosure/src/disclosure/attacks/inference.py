"""Can an attribute nobody was told be guessed better of those in the data than of others?"""

import math

import numpy as np

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Item, Person, Release, parts


def attribute_inference(release: Release, truth: Truth) -> AttackResult:
    """Guess the secret of each target from what is known and from the release.

    Parameters
    ----------
    release : Release
    truth : Truth

    Returns
    -------
    AttackResult
        Attacker: members guessed right. Baseline: controls guessed right in the same way. What a release teaches about
        a population helps with both and is not a leak; what helps only with those in it is.

    Notes
    -----
    Against microdata the guess is the secret of the nearest row in what is known. Against counts each value v is given
    the sum, over all parts S of what is known, of log((n(S, v) + 1/2) / (n(S) + 1)), rarer parts weighing more; the
    highest wins.

    References
    ----------
    .. [1] Giomi, M. et al. (2023). A unified framework for quantifying privacy risk in synthetic data.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> inside = people(("a", "b"), [(str(i), str(7 * i % 100)) for i in range(100)])
    >>> outside = people(("a", "b"), [(str(i), str(3 * i % 100)) for i in range(100)])
    >>> result = attribute_inference(Release.of_exact_counts(inside, order=2), Truth(inside, outside, "b", ("a",)))
    >>> result.fails, result.attacker.successes
    (True, 100)
    """
    members, controls = (
        [_guess(release, truth.known_of(p), truth.secret) == truth.secret_of(p) for p in group if truth.secret_of(p)]
        for group in (truth.targets, truth.others)
    )
    note = "" if members else f"Nobody's {truth.secret} is recorded."
    attacker, baseline = Rate(sum(members), len(members)), Rate(sum(controls), len(controls))
    return AttackResult("attribute inference", f"people whose {truth.secret} is guessed", attacker, baseline, note)


def _guess(release: Release, known: Person, secret: str) -> Item | None:
    if release.rows is not None:
        return _nearest(release, known, secret)
    values = release.values.get(secret, ())
    scores = {(secret, v): _score(release, known, (secret, v)) for v in values}
    return max(sorted(scores), key=lambda item: scores[item]) if scores else None


def _nearest(release: Release, known: Person, secret: str) -> Item | None:
    """The secret of the row that agrees most; among equals of the shortest row, then the first in order."""
    if secret not in release.values:
        return None
    codes = release.index.codes
    secrets = codes[:, release.index.places[secret]]
    filled = np.flatnonzero(secrets)
    agree, size = release.index.agreements(known)[filled], np.count_nonzero(codes[filled], axis=1)
    best = filled[np.lexsort((secrets[filled], size, -agree))[0]]
    return _item(release, int(secrets[best]))


def _item(release: Release, number: int) -> Item:
    return next(item for item, n in release.index.numbers.items() if n == number)


def _score(release: Release, known: Person, item: Item) -> float:
    total = 0.0
    for part in parts(known, release.order - 1):
        whole = release.count(part)
        if whole > 0:
            total += math.log((release.count(part | {item}) + 0.5) / (whole + 1)) / math.sqrt(whole)
    return total
