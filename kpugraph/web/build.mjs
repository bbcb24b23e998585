/* Bundles the entries of src/ into the folder that is named, each as NAME.js with its styles as NAME.css beside it.

   To add an entry (a page with a script of its own): write src/NAME.ts, add "NAME" to ENTRIES, put what it needs from npm
   into package.json by exact version (there is no lock file, as one made on a registry that lacks the packages of other
   platforms cannot be installed there). A style sheet that the entry imports,
   its own or a library's, becomes NAME.css. Python finds both by `assets.path("web", "NAME.js")`, in a checkout as well as
   in a wheel. `make web` bundles anew after a change; `make lint` checks types and style. */
import { build } from "esbuild";

const ENTRIES = ["view", "view-large", "network", "editor"];

await build({
  entryPoints: ENTRIES.map((name) => `src/${name}.ts`),
  outdir: process.argv[2] ?? "../_assets/web",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".svg": "dataurl", ".woff2": "dataurl" },
  logLevel: "warning",
});
