"""Palermo: the operating record and knowledge base of an initiative against trafficking in persons."""
