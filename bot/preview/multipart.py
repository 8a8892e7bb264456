"""
Reads multipart/form-data, the form that carries files.
"""

from email.message import Message
from email.parser import BytesHeaderParser

from bot.preview.parameters import Upload
from bot.preview.refusal import bad_request

_HEADERS = BytesHeaderParser()


def parse_multipart(content_type: str, body: bytes) -> tuple[dict[str, object], dict[str, Upload]]:
    """
    Return the fields and the files of a form by name.

    Takes the value of the Content-Type header. Raises Refused when there is no boundary in it.
    """
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary("")
    if not boundary:
        msg = "multipart without a boundary"
        raise bad_request(msg)
    fields: dict[str, object] = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(f"\r\n--{boundary}".encode())[1:]:
        head, blank, content = part.partition(b"\r\n\r\n")
        if not blank:
            continue
        headers = _HEADERS.parsebytes(head.lstrip(b"\r\n") + b"\r\n\r\n")
        name = headers.get_param("name", "", "content-disposition")
        file_name = headers.get_filename()
        if file_name is None:
            fields[str(name)] = content.decode(errors="replace")
        else:
            uploads[str(name)] = Upload(file_name, content, headers.get_content_type())
    return fields, uploads
