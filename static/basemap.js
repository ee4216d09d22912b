// The ground under the map, served by us: land and towns of Natural Earth, drawn as shapes, so that no tile server
// learns who reads what. docs/basemap.md says where the shapes are from. It also names the markers for screen readers.

const here = (file) => new URL(file, import.meta.url).href;
const plugin = (file) => new URL(`../-/static-plugins/${file}`, import.meta.url).href;

// what datasette-leaflet and datasette-cluster-map would say in inline scripts, which our policy does not run
window.datasette = window.datasette || {};
window.datasette.leaflet = {
  JAVASCRIPT_URL: plugin("datasette-leaflet/leaflet-v1.7.1.js"),
  CSS_URL: plugin("datasette-leaflet/leaflet-v1.7.1.css"),
};
window.datasette.cluster_map = {
  MARKERCLUSTER_URL: plugin("datasette-cluster-map/leaflet.markercluster.min.js"),
  MARKERCLUSTER_CSS_URL: plugin("datasette-cluster-map/leaflet.markercluster.css"),
};
window.DATASETTE_CLUSTER_MAP_LATITUDE_COLUMN = "latitude";
window.DATASETTE_CLUSTER_MAP_LONGITUDE_COLUMN = "longitude";
window.DATASETTE_CLUSTER_MAP_CONTAINER = "#map";
// one empty pixel: the shapes below take the place of tiles
window.DATASETTE_CLUSTER_MAP_TILE_LAYER =
  "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
window.DATASETTE_CLUSTER_MAP_TILE_LAYER_OPTIONS = { maxZoom: 14, attribution: "Made with Natural Earth" };

const NEAR = [[48, -11], [61, 9]]; // where land-near.json holds finer coasts
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function drawGround(map) {
  const [world, near, towns] = await Promise.all(
    ["land-world.json", "land-near.json", "towns.json"].map((file) => fetch(here(file)).then((answer) => answer.json()))
  );
  map.createPane("ground").style.zIndex = 150;
  const renderer = L.canvas({ pane: "ground", padding: 0.5 });
  const options = { pane: "ground", renderer, interactive: false, stroke: false, fillOpacity: 1 };
  L.geoJSON(world, { ...options, style: { ...options, fillColor: colour("--land") } }).addTo(map);
  L.rectangle(NEAR, { ...options, fillColor: colour("--sea") }).addTo(map);
  L.geoJSON(near, { ...options, style: { ...options, fillColor: colour("--land") } }).addTo(map);
  drawTowns(map, towns);
  L.control.scale().addTo(map);
}

function drawTowns(map, towns) {
  map.createPane("towns").style.zIndex = 160;
  const layers = new Map();
  for (const [name, latitude, longitude, zoom] of towns) {
    const dot = L.circleMarker([latitude, longitude], {
      pane: "towns", radius: 2, weight: 0, fillOpacity: 1, fillColor: colour("--quiet"), interactive: false,
    });
    dot.bindTooltip(name, { permanent: true, direction: "right", className: "town", pane: "towns", offset: [2, 0] });
    if (!layers.has(zoom)) layers.set(zoom, L.layerGroup());
    layers.get(zoom).addLayer(dot);
  }
  const show = () => layers.forEach((layer, zoom) =>
    map.getZoom() >= zoom ? layer.addTo(map) : layer.remove());
  map.on("zoomend", show);
  show();
  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(() => keepClear(map), 400); }; // markers move for a quarter of a second
  map.on("zoomend moveend layeradd layerremove", later);
  later();
}

// no name of a town lies under a marker: it stands right of the marker that covers its dot, else left of the dot, or not at all
function keepClear(map) {
  const taken = [...map.getPane("markerPane").children].map((each) => each.getBoundingClientRect());
  const names = [...map.getPane("towns").querySelectorAll(".town")];
  for (const name of names) name.style.marginLeft = name.style.visibility = "";
  for (const name of names) {
    const under = (place) => taken.find((each) =>
      place.left < each.right && place.right > each.left && place.top < each.bottom && place.bottom > each.top);
    const place = name.getBoundingClientRect();
    const marker = under(place);
    if (!marker) continue;
    const [dot, gap] = [place.left - 8, 4];
    const moved = dot > marker.left && dot < marker.right ? marker.right - place.left + gap : dot - gap - place.right;
    name.style.marginLeft = `${parseFloat(getComputedStyle(name).marginLeft) + moved}px`;
    if (under(name.getBoundingClientRect())) name.style.visibility = "hidden";
  }
}

function nameMarker({ layer }) {
  const icon = layer._icon;
  if (!icon) return;
  icon.setAttribute("role", "button");
  if (layer.getChildCount) icon.setAttribute("aria-label", `${layer.getChildCount()} places`);
  else icon.alt = words(layer);
}

// what a popup is about: its title or the row's name, read without running anything in it
function words(layer) {
  const popup = layer.getPopup && layer.getPopup();
  const page = new DOMParser().parseFromString(popup ? popup.getContent() : "", "text/html");
  const named = [...page.querySelectorAll("dt")].find((term) => ["title", "name", "place"].includes(term.textContent));
  const paragraphs = [...page.querySelectorAll("p")].map((each) => each.textContent);
  return (named ? named.nextElementSibling.textContent : paragraphs.join(", ")) || "place";
}

// links of popups are written for an archive of this name at the root of its host: they are led to where it is served
function lead({ popup }) {
  const served = document.querySelector('nav a[href$="#tables"]')?.getAttribute("href").replace("#tables", "/");
  for (const link of popup.getElement().querySelectorAll('a[href^="/archive/"]')) {
    if (served) link.setAttribute("href", link.getAttribute("href").replace("/archive/", served));
  }
}

// the first view shows enough of the coast to tell where in the world it is, however close the markers are
function fitBoundsAtFirst(bounds, options) {
  delete this.fitBounds;
  return this.fitBounds(bounds, { ...options, maxZoom: 8, padding: [30, 30] });
}

await import(window.datasette.leaflet.JAVASCRIPT_URL);
L.Map.addInitHook(function () {
  this.getContainer().setAttribute("aria-label", "Map");
  this.on("layeradd", nameMarker);
  this.on("popupopen", lead);
  this.fitBounds = fitBoundsAtFirst;
  this.whenReady(() => drawGround(this));
});
