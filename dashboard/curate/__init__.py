"""Adds an article to the table: drafts of its coding, suggestions, coders and their agreement, and publishing a draft."""

CODER, ARTICLE = "TECH_HUBS_CODER", "TECH_HUBS_ARTICLE"
"""Environment variables of the page of ``tech-hubs add``, besides the folders: the coder's name, and the file to begin with."""
