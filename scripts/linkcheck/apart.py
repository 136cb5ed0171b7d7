"""A task in a process of its own: what it loads is given back to the system when it is done."""

import gc
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

Result = TypeVar("Result")


def apart(task: Callable[[], Result]) -> Result:
    """What the task returns or raises; both must bear pickling. Raises ChildProcessError where its process dies.

    Beside other threads it is done here: a fork would copy the locks that they hold.
    """
    if threading.active_count() > 1:
        return task()
    sys.stdout.flush()
    sys.stderr.flush()
    reader, writer = os.pipe()
    gc.freeze()  # the child looks through its own objects only: what it does not touch is not held twice
    child = os.fork()
    if not child:
        os.close(reader)
        _do(task, writer)
    os.close(writer)
    returned: bool
    value: Any  # the result, or what was raised
    try:
        with os.fdopen(reader, "rb") as stream:
            returned, value = pickle.load(stream)
    except EOFError:
        raise ChildProcessError(0, "the process that reads for this one died") from None
    finally:
        os.waitpid(child, 0)
    if not returned:
        raise value
    result: Result = value
    return result


def _do(task: Callable[[], object], writer: int) -> NoReturn:
    """Leave without a word: what stands in the parent's buffers and at its exit is the parent's."""
    try:
        try:
            told = (True, task())
        except BaseException as error:
            error.add_note(traceback.format_exc())
            told = (False, error)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(told, stream, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
