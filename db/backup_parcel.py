"""A backup's file: files one behind the other as tar, zstd over it, age over that. It streams: memory stays small.

With the paper key any machine opens it: `age -d -i KEY FILE | zstd -d | tar x`.
"""

import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pyrage
import zstandard

from db.backup_errors import DamagedBackup, NotABackup, WrongBackupKey

LEVEL: Final = 3
_MAGIC: Final = b"age-encryption.org/v1\n"
_BLOCK: Final = tarfile.BLOCKSIZE
_END: Final = b"\0" * (2 * _BLOCK)
_WRONG_KEY: Final = "No matching keys found"  # pyrage has one class for all that it can't open


class Taker(Protocol):
    """Takes the content of one file, piece by piece."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a parcel: exactly `size` bytes come from `content`."""

    name: str
    size: int
    content: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    size: int
    sha256: str
    inner_sha256: str  # of the tar


def pack(members: Iterable[Member], recipients: Sequence[pyrage.x25519.Recipient], out: Taker) -> Packed:
    """Write a parcel that each of the recipients can open. What `content` or `out` raise comes through."""
    inner, outer = hashlib.sha256(), _Outer(out)
    pull = _Pull(_compressed(_hashed(_tar(members), inner.update)))
    try:
        pyrage.encrypt_io(pull, outer, list(recipients))
    except Exception as error:
        raise pull.error or outer.error or error from None
    if outer.error:  # age says nothing of the last piece
        raise outer.error
    return Packed(outer.size, outer.sha256.hexdigest(), inner.hexdigest())


def unpack(content: Iterable[bytes], key: pyrage.x25519.Identity, take: Callable[[str, int], Taker]) -> str:
    """Open a parcel; `take(name, size)` gives for each file where it goes. Returns the sha256 of the tar.

    All of it is sure only when this returns. Raises NotABackup, WrongBackupKey, DamagedBackup, and what `take` and the
    content raise.
    """
    chunks = iter(content)
    begin = b""
    while len(begin) < len(_MAGIC) and (chunk := next(chunks, b"")):
        begin += chunk
    if not begin:
        raise DamagedBackup("the file is empty: it was not written to its end")
    if not begin.startswith(_MAGIC[: len(begin)]):
        raise NotABackup("this file is no backup")
    pull, push = _Pull(_after(begin, chunks)), _Unpacking(take)
    try:
        pyrage.decrypt_io(pull, push, [key])
        if push.error is None:  # age says nothing of the last piece
            push.end()
    except Exception as error:
        if known := pull.error or push.error:
            raise known from None
        if isinstance(error, pyrage.DecryptError) and _WRONG_KEY in str(error):
            raise WrongBackupKey("this key does not open this backup: it was made with another one") from error
        raise _damaged() from error
    if push.error:
        raise push.error
    return push.inner.hexdigest()


def _damaged() -> DamagedBackup:
    return DamagedBackup("this backup is damaged: take another one")


def _after(begin: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield begin
    yield from rest


def _tar(members: Iterable[Member]) -> Iterator[bytes]:
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size, info.mode = member.size, 0o600
        yield info.tobuf(tarfile.GNU_FORMAT)
        given = 0
        for chunk in member.content:
            given += len(chunk)
            yield chunk
        if given != member.size:
            raise ValueError(f"{member.name} has {given} bytes, not {member.size}")
        yield b"\0" * (-given % _BLOCK)
    yield _END


def _hashed(chunks: Iterable[bytes], update: Callable[[bytes], object]) -> Iterator[bytes]:
    for chunk in chunks:
        update(chunk)
        yield chunk


def _compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    chunker = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).chunker()
    for chunk in chunks:
        yield from chunker.compress(chunk)
    yield from chunker.finish()


class _Pull:
    """A file for age to read from. age tells of an error in words alone, so the error itself is kept."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        given, self._rest = self._rest[:size], self._rest[size:]
        return bytes(given)


class _Outer:
    """What leaves the encryption: counted, hashed, written."""

    def __init__(self, out: Taker) -> None:
        self._out = out
        self.size = 0
        self.sha256 = hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        if self.error:
            raise self.error
        try:
            self._out.write(data)
        except BaseException as error:
            self.error = error
            raise
        self.size += len(data)
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class _Unpacking:
    """Decompresses and takes the tar apart as it comes."""

    def __init__(self, take: Callable[[str, int], Taker]) -> None:
        self._take = take
        self._zstd: Any = zstandard.ZstdDecompressor().decompressobj()
        self._header = b""
        self._taker: Taker | None = None
        self._left = self._padding = 0
        self._ended = False
        self.inner = hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        if self.error:
            raise self.error
        try:
            plain = self._zstd.decompress(data)
            self.inner.update(plain)
            self._apart(memoryview(plain))
        except (zstandard.ZstdError, tarfile.HeaderError, EOFError):
            self.error = _damaged()
            raise
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def end(self) -> None:
        if not self._zstd.eof or not self._ended or self._left:
            raise _damaged()

    def _apart(self, plain: memoryview) -> None:
        while plain and not self._ended:
            if self._left:
                assert self._taker is not None, "its header was read"
                part, plain = plain[: self._left], plain[self._left :]
                self._taker.write(bytes(part))
                self._left -= len(part)
            elif self._padding:
                skipped = min(self._padding, len(plain))
                plain, self._padding = plain[skipped:], self._padding - skipped
            else:
                wanted = _BLOCK - len(self._header)
                self._header += bytes(plain[:wanted])
                plain = plain[wanted:]
                if len(self._header) == _BLOCK:
                    self._begin(self._header)
                    self._header = b""

    def _begin(self, header: bytes) -> None:
        if not any(header):
            self._ended = True
            return
        info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        self._taker = self._take(info.name, info.size)
        self._left, self._padding = info.size, -info.size % _BLOCK
