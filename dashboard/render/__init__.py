"""Renders the model of a picture: layout, colours, and output formats. Nothing here reads the table."""
