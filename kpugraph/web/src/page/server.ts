/* What the server's page asks its server for, and only it: neighbours of a node, and names that the page does not hold. */
import { type Data, data, node, numberOf } from "../model/data";
import { join } from "../model/join";
import { state } from "../model/state";
import { forget } from "../model/visible";
import { choose, loaded, type Offer, type Source } from "./actions";
import { countFilters } from "./filters";
import { speakFrame } from "./frame";
import { searchFrom } from "./search";

const DRAWN = ["person", "body", "event", "document"];

async function ask<T>(path: string): Promise<T> {
  const reply = await fetch(path, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`${reply.status}`);
  return (await reply.json()) as T;
}

/* The address of this page with everything that was loaded: opened, it shows the same. */
function fields(more?: string): URLSearchParams {
  const found = new URLSearchParams();
  const around = [...loaded].map((id) => node(id).id).slice(-(data.most ?? 12));
  for (const name of around) found.append("around", name);
  if (data.depth && data.depth > 1) found.set("depth", String(data.depth));
  if (data.only?.length) found.set("kinds", data.only.join(","));
  if (more) found.set("of", more);
  return found;
}

async function fetchNeighbours(iri: string, parent: number | undefined): Promise<void> {
  const first = join(await ask<Data>(`/network/neighbours?${fields(iri)}`), parent);
  forget();
  searchFrom(first);
  countFilters();
  speakFrame(state);
  const id = numberOf(iri);
  if (id !== undefined) loaded.add(id);
}

export const fromServer = (): Source => ({
  load: (id) => fetchNeighbours(node(id).id, id),
  find: async (query) => {
    const hits = await ask<Offer[]>(`/search.json?q=${encodeURIComponent(query)}`);
    return hits.filter((one) => DRAWN.includes(one.kind) && numberOf(one.iri) === undefined).slice(0, 5);
  },
  take: async (offer) => {
    if (numberOf(offer.iri) === undefined) await fetchNeighbours(offer.iri, undefined);
    const id = numberOf(offer.iri);
    if (id !== undefined) choose({ node: id });
  },
  pageOf: (id) => {
    const { id: iri } = node(id);
    return iri.startsWith(data.base) ? `/${iri.slice(data.base.length)}` : iri;
  },
  address: () => `${location.pathname}?${fields()}`,
});
