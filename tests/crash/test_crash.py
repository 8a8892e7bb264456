"""
Kill it anywhere: nothing is lost, every state change happens once, order is kept.
"""

import asyncio
import os
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable

import pytest

from tests.cli.conftest import free_port
from tests.crash.conftest import Scene, cycle_of, kills

Make = Callable[[str], Awaitable[Scene]]


async def on_both(make: Make, play: Callable[[Scene], Awaitable[None]]) -> None:
    """
    Play it on both databases side by side: starting processes is what takes the time.
    """
    names = os.environ.get("CRASH_DATABASES", "sqlite postgres").split()
    scenes = [await make(name) for name in names]
    await asyncio.gather(*(play(scene) for scene in scenes))


def serve(scene: Scene, port: int) -> Awaitable[Process]:
    return scene.start("serve", WEBHOOK_URL=f"http://127.0.0.1:{port}/hook", PORT=str(port))


async def test_poll(make: Make) -> None:
    async def play(scene: Scene) -> None:
        process = await scene.start("poll")
        cycle = await cycle_of(scene)
        for _ in range(kills()):
            await scene.type_on()
            await scene.until_active("sendMessage")
            await scene.kill(process)
            process = await scene.start("poll")
        await scene.check(cycle)

    await on_both(make, play)


async def test_serve(make: Make) -> None:
    async def play(scene: Scene) -> None:
        port = free_port()
        process = await serve(scene, port)
        cycle = await cycle_of(scene)
        for _ in range(kills()):
            await scene.type_on()
            await scene.until_active("sendMessage")
            await scene.kill(process)
            process = await serve(scene, port)
        await scene.check(cycle)

    await on_both(make, play)


async def test_work(make: Make) -> None:
    """
    What a killed web process leaves is sent by the worker, which is killed as well.
    """

    async def play(scene: Scene) -> None:
        port = free_port()
        web = await serve(scene, port)
        cycle = await cycle_of(scene)
        worker = await scene.start("work")
        for _ in range(kills()):
            await scene.type_on()
            await scene.until_active("sendMessage")
            await asyncio.gather(scene.kill(web), scene.kill(worker))
            web, worker = await asyncio.gather(serve(scene, port), scene.start("work"))
        await scene.check(cycle)

    await on_both(make, play)


async def test_replicas(make: Make) -> None:
    """
    Telegram's requests reach two replicas in turn; one of them is killed again and again.
    """
    scene = await make("postgres")
    ports = [free_port(), free_port()]
    front = free_port()
    turn = 0

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal turn
        turn += 1
        for place in (turn, turn + 1):
            try:
                inside, outside = await asyncio.open_connection("127.0.0.1", ports[place % 2])
            except OSError:
                continue
            await asyncio.gather(_pump(reader, outside), _pump(inside, writer))
            return
        writer.close()

    balancer = await asyncio.start_server(pass_on, "127.0.0.1", front)
    hook = f"http://127.0.0.1:{front}/hook"
    replicas = [await scene.start("serve", WEBHOOK_URL=hook, PORT=str(port)) for port in ports]
    cycle = await cycle_of(scene)
    for number in range(kills()):
        await scene.type_on()
        await scene.until_active("sendMessage")
        place = number % 2
        await scene.kill(replicas[place])
        replicas[place] = await scene.start("serve", WEBHOOK_URL=hook, PORT=str(ports[place]))
    await scene.check(cycle)
    balancer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@pytest.mark.parametrize("database", ["sqlite"])
async def test_nobody_is_killed(make: Make, database: str) -> None:
    """
    The measure itself: without a kill there is nothing lost and nothing double.
    """
    scene = await make(database)
    await scene.start("poll")
    cycle = await cycle_of(scene)
    for _ in range(5):
        await scene.type_on()
        await scene.until_active("sendMessage")
    await scene.check(cycle)
    assert sum(typist.doubles for typist in scene.typists) == 0
