"""Ways of writing one table so that its form tells what its figures do not.

Each way writes the same figures in two forms, from which an accomplice reads one bit about the hidden figure. A way is
through if both forms are published and the published files differ.
"""

from dataclasses import replace

from outside_world import sheet

FIRST = "Total:60 Female:*28 Male:*30 Other:<2"
BANDS = "Total:60 Male:*30 Female:*28 Other:<2"


def each_line(change):
    """Change the line of the hidden figure."""

    def change_file(text):
        lines = text.split("\n")
        return "\n".join(change(line) if line.startswith("Other") else line for line in lines)

    return change_file


def forms(other, **options):
    return sheet(FIRST, **options), other


def in_file(change):
    return forms(sheet(FIRST, data=change, truth=change))


def in_both(data, change):
    return forms(sheet(FIRST, data=data, truth=data, change=change))


def in_specification(change):
    return forms(sheet(FIRST, change=change))


def in_thresholds(change):
    first = sheet(FIRST)
    return first, replace(first, thresholds=change(first.thresholds))


def swap_markers(text):
    lines = text.split("\n")
    one, two = (n for n, line in enumerate(lines) if line.startswith(('"<5"', '"*"')))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def swap_columns(text):
    lines = [line.split(",") for line in text.strip().split("\n")]
    return "".join(",".join([year, sex, value]) + "\n" for sex, year, value in lines)


SIGN = '"<5" = { kind = "suppressed", low = 1, high = 4 }\n'
CHANNELS = {
    "order of rows": (sheet(FIRST), sheet(BANDS)),
    "order of columns": in_file(swap_columns),
    "a line end of its own": in_file(each_line(lambda line: line + "\r")),
    "line ends": in_file(lambda text: text.replace("\n", "\r\n")),
    "no line end at the end": in_file(lambda text: text.rstrip("\n")),
    "blank lines": in_file(lambda text: text + "\n"),
    "quotes": in_file(each_line(lambda line: line.replace("Other", '"Other"'))),
    "quotes around a sign": in_file(lambda text: text.replace("<5", '"<5"')),
    "spaces": in_file(each_line(lambda line: line.replace("Other", "Other "))),
    "spaces around a figure": in_file(lambda text: text.replace("60", " 60")),
    "a mark of byte order": in_file(lambda text: "\ufeff" + text),
    "leading zeros": in_file(lambda text: text.replace(",60", ",060")),
    "decimals": in_file(lambda text: text.replace(",60", ",60.0")),
    "a sign of plus": in_file(lambda text: text.replace(",60", ",+60")),
    "an exponent": in_file(lambda text: text.replace(",60", ",6e1")),
    "full-width digits": in_file(lambda text: text.replace(",60", ",\uff16\uff10")),
    "Arabic digits": in_file(lambda text: text.replace(",60", ",\u0666\u0660")),
    "a mark of no width": in_file(each_line(lambda line: line.replace("Other", "Other\u200b"))),
    "a full-width letter": in_file(each_line(lambda line: line.replace("Other", "\uff2fther"))),
    "a Cyrillic letter": in_file(each_line(lambda line: line.replace("Other", "\u041ether"))),
    "a byte of zero": in_file(each_line(lambda line: line.replace("Other", "Other\0"))),
    "a formula": in_file(lambda text: text.replace(",60", ",=60")),
    "a comma too many": in_file(each_line(lambda line: line + ",")),
    "a row of commas": in_file(lambda text: text + "," * 10**5 + "\n"),
    "a comment among rows": in_file(lambda text: text + "# 2\n"),
    "two signs of one meaning": in_both(
        lambda text: text.replace("<5", "few"), lambda s: s.replace(SIGN, SIGN + SIGN.replace("<5", "few"))
    ),
    "a sign that nobody uses": in_specification(lambda s: s.replace(SIGN, SIGN + SIGN.replace("<5", "few"))),
    "a label": in_both(
        lambda text: text.replace("Other", "Two"),
        lambda s: s.replace('"sex"\n', '"sex"\nlabels = { Two = "Other" }\n', 1),
    ),
    "a label that nobody uses": in_specification(
        lambda s: s.replace('"sex"\n', '"sex"\nlabels = { Two = "Other" }\n', 1)
    ),
    "a comment in the specification": in_specification(lambda s: "# Other is 2.\n" + s),
    "a comment in the thresholds": in_thresholds(lambda s: s + "# Other is 2.\n"),
    "order of keys": in_specification(lambda s: s.replace("low = 1, high = 4", "high = 4, low = 1")),
    "order of signs": in_specification(swap_markers),
    "order of parts": in_specification(lambda s: s.replace('"Female", "Male", "Other"]', '"Other", "Female", "Male"]')),
    "spaces in the specification": in_specification(lambda s: s.replace(" = ", "  = ")),
    "numbers spelled otherwise": in_specification(lambda s: s.replace("low = 1,", "low = 1.0,")),
    "a dimension that no table has": in_specification(
        lambda s: s.replace("[[table]]", '[[dimension]]\nname = "form"\n[[table]]')
    ),
}
