"""
The files that went through the local Telegram.
"""

import hashlib
from dataclasses import dataclass

from bot.preview import limits
from bot.preview.parameters import Parameters, Upload
from bot.preview.refusal import Json, bad_request

_ATTACH = "attach://"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """
    A file with its numbers; `kind` is what it was sent as.
    """

    kind: str
    id: str
    unique_id: str
    path: str
    upload: Upload

    def to_json(self) -> Json:
        """
        Return what every kind of file in the Bot API begins with.
        """
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
        }


class Files:
    """
    All files by id and by path.
    """

    def __init__(self) -> None:
        """
        Start without files.
        """
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self.methods = {"getfile": self._get_file}

    def store(self, upload: Upload, kind: str) -> StoredFile:
        """
        Keep a file that is sent as a photo, a voice… and return it with its numbers.
        """
        number = len(self._by_id) + 1
        digest = hashlib.sha256(upload.content).hexdigest()[:16]
        path = f"{kind}s/file_{number}{_suffix(upload.name)}"
        stored = StoredFile(kind, f"BQAC{number:08d}{digest}", f"AgAD{digest}", path, upload)
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def content(self, path: str) -> bytes:
        """
        Return the bytes behind a file path, or raise KeyError.
        """
        return self._by_path[path].upload.content

    def named(self, parameters: Parameters, name: str, limit: int) -> StoredFile:
        """
        Return the file that a parameter uploads or names, or raise Refused.
        """
        value = parameters.text(name)
        upload = parameters.uploads.get(value.removeprefix(_ATTACH) if value else name)
        if upload is not None:
            if not upload.content:
                msg = "file must be non-empty"
                raise bad_request(msg)
            if len(upload.content) > limit:
                msg = f"file of size {len(upload.content)} bytes is too big"
                raise bad_request(msg)
            return self.store(upload, name)
        if not value:
            msg = f"there is no {name} in the request"
            raise bad_request(msg)
        if value not in self._by_id:
            msg = "wrong file identifier/HTTP URL specified"
            raise bad_request(msg)
        stored = self._by_id[value]
        if stored.kind != name:
            msg = f"can't use file of type {_type(stored.kind)} as {_type(name)}"
            raise bad_request(msg)
        return stored

    def _get_file(self, parameters: Parameters) -> Json:
        stored = self._by_id.get(parameters.text("file_id"))
        if stored is None:
            msg = "invalid file_id"
            raise bad_request(msg)
        if len(stored.upload.content) > limits.DOWNLOAD_BYTES:
            msg = "file is too big"
            raise bad_request(msg)
        return {**stored.to_json(), "file_path": stored.path}


def _type(kind: str) -> str:
    return kind.title().replace("_", "")


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix}" if dot else ""
