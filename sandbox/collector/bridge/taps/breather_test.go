package taps

import (
	"sync"
	"testing"
	"time"
)

func TestWhatComesInRestsOnceInAWhileAndAllTogether(t *testing.T) {
	rests := 0
	b := &breather{rest: func(time.Duration) { rests++ }}
	for turn := 1; turn <= 2; turn++ {
		b.last = time.Now().Add(-breatheEvery)
		began := time.Now()
		var group sync.WaitGroup
		for range 100 {
			group.Go(b.pass)
		}
		group.Wait()
		// A slow machine may have had time for more.
		if most := turn + int(time.Since(began)/breatheEvery); rests < turn || rests > most {
			t.Errorf("found %d rests after turn %d, expected %d", rests, turn, turn)
		}
	}
}
