#!/usr/bin/env python3
"""The preview's memory over many edits.

    edit_memory.py --cwd SITE --file content/a/b.md --url http://127.0.0.1:PORT/a/b.html \\
                   --edits 1000 -- target/release/handbook serve . --port PORT

Starts the preview given after --, and saves the file again and again, every tenth time with
another title and otherwise with another word in its text, waiting each time until the page shows it. Prints
one line of JSON: resident MB before the first edit, after each tenth part of them, and at most.
The file is put back and the server stopped whatever happens.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import time

from edit_latency import Client, edited, group_stat, save, settle


def wait_for(client, is_there, limit):
    end = time.monotonic() + limit
    while not is_there(client.get()):
        if time.monotonic() > end:
            sys.exit("edit_memory.py: the page was not served in time")
        time.sleep(0.005)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cwd", default=".")
    ap.add_argument("--file", required=True, help="content file to edit, relative to --cwd")
    ap.add_argument("--url", required=True)
    ap.add_argument("--edits", type=int, default=1000)
    ap.add_argument("--timeout", type=float, default=300, help="bound on one wait, seconds")
    ap.add_argument("command", nargs=argparse.REMAINDER)
    a = ap.parse_args()
    command = a.command[1:] if a.command[:1] == ["--"] else a.command
    if not command:
        ap.error("a preview server's command must follow --")
    path = os.path.join(a.cwd, a.file)
    with open(path, encoding="utf-8") as f:
        original = f.read()
    client = Client(a.url)
    if client.get()[0]:
        sys.exit("edit_memory.py: something already answers at --url")
    server = subprocess.Popen(command, cwd=a.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(client, lambda answer: answer[0] == 200, a.timeout)
        settle(server.pid)
        resident = [group_stat(server.pid)[1]]
        for edit in range(1, a.edits + 1):
            marker = f"zq{os.getpid():x}r{edit}x"
            save(path, edited(original, "body" if edit % 10 else "title", marker), "write")
            wait_for(client, lambda answer: marker.encode() in answer[1], a.timeout)
            if edit % max(1, a.edits // 10) == 0:
                settle(server.pid)
                resident.append(group_stat(server.pid)[1])
        peak = group_stat(server.pid)[0]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        with open(path, "w", encoding="utf-8") as f:
            f.write(original)
    print(json.dumps({"edits": a.edits, "resident_mb": [round(kb / 1024) for kb in resident],
                      "peak_mb": round(peak / 1024)}))


if __name__ == "__main__":
    main()
