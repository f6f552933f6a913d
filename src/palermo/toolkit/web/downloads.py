"""Which requests for a file are downloads by readers."""

import re
from http import HTTPMethod

from django.http import HttpRequest

# What programs that collect pages call themselves.
_PROGRAMS = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python|httpx|scrapy", re.IGNORECASE)


def counts_as_download(request: HttpRequest) -> bool:
    """Whether a reader asks for the whole file: no HEAD, no later part of it, no program that names itself as one."""
    is_later_part = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    agent = request.headers.get("User-Agent", "")
    return request.method == HTTPMethod.GET and not is_later_part and bool(agent) and not _PROGRAMS.search(agent)
