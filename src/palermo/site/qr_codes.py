"""QR codes as SVG drawings."""

import qrcode  # type: ignore[import-untyped]  # brings no types
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M  # type: ignore[import-untyped]

# One of the eight patterns of a code, all of which every reader knows: to weigh them takes eight times as long.
MASK = 3


def draw_qr_code(words: str, *, is_long: bool = False) -> str:
    """A QR code as an SVG drawing: capital letters and digits take the least room.

    What `is_long` has less correction of errors, so that its squares are not too small.
    """
    correction = ERROR_CORRECT_L if is_long else ERROR_CORRECT_M
    code = qrcode.QRCode(error_correction=correction, border=4, mask_pattern=MASK)
    code.add_data(words, optimize=0)
    code.make(fit=True)
    matrix = code.get_matrix()
    runs = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{runs}"/></svg>'
    )
