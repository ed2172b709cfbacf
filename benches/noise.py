"""docs/reference/noise.md: what the hunts say of public configurations and logs, in which nobody planted anything.

`python3 benches/noise.py SEAWALL DATA > docs/reference/noise.md`

SEAWALL is the program, DATA a folder of public configurations, outputs and logs. Every group of an
intrusion or change at the regular audience is counted; a group without an explanation in EXPLAINED
is printed as such, so that somebody looks.
"""

import json
import subprocess
import sys
from collections import defaultdict

EXPLAINED = {
    "published-value-seen": "Notices, lists and rules lie in the same folder as the logs: the published values stand in them.",
    "published-file-seen": "As published-value-seen: the lists of hashes themselves.",
    "published-address-in-place": "Hand-written samples of a compromise that use published addresses on purpose.",
    "exploit-account": "Samples of the exploited account's name in rules and test logs.",
    "login-on-internal-port": "Test lines written to show the port.",
    "package-describe-shell-escape": "Test lines written to show the escape.",
    "configured-through-web-ui": "Test lines of the web UI's own process; nobody says who is known.",
    "guestshell-enabled-then-destroyed": "Test lines written to show the sequence.",
    "management-on-high-port": "Configurations that test the line `ip ssh port` or `ip http port`.",
    "aaa-server-not-approved": "No list is given: every server is listed for review.",
    "log-server-not-approved": "No list is given: every server is listed for review.",
    "trap-receiver-not-approved": "No list is given: every receiver is listed for review.",
    "time-server-not-approved": "No list is given: every server is listed for review.",
    "name-server-not-approved": "No list is given: every server is listed for review.",
    "collector-unknown": "No list is given: every collector is listed for review.",
    "boots-from-network": "No list is given: every file server is listed for review.",
    "tunnel-to-stranger": "No list is given: every far end is listed for review.",
    "mirror-to-stranger": "No list is given: every destination is listed for review.",
    "copied-to-stranger": "No list is given: every destination is listed for review.",
    "login-from-elsewhere": "No list is given: every source is listed for review.",
    "aaa-weakened": "The same network is in the data in two versions, one without AAA.",
    "privileged-account-added": "The same network is in the data in two versions, one without these accounts.",
    "repeated-log-forwarding-off": "The same network is in the data in two versions, one without a log server.",
    "container-unknown": "Sample outputs that show a container.",
    "packet-capture-taken": "Sample outputs that show a capture.",
    "receiver-nobody-else-uses": "Sample outputs that show a mirror session.",
    "shell-on-host": "A sample of accounting in which somebody typed `bash`.",
    "image-changed": "Several laboratories call their devices by the same few names.",
    "outside-address-permitted": "Several laboratories call their devices by the same few names.",
    "script-hides-or-runs": "Configurations that test event applets.",
    "alias-shadows-command": "Configurations that test aliases.",
    "nat-exposes-management": "Configurations that test address translation.",
}


def main():
    program, data = sys.argv[1:3]
    ran = subprocess.run([program, "hunt", "--ephemeral", "--quiet", "--format", "json", data],
                         stdout=subprocess.PIPE, check=False)
    report = json.loads(ran.stdout)
    hunts = defaultdict(lambda: defaultdict(int))
    kinds = {group["hunt"]: group["kind"] for group in report["groups"]}
    devices = defaultdict(set)
    for finding in report["findings"]:
        if finding["kind"] == "weakness":
            continue
        devices[finding["hunt"]].add(finding["subject"]["device"])
    for group in report["groups"]:
        if group["kind"] != "weakness":
            severity = max((f["severity"] for f in report["findings"] if f["fingerprint"] in group["findings"]),
                           key=["low", "medium", "high", "critical"].index)
            hunts[group["hunt"]][severity] += 1
    known = {answer for asked in report["asked"] for answer in [sum(asked["devices"].values())]}
    print("# Noise\n")
    print("What the hunts say of public configurations, show outputs and logs, in which nobody planted anything for")
    print("Seawall: made by `benches/noise.py`. Findings of severity low are objects listed for review, or lowered.\n")
    print(f"{len(report['inputs'])} files, {max(known, default=0)} devices, {len(report['asked'])} hunts, no `seawall.toml`.\n")
    print("| hunt | kind | groups at or above medium | groups for review | devices | why |")
    print("|---|---|---|---|---|---|")
    total = intrusions = 0
    for hunt in sorted(hunts):
        loud = sum(count for severity, count in hunts[hunt].items() if severity != "low")
        total += loud
        intrusions += loud if kinds[hunt] == "intrusion" else 0
        print(f"| `{hunt}` | {kinds[hunt]} | {loud} | {hunts[hunt]['low']} | {len(devices[hunt])} | {EXPLAINED.get(hunt, 'NOT EXPLAINED')} |")
    print(f"\n{total} groups at or above medium in all, {intrusions} of them of kind intrusion.")


if __name__ == "__main__":
    main()
