"""Thresholds, and the cells they make sensitive."""
