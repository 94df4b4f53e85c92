"""A Firefox driven by WebDriver BiDi, the standard it speaks itself: no driver stands between."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SECONDS = 60
QUIET = {
    "app.normandy.enabled": False,
    "browser.download.alwaysOpenPanel": False,
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "",
}
"""What keeps a Firefox from asking questions and from calling home."""


class Fox:
    """One tab, and what its console has said."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.numbers = socket, count(1)
        self.errors: list[str] = []
        self.send("session.new", capabilities={})
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("session.subscribe", events=["log.entryAdded"])
        self.send("browsingContext.setViewport", context=self.tab, viewport={"width": 1440, "height": 1200})

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command and its answer; what the console says meanwhile is kept. Raises RuntimeError when Firefox refuses."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self.socket.recv(timeout=SECONDS))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.errors.append(said["params"]["text"] or "")
            if said.get("id") == number:
                if said["type"] == "error":
                    raise RuntimeError(f"{method}: {said['message']}")
                return dict(said["result"])

    def go(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def back(self) -> None:
        self.send("browsingContext.traverseHistory", context=self.tab, delta=-1)

    def js(self, code: str) -> Any:
        """The value of an expression: a text, a number or a truth."""
        told = self.send("script.evaluate", expression=code, target={"context": self.tab}, awaitPromise=True)
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return told["result"].get("value")

    def click(self, element: str) -> None:
        """A press of the mouse in the middle of what the JavaScript expression ``element`` gives."""
        self.js(f"({element}).scrollIntoView({{block: 'center'}})")
        x, y = json.loads(
            self.js(f"(box => JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]))(({element}).getBoundingClientRect())")
        )
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        press = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.send("input.performActions", context=self.tab, actions=[{"type": "pointer", "id": "mouse", "actions": press}])

    def press(self, key: str) -> None:
        strokes = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.send("input.performActions", context=self.tab, actions=[{"type": "key", "id": "keys", "actions": strokes}])


@contextmanager
def fox(program: str, folder: Path) -> Iterator[Fox]:
    """A Firefox with a profile of its own below ``folder``; what it downloads lies in ``folder`` itself."""
    profile = folder / "profile"
    profile.mkdir()
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in {**QUIET, "browser.download.dir": str(folder)}.items()
    ]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    log = folder / "firefox.log"
    command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
    with log.open("w") as said:
        running = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    try:
        with connect(f"{_listening(running, log)}/session", max_size=None, proxy=None, compression=None) as socket:
            yield Fox(socket)
    finally:
        running.terminate()
        running.wait(timeout=30)


def _listening(running: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(SECONDS * 5):
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace"))
        if found:
            return found[1]
        try:
            running.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"Firefox did not start: {log.read_text(errors='replace')}")
