package taps

import (
	"math/bits"
	"slices"
	"sync"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
)

// Limits bound what is copied at each hop. 0 spans: nothing.
type Limits struct {
	Spans int `json:"hopSpans"`
	Bytes int `json:"hopBytes"`
}

// Hop is what was seen between two components.
type Hop struct {
	Pipeline string
	// Index 0 is what came into the pipeline, i what its i-th processor let through.
	Index int
	// Total is how many items passed since the watch began.
	Total int64
	// Body is an ExportTraceServiceRequest of the first of them; empty in pipelines of other signals.
	Body []byte
	// Batches is how many items came at a time, for the first calls.
	Batches []int64
}

// maxBatches bounds the sizes that are kept of a hop.
const maxBatches = 100

// hop is a place that is watched. A nil one sees nothing.
type hop struct {
	pipeline string
	index    int

	mutex  sync.Mutex
	limits Limits
	total  int64
	copied ptrace.Traces
	spans  int
	bytes  int
	sizes  []int64
}

// watch forgets what was seen.
func (h *hop) watch(limits Limits) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.limits, h.total, h.spans, h.bytes, h.sizes, h.copied = limits, 0, 0, 0, nil, ptrace.NewTraces()
}

// see counts items and copies as many of their spans as there is room for: components after this one may change them.
func (h *hop) see(n int64, spans *ptrace.Traces) {
	if h == nil {
		return
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.total += n
	if len(h.sizes) < maxBatches {
		h.sizes = append(h.sizes, n)
	}
	if spans == nil || h.spans >= h.limits.Spans || h.bytes >= h.limits.Bytes {
		return
	}
	for _, resource := range spans.ResourceSpans().All() {
		h.copyResource(resource)
	}
}

func (h *hop) copyResource(resource ptrace.ResourceSpans) {
	var sizes ptrace.ProtoMarshaler
	var toResource ptrace.ResourceSpans
	started := false
	// What comes along with the next span that is copied.
	around := resourceSize(resource)
	for _, scope := range resource.ScopeSpans().All() {
		var toScope ptrace.ScopeSpans
		inScope := false
		ofScope := scopeSize(scope)
		around += ofScope
		for _, span := range scope.Spans().All() {
			size := sizes.SpanSize(span) + around
			if h.spans >= h.limits.Spans || h.bytes+size > h.limits.Bytes {
				h.bytes = max(h.bytes, h.limits.Bytes)
				return
			}
			if !started {
				toResource = h.copied.ResourceSpans().AppendEmpty()
				resource.Resource().CopyTo(toResource.Resource())
				toResource.SetSchemaUrl(resource.SchemaUrl())
				started = true
			}
			if !inScope {
				toScope = toResource.ScopeSpans().AppendEmpty()
				scope.Scope().CopyTo(toScope.Scope())
				toScope.SetSchemaUrl(scope.SchemaUrl())
				inScope = true
			}
			span.CopyTo(toScope.Spans().AppendEmpty())
			h.spans++
			h.bytes += size
			around = 0
		}
		if !inScope {
			around -= ofScope
		}
	}
}

// resourceSize is what a resource weighs without what is in it.
func resourceSize(resource ptrace.ResourceSpans) int {
	var sizes ptrace.ProtoMarshaler
	size := sizes.ResourceSpansSize(resource)
	for _, scope := range resource.ScopeSpans().All() {
		size -= framed(sizes.ScopeSpansSize(scope))
	}
	return size
}

// scopeSize is what a scope weighs without its spans.
func scopeSize(scope ptrace.ScopeSpans) int {
	var sizes ptrace.ProtoMarshaler
	size := sizes.ScopeSpansSize(scope)
	for _, span := range scope.Spans().All() {
		size -= framed(sizes.SpanSize(span))
	}
	return size
}

// framed is what a message of this size takes up within another: a tag, its length in groups of 7 bits, and itself.
func framed(size int) int { return 1 + (bits.Len(uint(size|1))+6)/7 + size }

func (h *hop) seen() Hop {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	seen := Hop{Pipeline: h.pipeline, Index: h.index, Total: h.total, Batches: slices.Clone(h.sizes)}
	if h.spans > 0 {
		// Marshalling pdata cannot fail.
		seen.Body, _ = ptraceotlp.NewExportRequestFromTraces(h.copied).MarshalProto()
	}
	return seen
}
