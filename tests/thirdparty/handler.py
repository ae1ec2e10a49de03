# SPDX-License-Identifier: GPL-3.0-or-later
# A handler for the string dialect: the payload is a JSON text inside the JSON body, and the signature is made of that text.
# Answers 200 to a request it believes, 401 to one it does not, 400 to one it cannot read.
import hashlib
import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["HANDLER_SECRET"].encode()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send(self.judge(body))

    def judge(self, body):
        try:
            payload = json.loads(body)["payload"]
            event = json.loads(payload)["event"]["event_name"]
        except (ValueError, KeyError, TypeError):
            return 400, "unreadable"
        expected = hmac.new(SECRET, payload.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, self.headers.get("X-WEBHOOK-SIGNATURE", "")):
            return 401, "not believed"
        return 200, event

    def send(self, answer):
        status, text = answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())
        print("handled", status, text, flush=True)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
print("port", server.server_port, flush=True)
sys.stdout.flush()
server.serve_forever()
