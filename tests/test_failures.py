"""``check`` and ``export`` where the machine fails them: full, closed, taken away or killed. A sentence, and no half of a file."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard.cli import main
from dashboard.export import files
from tests.conftest import copies
from tests.serving import interruptible

RUN = "import sys; from dashboard.cli import main; sys.exit(main())"
TRACES = ("Traceback", 'File "', "site-packages", "Exception ignored")
EXPORT = ("export", "strips", "claims", "--format", "csv")

HALF = f"""
import os, sys, time
from dashboard.export import files
class Slow:
    def __init__(self, file): self.file = file
    def __enter__(self): return self
    def __exit__(self, *_): self.file.close()
    def write(self, content):
        if Slow.first:
            Slow.first = False
            return self.file.write(content)
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        print("half", flush=True)
        time.sleep(60)
Slow.first = True
opened = os.fdopen
files.os = type("Os", (), {{"fdopen": lambda handle, mode: Slow(opened(handle, mode))}})
{RUN}
"""
"""The command, stopped for a minute when half of its second file is written."""


def ran(*words: object, code: str = RUN, **more: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    found = subprocess.run([sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, timeout=120, check=False, **more)  # type: ignore[call-overload]
    assert not any(trace in found.stdout + found.stderr for trace in TRACES), found.stderr
    return found  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the export of two files gives when nothing fails."""
    folder = tmp_path_factory.mktemp("whole")
    assert main([*EXPORT, "--out", str(folder)]) == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Killed


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sign: sign.name)
def test_an_export_that_is_killed_leaves_whole_files_only(sign: signal.Signals, whole: dict[str, bytes], tmp_path: Path) -> None:
    command = [sys.executable, "-c", HALF, *EXPORT, "--out", str(tmp_path)]
    piped = subprocess.PIPE
    with subprocess.Popen(command, stdout=piped, stderr=piped, text=True, preexec_fn=interruptible) as work:
        assert work.stdout and work.stdout.readline() == "half\n"
        work.send_signal(sign)
        said, complained = work.communicate(timeout=30)
    found = left(tmp_path)
    finished = {name: content for name, content in found.items() if not name.startswith(".")}
    assert len(finished) == 1 and finished.items() <= whole.items()
    if sign == signal.SIGKILL:
        assert all(name.startswith(".tech-hubs-") for name in found.keys() - finished.keys()), "a half has no name of a finished file"
        return
    assert found == finished
    assert work.returncode == 1 and not any(trace in complained for trace in TRACES)
    assert said.startswith("1 file, ")
    assert "tech-hubs: Stopped. What is there is whole; run the command again for the rest." in complained


def test_a_stop_before_the_first_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dashboard.exporting.planned", lambda *_: signal.raise_signal(signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    assert main([*EXPORT, "--out", str(tmp_path / "out")]) == 2
    assert f"Stopped before anything was written into {tmp_path / 'out'}. Run the command again." in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) == before and not (tmp_path / "out").exists()


# Full


def limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_files_larger_than_the_machine_allows_are_told_and_none_is_left(tmp_path: Path) -> None:
    run = ran(*EXPORT, "--out", tmp_path, preexec_fn=limited)
    assert run.returncode == 1 and left(tmp_path) == {}
    assert run.stdout.startswith("0 files, 0 bytes, in ")
    assert f"Cannot write into {tmp_path} (File too large); what is there is whole. Make room, or choose another folder" in run.stderr


def test_a_disk_that_is_full_is_told_and_holds_whole_files_only(
    whole: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = max(map(len, whole.values())) + 20_000
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        # The other test of room needs no root.
        warnings.warn("Nothing may be mounted here: an export to a full disk was not tried.", stacklevel=1)
        return
    try:
        status = main([*EXPORT, "--out", str(tmp_path)])
        found = left(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert status == 1 and "No space left on device" in capsys.readouterr().err
    assert len(found) == 1 and found.items() <= whole.items()


def told(output: int, buffered: str) -> subprocess.CompletedProcess[str]:
    """``tech-hubs check`` with its standard output going somewhere."""
    command, env = [sys.executable, "-c", RUN, "check"], {**os.environ, "PYTHONUNBUFFERED": buffered}
    return subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, timeout=60, check=False, env=env)


@pytest.mark.parametrize("buffered", ["", "1"], ids=["in one go", "line by line"])
def test_an_answer_that_finds_no_room_is_told(buffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        run = told(full.fileno(), buffered)
    assert (run.returncode, run.stderr) == (2, "tech-hubs: Cannot write to the standard output (No space left on device).\n")


@pytest.mark.parametrize("buffered", ["", "1"], ids=["in one go", "line by line"])
def test_nobody_listening_is_no_fault(buffered: str) -> None:
    read, write = os.pipe()
    os.close(read)
    run = told(write, buffered)
    os.close(write)
    assert (run.returncode, run.stderr) == (0, "")


# Not allowed, not there


def test_a_folder_one_may_not_write_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    assert main([*EXPORT, "--out", str(tmp_path)]) == 1
    assert f"Cannot write into {tmp_path} (Permission denied); " in capsys.readouterr().err
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert main([*EXPORT, "--out", str(tmp_path / "new")]) == 2
    assert f"Cannot write into {tmp_path / 'new'} (Permission denied). Choose another folder with --out." in capsys.readouterr().err


def test_a_folder_that_goes_away_in_the_middle_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    written = files.write

    def write_and_lose(*words: object) -> None:
        written(*words)  # type: ignore[arg-type]
        shutil.rmtree(out)

    monkeypatch.setattr("dashboard.exporting.write", write_and_lose)
    assert main([*EXPORT, "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert f"Cannot write into {out} (No such file or directory)" in said.err and said.out.startswith("1 file, ")


def test_data_that_goes_away_in_the_middle_is_exported_as_it_was_read(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    written = files.write

    def write_and_lose(*words: object) -> None:
        written(*words)  # type: ignore[arg-type]
        shutil.rmtree(small, ignore_errors=True)

    monkeypatch.setattr("dashboard.exporting.write", write_and_lose)
    before = (small / "claims.csv").read_bytes()
    assert main(["export", "strips", "--format", "csv,zip", "--data", str(small), "--out", str(out)]) == 0
    with ZipFile(next(out.glob("*.zip"))) as packed:
        assert packed.read("data/claims.csv") == before


def test_no_room_for_what_chrome_reads_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert main(["export", "strips", "--format", "png", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "(No space left on device), and Chrome reads its page there." in said and "Cannot write into" not in said


LONG = "x" * 5000


@pytest.mark.parametrize("name", [LONG, "a\0b", f"{LONG}/{LONG}", "\udcff"], ids=["too long", "a NUL", "too deep", "no text"])
@pytest.mark.parametrize("option", ["--data", "--articles"])
def test_a_name_no_folder_has_is_told(option: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", option, name]) == 2
    assert "tech-hubs: There is no folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", [LONG, "a\0b"], ids=["too long", "a NUL"])
def test_a_name_no_folder_can_have_is_told_before_anything_is_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*EXPORT, "--out", name]) == 2
    assert "Choose another folder with --out." in capsys.readouterr().err


def test_a_folder_whose_name_is_no_text_is_checked_and_written_into(small: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    shutil.copytree(small.parent, odd)
    assert "is sound, and agrees" in ran("check", "--data", odd / "data", "--articles", copies(odd / "data")).stdout
    run = ran("export", "strips", "--format", "csv", "--data", odd / "data", "--out", odd / "out", "--headline", "\udcff\udcfe")
    assert (run.returncode, len(left(odd / "out"))) == (0, 1) and "\\udcff" in run.stdout
