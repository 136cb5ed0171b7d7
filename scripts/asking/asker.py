"""A conversation as a plain function of its answers: going back is asking the function anew with one answer less.

So an interrupted conversation, a file of answers, options and a row of a spreadsheet are all the same thing:
answers that are there already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from language import said

from asking import words
from asking.question import MOST_SHOWN, Choice, Narrowed, Question
from grantpages.desk.typed import Wrong
from grantpages.faults import quoted
from grantpages.problem import Language, Message

Outcome = TypeVar("Outcome")


class Back(Exception):
    """The officer wants the question before this one."""


class Unanswered(Exception):
    """There is nobody to ask; `lines` name every answer that is missing or wrong."""

    def __init__(self, lines: Sequence[Message]) -> None:
        super().__init__(lines)
        self.lines = lines


class Screen(Protocol):
    """Where questions are shown and answers typed."""

    def show(self, text: str) -> None:
        """Show a line or several."""

    def read(self, prompt: str) -> str:
        """One typed line. Raises EOFError where there is none left."""


@dataclass
class Asker:
    """Knows the answers so far, and asks for the rest.

    screen: None where nobody can be asked. keep: called after each typed answer with all that were typed.
    """

    language: Language
    answers: dict[str, str]
    screen: Screen | None
    keep: Callable[[dict[str, str]], None] = lambda typed: None
    typed: list[str] = field(default_factory=list)
    asked: dict[str, Question] = field(default_factory=dict)
    _lacking: list[Message] = field(default_factory=list)

    def hold(self, conversation: Callable[["Asker"], Outcome]) -> Outcome:
        """Hold a conversation to its end. Raises Unanswered."""
        while True:
            self.asked.clear()
            self._lacking.clear()
            try:
                outcome = conversation(self)
            except Back:
                self._step_back()
                continue
            if self._lacking:
                raise Unanswered(tuple(self._lacking))
            return outcome

    def ask(self, question: Question) -> Any:
        """The value of the answer to a question."""
        self.asked[question.key] = question
        if question.key in self.answers:
            try:
                return question.value(self.answers[question.key])
            except (Wrong, Narrowed) as error:
                if self.screen is None:
                    return self._without(question, error)
                self.screen.show(said(question.text, self.language))
                self._complain(question, self.answers.pop(question.key), error)
        if self.screen is not None:
            try:
                return self._live(question, self.screen)
            except EOFError:
                self.screen = None
        return self._without(question, None)

    def _without(self, question: Question, error: Wrong | Narrowed | None) -> Any:
        """The default; or a right answer to go on with, so that everything that is missing can be named at once."""
        if error is None and (question.default or question.optional):
            return question.value(question.default)
        named = {"key": question.key, "text": question.text}
        if error is None:
            self._lacking.append(words.MISSING_ONE.fill(**named, example=_example(question)))
        else:
            written = self.answers[question.key]
            self._lacking.append(words.WRONG_ONE.fill(**named, message=_complaint(written, error)))
        return question.value(_stand_in(question))

    def _live(self, question: Question, screen: Screen) -> Any:
        if question.lead:
            screen.show(said(question.lead, self.language))
        self._list(question.choices)
        prompt = f"{said(question.text, self.language)}{self._hint(question)}: "
        while True:
            written = screen.read(prompt).strip()
            if written == "?":
                screen.show(f"  {said(question.help, self.language)}")
            elif written.casefold() in words.BACK:
                raise Back
            elif not written and not question.default and not question.optional:
                screen.show(said(words.WRONG.fill(message=words.NEEDED), self.language))
            else:
                try:
                    return self._taken(question, written or question.default)
                except (Wrong, Narrowed) as error:
                    self._complain(question, written, error)

    def _taken(self, question: Question, written: str) -> Any:
        value = question.value(written)
        self.answers[question.key] = question.kept(written or "-")
        self.typed.append(question.key)
        self.keep({key: self.answers[key] for key in self.typed})
        return value

    def _complain(self, question: Question, written: str, error: Wrong | Narrowed) -> None:
        assert self.screen is not None
        if isinstance(error, Narrowed):
            self.screen.show(said(words.NARROWED.fill(n=len(error.choices)), self.language))
            self._list(error.choices)
        else:
            self.screen.show(said(words.WRONG.fill(message=error.message), self.language))

    def _list(self, choices: Sequence[Choice]) -> None:
        assert self.screen is not None
        width = max((len(choice.mark) for choice in choices), default=0)
        for choice in choices[:MOST_SHOWN]:
            self.screen.show(f"  {choice.mark:>{width}}  {said(choice.label, self.language)}")
        if len(choices) > MOST_SHOWN:
            self.screen.show(f"  {said(words.MORE.fill(n=len(choices) - MOST_SHOWN), self.language)}")

    def _hint(self, question: Question) -> str:
        """The default in brackets, or an example, or that nothing need be said."""
        if question.default:
            label = next((choice.label for choice in question.choices if choice.id == question.default), None)
            shown = label or words.YES if question.default == "yes" else label or question.default
            shown = words.NO if question.default == "no" else shown
            text = shown if isinstance(shown, Message) else Message(shown, shown)
            text = words.DEFAULT_NONE.fill(default=text) if question.optional else text
            return f" [{said(text, self.language)}]"
        parts = [words.FOR_EXAMPLE.fill(example=question.example)] if question.example else []
        parts += [words.MAY_BE_LEFT] if question.optional else []
        return f" ({'; '.join(said(part, self.language) for part in parts)})" if parts else ""

    def _step_back(self) -> None:
        if self.typed:
            del self.answers[self.typed.pop()]
            self.keep({key: self.answers[key] for key in self.typed})
        elif self.screen is not None:
            self.screen.show(said(words.FIRST, self.language))


def _stand_in(question: Question) -> str:
    return question.default or (question.choices[0].id if question.choices else question.example)


def _example(question: Question) -> Message:
    if question.choices:
        return words.FOR_EXAMPLE.fill(example=question.choices[0].id)
    return words.FOR_EXAMPLE.fill(example=question.example)


def _complaint(written: str, error: Wrong | Narrowed) -> Message:
    if isinstance(error, Wrong):
        return error.message
    listed = Message(*("; ".join(choice.label[place] for choice in error.choices[:MOST_SHOWN]) for place in (0, 1)))
    return words.SEVERAL.fill(found=quoted(written), choices=listed)
