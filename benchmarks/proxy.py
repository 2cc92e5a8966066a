"""A distant server, nearby: a TCP proxy that holds back every byte for half a round trip, each way."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from urllib.parse import urlsplit


@contextlib.asynccontextmanager
async def distant(address, milliseconds):
    """Yield an address that leads to ``address`` with that round trip; the same address where it is 0."""
    if not milliseconds:
        yield address
        return
    target = urlsplit(address)

    async def serve(reader, writer):
        there = await asyncio.open_connection(target.hostname, target.port)
        half = milliseconds / 2000
        for each in (writer, there[1]):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(asyncio.CancelledError):  # at the end of the run
            await asyncio.gather(_late(reader, there[1], half), _late(there[0], writer, half))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _late(reader, writer, seconds):
    """Pass on what is read, that many seconds later, in order and without holding up the next."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue()

    async def read():
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(1 << 18):
                waiting.put_nowait((loop.time() + seconds, data))
        waiting.put_nowait((loop.time() + seconds, b""))

    async def write():
        with contextlib.suppress(ConnectionError):
            while True:
                due, data = await waiting.get()
                await asyncio.sleep(due - loop.time())
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        writer.close()

    await asyncio.gather(read(), write())
