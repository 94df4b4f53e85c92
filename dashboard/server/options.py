"""The options of ``tech-hubs run``: on the command line, or in the environment under the same name."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.server.streamlit_internals import METRICS

ANYBODY = "*"
"""The value that allows every site to embed the app."""


@dataclass(frozen=True)
class Option:
    """One option; ``read`` parses its value or raises ArgumentTypeError with a sentence; without ``read`` it is a switch."""

    name: str
    metavar: str
    words: str
    standard: str
    read: Callable[[str], object] | None = None

    @property
    def flag(self) -> str:
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        return f"TECH_HUBS_{self.key.upper()}"

    @property
    def key(self) -> str:
        return self.name.replace("-", "_")

    def value(self, text: str) -> object:
        """Parse the value of its environment variable. Raises ArgumentTypeError with a sentence."""
        return (self.read or _switch)(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port. Write a number from 1 to 65535.")
    return int(text)


def _base_path(text: str) -> str:
    parts = text.strip("/").split("/") if text.strip("/") else []
    for part in parts:
        if not re.fullmatch(r"[A-Za-z0-9~_-][A-Za-z0-9.~_-]*", part):
            raise argparse.ArgumentTypeError(f"{text!r} is not a path. Write words of letters, digits, - and _, as in /hubs.")
    return "".join(f"/{part}" for part in parts)


def _site(text: str) -> str:
    if _origin_of(text) is None or re.search(r"[?#\s]", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an address of the app. Write it as in https://hubs.example.org/app.")
    return text.rstrip("/")


def _origins(text: str) -> str:
    origins = [part.rstrip("/") for part in text.split(",") if part]
    for origin in origins:
        if origin != ANYBODY and (_origin_of(origin) != origin or not re.fullmatch(r"[A-Za-z0-9.:/\[\]-]+", origin)):
            raise argparse.ArgumentTypeError(f"{origin!r} is not a site. Write it as in https://course.example.org, or * for every site.")
    return ANYBODY if ANYBODY in origins else ",".join(origins)


def _origin_of(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username and (parts.port or True)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if known else None


def _switch(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in words:
        raise argparse.ArgumentTypeError(f"{text!r} is neither on nor off. Write 1 or 0.")
    return words[text.lower()]


DATA = Option("data", "DIR", "folder of the data package", "the released data", Path)
ARTICLES = Option("articles", "DIR", "folder of your own copies of the articles", "`seeds/articles` of a clone", Path)
PORT = Option("port", "N", "port to listen on", "the first free one from 8501", _port)
OPTIONS = (
    PORT,
    Option("address", "A", "address to listen on", "127.0.0.1, this machine only", str),
    DATA,
    ARTICLES,
    Option("url", "URL", "where readers find the app; short links and citations use it", "the address it was asked at", _site),
    Option("base-path", "PATH", "the path below which everything lies, such as /hubs", "none", _base_path),
    Option("embed", "SITE,…", "the sites that may put the app in a frame, such as https://course.example.org, or *", "none", _origins),
    Option("log", "", "print a line for each request: method, path, status, milliseconds", "off"),
    Option("metrics", "", f"answer `/{METRICS}`, to callers on this machine only", "off"),
)
"""Every option of ``tech-hubs run``, in the order of the README."""


@dataclass(frozen=True)
class Settings:
    """The settings of the server: ``base_path`` is empty or begins with a slash and ends without; ``embed`` are sources for the policy."""

    base_path: str = ""
    url: str = ""
    embed: tuple[str, ...] = ()
    log: bool = False
    metrics: bool = False


def offer(command: argparse.ArgumentParser, options: Iterable[Option]) -> None:
    """Add options to the parser of a command."""
    for option in options:
        words = f"{option.words} (default: {option.standard})"
        if option.read is None:
            command.add_argument(option.flag, action=argparse.BooleanOptionalAction, help=words)
        else:
            command.add_argument(option.flag, type=option.read, metavar=option.metavar, help=words)


def complete(arguments: argparse.Namespace) -> None:
    """Fill missing options from the environment, in place. Raises ArgumentTypeError with a sentence that names the variable."""
    for option in OPTIONS:
        value = os.environ.get(option.variable, "").strip()
        if value and getattr(arguments, option.key, "") is None:
            try:
                setattr(arguments, option.key, option.value(value))
            except argparse.ArgumentTypeError as error:
                raise argparse.ArgumentTypeError(f"{option.variable}: {error}") from None


def settings(arguments: argparse.Namespace) -> Settings:
    """The settings in the arguments of a command line, after `complete`."""
    embed = tuple(filter(None, (arguments.embed or "").split(",")))
    return Settings(arguments.base_path or "", arguments.url or "", embed, bool(arguments.log), bool(arguments.metrics))


def publish(settings: Settings, data: Path, articles: Path | None) -> None:
    """Write the settings to the environment, where the app reads them, because its script takes no arguments."""
    os.environ[DATA.variable] = str(data)
    if articles:
        os.environ[ARTICLES.variable] = str(articles)
    os.environ |= {"TECH_HUBS_URL": settings.url, "TECH_HUBS_BASE_PATH": settings.base_path, "TECH_HUBS_EMBED": ",".join(settings.embed)}
    os.environ |= {"TECH_HUBS_LOG": str(int(settings.log)), "TECH_HUBS_METRICS": str(int(settings.metrics))}


def published() -> Settings:
    """The settings in the environment. Raises SystemExit with a sentence that names the variable."""
    arguments = argparse.Namespace(**{option.key: None for option in OPTIONS})
    try:
        complete(arguments)
    except argparse.ArgumentTypeError as error:
        raise SystemExit(f"tech-hubs: {error}") from None
    return settings(arguments)
