"""Fetch the third-party static files from the npm registry, or check those on disk.

`python tests/tools/vendor.py` packs the pinned releases with the npm client and writes the few files that pages
use, cut down to what they use; `--check` compares the files on disk with static/vendor/README.md, without network.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "static" / "vendor" / "README.md"

# Every letter, digit and sign of a Vietnamese page. One file for a weight: were Latin and Vietnamese letters in
# two, a slow line would show the letters of one word in two fonts.
LETTERS = (
    "U+20-7E,U+A0-FF,U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-301,U+303,U+309,U+323,"
    "U+1EA0-1EF9,U+2013-2014,U+2018-201D,U+2022,U+2026,U+2030,U+2039-203A,U+20AB,U+2190-2193,U+2212,U+2260,"
    "U+2264-2265"
)

# Symbol name in static/vendor/icons.svg → icon of bootstrap-icons. Each status, each report state and each
# level of notice has a shape of its own, so that they can be told apart without colour.
ICONS = {
    "status-NOT_ASSESSED": "dash-circle",
    "status-NOT_DUE": "clock",
    "status-NO_DATA": "question-circle",
    "status-EXCEEDED": "star-fill",
    "status-MET": "check-circle-fill",
    "status-MISSED": "x-octagon-fill",
    "status-ON_TRACK": "arrow-up-circle-fill",
    "status-AT_RISK": "exclamation-triangle-fill",
    "status-BEHIND": "arrow-down-square-fill",
    "state-NONE": "circle",
    "state-DRAFT": "pencil-fill",
    "state-SUBMITTED": "send-fill",
    "state-RETURNED": "arrow-return-left",
    "state-REOPENED": "arrow-counterclockwise",
    "state-APPROVED": "patch-check-fill",
    "notice-info": "info-circle-fill",
    "notice-success": "check-circle-fill",
    "notice-warning": "exclamation-triangle-fill",
    "notice-error": "x-octagon-fill",
}
PLAIN_ICONS = """
    arrow-left arrow-right arrows-fullscreen bar-chart-line bell box-arrow-right building bullseye calendar3 check-lg
    chevron-down chevron-right clipboard-check clock-history download exclamation-triangle
    file-earmark-spreadsheet funnel graph-up grid-3x3 inbox info-circle journal-text key laptop lock-fill paperclip
    pencil pencil-square people person-circle plus-lg printer question-circle search speedometer2 trash unlock upload
