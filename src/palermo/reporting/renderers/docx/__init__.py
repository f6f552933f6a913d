"""A report as a Word document: real headings, numbering, footnotes, tables and languages, in parts built here."""

from palermo.reporting.renderers.docx.package import render_docx

__all__ = ["render_docx"]
