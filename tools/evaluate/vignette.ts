import * as v from 'valibot';

const vignette = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  text: v.string(),
  age: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(130))),
  sex: v.nullish(v.picklist(['male', 'female']))
});
export type Vignette = v.InferOutput<typeof vignette>;

/** One line of a file of cases, or what is wrong with it. */
export function parseVignette(line: string): Vignette | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const parsed = v.safeParse(vignette, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  return `${v.getDotPath(issue) ?? 'line'}: ${issue.message}`;
}
