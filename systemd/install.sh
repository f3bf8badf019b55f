#!/bin/sh
# Puts the kiosk on this machine as a service, or takes it away; `make install` and `make uninstall` call it, as root.
# It may be run again: what is there already is brought up to date. With DESTDIR nothing outside of that folder is
# touched and nothing is started: the image is made so. Each file's place is that of its folder here (placed, below).
set -eu
umask 022

HERE=$(cd "$(dirname "$0")" && pwd)
SOURCE=$(dirname "$HERE")
DESTDIR=${DESTDIR:-}
PYTHON=${PYTHON:-python3}
PROGRAM=/opt/kokyaku
DATA=/var/lib/kokyaku
LIST=$DESTDIR$PROGRAM/installed  # what uninstalling takes away again
MASKED="getty@tty1.service ctrl-alt-del.target"
# mesa draws, libgbm and libdrm reach the screen without a desktop, polkit lets the kiosk ask for a stick's unmounting
PACKAGES="python3 python3-venv libgl1 libegl1 libgles2 libgl1-mesa-dri libgbm1 libdrm2 libusb-1.0-0 pcscd libccid
  mozc-server emacs-mozc-bin dbus polkitd udev util-linux"

say() { printf '%s\n' "$*"; }

# FOLDER of systemd/ → where the system looks for it
placed() {
    case $1 in
        units) echo /etc/systemd/system ;;
        udev) echo /etc/udev/rules.d ;;
        polkit) echo /etc/polkit-1/rules.d ;;
        sysusers | tmpfiles | modprobe | sysctl) echo "/etc/$1.d" ;;
        journald | logind | system) echo "/etc/systemd/$1.conf.d" ;;
        libexec | labwc) echo "$PROGRAM/$1" ;;
    esac
}

live() { [ -z "$DESTDIR" ]; }
running() { live && [ -d /run/systemd/system ]; }

require_root() {
    if [ "$(id -u)" != 0 ] && live; then
        say "This changes the whole machine: run it as root (sudo make $1)." >&2
        exit 1
    fi
}

install_packages() {
    live || return 0
    missing=
    [ "$(uname -m)" = x86_64 ] || PACKAGES="$PACKAGES gcc libc6-dev linux-libc-dev python3-dev"  # evdev is built
    for name in $PACKAGES; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    say "Packages:$missing"
    apt-get update -q
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}

install_program() {
    install_packages
    "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || {
        say "Python 3.11 to 3.13 is needed: make install PYTHON=/path/to/python3.11" >&2
        exit 1
    }
    venv=$DESTDIR$PROGRAM/venv
    mkdir -p "$DESTDIR$PROGRAM"
    # one of another Python (the system was upgraded) can't be gone on with
    "$venv/bin/python" -c pass 2>/dev/null || "$PYTHON" -m venv --clear "$venv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$SOURCE/.locks/run.txt"
    # from a copy: a build by root would leave files in the folder from which it was called
    copy=$(mktemp -d)
    cp -R "$SOURCE/kiosk" "$SOURCE/hardware" "$SOURCE/db" "$SOURCE/pyproject.toml" "$SOURCE/README.md" "$SOURCE/LICENSE" "$copy"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall "$copy"
    rm -rf "$copy"
    # what updates from a stick are proved by
    [ -z "${RELEASE_KEY:-}" ] || install -m 644 "$RELEASE_KEY" "$DESTDIR$PROGRAM/release.pub"
    say "Program: $venv"
}

