"""A second screen at the machine's graphics card. QEMU has one plugged in when a viewer says how large its window is:
RFC 6143, and the extension SetDesktopSize of the RFB protocol's community version."""

import socket
import struct

_EXTENDED_DESKTOP_SIZE = -308
_NO_PASSWORD = b"\x01"


def plug_screen(viewer: socket.socket, width: int, height: int) -> None:
    """Plug in one of so many pixels."""
    with viewer, viewer.makefile("rwb") as line:
        line.read(12)
        line.write(b"RFB 003.008\n")
        line.flush()
        line.read(line.read(1)[0])
        line.write(_NO_PASSWORD)
        line.flush()
        assert line.read(4) == bytes(4), "the viewer was not let in"
        line.write(b"\x01")  # others may watch, too
        line.flush()
        (name,) = struct.unpack(">20xI", line.read(24))
        line.read(name)
        line.write(struct.pack(">BxHi", 2, 1, _EXTENDED_DESKTOP_SIZE))
        line.write(struct.pack(">BxHHBx", 251, width, height, 1) + struct.pack(">IHHHHI", 0, 0, 0, width, height, 0))
        line.write(struct.pack(">BBHHHH", 3, 0, 0, 0, 1, 1))
        line.flush()
        line.read(1)  # it has heard all of it
