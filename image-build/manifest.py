"""What is on a card, as CycloneDX to stdout: Debian's packages and the wheels. `manifest.py ROOT PROFILE`."""

import importlib.metadata
import json
import sys
from pathlib import Path


def debian_packages(root: Path) -> list[dict[str, str]]:
    """Those that are installed in the system at `root`, as its dpkg has written them down."""
    found = []
    for paragraph in (root / "var/lib/dpkg/status").read_text("utf-8").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and line[0] != " ")
        if fields.get("Status", "").endswith(" installed"):
            name, version, arch = fields["Package"], fields["Version"], fields["Architecture"]
            found.append(_component(name, version, f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=trixie"))
    return found


def wheels(root: Path) -> list[dict[str, str]]:
    """Those of the kiosk's own environment."""
    folders = [str(path) for path in (root / "opt/kokyaku/venv/lib").glob("python*/site-packages")]
    return [
        _component(wheel.name, wheel.version, f"pkg:pypi/{wheel.name.lower().replace('_', '-')}@{wheel.version}")
        for wheel in importlib.metadata.distributions(path=folders)
    ]


def _component(name: str, version: str, url: str) -> dict[str, str]:
    return {"type": "library", "name": name, "version": version, "purl": url}


def main(root: Path, profile: str) -> None:
    parts = sorted(debian_packages(root) + wheels(root), key=lambda part: part["purl"])
    about = {"component": {"type": "operating-system", "name": "kokyaku", "version": profile}}
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": about, "components": parts}
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
