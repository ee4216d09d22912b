// Copies words with their citation and address: those of a paragraph at a click on "Cite" beside it, those of a field at a click on
// the button put behind it. Without this script "Cite" leads to the page of the paragraph, and the field can be selected.

const text = document.querySelector(".text");
const label = matchMedia("(hover: none)").matches ? "Copy" : "Copy with citation";
const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
(text ?? document.querySelector("main")).append(said);

for (const link of text ? document.querySelectorAll("a.copy") : []) link.firstChild.data = label;

if (text) document.querySelector("main").addEventListener("click", async (event) => {
  const link = event.target.closest("a.copy");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (await copy(quoted(link))) tell(link.firstChild, label);
  else location.assign(link.href);
});

for (const field of document.querySelectorAll(".to-copy textarea")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", async () => {
    if (await copy(field.value)) tell(button.firstChild, label);
    else field.select();
  });
  field.after(button);
}

function tell(words, before) {
  words.data = said.textContent = "Copied";
  setTimeout(() => {
    words.data = before;
    said.textContent = "";
  }, 2000);
}

function quoted(link) {
  const passage = link.closest(".passage, .titled");
  const parts = [...passage.querySelectorAll("p:not(.speaker, .note), h1, h2, h3, h4, h5, h6, pre, td, th")];
  const words = parts.map((part) => {
    const plain = part.cloneNode(true);
    for (const other of plain.querySelectorAll(".number, .copy, .hit-steps, .note")) other.remove();
    return plain.textContent.trim();
  });
  const { cited, archive } = text.dataset;
  return `“${words.filter(Boolean).join(passage.matches("tr") ? "\t" : "\n")}”\n\n` +
    `${cited}, ${link.dataset.locator}. ${archive}, ${link.href}`;
}

async function copy(words) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(words).then(() => true, () => false);
  }
  // a page that is not served by HTTPS has no clipboard, but may still copy what is selected
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = words;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
