"""
What the local Telegram has been told to do wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bot.preview.refusal import Lost, Refused, forbidden, too_many_requests

_TROUBLES: tuple[Callable[[], Refused | Lost], ...] = (
    lambda: Refused(502, "Bad Gateway"),
    lambda: Refused(502, "Bad Gateway"),
    lambda: too_many_requests(1),
    lambda: Lost(timed_out=False),
)


@dataclass(slots=True)
class Fault:
    """
    One kind of trouble, for the calls that it matches.

    `times` is how many calls it still hits, None without end. An `accepted` call is carried out
    although its answer is lost.
    """

    trouble: Callable[[], Refused | Lost]
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    accepted: bool = False

    def hits(self, method: str, chat_id: int | None) -> bool:
        """
        Tell whether this call is hit.
        """
        return (
            self.times != 0
            and (self.method is None or self.method.lower() == method)
            and (self.chat_id is None or self.chat_id == chat_id)
        )


class Faults:
    """
    The troubles in the order in which they were asked for.

    Every method takes `method` (None: any), `chat_id` (None: any) and `times` (None: until
    `clear`). The first fault that matches a call is the one that it meets.
    """

    def __init__(self) -> None:
        """
        Start with everything in order.
        """
        self._faults: list[Fault] = []
        self._share: tuple[float, Random] | None = None
        self.revoked = False

    def share(self, fraction: float, seed: int) -> None:
        """
        Refuse this share of all calls at random, before they are accepted, until `clear`.

        Half of them are answered with 502, the others with 429 or a cut connection; the same seed
        gives the same refusals.
        """
        self._share = (fraction, Random(seed))  # noqa: S311 - for tests

    def refuse(
        self,
        error_code: int,
        description: str,
        parameters: dict[str, int] | None = None,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Answer with an error of the caller's choice.
        """
        self._add(
            Fault(lambda: Refused(error_code, description, parameters), method, chat_id, times)
        )

    def forbid(
        self,
        words: str = "bot was blocked by the user",
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Answer 403.
        """
        self._add(Fault(lambda: forbidden(words), method, chat_id, times))

    def flood(
        self,
        retry_after: int,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Answer 429 with `retry_after` seconds.
        """
        self._add(Fault(lambda: too_many_requests(retry_after), method, chat_id, times))

    def fail(
        self,
        error_code: int = 502,
        description: str = "Bad Gateway",
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Answer 5xx.
        """
        self.refuse(error_code, description, method=method, chat_id=chat_id, times=times)

    def time_out(
        self,
        *,
        accepted: bool = False,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Never answer; carry the call out all the same when `accepted`.
        """
        self._add(Fault(lambda: Lost(timed_out=True), method, chat_id, times, accepted))

    def cut(
        self,
        *,
        accepted: bool = False,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """
        Cut the connection; carry the call out all the same when `accepted`.
        """
        self._add(Fault(lambda: Lost(timed_out=False), method, chat_id, times, accepted))

    def revoke_token(self) -> None:
        """
        Answer 401 to every call from now on.
        """
        self.revoked = True

    def clear(self) -> None:
        """
        Put everything in order again.
        """
        self._faults.clear()
        self._share = None
        self.revoked = False

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """
        Return the fault that the call meets and count it, None when it meets none.
        """
        for fault in self._faults:
            if fault.hits(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                    if not fault.times:
                        self._faults.remove(fault)
                return fault
        return None if self._share is None else self._chance(*self._share)

    def _chance(self, fraction: float, random: Random) -> Fault | None:
        if random.random() >= fraction:
            return None
        return Fault(random.choice(_TROUBLES))

    def _add(self, fault: Fault) -> None:
        self._faults.append(fault)
