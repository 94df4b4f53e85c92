"""Renders the HTML of the screens from templates that escape every value."""
