"""What the server lets in, what it says of every answer, and how it starts and ends."""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.cli import main
from dashboard.controls.page import HIDDEN, PAGES
from dashboard.pictures import PICTURES
from dashboard.server.options import OPTIONS, Settings
from dashboard.server.startup import listen, local_address, serve
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.selection import Selection
from tests.conftest import ROOT
from tests.screens import TALL, ready
from tests.serving import free_port, started

Answer = tuple[int, dict[str, str], bytes]
PACKED = {"Accept-Encoding": "gzip"}
COURSE = "https://course.example.org"
CLOSED = (
    "_stcore/metrics", "_stcore/agent/interact", "_stcore/agent/openapi.json", "_stcore/agent/mcp", "_stcore/script-health-check",
    "_stcore/bidi-components/a/b.js", "component/a/b.html", "auth/login", "oauth2callback",
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
def course() -> Iterator[str]:
    """The address of somebody else's site, with an empty page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


@pytest.fixture(scope="module")
def below(course: str) -> Iterator[tuple[str, Path]]:
    """The app below a path, with a log and its numbers, all told by the environment; and the file of what it prints."""
    told = {
        "TECH_HUBS_BASE_PATH": "/hubs",
        "TECH_HUBS_LOG": "1",
        "TECH_HUBS_METRICS": "on",
        "TECH_HUBS_PORT": "1",
        "TECH_HUBS_EMBED": course,
    }
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
    rows = re.search(r"<!-- options -->\n(.*?)<!-- end -->", (ROOT / "dashboard" / "server" / "README.md").read_text("utf-8"), re.DOTALL)
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
    "path", ["/", "/figures", "/nowhere", "/health", "/app/static/links.js", "/drawn/targets.html?width=800", "/_stcore/health", "//host/x"]
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
        "/plotly.js",
        "/fonts.css",
        "/drawn/x",
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


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_only_a_page_of_the_app_gives_it_a_file_to_read(app: str, method: str) -> None:
    status = ask(app, "/_stcore/upload_file/a/b", method)[0]
    assert status == (403 if method in ("PUT", "DELETE") else 404)
    assert ask(app, "/_stcore/upload_file/a/b", method, Origin="https://evil.example.org")[0] == 404


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
        told = json.loads(body)
        assert status == 200 and re.fullmatch("[0-9a-f]{64}", told.pop("table")) and told == {"status": "ok", "data": version}


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


def test_a_part_and_a_head_of_a_file_are_given_as_ever(app: str) -> None:
    for path in ("/app/static/links.js", "/app/static/noto-sans-sc-subset.woff2"):
        status, said, body = ask(app, path, Accept_Encoding="gzip", Range="bytes=2-11")
        assert status == 206 and said["content-range"].startswith("bytes 2-11/") and body == ask(app, path)[2][2:12]
    whole, bare = (ask(app, "/app/static/tech-hubs.css", method, Accept_Encoding="gzip") for method in ("GET", "HEAD"))
    assert bare[2] == b"" and len(whole[2]) == int(bare[1]["content-length"]) == int(whole[1]["content-length"])


def test_what_follows_links_and_draws_files_comes_compressed_and_is_kept(app: str) -> None:
    for path in ("/app/static/pictures.js", "/app/static/links.js", "/"):
        _, said, body = ask(app, path, Accept_Encoding="gzip")
        assert said["content-encoding"] == "gzip" and gzip.decompress(body) == ask(app, path)[2]
        assert ask(app, path, Accept_Encoding="gzip", If_None_Match=said["etag"])[0] == 304
        assert "immutable" not in said["cache-control"]


def test_a_page_brings_its_styles_and_its_script_and_no_chart_library_whoever_asks(app: str) -> None:
    for path in ("/", "/focus-areas", "/sources", "/evidence"):
        packed, plain = ask(app, path, **PACKED)[2], ask(app, path)[2].decode()
        assert gzip.decompress(packed).decode() == plain
        assert "<title>Tech Hubs</title>" in plain and ".th-nav" in plain and 'src="app/static/links.js"' in plain
        scripts = re.findall(r'(?:type="module" crossorigin src|crossorigin href)="\./(static/js/[^"]+)"', plain)
        assert len(scripts) > 20 and not any("Plotly" in script for script in scripts)


def test_a_picture_is_drawn_as_wide_as_its_place_with_every_mark_a_link_and_a_wrong_width_is_a_sentence(app: str) -> None:
    for width in (320, 800, 1180):
        status, said, body = ask(app, f"/drawn/targets.html?cities=shanghai&width={width}")
        drawing = body.decode()
        assert status == 200 and said["content-type"].startswith("text/html") and f'width="{width}"' in drawing[:200]
        ways = re.findall(r'<a class="mark" href="([^"]+)"( tabindex="-1")?', drawing)
        assert ways and [bool(later) for _, later in ways] == [False, *[True] * (len(ways) - 1)], "one tab stop a picture"
        assert all(way.startswith("evidence?claims=") and way.endswith("&amp;cities=shanghai") for way, _ in ways)
    for wrong in ("", "wide", "-1", "1e3", "99999"):
        status, said, body = ask(app, f"/drawn/targets.html?width={wrong}")
        assert status == 404 and said["content-type"].startswith("text/plain") and b"is no width. Write pixels" in body


def test_the_names_pictures_had_before_still_lead_to_what_took_their_place(app: str) -> None:
    for before, now in (("compare", "overview"), ("coverage", "strips"), ("speakers", "voices")):
        for path in ("drawn/{}.html?width=800", "marks/{}.html", "export/{}.svg", "export/{}.csv?cities=hefei"):
            old, new = (ask(app, f"/{path.format(name)}") for name in (before, now))
            assert old[0] == new[0] == 200 and old[2] == new[2]
        assert ask(app, f"/take/{before}/export.html")[0] == 200


def test_small_answers_on_a_kept_connection_do_not_wait_for_the_reader(app: str) -> None:
    parts = urlsplit(app)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    lasted = []
    for _ in range(21):
        start = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        lasted.append(time.perf_counter() - start)
    connection.close()
    # A reader's machine puts off its receipt by 40 ms, and a server that waits for it loses them each time.
    assert sorted(lasted)[10] < 0.03


def test_a_first_load_is_under_two_megabytes(app: str, browser: Browser) -> None:
    for page in ("", "targets"):
        context = browser.new_context(viewport=TALL)  # type: ignore[arg-type]
        opened = context.new_page()
        devtools = context.new_cdp_session(opened)
        devtools.send("Network.enable")
        loaded: list[float] = []
        devtools.on("Network.loadingFinished", lambda event, loaded=loaded: loaded.append(event["encodedDataLength"]))
        opened.goto(f"{app}/{page}")
        ready(opened)
        opened.wait_for_load_state("networkidle")
        context.close()
        assert len(loaded) > 50 and sum(loaded) < 2_000_000


# In a browser


def test_no_script_but_the_apps_own_runs(app: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(app)
    ready(page)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=\"window.ran = 2\">')")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("fetch('http://127.0.0.2:9/').then(() => 'left', () => 'refused')") == "refused"
    context.close()


def test_below_a_path_links_files_and_pictures_work(below: tuple[str, Path], page: Page, table: Table) -> None:
    address, _ = below
    page.goto(address)
    ready(page)
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Targets", exact=True).click()
    page.wait_for_url(f"{address}/targets*")
    ready(page)
    page.goto(f"{address}/targets?cities=shanghai")
    ready(page)
    page.locator(".th-take summary", has_text="Export").first.click()
    for words in ("1920 × 1080", "CSV"):
        with page.expect_download() as saved:
            page.get_by_role("link", name=words, exact=True).first.click()
        assert saved.value.path().stat().st_size > 1000
    page.locator(".th-take summary", has_text="Share").first.click()
    assert f"{address}/targets?" in page.locator(".th-copied code").first.inner_text()
    page.get_by_role("link", name="Present", exact=True).first.click()
    expect(page.locator(".th-drawn svg").first).to_be_visible()
    link = short(table, address, "targets", Selection(cities=("shanghai",)), PICTURES)
    assert link in page.locator(".th-stage").evaluate("stage => stage.textContent")
    page.goto(link)
    ready(page)
    assert page.url.startswith(f"{address}/targets?") and "cities=shanghai" in page.url


def test_a_site_frames_the_app_where_it_may_and_nobody_else_does(app: str, below: tuple[str, Path], course: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(course)
    page.set_content(f'<iframe src="{below[0]}/targets?embed=true"></iframe><iframe src="{app}/targets?embed=true"></iframe>')
    expect(page.frame_locator("iframe >> nth=0").locator(".th-place svg").first).to_be_visible(timeout=20_000)
    assert page.frame_locator("iframe >> nth=1").locator("#root").count() == 0
    context.close()


# The connection


@pytest.mark.parametrize(
    ("origin", "path", "status"),
    [
        ("", "/_stcore/stream", 101),
        ("same", "/_stcore/stream", 101),
        ("https://evil.example.org", "/_stcore/stream", 403),
        ("http://localhost:1", "/_stcore/stream", 403),
        ("null", "/_stcore/stream", 403),
        ("same", "/elsewhere", 403),
    ],
)
def test_only_a_page_of_the_app_opens_a_connection(below: tuple[str, Path], origin: str, path: str, status: int) -> None:
    address, printed = below
    host = urlsplit(address).netloc
    told = {"Origin": origin.replace("same", f"http://{host}")} if origin else {}
    key = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    assert ask(address, path, **told, **key)[0] == status
    _once(printed, rf"^WEBSOCKET /hubs{path} {status}$")


# Starting and ending


@pytest.mark.browser
def test_streamlits_own_command_starts_the_same_app(tmp_path: Path) -> None:
    port, printed = free_port(), tmp_path / "printed"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"), "--server.port", str(port)]
    with printed.open("wb") as file:
        told = {**os.environ, "TECH_HUBS_LOG": "1"}
        server = subprocess.Popen([*command, "--server.baseUrlPath", "hubs"], cwd=tmp_path, env=told, stdout=file, stderr=file)
    try:
        address = f"http://127.0.0.1:{port}/hubs"
        for _ in range(300):
            with suppress(OSError):
                if ask(address, "/health")[0] == 200:
                    break
            time.sleep(0.1)
        status, said, body = ask(address, "/figures", **PACKED)
        assert status == 200 and b"<title>Tech Hubs</title>" in gzip.decompress(body)
        assert "frame-ancestors 'self'" in said["content-security-policy"] and said["x-frame-options"] == "SAMEORIGIN"
        assert [ask(address, path)[0] for path in ("/export/targets.csv", "/nowhere", "/_stcore/agent/openapi.json")] == [200, 404, 404]
        _once(printed, r"^GET /hubs/nowhere 404 \d+ ms$")
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def opened(load: Callable[[], ASGIApp]) -> Iterator[tuple[str, Future[None]]]:
    """A door in front of what ``load`` makes, with how serving it ends."""
    listening = listen("127.0.0.1", None)
    with ThreadPoolExecutor() as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(signal, "signal", lambda *_: None)
        stopped: list[uvicorn.Server] = []
        patch.setattr(uvicorn.Server, "capture_signals", lambda server: _noted(server, stopped))
        served = pool.submit(serve, listening, Settings(), load, lambda: None)
        try:
            yield local_address(listening, Settings()), served
        finally:
            for server in stopped:
                server.should_exit = True


@contextmanager
def _noted(server: uvicorn.Server, servers: list[uvicorn.Server]) -> Iterator[None]:
    servers.append(server)
    yield


async def _answering(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        for told in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{told}.complete"})
    else:
        await PlainTextResponse("made")(scope, receive, send)


def test_the_page_and_its_scripts_are_given_while_the_app_is_still_made_and_the_rest_waits_for_it() -> None:
    go = threading.Event()

    def load() -> ASGIApp:
        go.wait(20)
        return _answering

    with opened(load) as (address, _), ThreadPoolExecutor() as pool:
        status, said, body = ask(address, "/focus-areas", **PACKED)
        assert status == 200 and "content-encoding" not in said and b"Tech Hubs" in body
        script, *_ = re.findall(r"static/js/index[^\"]+\.js", body.decode())
        _, said, body = ask(address, f"/{script}", **PACKED)
        assert len(body) > 400_000 and said["cache-control"] == "no-cache"
        waiting = pool.submit(ask, address, "/_stcore/health")
        assert wait([waiting], timeout=1).not_done
        go.set()
        assert waiting.result(10)[2] == b"made"


def test_what_goes_wrong_while_the_app_is_made_ends_the_server_with_it() -> None:
    def load() -> ASGIApp:
        raise OSError("no room")

    with opened(load) as (_, served), pytest.raises(OSError, match="no room"):
        served.result(20)


def test_a_port_without_permission_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Forbidden(socket.socket):
        def bind(self, address: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "socket", Forbidden)
    assert main(["run", "--port", "80"]) == 2
    assert "Cannot listen on 127.0.0.1 port 80 (Permission denied)" in capsys.readouterr().err


def test_nobody_takes_the_port_before_the_app_serves() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert first.getsockname() != second.getsockname()
        with pytest.raises(OSError, match="in use"):
            listen("127.0.0.1", first.getsockname()[1])
        socket.create_connection(first.getsockname(), timeout=2).close()


def test_an_app_without_options_is_framed_by_nobody_else_and_ends_when_told_though_somebody_reads(browser: Browser) -> None:
    context = browser.new_context()
    with started() as (server, address, printed):
        page = context.new_page()
        page.goto(address)
        ready(page)
        _, said, _ = ask(address, "/figures")
        assert "frame-ancestors 'self'" in said["content-security-policy"].split("; ") and said["x-frame-options"] == "SAMEORIGIN"
        page.locator(".th-take summary", has_text="Share").first.click()
        expect(page.get_by_text("may not be shown in a frame").first).to_be_visible()
        start = time.monotonic()
        server.terminate()
        assert server.wait(timeout=10) == 0 and time.monotonic() - start < 5
        assert printed.read_text("utf-8").count("\n") == 1
    context.close()
