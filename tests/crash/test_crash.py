"""
Kill it anywhere: nothing is lost, every state change happens once, order is kept.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.crash.conftest import SECONDS, Make, Scene, cycle_of, kills
from tests.ports import free_port

DATABASES = ("sqlite", "postgres")


async def on_both(make: Make, play: Callable[[Scene], Awaitable[None]]) -> None:
    """
    Play it on both databases side by side: a good part of it is waiting for leases to end.
    """
    scenes = [await make(name) for name in DATABASES]
    await asyncio.gather(*(play(scene) for scene in scenes))


def serve(scene: Scene, port: int, front: int | None = None) -> Awaitable[int]:
    hook = f"http://127.0.0.1:{front or port}/hook"
    return scene.start("serve", WEBHOOK_URL=hook, PORT=str(port))


async def until_taken(scene: Scene) -> None:
    """
    Have some customers type on, and wait until Telegram is rid of all updates.
    """
    await scene.type_on()
    await scene.telegram.until(lambda: not scene.telegram.updates.pending, SECONDS)


async def test_poll(make: Make) -> None:
    async def play(scene: Scene) -> None:
        process = await scene.start("poll")
        cycle = await cycle_of(scene)
        while scene.killed < kills():
            await scene.type_on()
            await scene.kill(process)
            process = await scene.start("poll")
        await scene.check(cycle)

    await on_both(make, play)


async def test_serve(make: Make) -> None:
    async def play(scene: Scene) -> None:
        port = free_port()
        process = await serve(scene, port)
        cycle = await cycle_of(scene)
        while scene.killed < kills():
            await scene.type_on()
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
        web, worker = await serve(scene, port), await scene.start("work")
        cycle = await cycle_of(scene)
        while scene.killed < kills():
            await scene.type_on()
            await asyncio.gather(scene.kill(web), scene.kill(worker))
            worker = await scene.start("work")
            web = await serve(scene, port)
        await until_taken(scene)
        while all(typist.content for typist in scene.typists):
            await until_taken(scene)
        # From here on the worker is alone with what is left.
        scene.kill_now(web)
        await scene.kill(worker)
        await scene.start("work")
        await scene.check(cycle)

    await on_both(make, play)


async def test_replicas(make: Make) -> None:
    """
    Telegram's requests reach two replicas in turn; one of them is killed again and again.
    """
    scene = await make("postgres")
    ports = (free_port(), free_port())
    async with balanced(ports) as front:
        replicas = [await serve(scene, port, front) for port in ports]
        cycle = await cycle_of(scene)
        while scene.killed < 2 * kills():
            await scene.type_on()
            place = scene.chance.randrange(2)
            await scene.kill(replicas[place])
            replicas[place] = await serve(scene, ports[place], front)
        await scene.check(cycle)


async def test_nobody_is_killed(make: Make) -> None:
    """
    The measure itself: without a kill there is nothing lost and nothing double.
    """

    async def play(scene: Scene) -> None:
        await scene.start("poll")
        cycle = await cycle_of(scene)
        for _ in range(5):
            await scene.type_on()
        await scene.until_content()
        assert sum(len(typist.repeated) for typist in scene.typists) == 0
        await scene.check(cycle)

    await on_both(make, play)


@asynccontextmanager
async def balanced(ports: tuple[int, int]) -> AsyncIterator[int]:
    """
    Pass connections on to the ports in turn, or to the other while one is closed; yield the front.
    """
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

    front = free_port()
    server = await asyncio.start_server(pass_on, "127.0.0.1", front)
    try:
        yield front
    finally:
        server.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
