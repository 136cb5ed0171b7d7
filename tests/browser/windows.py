"""A browser's window that keeps what a page complains of."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

PHONE, DESK = 360, 1280
SCHEMES = ("light", "dark")


@dataclass
class Window:
    """A browser's window and everything that went wrong in it since it was last opened at an address."""

    page: Page
    root: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("response", self._response)

    def open(self, address: str) -> Page:
        """Go to an address below the site's root and wait for its scripts and fonts."""
        self.complaints.clear()
        self.page.goto(self.root + address, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => 0)")
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        missing_page = "404" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not missing_page:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob") and not request.url.startswith(self.root):
            self.complaints.append(f"foreign: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")
