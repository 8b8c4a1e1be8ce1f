package outside

import (
	"context"
	"errors"
	"sync"
)

// Line carries exchanges, and can be cut: so that a Collector that is to end does not wait for somebody who never answers.
type Line struct {
	exchange Exchange

	mutex sync.Mutex
	alive context.Context
	cut   context.CancelFunc
}

var errCut = errors.New("the line was cut")

// NewLine makes a line that carries.
func NewLine(exchange Exchange) *Line {
	line := &Line{exchange: exchange}
	line.alive, line.cut = context.WithCancel(context.Background())
	return line
}

// Exchange hands a call on while the line is whole.
func (l *Line) Exchange(ctx context.Context, call Call, body []byte) (Answer, error) {
	l.mutex.Lock()
	alive := l.alive
	l.mutex.Unlock()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(alive, func() { cancel(errCut) })()
	if alive.Err() != nil {
		return Answer{}, errCut
	}
	return l.exchange(ctx, call, body)
}

// Cut breaks every exchange that is under way, and those that follow.
func (l *Line) Cut() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.cut()
}

// Mend makes a line that was cut carry again.
func (l *Line) Mend() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.alive.Err() != nil {
		l.alive, l.cut = context.WithCancel(context.Background())
	}
}
