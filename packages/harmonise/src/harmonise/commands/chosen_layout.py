"""The layout that is asked for, or that a file has by its header."""

import argparse
import sys

from harmonise.check import recognize_file
from harmonise.layouts.layout import Layout
from harmonise.layouts.read_layout import read_layout
from harmonise.reports.sentences import summary_text


def choose_layout(options: argparse.Namespace) -> Layout:
    """The layout of `--layout`; without it, the one of the header, which is named on the standard error."""
    if options.layout:
        return read_layout(options.layout)
    layout = recognize_file(options.file)
    words = summary_text("recognized", options.language, layout=layout.name, title=layout.title)
    print(f"harmonise: {words}", file=sys.stderr)
    return layout
