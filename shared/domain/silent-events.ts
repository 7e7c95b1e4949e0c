/**
 * Changes that concern no reader of a request or of a seat: they keep `seq`, and nothing is told of them. The stream's filters leave them out,
 * so they start no function.
 */
export const silentTalkEvents = [
  'heartbeat',
  'position-told',
  'reported',
  'volunteer-excluded',
  'overtaken',
  'called-out',
] as const;

export const silentSeatEvents = ['renewed', 'entering', 'known-elsewhere'] as const;
