"""The translation desk: which texts of the record lack a language or are older than their original."""
