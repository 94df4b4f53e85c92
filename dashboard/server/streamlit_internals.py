"""All uses of undocumented parts of Streamlit, each with its reason.

``tests/test_streamlit_internals.py`` holds each of them and fails with a sentence when another version of Streamlit differs. What is
known of the page in the browser stands in ``static/streamlit.css`` and ``static/streamlit.js``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

HEALTH, HOST, STREAM = "_stcore/health", "_stcore/host-config", "_stcore/stream"
METRICS, UPLOADED, MEDIA = "_stcore/metrics", "_stcore/upload_file/", "media/"
"""The addresses of Streamlit that the app needs; the gateway closes all others."""

TITLE = "<title>Streamlit</title>"
"""The title in Streamlit's page until its script runs; it is replaced by ours."""

TUNED = {"runner.postScriptGC": False}
"""Hidden options of Streamlit. By default each script run ends with a full garbage collection, which takes longer than the run."""


def page() -> str:
    """The HTML of Streamlit's page, which the gateway serves with our styles and scripts while Streamlit is being imported."""
    return (_static() / "index.html").read_text(encoding="utf-8")


def assets() -> Path:
    """The folder of Streamlit's scripts, styles and fonts: their names change with their content, so a browser may keep them."""
    return _static() / "static"


def _static() -> Path:
    # Importing Streamlit to find its folder would take a second.
    package = find_spec("streamlit")
    assert package and package.origin, "streamlit is not installed"
    return Path(package.origin).parent / "static"


def configure(entry: Path, address: str, port: int, base_path: str, static: bool = True) -> None:
    """Set the options that ``streamlit run`` takes from its command line: the entry script, beside which its config lies, and the address.

    ``static``: whether it serves the folder of static files beside that script.

    To be called before anything asks for an option: Streamlit reads them once.
    """
    from streamlit import config

    config._main_script_path = str(entry)
    options = {"server.address": address, "server.port": port, "server.baseUrlPath": base_path, "logger.level": "warning"}
    if not static:
        options["server.enableStaticServing"] = False
    config.get_config_options(force_reparse=True, options_from_flags=options)


def tune() -> None:
    """Set the hidden options in TUNED."""
    from streamlit import config

    for name, value in TUNED.items():
        config.set_option(name, value)


def base_path() -> str:
    """The base path given to ``streamlit run``, in the form of `Settings.base_path`."""
    from streamlit import config

    path = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""
