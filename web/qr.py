"""QR codes as SVG, small and quick to scan."""

import io

import segno


def badge_link(origin: str, code: str) -> str:
    """All upper case, so that the QR can use its alphanumeric mode and stays coarse."""
    return f"{origin}/b/{code}".upper()


def stool_link(origin: str, code: str) -> str:
    return f"{origin}/t/{code}".upper()


def qr_svg(text: str) -> str:
    """An inline SVG without size: CSS decides. Error correction M, for prints get dirty."""
    out = io.BytesIO()
    # One fixed mask: trying all eight takes eight times as long and scans no better here.
    code = segno.make(text, error="m", mask=3, micro=False, boost_error=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, nl=False, scale=1
    )
    return out.getvalue().decode()
