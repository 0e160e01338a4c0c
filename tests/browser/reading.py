"""What a page says to those who read it or hear it read: in which language, and by which names."""

from __future__ import annotations

import re

from sitroom.ui.words import catalogue

# The rows behind a figure are data, which stay in the words they came in.
SAID = """() => {
  const said = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest('script,style,#wire,code,.languages,.rows td')) said.add(walker.currentNode.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label],[title],[placeholder]')) {
    for (const name of ['aria-label', 'title', 'placeholder']) for (const line of (element.getAttribute(name) ?? '').split('\\n')) said.add(line.trim());
  }
  return [...said].filter(Boolean);
}"""


ENGLISH = re.compile(r"(?<![\w/._<-])[A-Za-z]{3,} [a-z]{3,}(?![\w/._-])")


def foreign(page, language: str) -> list[str]:
    """What the screen says in the language that was not asked for: texts of the other catalogue."""
    pairs = catalogue("zh").items()
    other = [english if language == "zh" else chinese for english, chinese in pairs]
    ours = {chinese if language == "zh" else english for english, chinese in pairs}
    # A text with places in it is known by what stands between them, when that says something.
    known = [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))) for text in other
             if len(re.sub(r"\{\w+\}|\W", "", text)) > 1 and text not in ours]  # fmt: skip
    texts = page.evaluate(SAID)
    found = [said for said in texts if any(one.fullmatch(said) for one in known)]
    # Two English words beside each other are a sentence that nobody translated.
    return found + [said for said in texts if language == "zh" and ENGLISH.search(said)]


def unnamed(page) -> list[str]:
    """Controls and pictures that a screen reader could not name."""
    return page.evaluate("""() => [...document.querySelectorAll(
        'button,select,input,[role=img],[role=button],nav,dialog,iframe')].filter((element) =>
        element.checkVisibility() && !(element.getAttribute('aria-label') ?? '').trim()
        && !element.textContent.trim() && !element.labels?.length && !element.title)
        .map((element) => element.outerHTML.slice(0, 120))""")
