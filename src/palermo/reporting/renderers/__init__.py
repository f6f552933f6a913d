"""Renderers: a report in one language, set as a web page, a Word document or a tagged PDF. They know only `spoken`."""
