"""Runs a module, and kills it before its Nth touch of the releases or the data: `killed.py N MODULE WORD…`."""

import os
import runpy
import signal
import sys

TOUCHES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "shutil.copyfile", "os.chmod", "os.truncate"}


def main() -> None:
    left = int(sys.argv[1])
    places = (os.environ["KOKYAKU_RELEASES"], os.environ["KOKYAKU_DATA"])

    def touched(event: str, words: tuple[object, ...]) -> None:
        nonlocal left
        writes = event in TOUCHES or (event == "open" and words[1] in ("w", "wb"))
        if event != "os.exec" and not (writes and any(str(word).startswith(places) for word in words)):
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)
    sys.argv[:] = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
