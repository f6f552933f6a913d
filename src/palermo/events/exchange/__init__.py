"""Programmes as files of other systems: read into one neutral shape, and written from a released version.

The schedule JSON and XML of conference systems (frab, pretalx), and what Indico's HTTP API says of an event.
"""
