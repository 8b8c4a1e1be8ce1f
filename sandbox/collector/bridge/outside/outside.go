// Package outside is what the Collector's connections to elsewhere end at: a real gRPC server and a real HTTP server, so that TLS,
// framing and protocol mistakes fail as they do in life. Every exchange is handed on.
package outside

import (
	"context"
	"net"
)

// Call is what the Collector asked of somebody.
type Call struct {
	Host     string      `json:"host"`
	Port     int         `json:"port"`
	Protocol string      `json:"protocol"`
	Method   string      `json:"method"`
	Path     string      `json:"path"`
	Headers  [][2]string `json:"headers"`
}

// Answer is what it got. A gRPC call whose GRPCStatus is 0 has a body.
type Answer struct {
	Status      int
	Headers     [][2]string
	Body        []byte
	GRPCStatus  uint32
	GRPCMessage string
}

// Exchange hands a call on. An error breaks the connection; an exchange that never returns is one that is never answered, until
// the Collector gives up and the context ends.
type Exchange func(ctx context.Context, call Call, body []byte) (Answer, error)

// maxBody bounds what one call may weigh, as a receiver of the Collector bounds it.
const maxBody = 64 << 20

// place is where a connection was dialled to.
func place(addr net.Addr, name func(net.IP) string) (string, int) {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return addr.String(), 0
	}
	return name(tcp.IP), tcp.Port
}
