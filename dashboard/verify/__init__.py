"""Checks sentences against the claims, by rules: which claims a sentence rests on, what is wrong with it, and a correct sentence.

``read`` parses a sentence, ``judge`` finds its claims and applies the ``rules``, ``propose`` writes the correct sentence.
"""
