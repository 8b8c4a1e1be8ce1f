package taps

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// Counts are what passed one component since the Collector started, in items: spans, data points, log records.
//
// They keep an account: Received = Refused + Sent + Dropped + Queued for every receiver and exporter, and for every processor
// that makes no items of its own; with one that does, Dropped is not less than 0. A connector that turns one signal into another
// sends items of another kind than it received, so its Sent stands for itself and nothing is Dropped or Queued.
type Counts struct {
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Pipeline string `json:"pipeline,omitempty"`

	// Received is what was handed to it. By a receiver: what it handed on, or tried to; what it could not decode was no item yet.
	Received int64 `json:"received"`
	// Refused is what it sent back with an error: the next component did not take it, or, as memory_limiter does, itself.
	Refused int64 `json:"refused"`
	// Sent is what the next component took. By an exporter: what was delivered, its first attempt or a later one.
	Sent int64 `json:"sent"`
	// Dropped is what it took and gave up: filtered, sampled away, not taken by the next one when the sender had gone already, as
	// behind batch. By an exporter: failed for good, after its retries, or its queue was full. What a component still held
	// when the Collector ended was dropped.
	Dropped int64 `json:"dropped"`
	// Queued is what it holds: in a batch, waiting for a sampling decision, in a sending queue, being sent or waiting for a retry.
	Queued int64 `json:"queued"`
}

// receiverTally counts what a receiver hands to its pipelines, or a connector to those behind it.
type receiverTally struct {
	taken, refused atomic.Int64
}

func (t *receiverTally) counts() Counts {
	return Counts{Received: t.taken.Load() + t.refused.Load(), Refused: t.refused.Load(), Sent: t.taken.Load()}
}

// processorTally counts around one processor of one pipeline.
type processorTally struct {
	received, refused atomic.Int64
	// Passed on within the call that brought it, or later.
	sentAtOnce, sentLater atomic.Int64
	// Not taken by the next one, when there was nobody left to tell.
	failedLater atomic.Int64
	// Handed to the next one, which has not said yet whether it takes it.
	handing atomic.Int64
	// Says what it holds, if that can be known; else everything that it neither sent nor refused is held or dropped at once.
	held func() int64
	// Whether it is known to hold items back. One that is not shows it by sending later.
	holds bool
	ended atomic.Bool
}

// fate is what became of what a processor received, and how much of it is held.
func (t *processorTally) fate() (c Counts, held int64) {
	c = Counts{Received: t.received.Load(), Refused: t.refused.Load(), Sent: t.sentAtOnce.Load() + t.sentLater.Load()}
	failed := t.failedLater.Load()
	rest := max(0, c.Received-c.Refused-c.Sent-failed)
	switch {
	case t.held != nil:
		// What it has taken out of its memory to hand on is not dropped.
		held = min(rest, t.held()+t.handing.Load())
	case t.holds || t.sentLater.Load()+failed > 0:
		held = rest
	}
	c.Dropped = failed + rest - held
	return c, held
}

func (t *processorTally) counts() Counts {
	c, held := t.fate()
	return withHeld(c, held, t.ended.Load())
}

// inside is what it alone holds: what it is handing on is the next one's to count.
func (t *processorTally) inside() int64 {
	_, held := t.fate()
	return max(0, held-t.handing.Load())
}

// withHeld says of what a component holds that it is queued, or, when the Collector has ended, dropped.
func withHeld(c Counts, held int64, ended bool) Counts {
	if ended {
		c.Dropped += held
	} else {
		c.Queued += held
	}
	return c
}

// exporterTally counts around one exporter. Delivery is what exporterhelper says of it, in the Collector's own metrics.
type exporterTally struct {
	received, refused atomic.Int64
	// Taken without an error: delivered, of an exporter that has no metrics.
	taken atomic.Int64
	// From the metrics.
	measured                       atomic.Bool
	delivered, failed, notEnqueued atomic.Int64
	ended                          atomic.Bool
}

func (t *exporterTally) counts() Counts {
	c := Counts{Received: t.received.Load(), Refused: t.refused.Load(), Sent: t.taken.Load()}
	if !t.measured.Load() {
		return c
	}
	c.Sent = t.delivered.Load()
	// A queue that waits for the result says of one failure that the sending failed, and that it did not take the items.
	c.Dropped = max(0, min(t.failed.Load()+t.notEnqueued.Load(), c.Received-c.Refused-c.Sent))
	return withHeld(c, max(0, c.Received-c.Refused-c.Sent-c.Dropped), t.ended.Load())
}

// connectorTally counts around one connector: what it takes as an exporter, what it hands on as a receiver.
type connectorTally struct {
	// One for each pair of signals it connects. All instances with the same signal to take get the same items.
	in  map[string]*processorTally
	out receiverTally
	// Whether it hands on what it takes, in another signal.
	converts bool
}

func (t *connectorTally) counts() Counts {
	sum := Counts{}
	for _, in := range t.in {
		c := in.counts()
		sum.Received += c.Received
		sum.Refused += c.Refused
		if !t.converts {
			sum.Sent += c.Sent
			sum.Dropped += c.Dropped
			sum.Queued += c.Queued
		}
	}
	if t.converts {
		sum.Sent = t.out.taken.Load()
	}
	return sum
}

var kinds = []string{"receiver", "connector", "processor", "exporter"}

func sorted(list []Counts) []Counts {
	slices.SortFunc(list, func(a, b Counts) int {
		return cmp.Or(
			cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(a.Pipeline, b.Pipeline),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return list
}
