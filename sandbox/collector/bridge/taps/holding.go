package taps

import (
	"maps"
	"reflect"
	"sync/atomic"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/featuregate"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// tail_sampling says of traces what became of them, but not of spans, and nothing at all of those it forgets when it has too
// many. It does let its memory be an extension, so that it is given one that counts: what is in there is held, what came in and
// neither is there nor was sent was dropped.

const (
	storageField = "TailStorageID"
	storageGate  = "processor.tailsamplingprocessor.tailstorageextension"
)

var storageID = component.MustNewID("spanlab_memory")

// holdingTraces gives a processor that takes a memory for traces one that counts. undo shall be called when it is made.
func holdingTraces(cfg component.Config, tally *processorTally) (component.Config, func(component.Host) component.Host, func()) {
	asIs := func() {}
	value := reflect.ValueOf(cfg)
	if value.Kind() != reflect.Pointer || value.Elem().Kind() != reflect.Struct {
		return cfg, nil, asIs
	}
	if field := value.Elem().FieldByName(storageField); !field.IsValid() || field.Type() != reflect.TypeFor[*component.ID]() || !field.IsNil() {
		return cfg, nil, asIs
	}
	copied := reflect.New(value.Elem().Type())
	copied.Elem().Set(value.Elem())
	copied.Elem().FieldByName(storageField).Set(reflect.ValueOf(&storageID))
	storage := &traceStorage{traces: map[pcommon.TraceID]ptrace.Traces{}}
	tally.held = storage.spans.Load
	gates := featuregate.GlobalRegistry()
	_ = gates.Set(storageGate, true)
	return copied.Interface(),
		func(host component.Host) component.Host { return storageHost{host, storage} },
		func() { _ = gates.Set(storageGate, false) }
}

// storageHost has one extension more.
type storageHost struct {
	component.Host
	storage *traceStorage
}

func (h storageHost) GetExtensions() map[component.ID]component.Component {
	extensions := maps.Clone(h.Host.GetExtensions())
	if extensions == nil {
		extensions = map[component.ID]component.Component{}
	}
	extensions[storageID] = h.storage
	return extensions
}

// traceStorage keeps traces in memory, as tail_sampling does by itself, and counts their spans.
type traceStorage struct {
	nothing
	traces map[pcommon.TraceID]ptrace.Traces
	spans  atomic.Int64
}

// Append adds to a trace.
func (s *traceStorage) Append(id pcommon.TraceID, added ptrace.Traces) error {
	kept, ok := s.traces[id]
	if !ok {
		kept = ptrace.NewTraces()
		s.traces[id] = kept
	}
	s.spans.Add(int64(added.SpanCount()))
	added.ResourceSpans().MoveAndAppendTo(kept.ResourceSpans())
	return nil
}

// Take gives a trace back.
func (s *traceStorage) Take(id pcommon.TraceID) (ptrace.Traces, error) {
	kept, ok := s.traces[id]
	if !ok {
		return ptrace.NewTraces(), nil
	}
	return kept, s.Delete(id)
}

// Delete forgets a trace.
func (s *traceStorage) Delete(id pcommon.TraceID) error {
	if kept, ok := s.traces[id]; ok {
		s.spans.Add(-int64(kept.SpanCount()))
		delete(s.traces, id)
	}
	return nil
}
