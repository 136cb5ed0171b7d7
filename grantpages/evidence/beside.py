"""What looks ask beside their own pages, asked once for all links of a run.

Two pages of one folder are told from a page that is not there by the same address beside them
(platforms/web.py): a site of a hundred cited articles is then asked a hundred and one times, not two hundred.
"""

from collections import OrderedDict
from typing import Any

from grantpages.evidence.answer import Answer
from grantpages.evidence.platforms import Get

MOST = 64
"""Answers kept at once; the one unused for longest goes first."""


class Beside:
    """The answers."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def sharing(self, get: Get) -> Get:
        """The `get` of one look. Its first request is the link's own and is always made."""
        own = True

        def shared(url: str, **settings: Any) -> Answer:
            nonlocal own
            if own:
                own = False
                return get(url, **settings)
            return self._known(url) or self._keep(url, get(url, **settings))

        return shared

    def _known(self, url: str) -> Answer | None:
        if url in self._answers:
            self._answers.move_to_end(url)
        return self._answers.get(url)

    def _keep(self, url: str, answer: Answer) -> Answer:
        """Only what says something: a refusal or a failure may have passed when the next look asks."""
        if answer.failure is None and answer.status in (200, 404, 410):
            self._answers[url] = answer
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer
