"""Is there a description in the release that fits exactly one person?"""

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Person, Release


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
    the smallest published count come first; ties are broken by chance.

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
    true = truth.true_counts(release.order)
    rarest = _rarest(release, truth)
    drawn = _drawn(release, truth, len(rarest))
    hits, chance = sum(true[d] == 1 for d in rarest), sum(true[d] == 1 for d in drawn)
    note = "" if rarest else "Nothing is published."
    claim = "descriptions that fit exactly one person"
    return AttackResult("singling out", claim, Rate(hits, len(rarest)), Rate(chance, len(drawn)), note)


def _rarest(release: Release, truth: Truth) -> list[Person]:
    described = sorted((d for d in release.counts if d), key=sorted)
    tie = truth.random(3).permutation(len(described))
    places = sorted(range(len(described)), key=lambda i: (release.counts[described[i]], -len(described[i]), tie[i]))
    return [described[i] for i in places[: truth.most]]


def _drawn(release: Release, truth: Truth, number: int) -> list[Person]:
    chance = truth.random(4)
    singles = sorted(next(iter(d)) for d in release.counts if len(d) == 1)
    by_column = {c: [s for s in singles if s[0] == c] for c in release.columns}
    drawn = []
    for _ in range(number if by_column else 0):
        size = min(release.order, len(by_column))
        columns = sorted(chance.choice(sorted(by_column), size=size, replace=False).tolist())
        picked = []
        for column in columns:
            items = by_column[column]
            weights = [max(release.count(frozenset([item])), 0.0) for item in items]
            total = sum(weights)
            picked.append(items[int(chance.choice(len(items), p=[w / total for w in weights]))] if total else items[0])
        drawn.append(frozenset(picked))
    return drawn
