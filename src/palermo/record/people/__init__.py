"""Tables of people: the list of participants of an event, and those registered for it.

Names are in no file of the record, so these tables go past it: read as every table, and brought in by the acts of the
pages, each row under the rules of one.
"""
