"""Programmes of other systems, brought into a working copy: chosen, looked at, brought in."""
