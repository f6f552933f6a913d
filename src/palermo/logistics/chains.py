"""What blocks what: a chain of tasks that would come back to where it begins."""

from collections.abc import Hashable, Iterable, Mapping


def circle_through[Key: Hashable](start: Key, blocked_by: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """The shortest chain from `start`, by what blocks it, back to `start`; empty where there is none.

    Parameters
    ----------
    start : the task whose blockers were changed
    blocked_by : for each task those without which it cannot be done
    """
    came_from: dict[Key, Key] = {}
    at_hand = [start]
    while at_hand:
        task = at_hand.pop(0)
        for before in blocked_by.get(task, ()):
            if before == start:
                return [*_way(start, task, came_from), start]
            if before not in came_from:
                came_from[before] = task
                at_hand.append(before)
    return []


def _way[Key: Hashable](start: Key, end: Key, came_from: Mapping[Key, Key]) -> list[Key]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
