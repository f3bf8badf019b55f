"""A real OpenSSH server on loopback, with keys of its own, for one folder."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import psutil

TAKEN_OUT: Final = Path(sys.prefix, "sshd")
"""Where `make test` has put it out of Debian's package: it is not installed, and nothing listens but in these tests."""


class SshServer:
    """Runs from start() on; everything of it lies below `base`. Whoever's key is let in, writes as this user."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._process: psutil.Popen | None = None
        self.user = getpass.getuser()
        self.port = _free_port()
        self.authorized = base / "authorized_keys"
        self.folder = base / "backups"

    def start(self) -> None:
        """Waits until it answers."""
        self._base.mkdir(mode=0o700, exist_ok=True)
        self.folder.mkdir(exist_ok=True)
        self.authorized.touch(0o600)
        if not self._key.exists():
            self.new_key()
        config = [
            f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {self._key}", "PidFile none", "StrictModes no",
            "UsePAM no", f"AuthorizedKeysFile {self.authorized}", "PasswordAuthentication no",
            "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password", "Subsystem sftp internal-sftp",
            "MaxStartups 100",
        ]  # fmt: skip
        # since OpenSSH 9.8 it is made of several programs
        for option, name in (("SshdSessionPath", "sshd-session"), ("SshdAuthPath", "sshd-auth")):
            if (part := TAKEN_OUT / "usr/lib/openssh" / name).exists():
                config.append(f"{option} {part}")
        (self._base / "config").write_text("\n".join(config) + "\n")
        if self.user == "root":
            Path("/run/sshd").mkdir(exist_ok=True)  # it goes there to have no rights
        self._process = psutil.Popen(
            [str(_sshd()), "-D", "-e", "-f", str(self._base / "config")],
            stderr=(self._base / "log").open("wb"),
            env={**os.environ, "LD_LIBRARY_PATH": ":".join(map(str, TAKEN_OUT.glob("usr/lib/*-linux-gnu")))},
        )
        deadline = time.monotonic() + 10
        while "Server listening" not in self.log:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(self.log)
            time.sleep(0.02)

    def new_key(self) -> None:
        """Another machine in its place shows another one."""
        for path in (self._key, self._key.with_suffix(".pub")):
            path.unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self._key], check=True)

    def let_in(self, public: str) -> None:
        with self.authorized.open("a") as file:
            file.write(public + "\n")

    def stop(self) -> None:
        """The server, and every connection to it, as when its power is cut."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def hold(self, on: bool = True) -> None:
        """It answers nobody any more, and no connection ends."""
        self._signal(signal.SIGSTOP if on else signal.SIGCONT)

    @property
    def log(self) -> str:
        """Each connection leaves lines there."""
        return (self._base / "log").read_text()

    @property
    def _key(self) -> Path:
        return self._base / "host_key"

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None, "it runs"
        for process in (self._process, *self._process.children(recursive=True)):
            try:
                process.send_signal(which)
            except psutil.NoSuchProcess:
                continue


def _sshd() -> Path | None:
    places = (TAKEN_OUT / "usr/sbin/sshd", Path("/usr/sbin/sshd"))
    return next((path for path in places if path.exists()), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def why_none() -> str:
    """ "" where one can run."""
    return "" if _sshd() and shutil.which("ssh-keygen") else "no OpenSSH server here (make test gets one)"
