"""A mail server by aiosmtpd, with STARTTLS required, for mail_aiosmtpd.test.mjs: prints its port, and then
what it took, a line of JSON each, as Python's own parser reads it.

    office.py CERT KEY

later@… is refused with 451, nobody@… with 550, drop@… by closing the connection."""
import asyncio
import json
import ssl
import sys
from email import message_from_bytes
from email.policy import SMTP as STRICT

from aiosmtpd.smtp import SMTP



def part(p):
    if p.is_multipart():
        return {"type": p.get_content_type(), "parts": [part(q) for q in p.iter_parts()]}
    text = p.get_content()
    return {
        "type": p.get_content_type(),
        "method": p.get_param("method"),
        "file": p.get_filename(),
        "text": text if isinstance(text, str) else text.decode("utf-8"),
    }


class Office:
    async def handle_RCPT(self, server, session, envelope, address, options):
        who = address.split("@")[0]
        if who == "later":
            return "451 4.3.0 later"
        if who == "nobody":
            return "550 5.1.1 nobody here"
        if who == "drop":
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        m = message_from_bytes(envelope.original_content, policy=STRICT)
        print(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "subject": m["subject"],
            "sender": str(m["from"]),
            "defects": [str(d) for q in m.walk() for d in q.defects],
            "body": part(m),
        }), flush=True)
        return "250 OK"


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Office(), tls_context=context, require_starttls=True, loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until the test ends


asyncio.run(main())
