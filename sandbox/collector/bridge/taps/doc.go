// Package taps observes a Collector without being part of it: it wraps the factories of its components, so every item that a
// component takes or passes on is seen, and no configuration is changed. Only a pipeline that has no processor gets one, which
// does nothing, for else nobody could tell which pipeline an item took. It counts everything and copies the first spans at each
// hop, the place between two components.
package taps
