"""Which installation this is: a small file beside the database says it, so that a copy elsewhere is another one."""

import os
import random
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from db.errors import StoreError
from db.ids import NODES
from db.rights import make_private


def own_node(connection: apsw.Connection, file: Path, board: str, at: int) -> int:
    """Which node this installation is. A new one when the database came from elsewhere, or the card from another board.

    Two copies of a card then never make the same id, and can be merged.
    """
    known = ""
    with suppress(FileNotFoundError):
        known = file.read_text().strip()
    found: Any = connection.execute("SELECT id FROM node WHERE uuid = ? AND board = ?", (known, board)).get
    if found is not None:
        return int(found)
    taken = {row[0] for row in connection.execute("SELECT id FROM node")}
    free = [node for node in range(NODES) if node not in taken]
    if not free:
        raise StoreError(f"all {NODES} node numbers are taken")
    node, name = random.SystemRandom().choice(free), str(uuid.uuid4())
    connection.execute("INSERT INTO node (id, uuid, board, at) VALUES (?, ?, ?, ?)", (node, name, board, at))
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    make_private(part)
    with part.open("w") as out:
        out.write(name + "\n")
        out.flush()
        os.fsync(out.fileno())
    part.rename(file)
    return node
