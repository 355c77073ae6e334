"""Vectors of passages by the digest of their words: made from public text, so not sealed, and made again when lost."""
from __future__ import annotations

import base64
import binascii
from collections.abc import Collection, Mapping, Sequence

from bot.store.engine import Transaction
from bot.store.post_pages import PostPages

_AT_ONCE = 64
"""Digests in one statement: a page has 30 to 120 passages."""
_ONE_OF = ", ".join(f":d{number}" for number in range(_AT_ONCE))


class PassageVectorRows(PostPages):
    """bot.content.ports.VectorStore."""

    def vectors(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """See VectorStore.vectors. What cannot be read is left out, as if it were not stored."""
        found: dict[str, bytes] = {}
        with self.database.read() as tx:
            for start in range(0, len(digests), _AT_ONCE):
                for row in tx.rows(f"SELECT digest, vectors FROM passage_vectors WHERE digest IN ({_ONE_OF})",
                                   **_named(digests[start:start + _AT_ONCE])):
                    try:
                        found[row["digest"]] = base64.b64decode(row["vectors"], validate=True)
                    except (binascii.Error, ValueError):
                        continue
        return found

    def put_vectors(self, vectors: Mapping[str, bytes]) -> None:
        with self.database.write() as tx:
            for digest, data in vectors.items():
                tx.run("INSERT INTO passage_vectors (digest, vectors) VALUES (:digest, :vectors) "
                       "ON CONFLICT (digest) DO UPDATE SET vectors = excluded.vectors",
                       digest=digest, vectors=base64.b64encode(data).decode("ascii"))

    def keep_vectors(self, digests: Collection[str]) -> int:
        kept = frozenset(digests)
        with self.database.write() as tx:
            stored = [row["digest"] for row in tx.rows("SELECT digest FROM passage_vectors")]
            unused = [digest for digest in stored if digest not in kept]
            return sum(self._drop(tx, unused[start:start + _AT_ONCE]) for start in range(0, len(unused), _AT_ONCE))

    @staticmethod
    def _drop(tx: Transaction, digests: Sequence[str]) -> int:
        return tx.run(f"DELETE FROM passage_vectors WHERE digest IN ({_ONE_OF})", **_named(digests))


def _named(digests: Sequence[str]) -> dict[str, str]:
    """Always as many parameters, so that the statement is prepared once; "" is no digest."""
    return {f"d{number}": digests[number] if number < len(digests) else "" for number in range(_AT_ONCE)}
