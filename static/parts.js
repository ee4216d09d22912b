// Leads an address that names a paragraph without its part (`#p2500`) to the part in which that stands. Without this script the
// parts are listed with the paragraphs that each has.

const { most } = document.querySelector("nav.parts").dataset;

function follow() {
  const [, position] = /^#p(\d+)$/.exec(location.hash) ?? [];
  if (!position || document.getElementById(`p${position}`)) return;
  const there = new URL(location);
  const part = String(Math.ceil(position / most));
  if (there.searchParams.get("part") === part) return;
  there.searchParams.set("part", part);
  location.replace(there);
}

follow();
addEventListener("hashchange", follow);
