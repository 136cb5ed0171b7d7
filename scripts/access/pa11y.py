"""pa11y with the sniffs of HTML_CodeSniffer, which reads a page by the techniques of WCAG 2 AA one by one."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access.windows import PATIENCE, REDIRECTS, REFRESH, SHORT, SWITCHES, Window

SCRIPT = Path(__file__).with_suffix(".js")
ALLOWED = {
    "WCAG2AA.Principle1.Guideline1_3.1_3_1.H43.HeadersRequired": "table:not(:has(th:not([scope])))",
}
"""Code → the elements in which it is no error, with the reason here.

H43: a table with a row of totals under it, whose heading is as wide as several columns, is taken for one with headings
of several levels, which needs `headers` on each cell. It has one level of each, and `scope` on every heading (H63).
"""


@dataclass(frozen=True)
class Fault:
    """What a sniff calls an error in one element. code: the technique; where: a selector; why: its own words.

    allowed: whether it is one of `ALLOWED`.
    """

    code: str
    where: str
    html: str
    why: str
    allowed: bool


@dataclass(frozen=True)
class Asking:
    """The programs that look: Node, the folder `node_modules` that holds pa11y, and Chromium."""

    node: str
    modules: Path
    chromium: str

    def faults(self, root: str, addresses: Sequence[str], window: Window) -> list[list[Fault]]:
        """The errors of the page at each address below `root`, in one window. Raises CalledProcessError."""
        question = {
            "modules": str(self.modules),
            "program": self.chromium,
            "switches": SWITCHES,
            "patience": PATIENCE,
            "root": root,
            "addresses": addresses,
            "window": {"width": window.width, "height": window.height, "scheme": window.scheme},
            "redirects": REDIRECTS.pattern,
            "short": SHORT.pattern,
            "refresh": REFRESH.pattern,
            "allowed": ALLOWED,
        }
        command = [self.node, str(SCRIPT)]
        done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=True)
        return [
            [Fault(one["code"], one["selector"], one["context"], one["message"], one["allowed"]) for one in page]
            for page in json.loads(done.stdout)
        ]
