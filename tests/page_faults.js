// What a page holds that no words from outside may bring into it: see tests/test_hostile_pages.py.
() => {
  const faults = [];
  const leads = ["href", "src", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href"];
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    if (["iframe", "frame", "object", "embed", "base", "audio", "video", "portal"].includes(tag)) faults.push(`<${tag}>`);
    if (tag === "meta" && element.httpEquiv) faults.push(`<meta http-equiv=${element.httpEquiv}>`);
    if (tag === "script" && !element.src && element.type !== "application/ld+json") faults.push(`inline script ${element.text.slice(0, 60)}`);
    if (tag === "script" && element.type === "application/ld+json") JSON.parse(element.text);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) faults.push(`<${tag} ${name}>`);
      if (!leads.includes(name)) continue;
      const address = new URL(value, location.href);
      // a link may lead to another host, as sources do; nothing else may, and no link runs anything
      const fine = tag === "a" ? ["http:", "https:", "mailto:"].includes(address.protocol) : address.origin === location.origin || address.protocol === "data:";
      if (!fine) faults.push(`<${tag} ${name}=${value.slice(0, 80)}>`);
    }
  }
  if (window.hacked) faults.push("it ran");
  const wider = document.documentElement.scrollWidth - innerWidth;
  if (wider > 0) faults.push(`${wider} px wider than the screen`);
  return [...new Set(faults)];
}
