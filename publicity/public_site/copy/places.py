"""Which file an address of the site becomes, and which address a link then has. Pure.

Files know no query strings: the looks and the pages of a list get paths of their own, everything that is asked leads
to the page without the question, and questions about a year, a town or an item lead to the index made for the copy.
"""

from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

LOOKS = {"large": "large", "contrast": "contrast"}
INDEX = "/browse/"
ASKED = {"year": "year", "town": "town", "item": "item"}
"""What a question of the list of results is called in the index."""


def place(link: str, page: str, host: str) -> str | None:
    """The address in the copy of a link found on the address `page` of the site; None for one that leads outside.

    `/draws/?page=2&view=large` -> `/_large/draws/_page/2/`; a fragment stays.
    """
    parts = urlsplit(urljoin(f"https://{host}{page}", link))
    if parts.scheme not in ("http", "https") or parts.netloc != host:
        return None
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    path = _indexed(parts.path, asked) or parts.path
    made_here = path == "/" or path.startswith(INDEX)
    if (number := asked.get("page", "")).isdecimal() and not made_here and int(number) > 1:
        path = f"{path}_page/{int(number)}/"
    if path.endswith("/") and not made_here and (look := LOOKS.get(asked.get("view", ""))):
        path = f"/_{look}{path}"
    return quote(unquote(path)) + (f"#{parts.fragment}" if parts.fragment else "")


def _indexed(path: str, asked: dict[str, str]) -> str:
    """The index page for a question about one year, town or item; empty where there is none."""
    found = [(ASKED[name], value) for name, value in asked.items() if path == "/" and name in ASKED]
    return f"{INDEX}{found[0][0]}/{found[0][1]}/" if len(found) == 1 else ""


def address(place: str) -> str:
    """The address of the site that has what stands at a place of the copy."""
    path, view = place.partition("#")[0], ""
    for look, name in LOOKS.items():
        if path.startswith(f"/_{name}/"):
            path, view = path.removeprefix(f"/_{name}"), f"view={look}"
    path, _, number = path.partition("_page/")
    asked = "&".join(part for part in (f"page={number.strip('/')}" if number else "", view) if part)
    return f"{path}?{asked}" if asked else path


def file_of(place: str) -> str:
    """`/draws/` -> `draws/index.html`, `/feed.atom` -> `feed.atom`. Never outside the folder."""
    path = unquote(place.partition("#")[0])
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return "/".join([*parts, "index.html"] if path.endswith("/") else parts)
