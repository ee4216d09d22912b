// A click on "Cite" beside a paragraph copies its words with their citation and address; without this script it leads there.

const text = document.querySelector(".text");
const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
text.append(said);

for (const link of text.querySelectorAll("a.copy")) link.firstChild.data = "Copy with citation";

text.addEventListener("click", async (event) => {
  const link = event.target.closest("a.copy");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const copied = await copy(quoted(link)).then(() => true, () => false);
  if (!copied) {
    location.assign(link.href);
    return;
  }
  link.firstChild.data = said.textContent = "Copied";
  setTimeout(() => {
    link.firstChild.data = "Copy with citation";
    said.textContent = "";
  }, 2000);
});

function quoted(link) {
  const passage = link.closest(".passage");
  const parts = [...passage.querySelectorAll("p:not(.speaker, .note), h2, h3, h4, h5, h6, pre, td, th")];
  const words = parts.map((part) => {
    const plain = part.cloneNode(true);
    for (const other of plain.querySelectorAll(".number, .copy, .again, .note")) other.remove();
    return plain.textContent.trim();
  });
  const { cited, archive } = text.dataset;
  return `“${words.filter(Boolean).join(passage.matches("tr") ? "\t" : "\n")}”\n\n` +
    `${cited}, ${link.dataset.locator}. ${archive}, ${link.href}`;
}

async function copy(words) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(words);
    return;
  }
  // a page that is not served by HTTPS has no clipboard, but may still copy what is selected
  const field = document.createElement("textarea");
  field.value = words;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}
