"""Several PDF files become one, each leaf with its number in the upper right corner, where archives have it."""

import ctypes
import io
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4
SIZE = 11  # points


def count(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as opened:
        return len(opened)


def merged(parts: Sequence[bytes]) -> bytes:
    """All pages in order."""
    with pypdfium2.PdfDocument.new() as whole:
        for part in parts:
            with pypdfium2.PdfDocument(part) as opened:
                whole.import_pages(opened)
        for number in range(len(whole)):
            _stamp(whole, number)
        buffer = io.BytesIO()
        whole.save(buffer)
    return buffer.getvalue()


def _stamp(whole: pypdfium2.PdfDocument, index: int) -> None:
    page = whole[index]
    width, height = page.get_size()
    words = raw.FPDFPageObj_NewTextObj(whole.raw, b"Helvetica", SIZE)
    text = ctypes.create_string_buffer((str(index + 1) + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(words, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, width - 18 * MM, height - 11 * MM)
    raw.FPDFPage_InsertObject(page.raw, words)
    raw.FPDFPage_GenerateContent(page.raw)
    page.close()
