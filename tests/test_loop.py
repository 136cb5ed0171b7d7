"""Tasks of one thread: each waits as if it were alone, and none is forgotten."""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hostile.certificates import make_certificates

from grantpages.evidence.crew import Crew
from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.loop import READABLE, WRITABLE, Loop, is_ready, pause, wait_for
from grantpages.evidence.pace import Manners, Pace, Schedule, Turn


def work(*tasks: Callable[[], None], jobs: int = 8) -> None:
    def take(turn: Turn[Callable[[], None]]) -> None:
        turn.item()

    hosts = ((f"host{number}.kz", task) for number, task in enumerate(tasks))
    schedule = Schedule(hosts, clock=time.monotonic, manners=Manners(other=Pace(2, 0.0)))
    Crew(schedule, take, time.monotonic).work(jobs)


@pytest.fixture
def pipe():
    reads, writes = os.pipe()
    yield reads, writes
    for file in (reads, writes):
        os.close(file)


def test_a_task_that_waits_lets_another_go_on(pipe) -> None:
    said: list[str] = []

    def hear() -> None:
        wait_for(pipe[0], READABLE, 30)
        said.append(os.read(pipe[0], 9).decode())

    def tell() -> None:
        wait_for(pipe[1], WRITABLE, 30)
        said.append("tells")
        os.write(pipe[1], b"hears")

    work(hear, tell)
    assert said == ["tells", "hears"]


def test_a_wait_ends_in_time_and_harms_no_other(pipe) -> None:
    ended: list[str] = []

    def hear() -> None:
        with pytest.raises(TimeoutError):
            wait_for(pipe[0], READABLE, 0.02)
        ended.append("hear")
        wait_for(pipe[1], WRITABLE, 30)  # the file is free again
        with pytest.raises(TimeoutError):
            wait_for(pipe[0], READABLE, 0)

    def rest() -> None:
        pause(0.1)
        ended.append("rest")

    work(rest, hear)
    assert ended == ["hear", "rest"]


def test_pauses_end_in_their_order() -> None:
    ended: list[int] = []

    def rest(number: int) -> Callable[[], None]:
        def task() -> None:
            pause(number / 50)
            ended.append(number)

        return task

    work(*(rest(number) for number in (4, 1, 3, 2)))
    assert ended == [1, 2, 3, 4]


def test_a_task_that_fails_breaks_off_the_others_and_is_told(pipe) -> None:
    ended: list[str] = []

    def hear() -> None:
        try:
            wait_for(pipe[0], READABLE, 30)
        finally:
            ended.append("cleared away")

    def fail() -> None:
        pause(0.01)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work(hear, fail)
    assert ended == ["cleared away"]


def test_only_so_many_tasks_go_on_at_once() -> None:
    going = most = 0

    def task() -> None:
        nonlocal going, most
        going += 1
        most = max(most, going)
        pause(0.001)
        going -= 1

    work(*[task] * 20, jobs=3)
    assert (going, most) == (0, 3)


def test_outside_of_a_loop_the_thread_waits(pipe) -> None:
    with pytest.raises(TimeoutError):
        wait_for(pipe[0], READABLE, 0.01)
    assert not is_ready(pipe[0], READABLE)
    threading.Timer(0.02, os.write, (pipe[1], b"x")).start()
    wait_for(pipe[0], READABLE, 30)
    assert is_ready(pipe[0], READABLE)


def test_another_thread_can_wake_a_loop() -> None:
    loop = Loop(time.monotonic)
    threading.Timer(0.02, loop.wake).start()
    loop.step()
    loop.close()


def test_no_file_stays_open() -> None:
    work(lambda: None)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        work(lambda: pause(0))
    assert len(os.listdir("/proc/self/fd")) == before


# the fetcher as a task

TOGETHER = 6


def _statuses(fetcher: Fetcher, hosts: list[str]) -> list[tuple[int | None, str | None]]:
    answers = []

    def ask(host: str) -> Callable[[], None]:
        return lambda: answers.append(fetcher.get(f"https://{host}/"))

    with closing(fetcher):
        work(*map(ask, hosts))
    return [(answer.status, answer.failure) for answer in answers]


def test_a_name_service_holds_up_nobody_else() -> None:
    """It answers only when so many ask it at once."""
    together = threading.Barrier(TOGETHER, timeout=20)

    def resolve(host: str) -> list[str]:
        together.wait()
        return ["127.0.0.1"]

    fetcher = Fetcher(Settings("test", deadline=30), clock=time.monotonic, resolve=resolve)
    hosts = [f"host{number}.kz" for number in range(TOGETHER)]
    assert _statuses(fetcher, hosts) == [(None, "forbidden_address")] * TOGETHER


def test_a_handshake_holds_up_nobody_else(tmp_path: Path) -> None:
    """The server shakes hands only when so many are connected."""
    together = threading.Barrier(TOGETHER, timeout=20)
    context = make_certificates(tmp_path)["good"]
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        together.wait()
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(4096)
            secure.sendall(b"HTTP/1.1 200 Said\r\nContent-Length: 0\r\n\r\n")

    def serve() -> None:
        for _ in range(TOGETHER):
            threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    host = "good.hostile.test"
    played = {host: f"https://127.0.0.1:{listener.getsockname()[1]}"}
    settings = Settings("test", base_url_map=played, ca_file=str(tmp_path / "ca.pem"), deadline=30)
    with listener:
        assert _statuses(Fetcher(settings, clock=time.monotonic), [host] * TOGETHER) == [(200, None)] * TOGETHER
