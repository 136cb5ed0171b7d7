"""How a command of the desk runs: what stops it is said in the officer's language, what was answered is kept."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from commandline import Refused
from language import said

from asking import words
from asking.arguments import Faulty
from asking.asker import Asker, Screen, Unanswered
from asking.files import Kept, Unwritten
from asking.question import Question
from grantpages.desk.announcement import FaultyTemplate
from grantpages.desk.insertion import CannotInsert
from grantpages.desk.sheet import BadSheet
from grantpages.desk.typed import yes
from grantpages.load import CannotRead
from grantpages.problem import Language, Message
from grantpages.wording import catalogue

Outcome = TypeVar("Outcome")
REFUSED = (Refused, Unwritten, BadSheet, FaultyTemplate, CannotInsert)


class Stopped(Exception):
    """The conversation came to no end; `code` is the command's exit code, and why has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def exit_code(command: Callable[[], int], language: Language) -> int:
    """Run a command; what it cannot do is said on stderr."""
    try:
        return command()
    except REFUSED as error:
        print(said(error.message, language), file=sys.stderr)
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem.text(language), file=sys.stderr)
        if faulty.message:
            print(said(faulty.message, language), file=sys.stderr)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
    except ValueError as error:  # of GRANTPAGES_NOW
        print(catalogue(language).say("problem.bad-moment", found=error), file=sys.stderr)
    except OSError as error:
        message = words.UNWRITABLE.fill(file=error.filename or "?", error=error.strerror or error)
        print(said(message, language), file=sys.stderr)
    except Stopped as stopped:
        return stopped.code
    except KeyboardInterrupt:
        return 130
    return 2


@dataclass(frozen=True)
class Talk:
    """Whom is asked, in which language, and where unfinished answers are kept. resume: whether those count."""

    language: Language
    screen: Screen | None
    kept: Kept
    resume: bool = True

    def hold(self, conversation: Callable[[Asker], Outcome], answers: Mapping[str, str]) -> Outcome:
        """Hold a conversation that has some answers already. Raises Stopped."""
        before = self._resumed() if self.screen and self.resume else {}
        typed = [key for key in before if key not in answers]
        asker = Asker(self.language, before | dict(answers), self.screen, self.kept.write, typed)
        if self.screen:
            self.screen.show(said(words.HOW, self.language))
        try:
            outcome = asker.hold(conversation)
        except Unanswered as error:
            raise self._unanswered([*error.lines, *_unused(answers, asker)]) from None
        except KeyboardInterrupt:
            print(f"\n{self._kept_line()}", file=sys.stderr)
            raise Stopped(130) from None
        if unused := _unused(answers, asker):
            raise self._unanswered(unused)
        return outcome

    def _resumed(self) -> dict[str, str]:
        """The answers of an earlier conversation, if there are any and the officer wants them."""
        before = self.kept.read()
        if not before:
            return {}
        question = Question("continue", words.GO_ON.fill(n=len(before)), words.GO_ON_HELP, yes, default="yes")
        try:
            wanted = Asker(self.language, {}, self.screen).hold(lambda asker: asker.ask(question))
        except KeyboardInterrupt:
            print(f"\n{self._kept_line()}", file=sys.stderr)
            raise Stopped(130) from None
        return before if wanted else {}

    def _unanswered(self, lines: Sequence[Message]) -> Stopped:
        for line in (words.MISSING, *(Message(f"  {line.kk}", f"  {line.ru}") for line in lines)):
            print(said(line, self.language), file=sys.stderr)
        if self.kept.read():
            print(self._kept_line(), file=sys.stderr)
        return Stopped(2)

    def _kept_line(self) -> str:
        kept = words.KEPT.fill(file=self.kept.path.as_posix()) if self.kept.read() else words.NOTHING_KEPT
        return said(kept, self.language)


def _unused(answers: Mapping[str, str], asker: Asker) -> list[Message]:
    """Answers to what was never asked: a slip in a name must not pass in silence."""
    return [words.UNUSED.fill(key=key) for key in answers if key not in asker.asked and not key.endswith(".more")]
