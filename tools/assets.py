"""Put what the pages need from npm into the application's own static files, which it serves itself.

Usage: assets.py FOLDER            FOLDER is where npm installs; only the files named here are copied on
       assets.py FOLDER --lock     write the lock file anew, without the address of any registry
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).resolve().parents[1] / "src" / "luoshi" / "duban" / "ui"
VENDOR = UI / "static" / "vendor"
#: what is copied: the path under node_modules, and its name here
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.js",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "echarts/dist/echarts.min.js": "echarts.js",
}
LICENCES = {"@tabler/core": "tabler", "@tabler/icons": "tabler-icons", "htmx.org": "htmx", "echarts": "echarts"}
_SOURCE_MAP = re.compile(r"\n?(//|/\*)# sourceMappingURL=\S+?( ?\*/)?\s*$")
_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Install by the lock file, copy, and draw the sprite of icons."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(UI / "package.json", folder / "package.json")
    if "--lock" in arguments:
        (folder / "package-lock.json").unlink(missing_ok=True)
        npm(folder, "install", "--package-lock-only", "--omit-lockfile-registry-resolved")
        shutil.copyfile(folder / "package-lock.json", UI / "package-lock.json")
        return 0
    shutil.copyfile(UI / "package-lock.json", folder / "package-lock.json")
    npm(folder, "ci")
    modules = folder / "node_modules"
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in FILES.items():
        # The maps are not shipped, and a server that checks its references would miss them.
        text = _SOURCE_MAP.sub("\n", (modules / source).read_text("utf-8"))
        (VENDOR / name).write_text(text, "utf-8")
    (VENDOR / "icons.svg").write_text(sprite(modules / "@tabler" / "icons" / "icons" / "outline"), "utf-8")
    (VENDOR / "licences.txt").write_text("\n".join(licence(modules, package) for package in LICENCES), "utf-8")
    return 0


def npm(folder: Path, *arguments: str) -> None:
    """Run npm without any package's own scripts, and without asking for advice or funds."""
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(["npm", *arguments, *quietly], cwd=folder, check=True)


def sprite(drawings: Path) -> str:
    """One SVG with a symbol for each icon in ``icons.txt``."""
    names = [line for line in (UI / "icons.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    symbols = []
    for name in names:
        path = drawings / f"{name}.svg"
        if not path.is_file():
            raise SystemExit(f"icons.txt: there is no icon {name!r} in @tabler/icons")
        found = _SVG.search(path.read_text("utf-8"))
        inner = " ".join(found.group(1).split()) if found else ""
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def licence(modules: Path, package: str) -> str:
    """The package's name, version and licence text, with its notice and the licences of what it holds."""
    about = json.loads((modules / package / "package.json").read_text("utf-8"))
    own = sorted(path for path in (modules / package).iterdir() if path.is_file())
    held = sorted((modules / package / "licenses").glob("LICENSE*"))
    heads = ("LICENSE", "NOTICE")
    first = {head: path for path in reversed(own) for head in heads if path.name.upper().startswith(head)}
    texts = [first[head] for head in heads if head in first]
    text = "\n\n".join(path.read_text("utf-8").strip() for path in [*texts, *held])
    return f"{about['name']} {about['version']} ({about['license']})\n\n{text}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
