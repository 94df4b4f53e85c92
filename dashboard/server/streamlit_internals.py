"""What this app knows of Streamlit that Streamlit does not document: every reach in one place, with its reason.

``tests/test_streamlit_internals.py`` holds each of them and fails with a sentence when another version of Streamlit differs. What is
known of the page in the browser stands in ``static/streamlit.css`` and ``static/streamlit.js``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

HEALTH, HOST, STREAM = "_stcore/health", "_stcore/host-config", "_stcore/stream"
METRICS, UPLOADED, MEDIA = "_stcore/metrics", "_stcore/upload_file/", "media/"
"""The addresses the app needs of those that Streamlit answers: the allow-list of the gateway names them, everything else is closed."""

TITLE = "<title>Streamlit</title>"
"""What stands in Streamlit's page until its script runs: a reader sees our title from the first moment on."""

TUNED = {"runner.postScriptGC": False}
"""Options that Streamlit hides: every run of a page would end with a full collection of garbage, which costs more than the run."""


def page() -> str:
    """Streamlit's page, which the gateway gives with our styles and scripts, while Streamlit itself is still being imported."""
    return (_static() / "index.html").read_text(encoding="utf-8")


def assets() -> Path:
    """The folder of Streamlit's scripts, styles and fonts: their names change with their content, so a browser may keep them."""
    return _static() / "static"


def _static() -> Path:
    # Found without the second it takes to import it.
    found = find_spec("streamlit")
    assert found and found.origin, "streamlit is not installed"
    return Path(found.origin).parent / "static"


def configure(entry: Path, address: str, port: int, base_path: str, static: bool = True) -> None:
    """Tell Streamlit what ``streamlit run`` is told by its command line: the entry script, beside which its options lie, and the place.

    ``static``: whether it serves the folder of static files beside that script.

    To be called before anything asks for an option: Streamlit reads them once.
    """
    from streamlit import config

    config._main_script_path = str(entry)
    told = {"server.address": address, "server.port": port, "server.baseUrlPath": base_path, "logger.level": "warning"}
    if not static:
        told["server.enableStaticServing"] = False
    config.get_config_options(force_reparse=True, options_from_flags=told)


def tune() -> None:
    """Set the options that Streamlit hides."""
    from streamlit import config

    for name, value in TUNED.items():
        config.set_option(name, value)


def base_path() -> str:
    """The path ``streamlit run`` is told to serve below, as `Settings` spells it."""
    from streamlit import config

    told = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{told}" if told else ""
