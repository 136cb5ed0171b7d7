"""`python -m tests.hostile [PACE]`: start the server, print its port and its behaviours, serve until interrupted."""

import sys
from contextlib import suppress

from . import BEHAVIOURS, HostileServer

with HostileServer(pace=float(sys.argv[1]) if len(sys.argv) > 1 else 1.0) as server:
    print(f"port {server.port()}")
    for name, behaviour in BEHAVIOURS.items():
        print(f"{name:20} {behaviour.truth:8} {behaviour.state}:{behaviour.reason:18} {server.url(name)}", flush=True)
    with suppress(KeyboardInterrupt):
        server.closing.wait()
