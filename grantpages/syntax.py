"""Why the parser stopped, in Kazakh and in Russian: it says so in English, and in its own terms."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from grantpages.faults import fault, quoted
from grantpages.problem import Message, Problem


@dataclass(frozen=True)
class Cause:
    """What `pattern` in the parser's English means; `began`: the mistake stands where the parser's context began."""

    pattern: str
    said: Message
    began: bool = False


TAB = "a tab character"
CAUSES = (
    Cause(
        "mapping values",
        Message(
            "бұл жерде «: » тұра алмайды. Осы жолдың шегінісін және жоғарыдағы жолдың қос нүктесін тексеріңіз, "
            "«: » бар мәтінді тырнақшаға алыңыз",
            "здесь не может стоять «: ». Проверьте отступ этой строки и двоеточие в строке выше, "
            "текст с «: » возьмите в кавычки",
        ),
    ),
    Cause(
        TAB,
        Message(
            "шегініс табуляциямен жасалған. Оның орнына бос орын қойыңыз",
            "отступ сделан табуляцией. Замените ее пробелами",
        ),
    ),
    Cause(
        "could not find expected ':'",
        Message("өріс атауынан кейін «:» жоқ. Оны қосыңыз", "после названия поля нет «:». Добавьте его"),
        began=True,
    ),
    Cause(
        "unexpected (end of stream|document indicator)",
        Message(
            "осы жерде ашылған тырнақша жабылмаған. Оны жабыңыз",
            "кавычка, открытая здесь, не закрыта. Закройте ее",
        ),
        began=True,
    ),
    Cause(
        "sequence entries|expected '-'",
        Message(
            "тізім дұрыс басталмаған. Әр «- » белгісін жаңа жолдан, бірдей шегініспен жазыңыз",
            "список начат неправильно. Пишите каждый знак «- » с новой строки и с одинаковым отступом",
        ),
    ),
    Cause(
        "',' or|flow node",
        Message(
            "жақшадағы тізім бұзылған. Үтірлерді және жабатын жақшаны тексеріңіз",
            "нарушен список в скобках. Проверьте запятые и закрывающую скобку",
        ),
        began=True,
    ),
    Cause(
        "escape|hexdecimal",
        Message(
            "қос тырнақшаның ішінде \\ белгісінен кейін мұндай таңба тұра алмайды. \\\\ деп жазыңыз",
            "внутри двойных кавычек после \\ не может стоять такой знак. Напишите \\\\",
        ),
    ),
    Cause(
        "block scalar",
        Message(
            "| не > белгісінен кейін сол жолда ештеңе тұрмауы керек. Мәтінді келесі жолдан бастаңыз, "
            "осындай белгіден басталатын мәтінді тырнақшаға алыңыз",
            "после | или > в той же строке ничего стоять не должно. Начните текст со следующей строки, "
            "а текст, который начинается с такого знака, возьмите в кавычки",
        ),
    ),
    Cause(
        "start any token|anchor|alias|tag|directive|YAML|node content",
        Message(
            "тырнақшасыз мәтін {found} таңбасынан басталмайды. Мәтінді тырнақшаға алыңыз",
            "текст без кавычек не может начинаться со знака {found}. Возьмите текст в кавычки",
        ),
        began=True,
    ),
    Cause(
        "",
        Message(
            "осы жолдың не жоғарыдағы жолдың шегінісі, тырнақшасы не қос нүктесі бұзылған. Үлгімен салыстырыңыз",
            "в этой строке или в строке выше нарушен отступ, кавычки или двоеточие. Сравните с образцом",
        ),
    ),
)
"""What is wrong in a file that is no YAML, each known by what the parser says; the first that fits is told."""


_TAB = re.compile(r"^\t+[^\s#]", re.MULTILINE)


def tab_fault(text: str, shown: str) -> Problem | None:
    """A line that a tab indents, though the parser has read it: it is lenient within quotes and brackets."""
    found = _TAB.search(text)
    if found is None:
        return None
    said = next(cause.said for cause in CAUSES if cause.pattern == TAB)
    return fault("not-yaml", shown, text.count("\n", 0, found.start()) + 1, found=said)


def syntax_fault(error: yaml.MarkedYAMLError, text: str, shown: str, deepest: int) -> Problem:
    """Where and why the parser stopped reading `text`; `shown` is the file's name in messages.

    `deepest` is the nesting that is allowed: libyaml looks ahead and may meet its own, 1,000, before we do.
    """
    mark: Any = error.problem_mark  # libyaml always has one
    if "nesting depth" in str(error.problem):
        return fault("too-deep", shown, mark.line + 1, limit=deepest)
    tab = text[mark.index : mark.index + 1] == "\t"
    english = TAB if tab else f"{error.context}; {error.problem}"
    cause = next(cause for cause in CAUSES if re.search(cause.pattern, english))
    mark = error.context_mark if cause.began and error.context_mark else mark
    said = cause.said.fill(found=quoted(text[mark.index : mark.index + 1]))
    last = text.count("\n", 0, len(text) - 1) + 1  # the parser may miss something on the line after it
    return fault("not-yaml", shown, min(mark.line + 1, last), found=said)
