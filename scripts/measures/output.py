"""Every text field with every hostile text, in both languages: what pages, data, feeds and documents make of it."""

import sys
from collections.abc import Iterator

from marked import ROOT
from measuring.measure import Measure, Site, Unavailable

from grantpages.problem import Message

sys.path[:0] = [str(ROOT / "tests")]  # the lists and the records they fill
import corpora  # noqa: E402
from corpora import ours  # noqa: E402
from corpora.trying import tried  # noqa: E402

TITLE = Message("Зиянды мәтіндердің беттер мен файлдарға әсері", "Вредные тексты на страницах и в файлах")
NAME = Message(
    "Әр мәтін өрісінде әр зиянды мәтін, екі тілде: бөтен элемент, скрипт, өңдеуші, формула жоқ, мәтін сол "
    "күйінде оқылады",
    "Каждый вредный текст в каждом текстовом поле, на двух языках: нет чужих элементов, скриптов, "
    "обработчиков и формул, текст читается как есть",
)
GOAL = Message("бұзылғаны – 0", "нарушено – 0")
REACHED = Message(
    "бұзылғаны – {wrong}, мәтін – {texts}, қабылданбағаны – {refused}",
    "нарушено – {wrong}, текстов – {texts}, отвергнуто – {refused}",
)
HOW = Message("өріс: {fields}; файл: {files}", "полей: {fields}; файлов: {files}")
DONE = Message("мәтін: {done}/{all}", "текстов: {done}/{all}")


def measures(site: Site) -> Iterator[Measure]:
    """All of the lists. Raises Unavailable."""
    try:
        texts = every_text()
    except corpora.Absent as error:
        raise Unavailable(Message(str(error), str(error))) from None
    found = tried(texts, lambda done, every: site.tell(DONE.fill(done=done, all=every)))
    wrong, files = found.judged.wrong, found.judged.files
    for what in wrong[:20]:
        print(what, file=sys.stderr)
    how = HOW.fill(fields=found.fields, files=", ".join(f"{kind} {count}" for kind, count in sorted(files.items())))
    reached = REACHED.fill(wrong=len(wrong), texts=len(texts), refused=found.refused)
    yield Measure("hostile-texts", NAME, GOAL, reached, not wrong, how)


def every_text() -> list[str]:
    """The lists of others and ours, each text once; those of one shape together, so that few sites are built."""
    lists = (
        ours.MARKDOWN,
        ours.TEMPLATES,
        ours.FORMULAS,
        corpora.naughty(),
        corpora.scripts(),
        corpora.commonmark(),
        corpora.paths(),
        (str(case["input"]) for case in corpora.addresses()),
    )
    return sorted(dict.fromkeys(text for some in lists for text in some), key=lambda text: text.count("\n"))
