"""A sentence checked against the claims, by rules: what it rests on, what is wrong with it, and the sentence that would be right.

``read`` says what a sentence holds, ``judge`` looks for the claims of it and asks the ``rules``, ``propose`` writes the right sentence.
"""
