"""A page of the site as a page of the copy: links to places, forms replaced by a sentence. Pure."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

LINKS = {"href", "src"}
CONTROLS = {"input", "button", "select", "textarea", "label", "datalist"}
SINGLE = {"input"}
ASKING = "这里是静态副本，不能在线查询。请按年份、乡镇和事项的索引查找，或者用浏览器的页内查找。"
SENDING = "这里是静态副本，不能在线提交。请打印空白表，填好后送交或寄到本页所列的地址。"


class Page(HTMLParser):
    """`text` is the new page, `found` the links as they stood. `moved(link)` is the link in the copy."""

    def __init__(self, moved: Callable[[str], str], index: str) -> None:
        super().__init__(convert_charrefs=False)
        self.moved, self.index = moved, index
        self.found: list[str] = []
        self.out: list[str] = []
        self.form = ""
        self.shut = ""  # the control being left out, until its end

    @property
    def text(self) -> str:
        return "".join(self.out)

    def handle_decl(self, decl: str) -> None:
        self._put(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.shut:
            return
        if tag == "form":
            self.form = dict(attrs).get("method") or "get"
            self._put(self._sentence())
        elif self.form and tag in CONTROLS:
            self.shut = "" if tag in SINGLE else tag
        else:
            self._put(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.shut and not (self.form and tag in CONTROLS):
            self._put(self._tag(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""
        elif self.shut:
            self.shut = "" if tag == self.shut else self.shut
        else:
            self._put(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.shut:
            self._put(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _put(self, text: str) -> None:
        self.out.append(text)

    def _sentence(self) -> str:
        said = SENDING if self.form.lower() == "post" else ASKING
        return f'<p class="note">{said} <a href="{escape(self.index)}">索引</a></p>'

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        return f"<{tag}{''.join(self._attribute(name, value) for name, value in attrs)}>"

    def _attribute(self, name: str, value: str | None) -> str:
        if value is None:
            return f" {name}"
        if name in LINKS or (name.startswith("data-") and value.startswith("/")):
            self.found.append(value)
            value = self.moved(value)
        return f' {name}="{escape(value)}"'
