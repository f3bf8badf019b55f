# shellcheck shell=bash
# What the recipe calls, and where each comes from on Debian. Read by build.sh.

need_tools() {
  local missing="" tool package
  [ "$(id -u)" = 0 ] || { echo "The image is built as root: files in it belong to several users." >&2; exit 1; }
  while read -r tool package; do
    command -v "$tool" >/dev/null || { echo "missing: $tool" >&2; missing="$missing $package"; }
  done <<T
mmdebstrap mmdebstrap
genimage genimage
mke2fs e2fsprogs
mkfs.vfat dosfstools
mcopy mtools
cpio cpio
xz xz-utils
modprobe kmod
T
  [ -f /usr/share/keyrings/debian-archive-trixie-stable.gpg ] || {
    echo "missing: Debian's keys for trixie" >&2
    missing="$missing debian-archive-keyring"
  }
  [ -z "${KEYS:-}" ] || [ -f "$KEYS" ] || {
    echo "missing: the keys of Raspberry Pi's archive, $KEYS" >&2
    echo "  They are in its package raspberrypi-archive-keyring: http://archive.raspberrypi.com/debian/pool/main/r/" >&2
    exit 1
  }
  [ "$ARCH" = "$(dpkg --print-architecture)" ] || grep -qs enabled "/proc/sys/fs/binfmt_misc/qemu-aarch64" || {
    echo "missing: an emulation of $ARCH" >&2
    missing="$missing qemu-user-static binfmt-support"
  }
  [ -z "$missing" ] || { echo "To install what is missing: apt-get install$missing" >&2; exit 1; }
}
