/* The list of named queries and a form for the parameters of the one that is chosen. */

export interface Parameter {
  name: string;
  type: string;
  description: string;
  default: string;
  required: boolean;
  choices: string[];
}

export interface Named {
  name: string;
  title: string;
  group: string;
  parameters: Parameter[];
}

export interface Known {
  queries: Named[];
  prefixes: Record<string, string>;
  base: string;
  lang: string;
}

/** Fills the list; `show` gets the text of a query, its parameters bound by the server as RDF terms. */
export function offerNamedQueries(known: Known, show: (query: string) => void): void {
  const form = document.querySelector<HTMLFormElement>("#named");
  const list = form?.querySelector<HTMLSelectElement>("select");
  const fields = form?.querySelector<HTMLElement>("#parameters");
  const button = form?.querySelector<HTMLButtonElement>("button");
  const note = form?.querySelector<HTMLOutputElement>("output");
  if (!form || !list || !fields || !button || !note) return;
  list.append(...groups(known.queries));

  const load = async (): Promise<void> => {
    const given = new URLSearchParams();
    for (const field of fields.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
      if (field.value) given.set(field.name, field.value);
    }
    const reply = await fetch(`/query/named/${encodeURIComponent(list.value)}?${given}`);
    const text = await reply.text();
    note.value = reply.ok ? "" : text.trim();
    if (reply.ok) show((JSON.parse(text) as { query: string }).query);
  };
  const choose = (): void => {
    const query = known.queries.find((each) => each.name === list.value);
    fields.replaceChildren(...(query?.parameters ?? []).map(field));
    button.hidden = !query;
    note.value = "";
    if (query && !query.parameters.some((each) => each.required)) void load();
  };
  list.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void load();
  });
  const wanted = new URL(location.href).searchParams.get("name");
  if (wanted && known.queries.some((each) => each.name === wanted)) {
    list.value = wanted;
    choose();
  }
}

function groups(queries: Named[]): HTMLOptGroupElement[] {
  const found = new Map<string, HTMLOptGroupElement>();
  for (const query of queries) {
    let group = found.get(query.group);
    if (!group) {
      group = document.createElement("optgroup");
      group.label = query.group;
      found.set(query.group, group);
    }
    group.append(new Option(query.title, query.name));
  }
  return [...found.values()];
}

function field(parameter: Parameter): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(parameter.name);
  if (parameter.choices.length) {
    const list = document.createElement("select");
    list.append(new Option("", ""), ...parameter.choices.map((choice) => new Option(choice, choice)));
    label.append(named(list, parameter));
  } else {
    const input = document.createElement("input");
    input.placeholder = parameter.type;
    label.append(named(input, parameter));
  }
  if (parameter.description) {
    const hint = document.createElement("small");
    hint.textContent = parameter.description;
    label.append(hint);
  }
  return label;
}

function named<T extends HTMLInputElement | HTMLSelectElement>(input: T, parameter: Parameter): T {
  input.name = parameter.name;
  input.value = parameter.default;
  input.required = parameter.required;
  return input;
}
