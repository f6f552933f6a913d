"""Texts of the record out to translators and back in, as PO or XLIFF."""
