/**
 * Errors that TypeScript's checker reports but that are not about types: the JavaScript engine would
 * refuse the whole module ("early errors" in ECMAScript's words), without saying where.
 * What is missing here still fails, when the module is loaded, in the engine's words.
 */
export const earlyErrors: ReadonlySet<number> = new Set([
  1013, // a rest parameter or element with a trailing comma
  1014, // a rest parameter that is not the last
  1048, // a rest parameter with an initializer
  1049,
  1051,
  1052,
  1053,
  1054, // malformed accessors
  1091, // several variables in for…in
  1100,
  1101,
  1102, // `eval`, `with`, `delete x` in strict mode
  1103,
  1308, // `for await`, `await` outside async functions
  1104,
  1105,
  1107,
  1114,
  1115,
  1116, // `continue`, `break` and labels that lead nowhere
  1108, // `return` outside a function
  1113, // two `default` in a switch
  1121,
  1489, // octal and zero-led literals
  1155,
  1182, // `const` or a pattern without a value
  1163, // `yield` outside a generator
  1188,
  1189,
  1190,
  1191, // malformed heads of for loops
  1212,
  1213,
  1214,
  1215,
  1262,
  1359, // reserved words
  1220, // a generator without a body
  1255,
  1263,
  1264, // `!` on declarations
  1294, // enum, namespace, parameter property: nothing but types may be stripped
  1312, // `=` in an object literal
  2300,
  2451,
  2440,
  2481,
  2492, // a name declared twice
  2323,
  2528, // a name exported twice
  2335,
  2337,
  2401, // `super` out of place
  2357,
  2364,
  2480,
  2487,
  2777,
  2779, // assignment to what cannot be assigned
  2452,
  18016,
  18028,
  18029, // private names out of place
]);
