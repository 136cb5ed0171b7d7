"""What is wrong with a template of documents."""

from grantpages.problem import Message


class TemplateFault(Exception):
    """The template cannot be filled; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message
