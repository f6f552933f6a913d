"""Requests that no page of the site sends: each begins as a proper one, and then something about it is spoilt.

Everything is drawn from one `Random`, so the same seed gives the same requests.
"""

import json
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, quote_from_bytes, urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.portal.filling import held

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=parts"
Fields = list[tuple[str, bytes]]

NUMBERS = ("0", "-1", "1.5", "1e400", "NaN", "-Infinity", "1_000", "٣", "²", "9" * 18, "9" * 19, "9" * 40, "9" * 5000)
DATES = (
    *("2008-02-31", "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2008-01-01", "late 0000"),
    *("mid 9999-13", "late 2008-02-01", "2008", "0001", "9999", "31/02/2008", "2008-W60-9", "24:61", "12:00:99"),
    *("2008-02-30T25:00", "0001-01-01T00:00", "9999-12-31T23:59", "2008-02-01T10:00+99:99", "2008-03-30T02:30"),
)
WORDS = (
    *("", " ", "\t\r\n", "no-such-choice", "xx", "None", "null", "true", "on", "__all__", "pk__in", "-pk", "?"),
    *("%s %d %(x)s {0} {x}", "<script>x</script>", "'; --", "../../etc/passwd", "a=b&c=d;e", "\\", '"', "\u202e", "🏳️"),
    *("x" * 300, "é" * 20_000, "a@", "@b", "http://", "https://[", "javascript:x", "//example.org", "file:///x"),
    *("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-00000000000g", "aut", "1", "2", "en", "ar"),
)
JSONS = ("[", "{", "[]", "{}", '"', "[null]", '[{"type": 1}]', '{"a": {"b": []}}', "[" * 5000, '{"pk": 1e999}', "0")
BYTES = (
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\xf4\x90\x80\x80",
    b"a\r\nX: y",
    b"\x1b[0m",
    b"\x85",
)
VALUES = [*(each.encode() for each in (*NUMBERS, *DATES, *WORDS, *JSONS)), *BYTES]
NAMES = (
    *(
        "page",
        "p",
        "find",
        "q",
        "on",
        "year",
        "kind",
        "state",
        "as",
        "day",
        "month",
        "language",
        "what",
        "next",
        "from",
    ),
    *("until", "before", "after", "cursor", "ordering", "sort", "order", "export", "locale", "id", "ids", "pk", "slug"),
    *("text", "compare", "results_only", "multiple", "page_type", "parent_page_id", "limit", "offset", "child_of"),
    *("fields", "for_explorer", "action", "token", "tag", "collection_id", "select_format", "_w_filter", "bulk", "x[]"),
)
# No control characters: every server refuses those before the site is asked.
HEADERS = {
    "HTTP_RANGE": ("bytes=", "bytes=5-2", "bytes=0-0,1-1,-1", "bytes=-" + "9" * 30, "lines=a", "\xff"),
    "HTTP_IF_RANGE": ('"', "Mon, 99 Xyz 0000 99:99:99 GMT"),
    "HTTP_IF_NONE_MATCH": ("*", '"', 'W/"x', ",,,", '"\xff"'),
    "HTTP_IF_MATCH": ("*", '"', ",,,"),
    "HTTP_IF_MODIFIED_SINCE": (
        "Thu, 31 Feb 2008 00:00:00 GMT",
        "Fri, 01 Jan 10000 00:00:00 GMT",
        "0",
        "Sat, 01 Jan 00 25:61:61 GMT",
    ),
    "HTTP_IF_UNMODIFIED_SINCE": ("Thu, 31 Feb 2008 00:00:00 GMT", "x"),
    "HTTP_ACCEPT_LANGUAGE": ("*", "xx-yy;q=2", "en;q=a", "zh-" + "x" * 600, "\xff", ";;;,,,"),
    "HTTP_ACCEPT": ("", "*", "application/json", "text/html;q=\xff", ";" * 200, "image/avif"),
    "HTTP_ACCEPT_ENCODING": ("\xff", "gzip;q=x", ""),
    "HTTP_HOST": ("", "example.org", "localhost:99999", "local host", "[::1", "\xff", "localhost/x"),
    "HTTP_COOKIE": ("sessionid=" + "x" * 5000, ";;==", "csrftoken=\xff", "django_language=xx", "messages=[["),
    "HTTP_REFERER": ("\xff", "http://[", "javascript:x", "//"),
    "HTTP_ORIGIN": ("null", "http://[", "\xff"),
    "HTTP_USER_AGENT": ("", "\xff", "x" * 9000),
    "HTTP_X_FORWARDED_FOR": ("", "::::", "\xff", "1.2.3"),
    "HTTP_X_FORWARDED_HOST": ("[", "\xff"),
    "HTTP_X_FORWARDED_PROTO": ("ftp", "\xff"),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_AUTHORIZATION": ("Basic", "Basic \xff", "Bearer " + "x" * 9000),
    "HTTP_CONTENT_ENCODING": ("gzip", "br"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "CONTENT_LENGTH": ("", "-1", "x", "0", "3", "9" * 9),
    "REMOTE_ADDR": ("", "x", "fe80::1%eth0"),
}
CONTENT_TYPES = (
    *("", "x", "/", "text/plain", "image/png", "application/json", "application/json; charset=utf-7"),
    *(f"{FORM}; charset={name}" for name in ("utf-7", "utf-16", "nothing", "idna", "hex", "rot13", "\xff", "")),
    *("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other"),
    *(
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/form-data; boundary=\xff",
        "multipart/mixed; boundary=parts",
    ),
    *(f"{MULTIPART}; charset={name}" for name in ("utf-7", "nothing", "rot13", "utf-16")),
)
METHODS = ("GET", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE")


class Request(NamedTuple):
    """One request; its `repr` is what repeats it: `send(client, Request(…))`."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = FORM
    environ: tuple[tuple[str, str], ...] = ()


class Form(NamedTuple):
    """A form of a page: where it goes to and what a browser would send."""

    method: str
    path: str
    fields: Fields


def forms_of(path: str, content: bytes) -> Iterator[Form]:
    """The forms of a page, and for each link with a query, the form that would lead there."""
    page = BeautifulSoup(content, "lxml")
    for form in page.select("form"):
        method = str(form.get("method") or "get").upper()
        yield Form(method, _path_of(form, "action", path), [(name, value) for name, value in _held(form)])
    for link in page.select('a[href*="?"]')[:20]:
        target = urlsplit(_path_of(link, "href", path))
        yield Form("GET", target.path, [(name, value.encode()) for name, value in parse_qsl(target.query)])


def _path_of(tag: Tag, attribute: str, path: str) -> str:
    target = str(tag.get(attribute) or path)
    return target if target.startswith("/") and not target.startswith("//") else path + target * target.startswith("?")


def _held(form: Tag) -> Iterator[tuple[str, bytes]]:
    for name, value in held(form).items():
        for each in value if isinstance(value, list) else [value]:
            yield name, str(each).encode()
    for field in form.select("input[type=file][name]"):
        yield str(field["name"]), b""


def spoil(chance: Random, form: Form) -> Request:
    """A request made from a form, with something wrong in its fields, its shape, its address or its headers."""
    way = chance.choices((_spoil_fields, _spoil_shape, _spoil_path, _spoil_query), (60, 15, 15, 10))[0]
    request = way(chance, form)
    return _spoil_headers(chance, request) if chance.random() < 0.2 else request


def _spoil_fields(chance: Random, form: Form) -> Request:
    fields = list(form.fields) or [(chance.choice(NAMES), b"1")]
    for _ in range(chance.choice((1, 1, 1, 2, 3, len(fields)))):
        chance.choice((_replace, _replace, _replace, _replace, _repeat, _remove, _rename, _add))(chance, fields)
    if form.method == "GET":
        return Request("GET", _with_query(form.path, fields))
    if chance.random() < 0.6:
        return Request("POST", form.path, _encode(fields).encode())
    return Request("POST", form.path, _write_parts(chance, fields), MULTIPART)


def _replace(chance: Random, fields: Fields) -> None:
    if fields:
        at = chance.randrange(len(fields))
        fields[at] = fields[at][0], chance.choice(VALUES)


def _repeat(chance: Random, fields: Fields) -> None:
    if fields:
        name = chance.choice(fields)[0]
        fields += [(name, chance.choice(VALUES)) for _ in range(chance.choice((1, 2, 50)))]


def _remove(chance: Random, fields: Fields) -> None:
    if fields:
        fields.pop(chance.randrange(len(fields)))


def _rename(chance: Random, fields: Fields) -> None:
    if fields:
        at = chance.randrange(len(fields))
        end = chance.choice(("[]", "-0-id", "-TOTAL_FORMS", "_en", "\x00", "é", "__gt"))
        fields[at] = fields[at][0] + end, fields[at][1]


def _add(chance: Random, fields: Fields) -> None:
    fields.append((chance.choice(NAMES), chance.choice(VALUES)))


def _write_parts(chance: Random, fields: Fields) -> bytes:
    """Multipart; a field may come as a file, and the whole may end too early."""
    lines = []
    for name, value in fields:
        file = chance.choice(
            ("", "", "", '; filename="a.pdf"', '; filename="../\x00.png"', "; filename*=x'y", '; filename=""')
        )
        kind = chance.choice(("", "", "", "\r\nContent-Type: image/png", "\r\nContent-Type: text/plain; charset=rot13"))
        coded = chance.choice(("", "", "", "", "\r\nContent-Transfer-Encoding: base64"))
        head = f'--parts\r\nContent-Disposition: form-data; name="{name}"{file}{kind}{coded}\r\n\r\n'
        lines.append(head.encode() + value + b"\r\n")
    whole = b"".join(lines) + b"--parts--\r\n"
    return whole[: chance.randrange(len(whole))] if chance.random() < 0.1 else whole


def _spoil_shape(chance: Random, form: Form) -> Request:
    """Another method, or a content type that the content is not of."""
    broken = chance.choice((b"", b"{", b"\xff\xfe\x00", b"--parts", b"[" * 3000, b"&" * 500, b"a=1&" * 1500))
    body = chance.choice((_encode(form.fields).encode(), _write_parts(chance, form.fields), _write_json(form), broken))
    return Request(chance.choice(METHODS), form.path, body, chance.choice((FORM, MULTIPART, *CONTENT_TYPES)))


def _write_json(form: Form) -> bytes:
    return json.dumps({name: value.decode(errors="replace") for name, value in form.fields}).encode()


def _spoil_path(chance: Random, form: Form) -> Request:
    """Another part of the address: often still an address of the same page, with nothing behind it."""
    target = urlsplit(form.path)
    parts = target.path.split("/")
    at = chance.randrange(1, len(parts)) if len(parts) > 1 else 0
    value = quote_from_bytes(chance.choice(VALUES)[:2000])
    parts[at] = chance.choice((value, value, value, parts[at] + "%00", parts[at] + "%FF", parts[at].upper(), ""))
    path = "/" + "/".join(parts).lstrip("/")
    return Request(
        form.method, f"{path}?{target.query}".rstrip("?"), _encode(form.fields).encode() * (form.method != "GET")
    )


def _spoil_query(chance: Random, form: Form) -> Request:
    """Parameters that some page has, whether or not this one does; or bytes that are no query at all."""
    fields = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.choice((1, 1, 2, 5)))]
    request = Request("GET", _with_query(form.path, fields))
    raw = ("\xff", "a=\x00", "%", "%zz=%", "a=%00", "=&=&", "a" * 9000, "a=%ED%A0%80", "page=1;page=2", "[" * 100)
    return request._replace(environ=(("QUERY_STRING", chance.choice(raw)),)) if chance.random() < 0.3 else request


def _spoil_headers(chance: Random, request: Request) -> Request:
    spoilt = tuple(
        (name, chance.choice(HEADERS[name])) for name in chance.sample(sorted(HEADERS), chance.choice((1, 2)))
    )
    return request._replace(environ=request.environ + spoilt)


def _with_query(path: str, fields: Fields) -> str:
    return f"{urlsplit(path).path}?{_encode(fields)}"


_encode = partial(urlencode, quote_via=quote)
