"""A server extension that sends each message of a kernel at once.

Jupyter Server leaves Nagle's algorithm on: a small message waits until the browser has acknowledged the one before,
and browsers take 40 ms for that. A slider's answer that the kernel has ready in 4 ms is seen after 48.
"""


def _jupyter_server_extension_points():
    return [{"module": "mlcourse.server"}]


def _load_jupyter_server_extension(app):
    settings = app.web_app.settings
    connection = settings.get("kernel_websocket_connection_class") or app.kernel_websocket_connection_class
    settings["kernel_websocket_connection_class"] = without_delay(connection)


def without_delay(connection):
    """Return a subclass of a kernel's websocket connection class that sets `TCP_NODELAY` when it connects."""

    class WithoutDelay(connection):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return WithoutDelay
