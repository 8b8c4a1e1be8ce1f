package taps

import (
	"slices"
	"strings"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pipeline"
)

// run is what is known of one Collector, from its start on.
type run struct {
	mutex      sync.Mutex
	limits     Limits
	pipelines  map[string][]string // The processors of each, in order.
	receivers  map[string]*receiverTally
	processors map[placement]*processorTally
	exporters  map[string]*exporterTally
	connectors map[string]*connectorTally
	hops       []*hop
	endpoints  []endpoint
	// What exporters had dropped when the end began, and what was lost since.
	droppedBefore, lost int64
}

// placement is one processor in one pipeline.
type placement struct{ pipeline, id string }

func newRun(limits Limits) *run {
	return &run{
		limits:     limits,
		pipelines:  map[string][]string{},
		receivers:  map[string]*receiverTally{},
		processors: map[placement]*processorTally{},
		exporters:  map[string]*exporterTally{},
		connectors: map[string]*connectorTally{},
	}
}

// setPipelines learns the order of processors from the service's configuration.
func (r *run) setPipelines(pipelines map[string][]string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.pipelines = pipelines
}

func tallyOf[K comparable, T any](r *run, tallies map[K]*T, key K) *T {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if tallies[key] == nil {
		tallies[key] = new(T)
	}
	return tallies[key]
}

func (r *run) receiver(id component.ID) *receiverTally {
	return tallyOf(r, r.receivers, id.String())
}

func (r *run) exporter(id component.ID) *exporterTally {
	return tallyOf(r, r.exporters, id.String())
}

// processor makes the doors of a processor.
func (r *run) processor(pipelineID string, id component.ID) (processorIn, processorOut) {
	index := slices.Index(r.pipelines[pipelineID], id.String())
	in := processorIn{}
	if index == 0 {
		in.hop = r.hop(pipelineID, 0)
	}
	if id.Type() == passing {
		// It is not the learner's.
		return processorIn{tally: &processorTally{}, hop: in.hop}, processorOut{tally: &processorTally{}}
	}
	tally := tallyOf(r, r.processors, placement{pipelineID, id.String()})
	tally.holds = slices.Contains(holding, id.Type().String())
	in.tally = tally
	return in, processorOut{tally: tally, hop: r.hop(pipelineID, index+1)}
}

// holding are processors that keep items back for later. Others are found out by doing so.
var holding = []string{"batch", "groupbytrace", "tail_sampling"}

// connector makes the doors of a connector from one signal to another.
func (r *run) connector(id component.ID, from, to pipeline.Signal) (in, out port) {
	tally := tallyOf(r, r.connectors, id.String())
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if tally.in == nil {
		tally.in = map[string]*processorTally{}
	}
	through := &processorTally{}
	if tally.in[from.String()] == nil {
		tally.in[from.String()] = through
	}
	if from == to {
		return processorIn{tally: through}, both{processorOut{tally: through}, receiverOut{&tally.out}}
	}
	tally.converts = true
	return processorIn{tally: through}, receiverOut{&tally.out}
}

func (r *run) hop(pipelineID string, index int) *hop {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	made := &hop{pipeline: pipelineID, index: index}
	made.watch(r.limits)
	r.hops = append(r.hops, made)
	return made
}

func (r *run) watch(limits Limits) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.limits = limits
	for _, h := range r.hops {
		h.watch(limits)
	}
}

// closing says that the end begins.
func (r *run) closing() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.droppedBefore = r.droppedByExporters()
}

// end says that nothing moves any more: what is still held is lost.
func (r *run) end() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, tally := range r.processors {
		_, held := tally.fate()
		r.lost += held
		tally.ended.Store(true)
	}
	for _, tally := range r.exporters {
		tally.ended.Store(true)
	}
	r.lost += r.droppedByExporters() - r.droppedBefore
}

// held is what would be lost if it all were over now. What one component is handing to another counts once.
func (r *run) held() (held int64) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, tally := range r.processors {
		if !tally.ended.Load() {
			held += tally.inside()
		}
	}
	for _, tally := range r.exporters {
		held += tally.counts().Queued
	}
	return held
}

func (r *run) droppedByExporters() (dropped int64) {
	for _, tally := range r.exporters {
		dropped += tally.counts().Dropped
	}
	return dropped
}

func (r *run) counts() []Counts {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	list := []Counts{}
	add := func(kind, id, pipelineID string, c Counts) {
		c.Kind, c.ID, c.Pipeline = kind, id, pipelineID
		list = append(list, c)
	}
	for id, tally := range r.receivers {
		add("receiver", id, "", tally.counts())
	}
	for place, tally := range r.processors {
		add("processor", place.id, place.pipeline, tally.counts())
	}
	for id, tally := range r.exporters {
		add("exporter", id, "", tally.counts())
	}
	for id, tally := range r.connectors {
		add("connector", id, "", tally.counts())
	}
	return sorted(list)
}

func (r *run) seen() []Hop {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	list := []Hop{}
	for _, h := range r.hops {
		list = append(list, h.seen())
	}
	slices.SortFunc(list, func(a, b Hop) int {
		if order := strings.Compare(a.Pipeline, b.Pipeline); order != 0 {
			return order
		}
		return a.Index - b.Index
	})
	return list
}
