#!/usr/bin/env python3
"""What is inside the binary: sbom.py TARGET FOLDER writes seawall.cdx.json (CycloneDX 1.5) and LICENSES.txt.

Both are made from `cargo metadata` and Cargo.lock, with nothing but the standard library: every package
that is linked into the program or runs while it is built, with version, licence, source and SHA-256. The
same lock file gives the same bytes. Packages for tests only are left out.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tomllib
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = "seawall"
# Names of files that hold a licence or a notice that it asks to keep.
LICENCE_FILES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def metadata(target):
    """The packages by id, and for each what it depends on besides for tests, on this target."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    told = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in told["packages"]}
    needs = {}
    for node in told["resolve"]["nodes"]:
        kinds = {dep["pkg"]: {kind["kind"] for kind in dep["dep_kinds"]} for dep in node["deps"]}
        needs[node["id"]] = sorted(pkg for pkg, kind in kinds.items() if kind != {"dev"})
    return packages, needs


def reachable(start, needs):
    found, waiting = set(), [start]
    while waiting:
        package = waiting.pop()
        if package not in found:
            found.add(package)
            waiting.extend(needs.get(package, []))
    return found


def checksums():
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    return {(p["name"], p["version"]): p.get("checksum") for p in lock["package"]}


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, sums):
    kind = "application" if package["name"] == PROGRAM else "library"
    made = {
        "type": kind,
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(package),
    }
    if package.get("license"):
        # The old way to write OR is no expression of SPDX.
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    checksum = sums.get((package["name"], package["version"]))
    if checksum:
        made["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package.get("repository"):
        made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return made


def bom(packages, needs, inside, start, sums):
    ordered = sorted(inside, key=lambda id: (packages[id]["name"], packages[id]["version"]))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(packages[start], sums)},
        "components": [component(packages[id], sums) for id in ordered if id != start],
        "dependencies": [
            {
                "ref": reference(packages[id]),
                "dependsOn": sorted({reference(packages[need]) for need in needs[id] if need in inside}),
            }
            for id in ordered
        ],
    }
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"
    return document


def licence_texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(LICENCE_FILES):
            yield path.read_text(errors="replace").strip()


def licences(packages, inside):
    """Every package under its licence, then every licence text once with the packages it came with."""
    by_licence, by_text, silent = {}, {}, []
    for id in inside:
        package = packages[id]
        name = f"{package['name']} {package['version']}"
        by_licence.setdefault(package.get("license") or "licence file", []).append(name)
        texts = set(licence_texts(package))
        for text in texts:
            by_text.setdefault(text, []).append(name)
        if not texts and package.get("source"):
            silent.append(name)
    lines = [f"Licences of what is inside seawall: {len(inside)} packages.", ""]
    for licence, names in sorted(by_licence.items()):
        lines += [licence, *(f"    {name}" for name in sorted(names)), ""]
    if silent:
        lines += ["These packages bring no licence text; their licence is named above.",
                  *(f"    {name}" for name in sorted(silent)), ""]
    for text, names in sorted(by_text.items(), key=lambda item: sorted(item[1])):
        lines += ["=" * 80, "With " + ", ".join(sorted(names)), "=" * 80, "", text, ""]
    return "\n".join(lines)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    packages, needs = metadata(target)
    start = next(id for id, package in packages.items() if package["name"] == PROGRAM)
    inside = reachable(start, needs)
    document = bom(packages, needs, inside, start, checksums())
    (folder / "seawall.cdx.json").write_text(json.dumps(document, indent=1) + "\n")
    (folder / "LICENSES.txt").write_text(licences(packages, inside) + "\n")
    print(f"{len(inside)} packages in seawall.cdx.json and LICENSES.txt")


if __name__ == "__main__":
    main()
