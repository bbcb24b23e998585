/* Partial dates: "2022", "2022-04" or "2022-04-12" mean every day in them; "--02-11" lacks its year and means none. */

export type Span = readonly [string, string];
const WHOLE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;
const DAY = 86_400_000;

const pad = (value: number): string => String(value).padStart(2, "0");

/* First and last day that a date can mean. */
export function bounds(value: string | undefined): Span | null {
  const parts = WHOLE.exec(value ?? "");
  if (!parts) return null;
  const [, year, month, day] = parts;
  if (day) return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return [`${year}-${month}-01`, `${year}-${month}-${pad(last)}`];
}

export function span(start: string | undefined, end: string | undefined): Span | null {
  const found = [bounds(start), bounds(end)].filter((pair): pair is Span => pair !== null);
  if (!found.length) return null;
  const days = found.flat().sort();
  return [days[0] as string, days.at(-1) as string];
}

export const meets = (one: Span, from: string, to: string): boolean => !(from && one[1] < from) && !(to && one[0] > to);

export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);
