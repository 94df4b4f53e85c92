"""A quiz drawn from the traps of whatever table there is: questions by rules, the same for one table, seed and day."""
