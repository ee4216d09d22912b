// The map of /map, in the place of its picture, which is left to be printed: the same places, on the ground of basemap.js, to be moved and enlarged.

import "./basemap.js";

const { MARKERCLUSTER_URL, MARKERCLUSTER_CSS_URL } = window.datasette.cluster_map;

function style(href) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}

// made of nodes, never of text that is read as HTML: names come from the documents
function popup(name, count, href) {
  const link = Object.assign(document.createElement("a"), { href, textContent: name });
  const told = document.createElement("p");
  told.textContent = count ? `${count} event${count === 1 ? "" : "s"}` : "no dated event here";
  const both = document.createElement("div");
  both.append(link, told);
  return both;
}

const place = document.querySelector("#map[data-points]");
if (place) {
  await Promise.all([style(window.datasette.leaflet.CSS_URL), style(MARKERCLUSTER_CSS_URL), import(MARKERCLUSTER_URL)]);
  const ground = Object.assign(document.createElement("div"), { className: "moving" });
  const picture = place.querySelector("svg");
  ground.style.height = `${picture.getBoundingClientRect().height}px`;
  picture.before(ground);
  const map = L.map(ground, { maxZoom: 14, scrollWheelZoom: false });
  map.attributionControl.setPrefix("").addAttribution("Made with Natural Earth");
  const markers = L.markerClusterGroup({ maxClusterRadius: 40, showCoverageOnHover: false });
  for (const [name, latitude, longitude, count, id] of JSON.parse(place.dataset.points)) {
    const inList = document.getElementById(`place-${id}`);
    const href = inList ? `#place-${id}` : place.dataset.row + encodeURIComponent(id);
    markers.addLayer(L.marker([latitude, longitude], { title: name, alt: name }).bindPopup(popup(name, count, href)));
  }
  map.addLayer(markers);
  map.fitBounds(markers.getBounds());
}
