"""Templates compiled before: by this process, or by another one that left them in a store.

Compiling all of them takes a second and a half a language, as long as pouring some hundred pages. What is kept is code
as Python keeps it beside its modules: the store must be as trusted as the program's own folder.
"""

import marshal
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from grantpages.store import Store, digest

LEFT = 200
"""Entries of the store that are left: the templates of both languages, and some of another version."""
_held: dict[bytes, CodeType] = {}


class Compiled(BytecodeCache):
    """The templates of one environment. name: tells it from others with the same templates, as messages are in it."""

    def __init__(self, name: str, store: Store | None = None) -> None:
        self.name, self.store = name, store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, where its template was compiled before."""
        key = self._key(bucket)
        if key not in _held and self.store and (kept := self.store.get(key)):
            _held[key] = marshal.loads(kept)
        bucket.code = _held.get(key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds."""
        assert bucket.code
        _held[self._key(bucket)] = bucket.code
        if self.store:
            self.store.put(self._key(bucket), marshal.dumps(bucket.code))
            self.store.prune(LEFT)

    def _key(self, bucket: Bucket) -> bytes:
        return digest(self.name.encode(), bucket.key.encode(), bucket.checksum.encode())
