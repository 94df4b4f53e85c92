"""What the command line promises: sentences, exit codes, and never a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from dashboard.cli import main
from tests.serving import free_port, interruptible

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
AWAY = {name: value for name, value in os.environ.items() if not name.startswith(("TECH_HUBS", "PYTHONPATH"))}


def test_check_says_that_the_released_data_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "is sound" in capsys.readouterr().out


def test_check_prints_every_problem_and_ends_with_1(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = real / "claims.csv"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace("466500000000", '"466,5"').replace(",10000,", ',"10,000",'), encoding="utf-8"
    )
    assert main(["check", "--data", str(real)]) == 1
    printed = capsys.readouterr().err
    assert "2 problems in the data" in printed
    assert '"466,5" is not a number.' in printed and '"10,000" is not a number.' in printed


def test_check_ends_with_2_when_a_folder_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 2
    assert main(["check", "--articles", str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["chekc"], ["run", "--port", "x"], ["run", "--port", "0"], ["run", "--port", "70000"], ["check", "--colour"]]
)
def test_a_wrong_word_is_refused_with_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(words)
    assert refused.value.code == 2
    assert "tech-hubs" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 2
    assert f"Cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err


def test_an_address_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--address", "256.1.1.1"]) == 2
    assert "Cannot listen on 256.1.1.1" in capsys.readouterr().err


def test_check_is_fast() -> None:
    start = time.perf_counter()
    assert main(["check"]) == 0
    assert time.perf_counter() - start < 1


def _wheel(place: Path) -> Path:
    """The wheel of the clone, built of a copy without what git does not know, which is gone when it is installed."""
    clone = place / "clone"
    ignored = shutil.ignore_patterns(
        ".git", "__pycache__", ".venv", "*.egg-info", "articles", ".mypy_cache", ".ruff_cache", ".pytest_cache"
    )
    shutil.copytree(ROOT, clone, ignore=ignored)
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", str(place), str(clone)], check=True)
    shutil.rmtree(clone)
    (wheel,) = place.glob("*.whl")
    return wheel


def _runs(command: list[str], away: Path, environment: dict[str, str], installed: Path) -> None:
    """The command checks its own table and serves its own files until Ctrl+C."""
    checked = subprocess.run([*command, "check"], cwd=away, env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert str(installed) in checked.stdout
    port = free_port()
    server = subprocess.Popen(
        [*command, "run", "--port", str(port)], cwd=away, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=interruptible
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/health")
        assert _answers(f"http://127.0.0.1:{port}/app/static/links.js")
    finally:
        server.send_signal(signal.SIGINT)
        printed, _ = server.communicate(timeout=20)
    assert f"Tech Hubs is at http://127.0.0.1:{port}" in printed


@pytest.mark.browser
def test_installed_as_a_wheel_it_runs_away_from_the_clone(tmp_path: Path) -> None:
    installed, away = tmp_path / "installed", tmp_path / "away"
    away.mkdir()
    subprocess.run([*PIP, "install", "--no-deps", "--no-compile", "--target", str(installed), str(_wheel(tmp_path))], check=True)
    environment = {**AWAY, "PYTHONPATH": str(installed)}
    _runs([sys.executable, str(installed / "bin" / "tech-hubs")], away, environment, installed)


@pytest.mark.slow
def test_a_wheel_brings_all_it_needs_into_an_empty_environment(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", str(empty)], check=True)
    bin_folder = empty / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(bin_folder / "python"), *PIP[1:], "install", str(_wheel(tmp_path))], check=True)
    _runs([str(bin_folder / "tech-hubs")], tmp_path, AWAY, empty)


def _answers(address: str, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False
