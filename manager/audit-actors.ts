import type { AuditEntry } from '../common/protocol/audit.ts';

type Actor = AuditEntry['actor'];

/** Whoever was seen once can be asked for from then on. */
export function withActors(
  known: ReadonlyMap<string, Actor>,
  entries: readonly AuditEntry[],
): ReadonlyMap<string, Actor> {
  return new Map([...known, ...entries.map(({ actor }) => [actor.id, actor] as const)]);
}

/**
 * Who can be chosen, one choice a name: parts of the system bear one name and are asked for together; two people of
 * one name are two, told apart by their accounts.
 */
export function actorChoices(actors: readonly Actor[]): { readonly ids: string; readonly name: string }[] {
  return [...new Set(actors.map((each) => each.name))].flatMap((name) => {
    const same = actors.filter((each) => each.name === name);
    const people = same.filter((each) => each.kind === 'user');
    const others = same.filter((each) => each.kind !== 'user');
    return [
      ...people.map(({ id }) => ({
        ids: id,
        name: people.length + others.length > 1 ? `${name} (${id})` : name,
      })),
      ...(others.length === 0 ? [] : [{ ids: others.map((each) => each.id).join(','), name }]),
    ];
  });
}
