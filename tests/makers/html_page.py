"""A page of the report as a strict reader sees it."""

from html.parser import HTMLParser

VOID = {"meta", "br", "line", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page: tags, attributes, text; refuses tags that do not close."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        """Note a tag that closes itself."""
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        """Note text outside of the style sheet."""
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self):
        """The text with single spaces."""
        return " ".join(" ".join(self.text).split())

    def values(self, name):
        """Give the values of an attribute."""
        return [value for _, key, value in self.attributes if key == name]


def page(path):
    """Read a page."""
    return Page(path.read_text("utf-8"))
