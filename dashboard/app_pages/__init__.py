"""The screens, a file each, read from top to bottom."""
