"""
Ports for servers that start a little later.
"""

import random
import socket

# Below what Linux gives to whoever asks for any port: nobody comes in between by chance.
FIRST, LAST = 10_000, 32_000

_chance = random.SystemRandom()


def free_port() -> int:
    """
    Return a port on which nobody listens.
    """
    while True:
        port = _chance.randrange(FIRST, LAST)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
