# For shops: any Raspberry Pi from the 3B+ to the 5, with Raspberry Pi's own kernel. Its archive must be in reach.
ARCH=arm64
PACKAGES=linux-image-rpi-v8,raspi-firmware
FIRMWARE_MB=256
INITRD_MODULES="ext4 mmc_block sdhci_iproc sdhci_brcmstb bcm2835"
KEYS=${KEYS:-/usr/share/keyrings/raspberrypi-archive-keyring.pgp}

sources() {
  echo "deb http://deb.debian.org/debian trixie main"
  echo "deb http://deb.debian.org/debian trixie-updates main"
  echo "deb http://deb.debian.org/debian-security trixie-security main"
  echo "deb [signed-by=$KEYS] http://archive.raspberrypi.com/debian trixie main"
}

firmware() {
  cp -r "$1"/usr/lib/raspi-firmware/* "$2/"
  cp "$1"/usr/lib/linux-image-*/broadcom/*.dtb "$2/"
  cp -r "$1"/usr/lib/linux-image-*/overlays "$2/"
  cp "$here/profiles/pi/cmdline.txt" "$2/"
  { cat "$here/profiles/pi/config.txt" && echo "dtoverlay=vc4-kms-v3d"; } >"$2/config.txt"
}
