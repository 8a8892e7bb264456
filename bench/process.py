"""
A contender's process, and what the kernel counts of it.
"""

import asyncio
import os
import resource
from collections.abc import Mapping, Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 15.0


class Process:
    """
    A running command, on one core of its own where the machine has two.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> "Process":
        """
        Start it; what it writes goes to the log.
        """
        with log.open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                *pinned(command), env=dict(environment), stdout=out, stderr=out
            )
        return cls(process)

    @property
    def pid(self) -> int:
        """
        The process's number.
        """
        return self._process.pid

    def cpu(self) -> float:
        """
        Return the seconds of processor time of the process and all it has started.
        """
        return cpu_of(self.pid)

    def peak(self) -> float:
        """
        Return the most memory that it and its children ever had, in MB.
        """
        return sum(map(_peak, _family(self.pid))) / 1024

    @property
    def ended(self) -> bool:
        """
        Whether it has ended.
        """
        return self._process.returncode is not None

    async def stop(self) -> None:
        """
        Ask it to stop, and make it if it does not.
        """
        if self.ended:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def cores() -> tuple[int, int]:
    """
    Return the core of the stand-in and the one of the contenders.
    """
    usable = sorted(os.sched_getaffinity(1))
    return usable[0], usable[-1]


def pinned(command: Sequence[str]) -> list[str]:
    """
    Put a command on the contenders' core.
    """
    return ["taskset", "--cpu-list", str(CONTENDER_CORE), *command]


def cpu_of(pid: int) -> float:
    """
    Return the seconds of processor time of a process, of its children, and of those that ended.
    """
    return sum(map(_cpu, _family(pid)))


def own_cpu() -> float:
    """
    Return the seconds of processor time of this process alone.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        return found
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    # utime, stime, cutime, cstime: fields 14 to 17 of proc(5)
    return sum(map(int, fields[11:15])) / TICKS


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    line = next((each for each in status.splitlines() if each.startswith("VmHWM:")), "VmHWM: 0")
    return int(line.split()[1])


STAND_IN_CORE, CONTENDER_CORE = cores()
