/**
 * Tells an international number from a national short code that was written like one. Directories that write every number in
 * E.164 turn 116 123 into +44116123, which does not work. Such a number is refused here.
 */

/** Country calling codes of one and two digits. All others have three. Source: ITU-T E.164, list of assigned country codes. */
const shortCallingCodes = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/**
 * The least number of digits after a calling code of this length. In North America and the zone of Russia a number has exactly
 * ten.
 */
const nationalDigitsMin = { 1: 10, 2: 7, 3: 6 } as const;

/**
 * The block that Europe reserves for services of social value (Decision 2007/116/EC). In every country these numbers are short
 * codes.
 */
const socialValue = /^116\d{3}$/u;

/** Whether the text is a number that works from abroad: `+`, calling code, and a national number of full length. */
export function isE164(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/u.test(text)) return false;
  const digits = text.slice(1);
  const length = callingCodeLength(digits);
  const national = digits.slice(length);
  return national.length >= nationalDigitsMin[length] && (length > 1 || national.length === 10) && !socialValue.test(national);
}

function callingCodeLength(digits: string): 1 | 2 | 3 {
  if (shortCallingCodes.has(digits.slice(0, 1))) return 1;
  return shortCallingCodes.has(digits.slice(0, 2)) ? 2 : 3;
}

/** Whether the text is a short code as it is dialled inside its country: `112`, `116123`, `*4141`. */
export function isShortCode(text: string): boolean {
  return /^\*?\d{2,6}$/u.test(text);
}
