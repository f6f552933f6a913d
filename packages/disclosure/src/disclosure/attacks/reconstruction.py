"""What was left out of the release, computed from what is in it."""

from collections import Counter, defaultdict

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Person, Release

_SMALL = 4


def reconstruction(release: Release, truth: Truth) -> AttackResult:
    """Compute small groups that are not published by subtraction, or find whole records among rows.

    Parameters
    ----------
    release : Release
    truth : Truth

    Returns
    -------
    AttackResult
        Against counts: claims that a group of 1 to 4 persons has exactly so many; baseline: the same groups, if each is
        said to be one person. Against microdata: rows that occur once and are exactly one member; baseline: exactly
        one control.

    Notes
    -----
    For a published combination S and an attribute c, n(S) - Σ n(S, c=v) over the published v are those with S whose c
    is blank or not published. Where that is 1 to 4 the attacker claims it. More elaborate attacks on tables solve
    linear programmes over all margins: that is `disclosure audit`.

    References
    ----------
    .. [1] Dinur, I., Nissim, K. (2003). Revealing information while preserving privacy.
    .. [2] Garfinkel, S., Abowd, J., Martindale, C. (2019). Understanding database reconstruction attacks on public
       data.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> rows = [("x", "p" if i % 50 else "q") for i in range(400)]
    >>> rows += [(f"y{i}", "p" if j else "q") for i in range(60) for j in range(9)]
    >>> inside = people(("a", "b"), rows)
    >>> careless = Release.of_exact_counts(inside, order=2, least=5)
    >>> result = reconstruction(careless, Truth(inside, inside, "b", ("a",)))
    >>> result.attacker.value, result.attacker.attempts
    (1.0, 60)
    """
    if release.rows is not None:
        return _rows(release.rows, truth)
    claims = _remainders(release)[: truth.most]
    real = [_true_remainder(release, truth, whole, column) for whole, column, _ in claims]
    right = sum(n == r for (_, _, n), r in zip(claims, real, strict=True))
    note = "" if claims else "No group of 1 to 4 persons follows by subtraction."
    measure = "claims about 1 to 4 persons that are exact"
    return AttackResult("reconstruction", measure, Rate(right, len(claims)), Rate(real.count(1), len(real)), note)


def _remainders(release: Release) -> list[tuple[Person, str, int]]:
    sums: dict[tuple[Person, str], float] = defaultdict(float)
    for combination, n in release.counts.items():
        for item in combination:
            sums[combination - {item}, item[0]] += n
    left = [(whole, column, release.count(whole) - n) for (whole, column), n in sums.items() if whole in release.counts]
    small = [(whole, column, int(n)) for whole, column, n in left if 1 <= n <= _SMALL]
    return sorted(small, key=lambda claim: (sorted(claim[0]), claim[1]))


def _true_remainder(release: Release, truth: Truth, whole: Person, column: str) -> int:
    left = truth.index.holds(whole)
    for value in release.values[column]:
        if whole | {(column, value)} in release.counts:
            left &= ~truth.index.holds(frozenset([(column, value)]))
    return int(left.sum())


def _rows(rows: tuple[Person, ...], truth: Truth) -> AttackResult:
    once = [row for row, n in Counter(rows).items() if n == 1][: truth.most]
    members = sum(truth.member_counts[row] == 1 for row in once)
    controls = sum(truth.control_counts[row] == 1 for row in once)
    note = "" if once else "No row occurs only once."
    measure = "rows that are exactly one person's"
    return AttackResult("reconstruction", measure, Rate(members, len(once)), Rate(controls, len(once)), note)
