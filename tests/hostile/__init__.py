"""A server that behaves as badly as the web does, on loopback only.

    with HostileServer(pace=0.1) as server:
        server.url("soft-404")          # http://127.0.0.1:PORT/soft-404/page-1, for any link checker
        server.named("soft-404")        # https://hostile.test/soft-404/page-1, with server.base_url_map for ours

`python -m tests.hostile` starts it and lists the behaviours. Needs the command `openssl` for its certificates.
"""

from .behaviours import BEHAVIOURS, Behaviour
from .server import Exchange, HostileServer

__all__ = ["BEHAVIOURS", "Behaviour", "Exchange", "HostileServer"]
