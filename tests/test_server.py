import asyncio
import json
import multiprocessing
import socket
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.websocket import websocket_connect

from mlcourse import server


class Connection:
    """Stands in for Jupyter Server's class."""

    def __init__(self, websocket_handler):
        self.websocket_handler = websocket_handler

    def connect(self):
        return "connected"


def app(**settings):
    return SimpleNamespace(
        web_app=SimpleNamespace(settings=settings),
        kernel_websocket_connection_class=Connection,
    )


def test_a_connection_stops_waiting_before_it_connects():
    nodelay = []
    connection = server.without_delay(Connection)(SimpleNamespace(set_nodelay=nodelay.append))
    assert nodelay == []
    assert connection.connect() == "connected"
    assert nodelay == [True]


@pytest.mark.parametrize(
    "settings",
    [{}, {"kernel_websocket_connection_class": None}, {"kernel_websocket_connection_class": Connection}],
)
def test_the_extension_replaces_the_connection_class_or_the_default(settings):
    served = app(**settings)
    server._load_jupyter_server_extension(served)
    replaced = served.web_app.settings["kernel_websocket_connection_class"]
    assert issubclass(replaced, Connection)
    assert replaced is not Connection


@pytest.fixture
def in_a_new_process(tmp_path, monkeypatch):
    """Call a function where a server's signals and singletons do no harm, with no settings of the person testing."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result(timeout=120)


def test_an_installed_server_sends_a_kernels_messages_at_once(in_a_new_process, tmp_path):
    answer, nodelay = in_a_new_process(ask_a_kernel, str(tmp_path))
    assert answer == "kernel_info_reply"
    assert nodelay == [True]


def ask_a_kernel(folder):
    """Serve `folder`, ask a kernel about itself, and return the answer and `TCP_NODELAY` of the server's sockets."""
    return asyncio.run(_ask_a_kernel(folder))


async def _ask_a_kernel(folder):
    served = ServerApp.instance()
    served.initialize(
        ["--ip=127.0.0.1", "--port=0", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"],
    )
    kernel = await served.kernel_manager.start_kernel()
    websocket = await websocket_connect(channels(served, kernel))
    await websocket.write_message(json.dumps(KERNEL_INFO))
    while (answer := json.loads(await websocket.read_message()))["channel"] != "shell":
        pass
    nodelay = [tcp_nodelay(connection) for connection in connections(served)]
    websocket.close()
    await served.kernel_manager.shutdown_all()
    return answer["msg_type"], nodelay


KERNEL_INFO = {
    "channel": "shell",
    "header": {"msg_id": "1", "msg_type": "kernel_info_request", "session": "1", "username": "", "version": "5.3"},
    "parent_header": {},
    "metadata": {},
    "content": {},
}


def channels(served, kernel):
    address = served.connection_url.replace("http", "ws", 1)
    return f"{address}api/kernels/{kernel}/channels?session_id=1&token={served.identity_provider.token}"


def connections(served):
    return list(served.web_app.settings["kernel_websocket_connection_class"]._open_sockets)


def tcp_nodelay(connection):
    stream = connection.websocket_handler.ws_connection.stream
    return bool(stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
