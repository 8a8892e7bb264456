import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.multipart import parse_multipart
from bot.preview.refusal import Refused


def form(content: bytes) -> bytes:
    return (
        b'--edge\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n42\r\n'
        b'--edge\r\nContent-Disposition: form-data; name="photo"; filename="a b.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + content + b"\r\n--edge--\r\n"
    )


@given(st.binary().filter(lambda content: b"--edge" not in content))
def test_files_come_out_byte_by_byte(content: bytes) -> None:
    fields, uploads = parse_multipart("multipart/form-data; boundary=edge", form(content))
    assert fields == {"chat_id": "42"}
    upload = uploads["photo"]
    assert (upload.name, upload.mime_type, upload.content) == ("a b.png", "image/png", content)


def test_without_a_boundary_there_is_nothing_to_read() -> None:
    with pytest.raises(Refused):
        parse_multipart("multipart/form-data", form(b"x"))
