"""Reading thresholds from a TOML file."""

from pathlib import Path
from typing import Any

from disclosure.errors import InvalidSpecification
from disclosure.rules.rules import Loss, Rules
from disclosure.tables.columns import read_text
from disclosure.toml import parse_toml

KEYS = {
    "": {"title", "reason", "frequency", "dominance", "p_percent", "signs", "loss"},
    "frequency": {"below", "protect", "relative", "zeros"},
    "dominance": {"n", "k"},
    "p_percent": {"p"},
    "signs": {"hidden", "hidden_for_others"},
    "loss": {"by", "factors"},
}


def read_rules(path: str | Path) -> Rules:
    """Read thresholds from a TOML file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Rules

    Raises
    ------
    InvalidSpecification
        Naming the place in the file, what was expected and what was found.
    """
    return parse_rules(read_text(path), where=str(path))


def parse_rules(text: str, *, where: str = "thresholds") -> Rules:
    """Read thresholds from the text of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    Rules

    Raises
    ------
    InvalidSpecification
        As for `read_rules`.

    Examples
    --------
    >>> parse_rules('''
    ... title = "Figures on victims"
    ... [frequency]
    ... below = 5
    ... [signs]
    ... hidden = "<5"
    ... hidden_for_others = "*"
    ... ''').interval
    (1.0, 4.0)
    """
    data = parse_toml(text, where)
    for section, keys in KEYS.items():
        _only(data if not section else data.get(section, {}), keys, f"{where}{': ' + section if section else ''}")
    below = _below(data.get("frequency", {}).get("below"), where)
    rules = Rules(
        below=below,
        dominance=_dominance(data.get("dominance"), where),
        p_percent=_p(data.get("p_percent"), where),
        protect=_protect(data.get("frequency", {}).get("protect"), below, where),
        relative=_relative(data.get("frequency", {}).get("relative", 0), where),
        zeros_are_sensitive=_zeros(data.get("frequency", {}).get("zeros", "are not sensitive"), where),
        sign=_sign(data.get("signs", {}), below),
        other_sign=data.get("signs", {}).get("hidden_for_others"),
        loss=_loss(data.get("loss", {}).get("by", "levels"), where),
        factors=_factors(data.get("loss", {}).get("factors", {}), where),
        title=data.get("title", ""),
        reason=data.get("reason", ""),
        source=text,
    )
    _check(rules, where)
    return rules


def _only(section: Any, keys: set[str], where: str) -> None:
    if not isinstance(section, dict):
        raise InvalidSpecification(f"{where}: expected a table of keys, found {section!r}.")
    for key in sorted(set(section) - keys):
        raise InvalidSpecification(f"{where}: there is no key {key!r}; expected some of: {', '.join(sorted(keys))}.")


def _sign(signs: dict[str, str], below: int | None) -> str:
    """The sign as given. Left out, it says how small a figure is only where it stands for small ones alone."""
    return signs.get("hidden", f"<{below}" if below and "hidden_for_others" in signs else "c")


def _below(value: Any, where: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 2):
        raise InvalidSpecification(f"{where}: frequency.below must be a whole number of at least 2, but is {value!r}.")
    return value


def _dominance(section: Any, where: str) -> tuple[int, float] | None:
    if section is None:
        return None
    n, k = section.get("n"), section.get("k")
    if not isinstance(n, int) or n < 1 or not isinstance(k, int | float) or not 0 < k < 100:
        raise InvalidSpecification(
            f"{where}: dominance needs n of at least 1 and k between 0 and 100, found {section!r}."
        )
    return n, float(k)


def _p(section: Any, where: str) -> float | None:
    if section is None:
        return None
    p = section.get("p")
    if not isinstance(p, int | float) or not 0 < p <= 100:
        raise InvalidSpecification(f"{where}: p_percent needs p above 0 and at most 100, found {section!r}.")
    return float(p)


def _protect(value: Any, below: int | None, where: str) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(side, int | float) for side in value):
        raise InvalidSpecification(f"{where}: frequency.protect must be a pair such as [1, 4], but is {value!r}.")
    low, high = map(float, value)
    if below is None or not 0 <= low < high:
        raise InvalidSpecification(
            f"{where}: frequency.protect must run from a lower to a higher figure, found {value!r}."
        )
    return low, high


def _relative(value: Any, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise InvalidSpecification(f"{where}: frequency.relative must be a per cent of at least 0, but is {value!r}.")
    return float(value)


def _zeros(word: Any, where: str) -> bool:
    if word not in ("are sensitive", "are not sensitive"):
        raise InvalidSpecification(
            f"{where}: frequency.zeros must be 'are sensitive' or 'are not sensitive', but is {word!r}."
        )
    return bool(word == "are sensitive")


def _loss(word: Any, where: str) -> Loss:
    if word not in list(Loss):
        raise InvalidSpecification(f"{where}: loss.by is {word!r}; expected one of: {', '.join(Loss)}.")
    return Loss(word)


def _factors(section: Any, where: str) -> tuple[tuple[str, float], ...]:
    numbers = section.values() if isinstance(section, dict) else [None]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) and 0.01 <= one <= 100 for one in numbers):
        raise InvalidSpecification(
            f"{where}: loss.factors must give dimensions a number from 0.01 to 100, as in {{ sex = 4 }}, but is "
            f"{section!r}."
        )
    return tuple((str(name), float(factor)) for name, factor in section.items())


def _check(rules: Rules, where: str) -> None:
    if rules.below is None and not rules.of_contributions:
        raise InvalidSpecification(f"{where} has no rule. Give [frequency], [dominance] or [p_percent].")
    if rules.sign == rules.other_sign:
        raise InvalidSpecification(
            f"{where}: both signs are {rules.sign!r}. Leave hidden_for_others out if one sign serves for both."
        )
    if rules.other_sign is None and rules.sign.startswith("<"):
        raise InvalidSpecification(
            f"{where}: the sign {rules.sign!r} says that a figure is small, but it would stand for larger ones too, "
            "hidden to protect others. Give hidden_for_others, or one sign that tells nothing, such as 'c'."
        )
    if rules.of_contributions and rules.other_sign is not None:
        raise InvalidSpecification(
            f"{where}: with dominance or p %, two signs would tell which cells have a dominant contributor. Leave "
            "hidden_for_others out."
        )
    outside = rules.other_sign is not None and rules.protect is not None and rules.below is not None
    if outside and rules.protect is not None and rules.below is not None and rules.protect[1] > rules.below - 1:
        raise InvalidSpecification(
            f"{where}: the sign {rules.sign!r} tells at most {rules.below - 1}, so no interval up to "
            f"{rules.protect[1]:g} can be protected. Lower it, or leave hidden_for_others out, so that one sign tells "
            "less."
        )
