# Two commands do everything on a fresh Debian 12 or 13 (or Raspberry Pi OS): make run, make test.
# Each installs what it lacks, apt packages too, and can be run again.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# what the wheels find on the machine: GL for the screen (also without a display), libusb for reader and printer, pcscd
# for readers such as the RC-S300; Mozc (24 MB) makes kanji of kana
PACKAGES := libgl1 libegl1 libgl1-mesa-dri libusb-1.0-0 pcscd mozc-server emacs-mozc-bin
# for the tests alone: a backup's server is reached by ssh, and sticks are made as they are sold
TEST_PACKAGES := openssh-client dosfstools exfatprogs exfat-fuse fusefat
# evdev has no wheel for the Pi's processor: there these build it, and Python's own headers, looked for below
BUILDS := $(if $(filter x86_64,$(shell uname -m)),,gcc libc6-dev linux-libc-dev)
LOCKS := .locks/run.txt .locks/dev.txt

# the card's image: for which machine, and where it and what was fetched for it are kept
PROFILE ?= rpi
IMAGES ?= build/image

.PHONY: run setup test check shots bench soak lock release clean install uninstall image test-machine

run: $(VENV)/.ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  $(BIN)/kiosk run --simulate --display name --data demo/shop; \
	else \
	  rm -rf demo && mkdir -p demo && cd demo && \
	  ../$(BIN)/kiosk run --simulate --display name --data shop --play ../kiosk/simulation/five_minutes.txt && \
	  echo && echo "No display here: the pictures of these five minutes are in demo/" && ls *.png; \
	fi

setup: $(VENV)/.ready

test: $(VENV)/.ready $(VENV)/.test-ready $(VENV)/sshd $(VENV)/vpcd
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

shots: $(VENV)/.ready
	$(BIN)/python -m tests.ui.shots pictures
	$(BIN)/python -m tests.paper.shots pictures/paper

bench: $(VENV)/.ready
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.kanji
	$(BIN)/python -m tests.bench.sale
	$(BIN)/python -m tests.bench.timeline
	$(BIN)/python -m tests.bench.report
	$(BIN)/python -m tests.bench.report_taps
	$(BIN)/python -m tests.bench.backup
	$(BIN)/python -m tests.bench.cdnow
	$(BIN)/python -m tests.bench.power

soak: $(VENV)/.ready
	$(BIN)/python -m tests.bench.soak

image: $(VENV)/.ready
	$(SUDO) image-build/build.sh $(PROFILE) $(IMAGES)

# the image in QEMU, without KVM: about 45 minutes on two cores
test-machine: $(VENV)/.ready
	$(MAKE) --no-print-directory image PROFILE=qemu-amd64
	IMAGES=$(IMAGES) $(BIN)/pytest -s tests/machine

# the newest versions that pyproject.toml allows, with their hashes, for every Python and machine we run on
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade -q -o .locks/run.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade -q -o .locks/dev.txt

# an update for machines like this one, with this Python: dist/kokyaku-VERSION-MACHINE-PYTHON.update
release: $(VENV)/.ready
	@[ -f "$(KEY)" ] || { \
	  echo "make release KEY=FILE signs with that key. To make one, and the half that machines prove releases by:"; \
	  echo "  openssl genpkey -algorithm ed25519 -out release.key && chmod 600 release.key"; \
	  echo "  openssl pkey -in release.key -pubout -out release.pub"; \
	  echo "Keep release.key away from the machines and out of every repository."; exit 1; }
	rm -rf build/release && mkdir -p build/release/source
	cp -R kiosk hardware db pyproject.toml README.md LICENSE build/release/source
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --target build/release/packages -r .locks/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --target build/release/packages build/release/source
	$(BIN)/python -m kiosk.releases.making build/release/packages "$(KEY)" dist
	rm -rf build/release

# one by one: what a Debian does not have skips its own tests alone
$(VENV)/.test-ready: $(VENV)/.ready
	@missing=$$(for name in $(TEST_PACKAGES); do dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || echo $$name; done); \
	  [ -z "$$missing" ] || $(SUDO) apt-get update -q; \
	  for name in $$missing; do \
	    $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$name || echo "No $$name: its tests are skipped"; \
	  done
	@touch $@

# an OpenSSH server for the tests alone, taken out of Debian's package: installed, it would begin to listen. libwtmpdb0 is
# Debian 13's
$(VENV)/sshd: $(VENV)/.ready
	@rm -rf $@ $@.part && mkdir $@.part && cd $@.part && { apt-get download -q libwtmpdb0 2>/dev/null || true; } \
	  && apt-get download -q openssh-server libwrap0 2>/dev/null \
	  && for package in *.deb; do dpkg-deb -x $$package . && rm $$package; done || echo "No OpenSSH server: its tests are skipped"
	@# root's server goes over to the user that its package would have made
	@[ "$$(id -u)" != 0 ] || getent passwd sshd >/dev/null || useradd --system --no-create-home --home-dir /run/sshd --shell /usr/sbin/nologin sshd
	@mv $@.part $@

# pcscd's virtual reader for the tests alone: installed, it would open a port in the machine's own pcscd
$(VENV)/vpcd: $(VENV)/.ready
	@rm -rf $@ $@.part && mkdir $@.part && cd $@.part && apt-get download -q vsmartcard-vpcd 2>/dev/null \
	  && dpkg-deb -x *.deb . && rm *.deb || echo "No virtual PC/SC reader: its tests are skipped"
	@mv $@.part $@

# the kiosk as a service of this machine (as root), and its end; see systemd/README.md
install uninstall:
	PYTHON=$(PYTHON) RELEASE_KEY=$(RELEASE_KEY) systemd/install.sh $@

clean:
	rm -rf $(VENV) demo pictures build dist *.egg-info

$(VENV)/.ready: pyproject.toml $(LOCKS) Makefile
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { \
	  command -v $(PYTHON) >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends python3; }; \
	  $(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	    echo "Python 3.11 to 3.13 is needed: make PYTHON=/path/to/python3.11"; exit 1; }; }
	@missing=$$(for name in $(PACKAGES) $(BUILDS); do dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || echo $$name; done); \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	  [ -z "$(BUILDS)" ] || $(PYTHON) -c 'import pathlib, sys, sysconfig; sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())' || missing="$$missing python3-dev"; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing" $$missing; \
	    $(SUDO) apt-get update -q && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	  fi
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .locks/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
