"""Reference pages written from the code that they describe by `palermo docs`."""

NOTE = "<!-- Written by `palermo docs` from the code. Change the code, not this page. -->"
# Lists that repeat what the code says word by word: made when they are wanted, with --output.
LONG = frozenset({"data", "interface_words"})
