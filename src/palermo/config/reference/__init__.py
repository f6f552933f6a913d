"""docs/reference, written from the code that it describes: `palermo docs`; a test fails when a page is stale."""

NOTE = "<!-- Written by `palermo docs` from the code. Change the code, not this page. -->"
