"""A folder on a server that speaks SFTP, in the few operations that a backup needs. All that talks to it is here.

The machine comes with a key of its own, and only to a server whose key an owner has confirmed: nothing is sent to
another. The server writes through where it knows how (OpenSSH's fsync extension); that its disk keeps what it says, and
that it reads back from there and not from memory, is the server's word alone.
"""

import asyncio
import stat
import sys
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from typing import Any, Final, Self

import asyncssh

from db.backup_errors import (
    ServerChanged,
    ServerRefuses,
    TargetFull,
    TargetGone,
    TargetMissing,
    TargetReadOnly,
)
from db.backup_target import CHUNK, ChosenTarget, NewFile

CONNECTS_WITHIN: Final = 15.0  # seconds
ANSWERS_WITHIN: Final = 60.0  # seconds, each request
_FULL_BELOW: Final = 8 << 20  # bytes free: OpenSSH says only "failure" of a full disk
_ALGORITHM: Final = "ssh-ed25519"
_READ_ONLY: Final = 1  # of statvfs@openssh.com's flags
_NO_SUCH_WORD: Final = asyncssh.SFTPOpUnsupported

asyncssh.set_log_level("WARNING")  # it would log hosts and users


def new_key() -> bytes:
    """A secret one for this machine, as OpenSSH writes it."""
    return asyncssh.generate_private_key(_ALGORITHM, comment="kokyaku").export_private_key()


def public_part(key: bytes) -> str:
    """The line for the server's authorized_keys. Raises ValueError for what is no key."""
    return asyncssh.import_private_key(key).export_public_key().decode().strip()


def key_shown_by(host: str, port: int) -> str:
    """The key that the server shows, one line; nothing proves yet that it is the right server. Blocks 15 s at most.
    Raises TargetMissing."""

    async def asked() -> asyncssh.SSHKey | None:
        return await asyncssh.get_server_host_key(host, port, config=None)

    try:
        with asyncio.Runner() as runner:
            key = runner.run(asyncio.wait_for(asked(), CONNECTS_WITHIN))
    except (OSError, asyncssh.Error, TimeoutError) as error:
        raise _no_answer(host) from error
    if key is None:
        raise _no_answer(host)
    return key.export_public_key().decode().strip()


def fingerprint(host_key: str) -> str:
    """As `ssh-keygen -l` on the server shows it: "SHA256:…"."""
    return asyncssh.import_public_key(host_key).get_fingerprint()


