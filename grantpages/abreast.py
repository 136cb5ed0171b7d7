"""The same work on many things, side by side in forked processes.

What is in memory when it begins is shared as it stands; only what the work makes is sent.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class WorkFailed(Exception):
    """A process ended before its work was done; it has printed why."""


def each(work: Callable[[Thing], Made], things: Sequence[Thing], processes: int = 1) -> Iterator[Made]:
    """What `work` makes of each thing, in the order of the things. Raises WorkFailed.

    processes: how many there may be beside this one; with fewer than two the work is done here. Not where the
    caller runs threads, which a fork does not survive.
    """
    count = min(processes, len(things))
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, things)
        return
    fork = multiprocessing.get_context("fork")
    receivers: list[Connection] = []
    children: list[Any] = []
    try:
        for number in range(count):
            receiver, sender = fork.Pipe(duplex=False)
            child = fork.Process(target=_send, args=(work, things[number::count], sender), daemon=True)
            child.start()
            sender.close()  # so that the end of the child is the end of what can be received
            receivers.append(receiver)
            children.append(child)
        for index in range(len(things)):
            yield receivers[index % count].recv()
    except EOFError:
        children[index % count].join()  # it may still be telling why
        raise WorkFailed from None
    finally:
        for child in children:
            child.terminate()
            child.join()
        for receiver in receivers:
            receiver.close()


def _send(work: Callable[[Thing], Made], things: Sequence[Thing], sender: Connection) -> None:
    gc.freeze()  # looking through what is shared would copy all of it
    try:
        for thing in things:
            sender.send(work(thing))
    except KeyboardInterrupt:  # the one that began the work says so
        pass
    finally:
        sender.close()
