"""Was this person among those the release was made from?"""

import math

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Person, Release, parts

_FALSE_ALARMS = 0.1


def membership(release: Release, truth: Truth) -> AttackResult:
    """Tell members from people who are not in the data.

    Parameters
    ----------
    release : Release
    truth : Truth

    Returns
    -------
    AttackResult
        Attacker: members called members. Baseline: controls called members, set at about a tenth.

    Notes
    -----
    Against counts the score of a person is the share of the person's combinations that are published, and among equal
    shares how rare the published ones are: what is rare and published is likely there because of this person. Against
    microdata it is minus the distance to the nearest row, in attributes that differ. Half of the controls set the limit
    that a tenth of them passes; the other half and the members are judged by it.

    References
    ----------
    .. [1] Homer, N. et al. (2008). Resolving individuals contributing trace amounts of DNA to complex mixtures.
    .. [2] Shokri, R. et al. (2017). Membership inference attacks against machine learning models.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> inside = people(("a", "b"), [(str(i), str(i)) for i in range(100)])
    >>> outside = people(("a", "b"), [(str(i), str(i + 1)) for i in range(100)])
    >>> result = membership(Release.of_exact_counts(inside, order=2), Truth(inside, outside, "b", ("a",)))
    >>> result.fails, result.attacker.successes, result.baseline.successes
    (True, 100, 0)
    """
    half = len(truth.others) // 2
    limit = _limit(sorted((_score(release, p) for p in truth.others[:half]), reverse=True))
    members = [_score(release, p) > limit for p in truth.targets]
    controls = [_score(release, p) > limit for p in truth.others[half:]]
    attacker, baseline = Rate(sum(members), len(members)), Rate(sum(controls), len(controls))
    return AttackResult("membership", "people called members", attacker, baseline)


def _limit(scores: list[tuple[float, float]]) -> tuple[float, float]:
    return scores[int(_FALSE_ALARMS * len(scores))]


def _score(release: Release, person: Person) -> tuple[float, float]:
    if release.rows is not None:
        return -float(release.index.distances(person).min()), 0.0
    counts = [release.count(part) for part in parts(person, release.order)]
    published = [n for n in counts if n > 0]
    share = len(published) / len(counts)
    return share, sum(1 / math.sqrt(n) for n in published) / max(len(published), 1)
