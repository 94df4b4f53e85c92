"""What the server lets in, what it says of every answer, and how it starts and ends."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.cli import main
from dashboard.controls.address import HIDDEN, PAGES
from dashboard.serving.options import OPTIONS
from tests.conftest import ROOT
from tests.serving import started

Answer = tuple[int, dict[str, str], bytes]
PACKED = {"Accept-Encoding": "gzip"}
COURSE = "https://course.example.org"
CLOSED = (
    "_stcore/metrics", "_stcore/agent/interact", "_stcore/agent/openapi.json", "_stcore/agent/mcp", "_stcore/script-health-check",
    "_stcore/upload_file/a/b", "_stcore/bidi-components/a/b.js", "component/a/b.html", "auth/login", "oauth2callback",
)  # fmt: skip
OUTSIDE = (
    "/app/static/../app.py", "/app/static/%2e%2e/app.py", "/app/static/..%2fapp.py", "/static/..%2f..%2f__init__.py",
    "/app/static/%5c%5chost%5cshare", "//host/share", "/app/static//etc/passwd", "/app/static/links.js%00.css",
    "/media/..%2f..%2fetc%2fpasswd",
    "/export/..%2f..%2fetc%2fpasswd.csv", "/app/static/", "/app/static", "/static", "/static/js", "/C:/windows/win.ini", "/cite/%00.bib",
)  # fmt: skip


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path just as it is written, which a library would tidy up first."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.putrequest(method, f"{parts.path}{path}", skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def below() -> Iterator[tuple[str, Path]]:
    """The app below a path, with a log and its numbers, all told by the environment; and the file of what it prints."""
    told = {"TECH_HUBS_BASE_PATH": "/hubs", "TECH_HUBS_LOG": "1", "TECH_HUBS_METRICS": "on", "TECH_HUBS_PORT": "1"}
    with started(**told) as (_, address, printed):
        yield address, printed


def _once(printed: Path, line: str, seconds: float = 10) -> str:
    """What an app has printed, once it has printed a line: an answer is logged after it has been sent."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not re.search(line, printed.read_text("utf-8"), re.MULTILINE):
        time.sleep(0.05)
    found = printed.read_text("utf-8")
    assert re.search(line, found, re.MULTILINE), found
    return found


# Options


