/* The query page: Zazuko's editor and result tables on this server's endpoint, and the named queries. Asks no other host. */
import "@zazuko/yasqe/build/yasqe.min.css";
import "@zazuko/yasr/build/yasr.min.css";
import "./styles/editor.css";
import Yasqe from "@zazuko/yasqe";
import Yasr from "@zazuko/yasr";
import { type Known, offerNamedQueries } from "./query/named";

const START =
  "SELECT ?person ?name WHERE {\n  ?person a schema:Person ; rdfs:label ?name .\n}\nORDER BY ?name\nLIMIT 50\n";

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

function main(): void {
  const known = JSON.parse(element("known").textContent ?? "{}") as Known;
  const address = new URL(location.href);
  const editor = new Yasqe(element("editor"), {
    autocompleters: ["variables"],
    prefixCcApi: null,
    createShareableLink: (yasqe: Yasqe) => link(yasqe.getValue()),
    consumeShareLink: null,
    persistenceId: null,
    resizeable: false,
    requestConfig: {
      endpoint: new URL("/sparql", address).href,
      method: "POST",
      acceptHeaderGraph: "text/turtle",
      acceptHeaderSelect: "application/sparql-results+json",
    },
  });
  element("editor").querySelector("textarea")?.setAttribute("aria-label", "SPARQL");
  editor.on("change", () => declare(editor, known.prefixes));
  editor.setValue(address.searchParams.get("query") ?? START);
  const results = new Yasr(element("results"), {
    persistenceId: null,
    pluginOrder: ["table", "response"],
    defaultPlugin: "table",
    prefixes: known.prefixes,
    getPlainQueryLinkToEndpoint: () => link(editor.getValue()),
  });
  editor.on("queryResponse", (_: Yasqe, reply: unknown, duration: number) => {
    results.setResponse(reply, duration);
  });
  element("results").addEventListener("click", (event) => openHere(event, known.base), { capture: true });
  offerNamedQueries(known, (query) => {
    editor.setValue(query);
    editor.focus();
  });
  if (address.searchParams.has("query")) void editor.query();
}

/** Declares the project's prefixes that the query uses: the server knows them, but the editor and other servers do not. */
function declare(editor: Yasqe, prefixes: Record<string, string>): void {
  const declared = editor.getPrefixesFromQuery();
  const missing: Record<string, string> = {};
  for (const [, prefix] of editor.getValue().matchAll(/(?<![\w:<"'/.-])([a-z]+):(?=\w)/g)) {
    if (prefix && prefix in prefixes && !(prefix in declared)) missing[prefix] = prefixes[prefix] ?? "";
  }
  if (Object.keys(missing).length) editor.addPrefixes(missing);
}

/** Opens what this server has a page of here, and not at the address that its name redirects from. */
function openHere(event: MouseEvent, base: string): void {
  const anchor = event.target instanceof Element ? event.target.closest("a") : null;
  if (!anchor?.href.startsWith(base)) return;
  event.preventDefault();
  location.assign(`/${anchor.href.slice(base.length)}`);
}

/** The address of this page with a query in it. */
function link(query: string): string {
  const address = new URL("/query", location.href);
  address.searchParams.set("query", query);
  return address.href;
}

main();
