// The map of a plan and its years: the office's own geometry, drawn without tiles; a slider goes through the years.
"use strict";

const plan = JSON.parse(document.getElementById("plan-map-data").textContent);
const words = plan.words;
const slider = document.getElementById("plan-year");
const told = document.getElementById("plan-year-told");
const COLOURS = { old: "#b98b5e", cleared: "#e3d5c3", plant: "#1f5f5b", sold: "#7a4f00", waiting: "#a3261c", moved: "#1d6b35", site: "#2b4f86", unbuilt: "#8a9896" };

const map = L.map("plan-map", { attributionControl: false, zoomSnap: 0.25 });
const layers = { blocks: [], sites: [], hamlets: [], ways: [] };

/** A point of ours (longitude, latitude) as Leaflet takes it. */
const at = ([x, y]) => [y, x];

/** Whether something dated has happened by a year. */
const by = (when, year) => when !== null && when <= year;

/** The count of years in a list that have come by a year. */
const count = (years, year) => years.filter((each) => each <= year).length;

for (const block of plan.blocks.filter((each) => each.shape.length > 2)) {
  const shape = L.polygon(block.shape.map(at), { weight: 1.5 }).addTo(map);
  layers.blocks.push([block, shape]);
}
for (const hamlet of plan.hamlets.filter((each) => each.at)) {
  const radius = 3 + Math.sqrt(hamlet.households) * 0.7;
  const mark = L.circleMarker(at(hamlet.at), { radius, weight: 1.5, fillOpacity: 0.75 }).addTo(map);
  layers.hamlets.push([hamlet, mark]);
  const site = plan.sites.find((each) => each.name === hamlet.to);
  if (site && site.at) {
    const way = L.polyline([at(hamlet.at), at(site.at)], { color: COLOURS.moved, weight: 1, opacity: 0.6 });
    layers.ways.push([hamlet, way]);
  }
}
for (const site of plan.sites.filter((each) => each.at)) {
  const mark = L.circleMarker(at(site.at), { radius: 11, weight: 3, color: COLOURS.site }).addTo(map);
  layers.sites.push([site, mark]);
}
const all = L.featureGroup([...layers.blocks, ...layers.hamlets, ...layers.sites].map(([, layer]) => layer));
if (all.getLayers().length) map.fitBounds(all.getBounds().pad(0.05));
else document.getElementById("plan-map").replaceChildren(words.none);

/** The colour and the words of a block at the end of a year. */
function blockAt(block, year) {
  const plants = count(block.plants, year);
  const sold = count(block.sold, year);
  if (plants) return ["plant", `${block.name}：${words.plants} ${plants}${sold ? `，${words.sold} ${sold}` : ""}`];
  if (sold) return ["sold", `${block.name}：${words.sold} ${sold}`];
  return by(block.cleared, year) ? ["cleared", `${block.name}：${words.cleared}`] : ["old", `${block.name}：${words.old}`];
}

/** Draw the state at the end of a year. */
function show(year) {
  for (const [block, shape] of layers.blocks) {
    const [state, text] = blockAt(block, year);
    shape.setStyle({ color: COLOURS[state], fillColor: COLOURS[state], fillOpacity: state === "cleared" ? 0.35 : 0.65 });
    shape.bindTooltip(text);
  }
  for (const [hamlet, mark] of layers.hamlets) {
    const moved = by(hamlet.year, year);
    const colour = moved ? COLOURS.moved : COLOURS.waiting;
    mark.setStyle({ color: colour, fillColor: moved ? "#fff" : colour });
    mark.bindTooltip(`${hamlet.name}：${hamlet.households} ${words.households}${moved ? ` → ${hamlet.to}` : ""}`);
  }
  for (const [hamlet, way] of layers.ways) {
    if (by(hamlet.year, year)) way.addTo(map);
    else way.remove();
  }
  for (const [site, mark] of layers.sites) {
    const built = count(site.stages, year);
    mark.setStyle({ color: built ? COLOURS.site : COLOURS.unbuilt, fillOpacity: built ? 0.8 : 0.1 });
    mark.bindTooltip(`${site.name}：${words.stages} ${built} / ${site.of}`);
  }
  const moved = plan.hamlets.filter((each) => by(each.year, year));
  const cleared = plan.blocks.filter((each) => by(each.cleared, year)).length;
  const households = moved.reduce((sum, each) => sum + each.households, 0);
  told.textContent = `${year}：${words.cleared} ${cleared}，${words.moved} ${moved.length}（${households} ${words.households}）`;
}

slider.addEventListener("input", () => show(Number(slider.value)));
show(Number(slider.value));
