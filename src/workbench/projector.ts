/** Projector mode: larger type, high contrast, nothing but the lesson. A mark on the root element; CSS does the rest. */
export function toggleProjector(): void {
  document.documentElement.toggleAttribute('data-projector');
}
