# Debian's own kernel, for a builder that does not reach Raspberry Pi's archive: Pi 3B+, 4B, Zero 2 W. On a Pi 5 it
# finds no USB (6.12 knows no RP1). The firmware is not free: it lies in a part of the archive of its own.
ARCH=arm64
PACKAGES=linux-image-arm64,raspi-firmware
FIRMWARE_MB=256
INITRD_MODULES="ext4 crc32c_generic mmc_block sdhci_iproc bcm2835 virtio_pci virtio_mmio virtio_blk"

sources() {
  echo "deb http://deb.debian.org/debian trixie main non-free-firmware"
  echo "deb http://deb.debian.org/debian trixie-updates main non-free-firmware"
  echo "deb http://deb.debian.org/debian-security trixie-security main non-free-firmware"
}

firmware() {
  cp -r "$1"/usr/lib/raspi-firmware/* "$2/"
  cp "$1"/usr/lib/linux-image-*/broadcom/*.dtb "$2/"
  cp "$here/profiles/pi/cmdline.txt" "$here/profiles/pi/config.txt" "$2/"
}
