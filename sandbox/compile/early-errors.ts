/**
 * Errors that TypeScript's checker reports but that are not about types: the JavaScript engine would
 * refuse the whole module ("early errors" in ECMAScript's words), without saying where.
 * What is missing here still fails, when the module is loaded, in the engine's words.
 */
const byReason = {
  'a rest parameter that is not the last, or has a value': [1013, 1014, 1048],
  'malformed accessors': [1049, 1052, 1053, 1054],
  'malformed heads of for loops': [1091, 1188, 1189, 1190, 1191, 2487],
  'sloppy-mode words and forms: eval, with, delete x, 017': [1100, 1101, 1102, 1121, 1489],
  'await and yield outside the functions that have them': [1103, 1308, 1163],
  'jumps that lead nowhere, and return outside a function': [1104, 1105, 1107, 1108, 1114, 1115, 1116],
  'two defaults in a switch': [1113],
  'const, or a pattern, without a value': [1155, 1182],
  'reserved words': [1212, 1213, 1214, 1215, 1262, 1359, 2480],
  'enum, namespace, parameter property: Node strips types and generates nothing': [1294],
  'a default value outside a pattern': [1312],
  'a name declared twice': [2440, 2451, 2481, 2492],
  'a name exported twice': [2323, 2528],
  'super out of place': [2335, 2337],
  'assignment to what cannot be assigned': [2357, 2364, 2777, 2779],
  'private names out of place': [18016, 18029],
};

/** TypeScript's numbers of these errors. */
export const earlyErrors: ReadonlySet<number> = new Set(Object.values(byReason).flat());
