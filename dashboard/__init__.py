"""Tech Hubs: Chinese innovation hubs compared, claim by claim."""

__version__ = "1.0.0"
