import type { ServiceTime } from '../simulation/service-time.ts';
import type { PlanQuestion } from './question.ts';

type Driver = PlanQuestion['request']['drivers'][number];

/** All drivers of a field together: those named for it and those for all. */
function factorOf(drivers: readonly Driver[], code: string, of: 'volume' | 'service'): number {
  return drivers.reduce(
    (product, driver) =>
      driver.field === undefined || driver.field === code ? product * (driver[of] ?? 1) : product,
    1,
  );
}

/** Demand of each field times this, by its place in the question. */
export function volumeOf({
  request,
  fields,
}: Pick<PlanQuestion, 'request' | 'fields'>): (field: number) => number {
  const factors = fields.map(({ code }) => request.volumeFactor * factorOf(request.drivers, code, 'volume'));
  return (field) => factors[field] ?? request.volumeFactor;
}

function longer(service: ServiceTime, times: number): ServiceTime {
  return service.kind === 'measured'
    ? { kind: 'measured', valuesMs: Array.from(service.valuesMs, (valueMs) => valueMs * times) }
    : { ...service, meanMs: service.meanMs * times };
}

/** The question with its services as its drivers make them. */
export function withDrivers(question: PlanQuestion): PlanQuestion {
  const { drivers } = question.request;
  if (drivers.length === 0) return question;
  return {
    ...question,
    fields: question.fields.map((field) => {
      const times = factorOf(drivers, field.code, 'service');
      const { service } = field;
      return times === 1
        ? field
        : {
            ...field,
            service: { ...service, meanMs: service.meanMs * times, service: longer(service.service, times) },
          };
    }),
  };
}
