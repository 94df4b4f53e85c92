"""How the table grows: drafts of an article's coding, suggestions, coders and their agreement, and what publishes a draft."""

CODER, ARTICLE = "TECH_HUBS_CODER", "TECH_HUBS_ARTICLE"
"""What the page of ``tech-hubs add`` is told by the environment besides the folders: who codes, and the file to begin with."""
