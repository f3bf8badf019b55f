"""A deed on a folder in a process of its own, which is killed before its Nth touch of what lies directly in there
(SQLite's own touches are not counted)."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

TOUCHES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}


def is_killed(deed: Callable[[Path], object], folder: Path, touch: int) -> bool:
    """False: it did all that it does. What it raises fails the test."""
    child = os.fork()
    if not child:
        _do(deed, folder, touch)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the deed failed, see its traceback"
    return False


def _do(deed: Callable[[Path], object], folder: Path, left: int) -> None:
    """In the child, which never comes back."""

    def touched(event: str, words: tuple[object, ...]) -> None:
        nonlocal left
        writes = event in TOUCHES or (event == "open" and isinstance(words[2], int) and words[2] & os.O_ACCMODE)
        if writes and any(Path(str(word)).parent == folder for word in words[:2]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(touched)
        deed(folder)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)