def test_the_readme_has_every_option_with_its_variable() -> None:
    rows = re.search(r"<!-- options -->\n(.*?)<!-- end -->", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    lines = ["| option | in the environment | what it says | without it |", "|---|---|---|---|"]
    lines += [f"| `{f'{o.flag} {o.metavar}'.strip()}` | `{o.variable}` | {o.words} | {o.standard} |" for o in OPTIONS]
    assert rows and rows[1].splitlines() == lines


def test_the_parser_knows_exactly_these_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    flags = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    assert flags - {f"--no-{option.name}" for option in OPTIONS if not option.read} == {option.flag for option in OPTIONS} | {"--help"}


WRONG = [
    ("port", "80x"), ("port", "99999"), ("base-path", "../up"), ("base-path", "a b"), ("base-path", "/a//b"), ("base-path", "<script>"),
    ("url", "hubs.example.org"), ("url", "javascript:alert(1)"), ("url", "https://h/?q=1"), ("url", "https://u:p@h/"), ("url", "http://h:x"),
    ("embed", "course.example.org"), ("embed", "https://a.org/path"), ("embed", "https://a.org;script-src *"), ("embed", "'self'"),
    ("data", "/nowhere"), ("articles", "/nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [*WRONG, ("log", "maybe"), ("metrics", "2")])
def test_a_wrong_value_of_the_environment_is_refused_with_a_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (option,) = (option for option in OPTIONS if option.name == name)
    monkeypatch.setenv(option.variable, value)
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r"tech-hubs: .+ .+\.\n", said) and value in said
    assert option.read is Path or said.startswith(f"tech-hubs: {option.variable}: ")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_of_the_command_line_is_refused_with_a_sentence(name: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status: object = main(["run", f"--{name}", value])
    except SystemExit as refused:
        status = refused.code
    said = capsys.readouterr().err
    assert status == 2 and value in said and "Traceback" not in said


def test_the_command_line_wins_over_the_environment(below: tuple[str, Path]) -> None:
    # TECH_HUBS_PORT is 1 there, and the port is given on the command line.
    assert urlsplit(below[0]).port != 1 and urlsplit(below[0]).path == "/hubs"


# Headers


@pytest.mark.parametrize(
    "path", ["/", "/figures", "/nowhere", "/health", "/app/static/links.js", "/plotly.js", "/_stcore/health", "//host/x"]
)
def test_every_answer_carries_the_headers(app: str, path: str) -> None:
    _, said, _ = ask(app, path)
    rules = dict(rule.split(" ", 1) for rule in said["content-security-policy"].split("; "))
    assert rules["default-src"] == "'self'" and rules["object-src"] == "'none'"
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", rules["script-src"])
    assert rules["frame-ancestors"] == f"'self' {COURSE}" and "x-frame-options" not in said
    assert not re.search(r"https?:|\*|unsafe-eval", said["content-security-policy"].replace(COURSE, ""))
    assert said["x-content-type-options"] == "nosniff" and said["referrer-policy"] == "same-origin"
    assert said["cross-origin-opener-policy"] == "same-origin" and "camera=()" in said["permissions-policy"]
    assert "server" not in said and "x-powered-by" not in said


def test_without_leave_nobody_else_frames_it(below: tuple[str, Path]) -> None:
    _, said, _ = ask(below[0], "/figures")
    assert "frame-ancestors 'self'" in said["content-security-policy"] and said["x-frame-options"] == "SAMEORIGIN"


# What is there, and what is not


@pytest.mark.parametrize("page", [*PAGES, *HIDDEN])
def test_every_screen_is_there(app: str, below: tuple[str, Path], page: str) -> None:
    for address in (app, below[0]):
        status, _, body = ask(address, f"/{page}")
        assert status == 200 and b'<div id="root">' in body


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/figures/nowhere",
        "/index.html",
        "/figures.html",
        "/robots.txt",
        "/export/x",
        "/s/x",
        "/health/x",
        "/plotly.js/x",
        "/.git/config",
        "/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_a_readable_404(app: str, below: tuple[str, Path], path: str) -> None:
    for address, home in ((app, "/"), (below[0], "/hubs/")):
        status, said, body = ask(address, path)
        assert status == 404 and said["content-type"].startswith("text/html")
        assert f'<a href="{home}">' in body.decode() and b"script" not in body
    assert ask(below[0].removesuffix("/hubs"), "/figures")[0] == 404


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_what_the_app_does_not_need_of_streamlit_is_closed(app: str, path: str, method: str) -> None:
    assert ask(app, f"/{path}", method)[0] == 404
    assert ask(app, f"/figures/{path}", method)[0] == 404


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_what_is_served(app: str, path: str) -> None:
    for headers in ({}, {"Accept_Encoding": "gzip"}, {"Range": "bytes=0-9"}):
        status, _, body = ask(app, path, **headers)
        assert status in (400, 404)
        assert not re.search(rb"root:|def main|/usr|/home|site-packages|Traceback|" + str(ROOT).encode(), body)


def test_a_slash_too_many_leads_to_the_screen_with_its_query(app: str, below: tuple[str, Path]) -> None:
    assert ask(app, "/figures/?cities=hefei")[1]["location"] == "../figures?cities=hefei"
    status, said, _ = ask(below[0], "?cities=hefei")
    assert status == 308 and said["location"] == "hubs/?cities=hefei"


# Health, numbers, log


def test_health_is_the_version_of_the_table(app: str, below: tuple[str, Path]) -> None:
    version = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["version"]
    for address in (app, below[0]):
        status, _, body = ask(address, "/health")
        assert status == 200 and json.loads(body) == {"status": "ok", "data": version}


def test_the_numbers_are_for_this_machine_alone(app: str, below: tuple[str, Path]) -> None:
    assert ask(app, "/_stcore/metrics")[0] == 404
    status, _, body = ask(below[0], "/_stcore/metrics")
    assert status == 200 and b"active_sessions" in body
    for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"):
        assert ask(below[0], "/_stcore/metrics", **{name: "127.0.0.1"})[0] == 404


def test_the_log_is_a_line_a_request_and_says_nothing_of_who_asked(below: tuple[str, Path]) -> None:
    address, printed = below
    ask(address, "/figures?cities=hefei&search=my-secret", User_Agent="spy")
    ask(address, "/nowhere%0aGET%20/forged%20200")
    log = _once(printed, r"^GET /hubs/nowhere%0AGET%20/forged%20200 404 \d+ ms$")
    assert re.search(r"^GET /hubs/figures 200 \d+ ms$", log, re.MULTILINE)
    assert not re.search(r"hefei|secret|spy|\?", log) and log.count("127.0.0.1") == 1


# What is given from memory


def test_scripts_come_compressed_and_are_kept(app: str) -> None:
    _, _, page = ask(app, "/")
    script = re.search(r'src="\.(/static/js/index[^"]+)"', page.decode())
    assert script
    status, said, body = ask(app, script[1], Accept_Encoding="gzip, br")
    plain_status, plain, whole = ask(app, script[1])
    assert status == plain_status == 200 and "content-encoding" not in plain
    assert said["content-encoding"] == "gzip" and gzip.decompress(body) == whole and len(body) < len(whole) / 2
    assert "immutable" in said["cache-control"] and said["vary"] == "Accept-Encoding"
    again = ask(app, script[1], Accept_Encoding="gzip", If_None_Match=said["etag"])
    assert again[0] == 304 and again[2] == b"" and again[1]["etag"] == said["etag"]
