"""What looks ask beside their own pages is asked once, and only an answer that says something is kept."""

import pytest

from grantpages.evidence.answer import Answer, Failure
from grantpages.evidence.beside import MOST, Beside


class Site:
    """Answers every address alike and remembers what was asked."""

    def __init__(self, status: int | None = 404, failure: Failure | None = None) -> None:
        self.asked: list[str] = []
        self._status, self._failure = status, failure

    def __call__(self, url: str, **settings: object) -> Answer:
        self.asked.append(url)
        return Answer(url, url, self._status, failure=self._failure)


def test_the_address_beside_two_pages_is_asked_once() -> None:
    site, beside = Site(), Beside()
    for page in ("a", "b"):
        get = beside.sharing(site)
        get(page)
        assert get("beside").status == 404
    assert site.asked == ["a", "beside", "b"]


def test_a_looks_own_address_is_always_asked() -> None:
    site, beside = Site(), Beside()
    get = beside.sharing(site)
    get("a")
    get("b")
    beside.sharing(site)("b")
    assert site.asked == ["a", "b", "b"]


@pytest.mark.parametrize(
    ("status", "failure", "times"),
    [
        (200, None, 1), (404, None, 1), (410, None, 1),
        (429, None, 2), (403, None, 2), (500, None, 2), (None, "timeout", 2), (200, "garbled", 2),
    ],
)  # fmt: skip
def test_what_may_have_passed_is_asked_again(status: int | None, failure: Failure | None, times: int) -> None:
    site, beside = Site(status, failure), Beside()
    for page in ("a", "b"):
        get = beside.sharing(site)
        get(page)
        get("beside")
    assert site.asked.count("beside") == times


def test_it_holds_no_more_answers_than_it_may() -> None:
    site, beside = Site(), Beside()
    get = beside.sharing(site)
    for url in ("own", "first", *map(str, range(MOST)), "first"):
        get(url)
    assert site.asked.count("first") == 2
    assert site.asked.count(str(MOST - 1)) == 1