install_system() {
    mkdir -p "$DESTDIR$PROGRAM"
    touch "$LIST"
    (
        cd "$HERE"
        find units udev polkit sysusers tmpfiles modprobe sysctl journald logind system libexec labwc -type f 2>/dev/null || true
    ) | sort | while read -r file; do
        place="$(placed "${file%%/*}")/${file#*/}"
        mode=644
        [ "${file%%/*}" != libexec ] || mode=755
        install -D -m $mode "$HERE/$file" "$DESTDIR$place"
        printf '%s\n' "$place"
    done > "$LIST.new"
    install -D -m 755 "$HERE/kiosk" "$DESTDIR/usr/local/bin/kiosk"
    printf '%s\n' /usr/local/bin/kiosk >> "$LIST.new"
    # what an earlier version put there and this one does not
    grep -vxFf "$LIST.new" "$LIST" | while read -r place; do rm -f "$DESTDIR$place"; done || true
    mv "$LIST.new" "$LIST"
    say "Units, rules and settings: $(wc -l < "$LIST") files, named in $LIST"
    systemd-sysusers ${DESTDIR:+--root="$DESTDIR"} - < "$HERE/sysusers/kokyaku.conf"
    systemd-tmpfiles ${DESTDIR:+--root="$DESTDIR"} --create - < "$HERE/tmpfiles/kokyaku.conf"
    say "User kiosk, and the shop's data: $DATA"
    # shellcheck disable=SC2046,SC2086
    systemctl ${DESTDIR:+--root="$DESTDIR"} --quiet enable "$(screen)" $(timers)
    # shellcheck disable=SC2086
    systemctl ${DESTDIR:+--root="$DESTDIR"} --quiet mask $MASKED
    say "Starts with the machine: $(screen) $(timers | tr '\n' ' ')(off: $MASKED)"
}

# of the two units that want the screen the one that was chosen before: they would put one another out
screen() {
    if systemctl ${DESTDIR:+--root="$DESTDIR"} --quiet is-enabled kiosk-labwc.service 2>/dev/null; then
        echo kiosk-labwc.service
    else
        echo kiosk.service
    fi
}

timers() { find "$HERE/units" -name "*.timer" -printf "%f\n" | sort; }

start() {
    running || return 0
    systemctl daemon-reload
    udevadm control --reload
    udevadm trigger --action=change --subsystem-match=usb --subsystem-match=input --subsystem-match=gpio
    sysctl -q -p /etc/sysctl.d/kokyaku.conf
    modprobe -rq port100 pn533_usb pn533 || say "A FeliCa reader is held by the kernel's driver until the machine is restarted."
    systemctl try-reload-or-restart polkit.service || true
    # shellcheck disable=SC2046
    systemctl start $(timers)
    if [ "$(systemctl get-default)" = graphical.target ] && systemctl is-enabled -q display-manager.service 2>/dev/null; then
        say "A desktop starts on this machine, and the screen can be one's alone. The kiosk gets it by:"
        say "  sudo systemctl set-default multi-user.target && sudo reboot"
    else
        systemctl restart "$(screen)" || say "The kiosk did not start: journalctl -u kiosk says why."
        say "The watchdog, the journal and the consoles follow the new settings after a restart of the machine."
    fi
}

uninstall() {
    if ! [ -e "$LIST" ]; then
        say "The kiosk is not installed here."
        return 0
    fi
    if running; then
        # shellcheck disable=SC2046
        systemctl stop kiosk.service kiosk-labwc.service $(timers) 'kokyaku-stick@*.service' 2>/dev/null || true
    fi
    # shellcheck disable=SC2046,SC2086
    systemctl ${DESTDIR:+--root="$DESTDIR"} --quiet disable kiosk.service kiosk-labwc.service $(timers) 2>/dev/null || true
    # shellcheck disable=SC2086
    systemctl ${DESTDIR:+--root="$DESTDIR"} --quiet unmask $MASKED
    while read -r place; do rm -f "$DESTDIR$place"; done < "$LIST"
    rmdir "$DESTDIR"/etc/systemd/system/kiosk-*.service.d "$DESTDIR/media/kokyaku" 2>/dev/null || true
    rm -rf "$DESTDIR$PROGRAM" "$DESTDIR/var/cache/kokyaku" "$DESTDIR$DATA/releases"
    if running; then
        systemctl daemon-reload
        udevadm control --reload
    fi
    # the number of a user who is gone may become another one's: the shop's data must not be theirs
    if [ -d "$DESTDIR$DATA" ]; then
        chown -R 0:0 "$DESTDIR$DATA"
        chmod 700 "$DESTDIR$DATA"
    fi
    ! live || ! id -u kiosk >/dev/null 2>&1 || userdel kiosk
    say "The kiosk is taken away. The shop's data is still there: $DESTDIR$DATA"
    say "(its owner is root now; make install gives it to the kiosk again)"
}

case ${1:-} in
    install)
        require_root install
        install_program
        install_system
        start
        ;;
    program)
        require_root install
        install_program
        ;;
    system)
        require_root install
        install_system
        ;;
    uninstall)
        require_root uninstall
        uninstall
        ;;
    *)
        say "usage: $0 install|program|system|uninstall" >&2
        exit 2
        ;;
esac
