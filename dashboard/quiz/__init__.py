"""Generates a quiz from any table by rules, one for each kind of mistake; deterministic for a table, a seed and a year."""
