"""How the table grows: drafts of an article's coding, suggestions, coders and their agreement, and what publishes a draft."""
