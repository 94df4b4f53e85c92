"""Widgets <-> Selection. The address is the truth: widgets show it, and a change of theirs writes it."""
