"""The machine on which something is measured."""

import os
import platform
import re
from pathlib import Path


def machine_line(*programs: str) -> str:
    """Processor, cores, Python and further programs with their versions, and how busy the machine is now."""
    return f"{machine(*programs)}, load {os.getloadavg()[0]:.1f}"


def machine(*programs: str) -> str:
    """The same without how busy it is."""
    named = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", named.read_text(encoding="utf-8")) if named.is_file() else None
    processor = found[1] if found else platform.processor()
    listed = ", ".join([f"Python {platform.python_version()}", *programs])
    return f"{processor}, {os.cpu_count()} cores, {listed}"
