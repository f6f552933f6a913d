"""Can somebody known be found among the rows, and the rest of the row be read off?"""

from collections import defaultdict

from disclosure.attacks.result import AttackResult, Rate
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Person, Release


def linkage(release: Release, truth: Truth) -> AttackResult:
    """Find the one row that agrees with what is known of a target; see whether it is the target's.

    Parameters
    ----------
    release : Release
        Microdata; counts have no rows to link to.
    truth : Truth

    Returns
    -------
    AttackResult
        Attacker: members for whom exactly one row agrees in what is known, and in everything else too. Baseline: the
        same for controls, who can only be hit by chance.

    Notes
    -----
    What is known are the attributes named in `truth.known`, blank or filled. A row that agrees in everything else by
    being blank there is not counted: it tells nothing.

    References
    ----------
    .. [1] Sweeney, L. (2002). k-anonymity: a model for protecting privacy.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> inside = people(("a", "b"), [(str(i), str(i)) for i in range(100)])
    >>> outside = people(("a", "b"), [(str(i), str(i + 1)) for i in range(100)])
    >>> result = linkage(Release.of_microdata(inside, order=1), Truth(inside, outside, "b", ("a",)))
    >>> result.fails, result.attacker.successes, result.baseline.successes
    (True, 100, 0)
    """
    claim = "people whose row is found and shows the rest"
    if release.rows is None:
        return AttackResult("linkage", claim, Rate(0, 0), Rate(0, 0), "Counts have no rows to link to.")
    index: dict[Person, list[Person]] = defaultdict(list)
    for row in release.rows:
        index[truth.known_of(row)].append(row)
    members = [_is_linked(index[truth.known_of(p)], p, truth) for p in truth.targets]
    controls = [_is_linked(index[truth.known_of(p)], p, truth) for p in truth.others]
    return AttackResult("linkage", claim, Rate(sum(members), len(members)), Rate(sum(controls), len(controls)))


def _is_linked(rows: list[Person], person: Person, truth: Truth) -> bool:
    return len(rows) == 1 and rows[0] == person and person != truth.known_of(person)
