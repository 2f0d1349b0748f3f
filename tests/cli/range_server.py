# SPDX-License-Identifier: Apache-2.0
"""Runs a command beside a web server that gives out the files of the folder it runs in:

    range_server.py COMMAND

$HOST is the server. Its first path step says how it behaves: `parts` gives ranges, `whole` knows none, `away` redirects
to parts, `abroad` to another host, `lies` gives other bytes than asked, `packed` says that it is compressed, `changes`
has another ETag each time, `short` ends early. At the end the requests are printed, each with the bytes that were sent.
"""
import http.server
import itertools
import os
import pathlib
import re
import subprocess
import sys
import threading

PIECE = 16384
MOST_BUFFERED = 64 << 20
sent = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    number = itertools.count()

    def do_GET(self):
        _, mode, name = self.path.split("/", 2)
        if mode in ("away", "abroad"):
            host = "localhost" if mode == "away" else "127.0.0.1"
            return self.answer(302, {"Location": f"http://{host}:{self.server.server_port}/parts/{name}"}, b"moved")
        path = pathlib.Path(name)
        if not path.is_file():
            return self.answer(404, {}, b"no")
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        size = path.stat().st_size
        if mode == "whole" or not asked:
            return self.answer(200, {"Content-Length": str(size)}, path)
        first, last = int(asked[1]), min(int(asked[2]), size - 1)
        if first >= size:
            return self.answer(416, {"Content-Range": f"bytes */{size}"}, b"")
        with path.open("rb") as file:
            file.seek(first)
            body = file.read(last - first + 1)
        if mode == "lies":
            first, last = first + 1, last + 1
        head = {"Content-Range": f"bytes {first}-{last}/{size}", "ETag": '"1"'}
        if mode == "changes":
            head["ETag"] = f'"{next(self.number)}"'
        if mode == "packed":
            head["Content-Encoding"] = "gzip"
        if mode == "short":
            body = body[:10]
        return self.answer(206, head, body)

    def answer(self, status, head, body):
        entry = [self.path, self.headers.get("Range", ""), status, 0]
        sent.append(entry)
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        if "Content-Length" not in head:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for piece in pieces(body):
                self.wfile.write(piece)
                entry[-1] += len(piece)
        except OSError:
            self.close_connection = True  # the program has heard enough

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = False  # their requests are counted before the end

    def handle_error(self, request, client_address):
        pass  # the program has hung up


def pieces(body):
    if isinstance(body, bytes):
        yield body
        return
    with body.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def main():
    server = Server(("", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = str(server.server_port)
    environment = {**os.environ, "HOST": f"localhost:{port}"}
    done = subprocess.run(["bash", "-c", sys.argv[1]], env=environment, capture_output=True, text=True, check=False)
    server.shutdown()
    server.server_close()
    print((done.stdout + done.stderr).replace(port, "PORT"), end="")
    for path, asked, status, count in sent:
        # How much of a whole file fits into the buffers between here and there depends on the machine.
        much = "some" if status == 200 and PIECE < count < MOST_BUFFERED else str(count)
        print(f"{status} {path} {asked}: {much} bytes")
    sys.exit(done.returncode)


main()
