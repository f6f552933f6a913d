"""The program that reads one programme of another system, apart from the site: `reading` starts it.

Knows nothing of Django.
"""

from palermo.core.limited_process.reader import run
from palermo.core.limited_process.trees import MARK, Misfit, check_plain, json_tree
from palermo.programme.exchange.xml import schedule_in

KINDS = "schedule JSON, schedule XML or JSON of Indico's HTTP API"


def read(content: bytes) -> dict[str, object]:
    """The content of the file as plain data, or what is wrong with it."""
    try:
        return {"content": _parse_content(content)}
    except Misfit as misfit:
        return {"refused": [misfit.place, misfit.expected, misfit.found]}


def _parse_content(content: bytes) -> object:
    started = content.removeprefix(MARK).lstrip()[:1]
    if started == b"<":
        schedule = schedule_in(content)
        check_plain(schedule)
        return schedule
    if started != b"{":
        raise Misfit(KINDS, "another file")
    return json_tree(content)


if __name__ == "__main__":
    run(read)
