// Package machine is the host that the Collector believes to run on: which addresses are its own, which names it can look up, and
// where a connection to elsewhere ends. It has the addresses that Docker Compose would give.
package machine

import (
	"net"
	"strings"
	"sync"
	"syscall"
)

// Outside is what surrounds the host.
type Outside interface {
	// Look says what is at a place: "http", "grpc", "refused" or "unknown-host". Port 0 asks for the host alone.
	Look(host string, port int) string
	// Taken says whether somebody else listens on a port of this very host.
	Taken(port int) bool
}

// Sinks are where connections to the outside end: at servers of this process, one for each protocol.
type Sinks struct {
	HTTP, GRPC *net.TCPAddr
}

// ownName is what others call the host.
const ownName = "collector"

var (
	loopback = net.IPv4(127, 0, 0, 1)
	ownIP    = net.IPv4(172, 18, 0, 2)
)

// Machine implements net.LabMachine of overlay/std/net.go.txt.
type Machine struct {
	outside Outside
	sinks   Sinks

	mutex sync.Mutex
	names []string // The host at 172.18.(n/250).(n%250+3) is names[n].
}

// New makes a host; the sinks are set before anything is dialled.
func New(outside Outside, sinks Sinks) *Machine {
	return &Machine{outside: outside, sinks: sinks}
}

// SetSinks says where connections to the outside end.
func (m *Machine) SetSinks(sinks Sinks) { m.sinks = sinks }

// Local says whether an address is one of this host's.
func (m *Machine) Local(ip net.IP) bool { return ip.IsLoopback() || ip.Equal(ownIP) }

// Taken says whether a port of this host is somebody else's.
func (m *Machine) Taken(port int) bool { return m.outside.Taken(port) }

// From is the address of this host that a peer at ip sees.
func (m *Machine) From(ip net.IP) net.IP {
	if len(ip) == 0 || ip.IsUnspecified() || ip.IsLoopback() {
		return loopback
	}
	return ownIP
}

// Route says where a connection to an address ends that nothing on this host listens on. The error is a syscall.Errno.
func (m *Machine) Route(ip net.IP, port int) (*net.TCPAddr, error) {
	switch m.outside.Look(m.Name(ip), port) {
	case "http":
		return m.sinks.HTTP, nil
	case "grpc":
		return m.sinks.GRPC, nil
	case "unknown-host":
		return nil, syscall.EHOSTUNREACH
	default:
		return nil, syscall.ECONNREFUSED
	}
}

// Name is what the outside calls the host with an address.
func (m *Machine) Name(ip net.IP) string {
	if ip.Equal(ownIP) {
		return ownName
	}
	if ip.IsLoopback() || ip.IsUnspecified() {
		return "localhost"
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for n, name := range m.names {
		if ip.Equal(address(n)) {
			return name
		}
	}
	return ip.String()
}

// maxNames bounds what a configuration can make this process remember.
const maxNames = 5000

// Resolve looks a host name up. A name keeps its address.
func (m *Machine) Resolve(name string) (net.IP, bool) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	switch name {
	case "localhost":
		return loopback, true
	case ownName:
		return ownIP, true
	}
	if m.outside.Look(name, 0) == "unknown-host" {
		return nil, false
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for n, known := range m.names {
		if known == name {
			return address(n), true
		}
	}
	if len(m.names) == maxNames {
		return nil, false
	}
	m.names = append(m.names, name)
	return address(len(m.names) - 1), true
}

func address(n int) net.IP { return net.IPv4(172, 18, byte(n/250), byte(n%250+3)) }
