/* Bundles the entries of src/ into the folder that is named, each as NAME.js with its styles as NAME.css beside it.

   To add an entry (a page with a script of its own): write src/NAME.ts, add "NAME" to ENTRIES, put what it needs from npm
   into package.json by exact version (there is no lock file, as one made on a registry that lacks the packages of other
   platforms cannot be installed there). A style sheet that the entry imports,
   its own or a library's, becomes NAME.css. Python finds both by `assets.path("web", "NAME.js")`, in a checkout as well as
   in a wheel. THIRD-PARTY.txt beside them has the licence of every package that went in. `make web` bundles anew after a change; `make lint` checks types and style. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const ENTRIES = ["view", "view-large", "network", "editor"];

const OURS = readFileSync("../../LICENSE", "utf8");
const PERMISSION = OURS.slice(OURS.indexOf("Permission is hereby granted")).trim();
const OUT = process.argv[2] ?? "../_assets/web";

const { metafile } = await build({
  entryPoints: ENTRIES.map((name) => `src/${name}.ts`),
  outdir: OUT,
  metafile: true,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".svg": "dataurl", ".woff2": "dataurl" },
  logLevel: "warning",
});

/* The folders of the packages that some bundle has a part of. */
function bundled() {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      return folder && bytesInOutput ? [folder] : [];
    }),
  );
}

/* With what they need themselves: yasqe and yasr come with their dependencies already inside. */
function withNeeds(folders) {
  const all = new Set();
  const add = (folder) => {
    if (all.has(folder)) return;
    all.add(folder);
    for (const name of Object.keys(described(folder).dependencies ?? {})) {
      const found = [join(folder, "node_modules", name), join("node_modules", name)].find(existsSync);
      if (found && !name.startsWith("@types/")) add(found);
    }
  };
  folders.forEach(add);
  return [...all].sort();
}

function described(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/* The text of the licence that a package names without a file of it: MIT's is that of our own, and CC0 asks for none. */
function standard(license, author) {
  const holder = `Copyright (c) ${author} (the package names its licence and has no file of it)`;
  if (license === "MIT") return `${holder}\n\n${PERMISSION}`;
  if (license === "CC0-1.0") return `By ${author}: https://creativecommons.org/publicdomain/zero/1.0/legalcode`;
  throw new Error(`a package under ${license} has no licence file: it cannot be shipped`);
}

function licence(folder) {
  const { name, version, license, author } = described(folder);
  if (!license) throw new Error(`${name} ${version} names no licence: it cannot be shipped`);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (!texts.length) texts.push(standard(license, author?.name ?? author ?? "its authors"));
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

const line = `\n\n${"-".repeat(78)}\n\n`;
const head = "The scripts and styles in this folder are made from these packages, under the licences given here.";
writeFileSync(join(OUT, "THIRD-PARTY.txt"), `${[head, ...withNeeds(bundled()).map(licence)].join(line)}\n`);
