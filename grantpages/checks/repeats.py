"""Rules on text that came from somewhere else: copied from another activity, or written about another one.

The form asks of each activity its own account. Reports of one kind of work have formulas («Қысқа
мерзімді нәтижелер …»), so only long runs of the same words count as copied: in the first real
report formulas are up to 10 words long, the copied paragraph 41.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import once
from grantpages.checks.rule import Case, rule
from grantpages.model import Activity, Text
from grantpages.problem import Message

SENTENCE = 8
"""A sentence shorter than this many words is a formula."""
RUN = 24
"""As many words in a row do not come about twice."""
SHINGLE = 6
TOPIC_STEM = 6
"""Kazakh and Russian words of one root agree in about so many letters."""
_AROUND = ' .,;:!?()«»“”"–—-'
_COMMON = frozenset((
    "ұйымда", "өткізу", "өткізі", "дайынд", "жариял", "арналғ", "мақсат", "бойынш", "туралы", "қатысу", "қатысы",
    "жоба", "жобаны", "жобаға", "жобасы", "қаласы", "ауылда", "арасын", "тақыры", "қорыты", "нәтиже", "аясынд",
    "барысы",
))  # fmt: skip
"""Beginnings of words that any title may have."""


@dataclass(frozen=True, slots=True)
class Account:
    """An activity's Kazakh account with its place."""

    path: tuple[Step, ...]
    title: Text
    activity: Activity
    text: str


@once
def _accounts(case: Case) -> Sequence[Account]:
    return [
        Account(("tasks", number, "activities", place), activity.title or task.title, activity, activity.account.kk)
        for number, task in enumerate(case.record.tasks)
        for place, activity in enumerate(task.activities)
        if activity.account
    ]


@rule("sentence-in-two-activities", of="projects")
def sentence_in_two_activities(case: Case) -> Iterator[Found]:
    """A sentence is said of one activity. Where whole paragraphs agree the rule on paragraphs says so."""
    first: dict[str, Account] = {}
    for account in _accounts(case):
        same: dict[tuple[Step, ...], list[str]] = defaultdict(list)
        for sentence in account.text.replace("\n", ". ").split(". "):
            origin = first.setdefault(sentence.strip(" .!?"), account)
            if origin is not account and sentence.count(" ") >= SENTENCE - 1:
                same[origin.path].append(sentence)
        for path, sentences in same.items():
            if sum(len(sentence.split()) for sentence in sentences) < RUN:
                title = next(other.title for other in first.values() if other.path == path)
                sentence = _short(sentences[0])
                yield found(*account.path, "account", "kk", sentence=sentence, activity=_named_short(title))


@rule("paragraph-of-another-activity", of="projects")
def paragraph_of_another_activity(case: Case) -> Iterator[Found]:
    """An account has no long run of words of another activity's account, numbers aside."""
    seen: dict[tuple[str, ...], int] = {}
    accounts = _accounts(case)
    texts = [account.text.split() for account in accounts]
    shared = _shared(texts)
    for number, (account, words) in enumerate(zip(accounts, texts, strict=True)):
        shingles = {start: tuple(words[start : start + SHINGLE]) for start in _may_be_known(words, shared)}
        known = {start: seen[shingle] for start, shingle in shingles.items() if shingle in seen}
        if len(known) > SHINGLE and (origin := _copied([known.get(start) for start in range(len(words))])):
            other = accounts[origin[0]]
            yield found(*account.path, "account", "kk", activity=_named_short(other.title), words=origin[1])
        seen.update(zip(shingles.values(), repeat(number)))


def _shared(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """The words that stand in more than one of the texts: no other can be copied."""
    once, more = set[str](), set[str]()
    for words in map(frozenset, texts):
        more |= words & once
        once |= words
    return frozenset(more)


def _may_be_known(words: Sequence[str], shared: frozenset[str]) -> Iterator[int]:
    """Where runs of six words begin that all stand in another text, too."""
    marked, run = bytes(map(shared.__contains__, words)), b"\1" * SHINGLE
    start = marked.find(run)
    while start >= 0:
        yield start
        start = marked.find(run, start + 1)


def _copied(known: Sequence[int | None]) -> tuple[int, int] | None:
    """The account that most of the words come from, and how many words in long runs; a changed word does not end one.

    known: for each run of six words the number of the account that had it last.
    """
    copied: dict[int, int] = defaultdict(int)
    run, gap = 0, 0
    last: int | None = None
    for number in (*known, *(None,) * (SHINGLE + 1)):
        if number is not None and (last is None or number == last):
            run, gap, last = run + 1 + gap, 0, number
        elif last is not None:
            gap += 1
            if gap > SHINGLE:
                if run + SHINGLE - 1 >= RUN:
                    copied[last] += run + SHINGLE - 1
                run, gap, last = 0, 0, number
    best = max(copied, key=lambda number: copied[number], default=None)
    return None if best is None else (best, copied[best])


@rule("account-of-another-topic", of="projects")
def account_of_another_topic(case: Case) -> Iterator[Found]:
    """An account begins with its own activity and not with what only another one is named after."""
    accounts = _accounts(case)
    owners = _owners(accounts)
    for account in accounts:
        beginning = _stems(account.text[: _end(account.text)])
        foreign = [other for stem in beginning if (other := owners.get(stem)) and other is not account]
        if foreign and not _is_own(beginning, account):
            yield found(*account.path, "account", "kk", activity=_named_short(foreign[0].title))


def _end(text: str) -> int:
    stops = [stop for sign in (". ", "! ", "? ", "\n") if (stop := text.find(sign)) > 0]
    return min(stops, default=len(text))


def _is_own(beginning: tuple[str, ...], account: Account) -> bool:
    for own in map(_stems, _named(account.activity, account.title)):  # mostly the title says it already
        if any([said.startswith(own) for said in beginning]) or any([stem.startswith(beginning) for stem in own]):
            return True
    return False


def _owners(accounts: Sequence[Account]) -> Mapping[str, Account | None]:
    """The stems that stand in one activity's title only, and whose title it is."""
    owners: dict[str, Account | None] = {}
    for account in accounts:
        for stem in _stems(account.title.kk):
            owners[stem] = account if owners.get(stem, account) is account else None
    return owners


def _named(activity: Activity, title: Text) -> Iterator[str]:
    yield title.kk
    for figure in activity.figures:
        if figure.what:
            yield figure.what.kk
    for event in activity.events:
        if event.title:
            yield event.title.kk


@lru_cache(maxsize=64)
def _stems(text: str) -> tuple[str, ...]:
    """The beginnings of the words of four letters and more, each once, in their order.

    Titles are asked for twice, by what they are named after and by their own accounts.
    """
    words = [word if word.isalpha() else word.strip(_AROUND) for word in text.lower().split()]
    stems = dict.fromkeys([word[:TOPIC_STEM] for word in words if len(word) > 3])
    return tuple([stem for stem in stems if stem not in _COMMON and stem.isalpha()])


def _named_short(title: Text) -> Message:
    return Message(_short(title.kk), _short(title.ru))


def _short(text: str) -> str:
    said = text.strip()
    return said if len(said) <= 90 else said[:87].rpartition(" ")[0] + " …"
