import type { Purpose } from '$part/schema';

/** What is done without asking what it might be: note, diagnosis, plan. */
const WITHOUT_LIST: readonly Purpose[] = ['refill', 'dressing-or-injection', 'certificate', 'vaccination'];

/** Whether a visit for this purpose goes by way of the differential. */
export const needsDifferential = (purpose: Purpose | undefined): boolean =>
  purpose !== undefined && !WITHOUT_LIST.includes(purpose);