"""
ICONS |= {name: name for name in PLAIN_ICONS.split()}


@dataclass(frozen=True)
class VendorPackage:
    """One pinned release.

    Shape: `sha256` is that of the packed archive; `files` maps a path in it to a path under static/.
    """

    name: str
    version: str
    licence: str
    sha256: str
    files: dict[str, str]


PACKAGES = [
    VendorPackage(
        "bootstrap",
        "5.3.9",
        "MIT",
        "06bdf78289c3c12ea99d40df84eedf6278c724c73eebf38f11f3a65b44ec8c94",
        {
            "dist/css/bootstrap.min.css": "vendor/bootstrap.min.css",
            "LICENSE": "vendor/bootstrap-LICENSE.txt",
        },
    ),
    VendorPackage(
        "bootstrap-icons",
        "1.13.2",
        "MIT",
        "7b5960145e1ab14a49a117f96a9e5a54a94fdf07f21e302d9e4f88d73dd19f9c",
        {"icons": "vendor/icons.svg", "LICENSE": "vendor/bootstrap-icons-LICENSE.txt"},
    ),
    VendorPackage(
        "chart.js",
        "4.6.1",
        "MIT",
        "9345dacdf4bb4c5d40321f4b9aafab6fe676d37a534fc0bc2d17c4c4e29c4f00",
        {"dist/chart.umd.min.js": "vendor/chart.min.js", "LICENSE.md": "vendor/chart-LICENSE.txt"},
    ),
    VendorPackage(
        "@expo-google-fonts/inter",
        "0.4.2",
        "OFL-1.1",
        "b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
        {
            "400Regular/Inter_400Regular.ttf": "fonts/inter-400.woff2",
            "600SemiBold/Inter_600SemiBold.ttf": "fonts/inter-600.woff2",
            "LICENSE_FONT": "fonts/OFL.txt",
        },
    ),
]


def fetch(package: VendorPackage, folder: Path) -> Path:
    """Pack the release into the folder and return the unpacked tree.

    Raises: SystemExit when the archive is not the pinned one.
    """
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    process = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    archive = folder / process.stdout.split()[-1]
    result = hashlib.sha256(archive.read_bytes()).hexdigest()
    if result != package.sha256:
        sys.exit(f"{package.name}@{package.version}: expected sha256 {package.sha256}, got {result}")
    tree = folder / archive.name.removesuffix(".tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(tree, filter="data")
    return tree / "package"


def sprite(icons: Path) -> bytes:
    """Returns one SVG with a symbol for each icon that pages use."""
    symbols = []
    for symbol, icon in ICONS.items():
        svg = (icons / f"{icon}.svg").read_text(encoding="utf-8")
        body = re.sub(r"\s*\n\s*", "", svg[svg.index(">") + 1 : svg.rindex("</svg>")])
        symbols.append(f'<symbol id="{symbol}" viewBox="0 0 16 16">{body}</symbol>')
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>\n"]).encode()


def subset(font: Path) -> bytes:
    """Returns the font as WOFF2 with the letters of Vietnamese only, and digits of equal width (tnum)."""
    woff2 = font.with_suffix(".woff2")
    options = [f"--unicodes={LETTERS}", "--flavor=woff2", "--layout-features=kern,mark,mkmk,ccmp,locl,liga,tnum"]
    subprocess.run(
        [sys.executable, "-m", "fontTools.subset", str(font), *options, f"--output-file={woff2}"], check=True
    )
    return woff2.read_bytes()


def content(source: Path) -> bytes:
    """Returns what is kept of a file or folder of a release."""
    if source.is_dir():
        return sprite(source)
    if source.suffix == ".ttf":
        return subset(source)
    data = source.read_bytes()
    if source.suffix == ".css":
        # The map is not vendored: hashed static storage would refuse the reference to it.
        data = re.sub(rb"/\*# sourceMappingURL=.*?\*/\s*", b"", data)
    if source.suffix == ".js":
        data = re.sub(rb"\n//# sourceMappingURL=.*", b"", data)
    return data


def readme(rows: list[tuple[VendorPackage, str, str]]) -> str:
    """Returns the table of vendored files with their licences and checksums."""
    lines = [
        "# Vendored static files",
        "",
        "Written by `make vendor` (tests/tools/vendor.py) from pinned npm releases; do not edit by hand.",
        "`icons.svg` holds the icons in use as one sprite, the fonts hold the letters of Vietnamese: both lists are",
        "in the script. `make vendor` needs npm; checking the sums (`--check`) needs nothing.",
        "",
        "| Package | Version | Licence | File | sha256 |",
        "|---|---|---|---|---|",
    ]
    for package, file, sha in rows:
        lines.append(f"| {package.name} | {package.version} | {package.licence} | `static/{file}` | `{sha}` |")
    return "\n".join(lines) + "\n"


def write_all() -> None:
    """Fetch every package, write its files and the README."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            tree = fetch(package, Path(folder))
            for inside, target in package.files.items():
                data = content(tree / inside)
                path = ROOT / "static" / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                rows.append((package, target, hashlib.sha256(data).hexdigest()))
    README.write_text(readme(rows), encoding="utf-8")


def differences() -> Iterator[str]:
    """Yield a sentence for each file that is not what the README and the pins say."""
    package_by_file = {f"static/{file}": package for package in PACKAGES for file in package.files.values()}
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    rows = re.findall(r"^\| (\S+) \| (\S+) \| \S+ \| `(\S+)` \| `(\w+)` \|$", text, flags=re.MULTILINE)
    for file in sorted(package_by_file.keys() ^ {row[2] for row in rows}):
        yield f"{file}: in only one of README.md and the pins"
    for name, version, file, sha256 in rows:
        package = package_by_file.get(file)
        if package and (package.name, package.version) != (name, version):
            yield f"{file}: README.md says {name} {version}, pinned is {package.name} {package.version}"
        path = ROOT / file
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"{file}: missing or changed"


def main() -> None:
    """Fetch the files unless only a check is asked for, then check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the files with README.md")
    if not parser.parse_args().check:
        write_all()
    result = list(differences())
    if result:
        sys.exit("\n".join(result))
    print(f"{sum(len(p.files) for p in PACKAGES)} vendored files match static/vendor/README.md")


if __name__ == "__main__":
    main()