class SftpTarget(ChosenTarget):
    """One connection, used by one thread. close() ends it."""

    def __init__(
        self, runner: asyncio.Runner, connection: asyncssh.SSHClientConnection, client: asyncssh.SFTPClient, folder: str
    ) -> None:
        self._runner = runner
        self._connection = connection
        self._client = client
        self._folder = folder

    @classmethod
    def connected(cls, user: str, host: str, port: int, folder: str, key: bytes, host_key: str) -> Self:
        """Blocks 30 s at most. `key`: this machine's; `host_key`: the server's, as an owner has confirmed it.

        Raises ServerChanged, ServerRefuses, TargetMissing (no answer, or there is no such folder).
        """
        trusted = asyncssh.import_public_key(host_key)

        async def connect() -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
            connection = await asyncssh.connect(
                host,
                port,
                username=user,
                client_keys=[asyncssh.import_private_key(key)],
                known_hosts=([trusted], [], []),
                config=None,
                agent_path=None,
                preferred_auth="publickey",
                connect_timeout=CONNECTS_WITHIN,
                login_timeout=CONNECTS_WITHIN,
                keepalive_interval=CONNECTS_WITHIN,
            )
            return connection, await connection.start_sftp_client()

        runner = asyncio.Runner()
        try:
            connection, client = runner.run(asyncio.wait_for(connect(), 2 * CONNECTS_WITHIN))
        except BaseException as error:
            runner.close()
            match error:
                case asyncssh.HostKeyNotVerifiable():
                    raise ServerChanged("the server shows another key than the one that was confirmed") from error
                case asyncssh.PermissionDenied():
                    raise ServerRefuses("the server does not know this machine's key") from error
                case OSError() | asyncssh.Error() | TimeoutError():
                    raise _no_answer(host) from error
            raise
        target = cls(runner, connection, client, folder)
        try:
            there = target._done(client.isdir(folder))
        except BaseException:
            target.close()
            raise
        if not there:
            target.close()
            raise TargetMissing("there is no such folder on the server")
        return target

    def close(self) -> None:
        """Never raises."""
        with suppress(Exception):
            self._connection.abort()
            self._runner.run(asyncio.wait_for(self._connection.wait_closed(), 1))
        self._runner.close()

    def require_writable(self) -> None:
        with suppress(asyncssh.SFTPOpUnsupported):
            if self._done(self._client.statvfs(self._folder), _NO_SUCH_WORD).flags & _READ_ONLY:
                raise TargetReadOnly("the server's disk can't be written")

    def names(self) -> list[str]:
        entries = self._done(self._client.readdir(self._folder))
        return [str(entry.filename) for entry in entries if stat.S_ISREG(entry.attrs.permissions or 0)]

    def free(self) -> int:
        with suppress(asyncssh.SFTPOpUnsupported):
            room = self._done(self._client.statvfs(self._folder), _NO_SUCH_WORD)
            return int(room.bavail * room.frsize)
        return sys.maxsize  # it can't be told: a full disk is seen when it is written to

    def size(self, name: str) -> int:
        return int(self._done(self._client.getsize(self._path(name))))

    def create(self, name: str) -> NewFile:
        attributes = asyncssh.SFTPAttrs(permissions=0o600)
        return _SftpFile(self, self._done(self._client.open(self._path(name), "wb", attributes)))

    def read(self, name: str) -> Iterator[bytes]:
        file = self._done(self._client.open(self._path(name), "rb"))
        try:
            while chunk := self._done(file.read(CHUNK)):
                yield bytes(chunk)
        finally:
            with suppress(TargetGone):
                self._done(file.close())

    def rename(self, old: str, new: str) -> None:
        self._done(self._client.rename(self._path(old), self._path(new)))

    def remove(self, name: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile):
            self._done(self._client.unlink(self._path(name)), asyncssh.SFTPNoSuchFile)

    def sync(self, name: str) -> None:
        """Where the server knows how."""
        file = self._done(self._client.open(self._path(name), "r+b"))
        try:
            self.sync_file(file)
        finally:
            self._done(file.close())

    def sync_folder(self) -> None:
        """SFTP has no word for it: the server sees to that."""

    def sync_file(self, file: asyncssh.SFTPClientFile) -> None:
        with suppress(asyncssh.SFTPOpUnsupported):
            self._done(file.fsync(), _NO_SUCH_WORD)

    def write(self, file: asyncssh.SFTPClientFile, data: bytes) -> None:
        self._done(file.write(data))

    def _path(self, name: str) -> str:
        return f"{self._folder.rstrip('/')}/{name}"

    def _done(self, request: Awaitable[Any], known: type[asyncssh.SFTPError] | None = None) -> Any:
        """What the server answers. An answer that the caller knows is told as it is; all else is a BackupError."""
        try:
            return self._runner.run(_in_time(request))
        except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect) as error:
            raise TargetReadOnly("the server lets nothing be written there") from error
        except (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded) as error:
            raise _full() from error
        except asyncssh.SFTPFailure as error:
            raise (_full() if self._is_full() else _gone()) from error
        except (asyncssh.Error, OSError, TimeoutError) as error:
            if known is not None and isinstance(error, known):
                raise
            raise _gone() from error

    def _is_full(self) -> bool:
        with suppress(asyncssh.Error, OSError, TimeoutError):
            room = self._runner.run(_in_time(self._client.statvfs(self._folder)))
            return bool(room.bavail * room.frsize < _FULL_BELOW)
        return False


class _SftpFile:
    """Written in large pieces: each waits for the server."""

    def __init__(self, target: SftpTarget, file: asyncssh.SFTPClientFile) -> None:
        self._target = target
        self._file = file
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        self._waiting += data
        if len(self._waiting) >= CHUNK:
            self._flush()

    def sync(self) -> None:
        self._flush()
        self._target.sync_file(self._file)

    def close(self) -> None:
        """What was written and not synced is worth nothing anyway."""
        with suppress(TargetGone, TargetFull):
            self._target._done(self._file.close())

    def _flush(self) -> None:
        if self._waiting:
            self._target.write(self._file, bytes(self._waiting))
            self._waiting.clear()


async def _in_time(request: Awaitable[Any]) -> Any:
    async with asyncio.timeout(ANSWERS_WITHIN):
        return await request


def _no_answer(host: str) -> TargetMissing:
    return TargetMissing(f"{host} does not answer: is it switched on, is the network there?")


def _full() -> TargetFull:
    return TargetFull("there is no room left on the server")


def _gone() -> TargetGone:
    return TargetGone("the server went away, or could not do what was wanted, before the backup was done")
