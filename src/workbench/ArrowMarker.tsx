/** The head of an arrow, for lines that end with `url(#id)`. It takes the colour of its line. */
export function ArrowMarker(props: { id: string }) {
  return (
    <marker id={props.id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
      <path d="M1 1 7 4 1 7" fill="none" stroke="context-stroke" stroke-width="1.2" />
    </marker>
  );
}
