package taps

import (
	"sync"
	"time"
)

const (
	// A breath takes a browser 4 ms, its shortest timer, so it is not to be taken often.
	breatheEvery = 250 * time.Millisecond
	breath       = time.Millisecond
)

// breather lets the thread go once in a while. A Collector that sends to itself always has something to do, and Go gives the one
// thread it has back to JavaScript only when it has nothing: nobody could ask how things are, or end it.
type breather struct {
	mutex sync.Mutex
	last  time.Time
	rest  func(time.Duration)
}

// Everything that comes into a Collector, and so every circle, goes by here. Who comes while another one rests waits for it.
var resting = &breather{rest: time.Sleep}

func (b *breather) pass() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if time.Since(b.last) < breatheEvery {
		return
	}
	b.rest(breath)
	b.last = time.Now()
}
