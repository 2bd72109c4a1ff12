"""Recorded answers as files that can be read and compared: one file each, and a summary with their sums."""

import difflib
import hashlib
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

VARYING_HEADERS = {"X-Request-ID", "Content-Length"}
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": ?)"[^"]*"')
SUMMARY = "summary.tsv"
WORKBOOK, PAGE = "workbook", "page"
DIFFERENT_LINES = 20  # of an answer, printed


def as_text(response: Any, content: bytes) -> str:
    """Status, headers, cookies and content of a response, without what differs from one request to the next."""
    headers = {name: value for name, value in response.headers.items() if name not in VARYING_HEADERS}
    if policy := headers.get("Content-Security-Policy"):  # its directives come in any order
        headers["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
    lines = [str(response.status_code), *(f"{name}: {headers[name]}" for name in sorted(headers))]
    for cookie in response.cookies.values():
        cookie_attributes = {name: value for name, value in sorted(cookie.items()) if value and name != "expires"}
        lines.append(f"Set-Cookie: {cookie.key} {cookie_attributes}")
    return "\n".join(lines) + "\n\n" + content_text(content)


def content_text(content: bytes) -> str:
    """Text without its tokens against forgery; of a zip the sum and each member; of other bytes the sum."""
    if content.startswith(b"PK"):
        texts = [f"sha256 {hashlib.sha256(content).hexdigest()} of {len(content)} bytes"]
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for member in file.infolist():
                text = content_text(file.read(member)).replace("><", ">\n<")
                texts.append(f"== {member.filename} {member.date_time}\n{text}")
        return "\n".join(texts)
    try:
        return TOKEN.sub(r'\1"TOKEN"', content.decode())
    except UnicodeDecodeError:
        return f"sha256 {hashlib.sha256(content).hexdigest()} of {len(content)} bytes"


def write(out: Path, role: str, view: str, label: str, text: str) -> str:
    """Writes one answer into a file of its own; returns its line of the summary: request, role, kind, sum and file."""
    name = re.sub(r"[^\w.=&?-]+", "_", label.partition(" ")[2])[:80]
    path = out / role / view.replace(":", "-") / f"{name}-{hashlib.sha256(label.encode()).hexdigest()[:8]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{label}\n{text}", encoding="utf-8", errors="surrogateescape")
    kind = WORKBOOK if "\n== xl/workbook.xml" in text else PAGE
    sum_of_text = hashlib.sha256(path.read_bytes()).hexdigest()
    return "\t".join((label.replace("\t", " "), role, kind, sum_of_text, str(path.relative_to(out)))) + "\n"


def compare(old_folder: Path, new_folder: Path) -> int:
    """Prints each answer that is missing, new or different, and how many are the same; 1 if any is not."""
    first, second = read_summary(old_folder), read_summary(new_folder)
    same = Counter[str]()
    for key in sorted(first.keys() | second.keys()):
        old_entry, new_entry = first.get(key), second.get(key)
        if old_entry and new_entry and old_entry[1] == new_entry[1]:
            same[old_entry[0]] += 1
            continue
        print("missing:" if not new_entry else "new:" if not old_entry else "different:", *key)
        if old_entry and new_entry:
            older, newer = (
                (folder / line[2]).read_text(encoding="utf-8")
                for folder, line in ((old_folder, old_entry), (new_folder, new_entry))
            )
            differences = difflib.unified_diff(older.splitlines(), newer.splitlines(), lineterm="", n=1)
            print("".join(f"    {line[:300]}\n" for line in list(differences)[2 : 2 + DIFFERENT_LINES]))
    print(f"{same[PAGE]} pages and {same[WORKBOOK]} workbooks the same")
    return int(any(first.get(key, ("", ""))[1] != second.get(key, ("", ""))[1] for key in first.keys() | second.keys()))


def read_summary(folder: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Kind, sum and file by role and request."""
    lines = [line.split("\t") for line in (folder / SUMMARY).read_text(encoding="utf-8").splitlines()]
    return {(role, label): (kind, digest, path) for label, role, kind, digest, path in lines}
