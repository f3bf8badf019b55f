#!/usr/bin/env bash
# The card's image, from Debian's packages and the locked wheels: build.sh PROFILE [FOLDER]. README.md says how to use it.
# What was fetched stays in FOLDER/cache and is used again; nothing is mounted from an image, and no loop device is used.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
project=$(dirname "$here")
profile=${1:?usage: build.sh PROFILE [FOLDER]}
out=$(realpath -m "${2:-$project/build/image}")
[ -f "$here/profiles/$profile.sh" ] || {
  echo "There is no profile $profile; there are:" "$(basename -s .sh -a "$here"/profiles/*.sh | paste -sd' ')" >&2
  exit 2
}
# shellcheck source=/dev/null
. "$here/profiles/$profile.sh"
. "$here/tools.sh"

cache=$out/cache
made=$out/$profile
root=$made/root
packages=$(grep -v '^#' "$here/packages.txt" | paste -sd,),$PACKAGES

say() { printf '[%4d s] %s\n' "$SECONDS" "$*"; }

# the cache's names carry what went into them: another list of packages is another file
base() {
  local key
  key=$({ sources; echo "$ARCH $packages"; } | sha256sum | cut -c1-12)
  base=$cache/base-$profile-$key.tar
  [ -f "$base" ] && { say "Debian is there from an earlier run ($(basename "$base"))"; return; }
  say "fetching and unpacking Debian for $ARCH (some minutes)"
  sources | mmdebstrap --quiet --mode=root --format=tar --variant=apt --architectures="$ARCH" --include="$packages" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-include=/usr/share/locale/ja/*' \
    --dpkgopt='path-include=/usr/share/locale/locale.alias' \
    trixie "$base.part" -
  mv "$base.part" "$base"
}

wheels() {
  local stamp machine=x86_64
  wheels=$cache/wheels-$ARCH
  stamp=$wheels/$(sha256sum "$project/.locks/run.txt" | cut -c1-12)
  [ "$ARCH" = arm64 ] && machine=aarch64
  [ -f "$stamp" ] && { say "the locked wheels are there from an earlier run"; return; }
  say "fetching the locked wheels for $machine"
  rm -rf "$wheels"
  # evdev is Debian's on this machine: it has no wheel for every processor; pydes has none at all, and is pure Python
  awk '/^[^ ]/ { keep = !/^evdev/ && !/win32/ && !/^pydes/ } keep' "$project/.locks/run.txt" >"$cache/run.txt"
  awk '/^[^ ]/ { keep = /^pydes/ } keep' "$project/.locks/run.txt" >"$cache/source.txt"
  pip download --require-hashes --only-binary=:all: --python-version 3.13 --implementation cp --abi cp313 --abi abi3 \
    --abi none --platform "manylinux_2_34_$machine" --platform "manylinux_2_28_$machine" \
    --platform "manylinux_2_26_$machine" --platform "manylinux_2_17_$machine" --platform "manylinux2014_$machine" \
    --platform any -d "$wheels" -r "$cache/run.txt"
  pip wheel --require-hashes --no-build-isolation -w "$wheels" -r "$cache/source.txt"
  touch "$stamp"
}

app() {
  local source=$made/source
  say "installing the kiosk"
  # from a copy: what an earlier build left in the checkout must not come along
  rm -rf "$source" && mkdir -p "$source"
  (cd "$project" && find kiosk hardware db pyproject.toml README.md LICENSE -type f ! -path '*/__pycache__/*' -print0 |
    cpio --quiet -0pdm "$source")
  pip wheel --no-build-isolation -w "$root/run/wheels" "$source"
  cp "$wheels"/*.whl "$root/run/wheels/"
  inside sh -euc '
    python3 -m venv --without-pip --system-site-packages /opt/kokyaku/venv
    pip=$(echo /usr/share/python-wheels/pip-*.whl)
    /opt/kokyaku/venv/bin/python $pip/pip install --quiet --no-index --no-deps \
      --root-user-action ignore /run/wheels/*.whl'
  rm -rf "$root/run/wheels" "$source"
}

pip() {
  local verb=$1
  shift
  "$project/.venv/bin/python" -m pip "$verb" --quiet --disable-pip-version-check --no-deps "$@"
}

# in a mount namespace of its own: /proc goes with it, however this ends
inside() {
  unshare --mount sh -euc 'mount -t proc proc "$0/proc"; exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/root LC_ALL=C.UTF-8 "$@"' "$root" "$@"
}

system() {
  say "unpacking Debian"
  rm -rf "$made" && mkdir -p "$root"
  tar -C "$root" --numeric-owner --xattrs --xattrs-include='*' -xf "$base"
  app
  say "arranging the system"
  cp -r "$here/overlay/." "$root/"
  cp -r "$project/systemd" "$root/run/systemd-files"
  mkdir -p "$root/data" "$root/boot/firmware" "$root"/var/{lib,cache}/kokyaku
  inside sh -euc '
    sed -i "s/^# *\(\(ja_JP\|en_US\)\.UTF-8 UTF-8\)/\1/" /etc/locale.gen && locale-gen >/dev/null
    echo LANG=ja_JP.UTF-8 >/etc/locale.conf
    ln -sf ../usr/share/zoneinfo/Asia/Tokyo /etc/localtime && echo Asia/Tokyo >/etc/timezone
    echo kokyaku >/etc/hostname && printf "127.0.0.1 localhost kokyaku\n" >/etc/hosts
    ln -sf /run/systemd/resolve/resolv.conf /etc/resolv.conf
    : >/etc/machine-id
    ln -sf /etc/machine-id /var/lib/dbus/machine-id
    # no password opens it, and yet sshd does not hold it for locked
    usermod --password "*" root
    # made as the package was installed: the same on every card, and known to whoever has the image
    rm -f /etc/ssh/ssh_host_*
    # systemd would open sockets of its own for sshd
    mkdir -p /etc/systemd/system-generators && ln -s /dev/null /etc/systemd/system-generators/systemd-ssh-generator
    DESTDIR=/ /run/systemd-files/install.sh system >/dev/null
    systemctl --quiet enable kokyaku-grow kokyaku-settings kokyaku-screens kokyaku-ssh kokyaku-vault.socket \
      systemd-networkd systemd-resolved systemd-timesyncd
    systemctl --quiet mask ssh.service ssh.socket serial-getty@ systemd-networkd-wait-online \
      apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer e2scrub_all.timer e2scrub_reap \
      systemd-random-seed systemd-update-utmp \
      systemd-binfmt proc-sys-fs-binfmt_misc.automount sys-kernel-config.mount systemd-pstore
    systemctl set-default multi-user.target 2>/dev/null
    python3 -m compileall -q -j0 /opt/kokyaku/venv/lib' || exit 1
  rm -rf "$root"/boot/initrd* "$root"/var/cache/apt/*.bin "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/run/*
  cp "$root"/boot/vmlinuz-* "$made/vmlinuz"
}

initrd() {
  local tree=$made/initrd.d version
  version=$(ls "$root/usr/lib/modules")
  mkdir -p "$tree"/{bin,dev,proc,sys,root,modules}
  cp "$root/usr/bin/busybox" "$tree/bin/" && install -m 755 "$here/init" "$tree/init"
  mknod -m 600 "$tree/dev/console" c 5 1
  for module in $INITRD_MODULES; do modprobe -d "$root" -S "$version" --show-depends "$module"; done |
    awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r file; do
      name=$(basename "$file" .xz)
      case $file in *.xz) xz -dc "$file" >"$tree/modules/$name" ;; *) cp "$file" "$tree/modules/$name" ;; esac
      echo "$name" >>"$tree/modules/order"
    done
  (cd "$tree" && find . | sort | cpio --quiet --reproducible -o -H newc -R 0:0) >"$made/initrd"
  rm -rf "$tree"
}

partitions() {
  local parts=$made/parts data=$made/data
  say "making the partitions"
  mkdir -p "$parts" "$data"/{kokyaku,timesync}
  chmod 700 "$data/kokyaku"
  chown "$(inside id -u kiosk):$(inside id -g kiosk)" "$data/kokyaku"
  chown "$(inside id -u systemd-timesync):$(inside id -g systemd-timesync)" "$data/timesync"
  mkfs.vfat -C -F 32 -s 1 -n FIRMWARE "$parts/firmware" $((FIRMWARE_MB * 1024)) >/dev/null
  mkdir "$made/boot" && cp "$made/vmlinuz" "$made/initrd" "$here/README.md" "$made/boot/"
  firmware "$root" "$made/boot"
  mcopy -s -i "$parts/firmware" "$made"/boot/* ::
  mke2fs -q -t ext4 -O ^has_journal -L root -m 0 -d "$root" "$parts/root" \
    "$(($(du -sxm --apparent-size "$root" | cut -f1) * 115 / 100 + 96))M" >/dev/null
  mke2fs -q -t ext4 -L data -m 1 -E lazy_itable_init=0 -J size=16 -d "$data" "$parts/data" 256M >/dev/null
  cat >"$made/genimage.cfg" <<G
image card.img {
  hdimage { partition-table-type = "mbr" align = 4M disk-signature = 0x4b4f4b59 }
  partition firmware { partition-type = 0xC bootable = true image = "firmware" }
  partition root { partition-type = 0x83 image = "root" }
  partition data { partition-type = 0x83 image = "data" }
}
G
  mkdir "$made/empty"
  genimage --loglevel 0 --rootpath "$made/empty" --tmppath "$made/genimage" --inputpath "$parts" \
    --outputpath "$made" --config "$made/genimage.cfg"
}

papers() {
  say "writing what is in it"
  "$project/.venv/bin/python" "$here/manifest.py" "$root" "$profile" >"$made/card.cdx.json"
  rm -rf "$root" "${made:?}"/{parts,boot,data,empty,genimage,genimage.cfg}
  (cd "$made" && sha256sum card.img card.cdx.json vmlinuz initrd >SHA256SUMS)
}

need_tools
mkdir -p "$cache"
base
wheels
system
initrd
partitions
papers
say "done: $made/card.img ($(du -m --apparent-size "$made/card.img" | cut -f1) MiB), beside it its sums and what is in it"
