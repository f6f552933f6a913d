"""The bottom of the house: languages, multilingual text, dates, refusals, base templates. Imports no other app."""
