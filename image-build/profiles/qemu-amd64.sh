# For the tests: QEMU hands the kernel over itself, and no board's firmware is on the card.
ARCH=amd64
PACKAGES=linux-image-amd64
FIRMWARE_MB=64
INITRD_MODULES="virtio_pci virtio_blk ext4 crc32c_generic"

sources() {
  echo "deb http://deb.debian.org/debian trixie main"
  echo "deb http://deb.debian.org/debian trixie-updates main"
  echo "deb http://deb.debian.org/debian-security trixie-security main"
}

firmware() { :; }
