"""Twenty hosts with a hundred articles each, a process of their own: `python sites.py HOSTS PAGES LATENCY`.

Prints one line of JSON, `{"index": port, "hosts": [port, …]}`, then serves until its standard input
ends. An article comes after LATENCY seconds, an address beside it is 404 after as long.
"""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable
from functools import partial

TEXT = "Волонтеры убрали берег озера: за два дня собрано сорок мешков мусора, посажено сто деревьев. " * 20
PAGE = f"<!doctype html><html lang=ru><head><title>{{title}}</title></head><body><h1>{{title}}</h1><p>{TEXT}</p></body>"
MISSING = "<!doctype html><title>404</title><h1>Страница не найдена</h1>"
EMBED = '<div class="Embed"><a href="/p/{id}/">qor</a><div class="Caption">Семинар</div></div>'

Answer = tuple[int, str]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def paths(pages: int) -> list[str]:
    """The addresses of a host's articles."""
    return [f"/news/{number}-seminar.html" for number in range(1, pages + 1)]


def article(known: frozenset[str], path: str) -> Answer:
    """What a host answers. An Instagram post's embed is there for any post."""
    if path in known:
        return 200, PAGE.format(title=f"Семинар № {path.removeprefix('/news/').partition('-')[0]}")
    post = re.fullmatch(r"/p/([\w-]+)/embed/captioned/", path)
    return (200, EMBED.format(id=post[1])) if post else (404, MISSING)


async def exchange(
    answer: Callable[[str], Answer], latency: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """The requests of one connection; it is kept for as long as the other side wants it.

    The header LinkChecker is what linkchecker needs to see before it leaves its pauses out.
    """
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            await asyncio.sleep(latency)
            status, text = answer(path)
            body = text.encode()
            closing = b"connection: close" in head.lower()
            writer.write(
                f"HTTP/1.1 {status} Said\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
                f"LinkChecker: welcome\r\nConnection: {'close' if closing else 'keep-alive'}\r\n\r\n".encode()
            )
            writer.write(b"" if method == "HEAD" else body)
            await writer.drain()
            if closing:
                break
    except (OSError, asyncio.IncompleteReadError):
        pass  # the other side left
    finally:
        writer.close()


async def listen(answer: Callable[[str], Answer], latency: float) -> int:
    """Start a listener of its own port; the port."""
    serve: Serve = partial(exchange, answer, latency)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=2048)
    return int(server.sockets[0].getsockname()[1])


async def serve(hosts: int, pages: int, latency: float) -> None:
    """All of it, until standard input ends."""
    known = frozenset(paths(pages))
    ports = [await listen(partial(article, known), latency) for _ in range(hosts)]
    # The hosts by turns: linkchecker waits for one host even while others are free.
    links = "".join(f'<a href="http://127.0.0.1:{port}{path}">x</a>\n' for path in paths(pages) for port in ports)
    index = f"<!doctype html><title>Links</title>{links}"
    front = await listen(lambda path: (200, index) if path == "/" else (404, MISSING), 0)
    print(json.dumps({"index": front, "hosts": ports}), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
