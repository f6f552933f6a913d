"""Plain values as YAML text, always the same bytes for the same values."""

from collections.abc import Mapping
from io import StringIO

import yaml

from palermo.record.codecs import Plain

WIDEST = 80
BLOCK, QUOTED = "|", '"'
# The C emitter writes as the Python one does, only faster.
DUMPER: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
RESOLVER = yaml.SafeDumper(StringIO())
TEXT_TAG, MAP_TAG, LIST_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
# Line breaks that a block would turn into others.
OTHER_BREAKS = ("\r", "\x85", "\u2028", "\u2029")


def yaml_of(values: Mapping[str, object], comment: str) -> str:
    """A file: the comment, then the values in their order."""
    # No line is ever folded: where a line ends is then the writer's choice, not the emitter's.
    body = yaml.serialize(_node(values), Dumper=DUMPER, allow_unicode=True, width=1 << 30)
    return "".join(f"# {line}\n" for line in comment.splitlines()) + body


def _node(value: object) -> yaml.Node:
    if isinstance(value, dict):
        return yaml.MappingNode(MAP_TAG, [(_node(key), _node(part)) for key, part in value.items()], flow_style=False)
    if isinstance(value, list):
        return yaml.SequenceNode(LIST_TAG, [_node(part) for part in value], flow_style=False)
    if isinstance(value, Plain):
        return yaml.ScalarNode(RESOLVER.resolve(yaml.ScalarNode, value, (True, False)), str(value))
    assert isinstance(value, str)
    return yaml.ScalarNode(TEXT_TAG, value, style=_style(value))


def _style(text: str) -> str | None:
    if any(mark in text for mark in OTHER_BREAKS):
        return QUOTED
    return BLOCK if len(text) > WIDEST or "\n" in text else None
