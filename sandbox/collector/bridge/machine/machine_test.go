package machine_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"

	"spanlab/collector/bridge/machine"
)

// outside knows jaeger, with gRPC on 4317, and a shop on this very machine.
type outside struct{}

func (outside) Look(host string, port int) string {
	switch fmt.Sprint(host, ":", port) {
	case "jaeger:4317", "localhost:4317":
		return "grpc"
	case "localhost:5000":
		return "http"
	}
	if host == "jaeger" || host == "localhost" || host == "collector" {
		return "refused"
	}
	return "unknown-host"
}

func (outside) Taken(port int) bool { return port == 16686 }

var (
	web = &net.TCPAddr{IP: net.IPv4(240, 0, 0, 1), Port: 1}
	rpc = &net.TCPAddr{IP: net.IPv4(240, 0, 0, 2), Port: 2}
)

func newMachine() *machine.Machine {
	return machine.New(outside{}, machine.Sinks{HTTP: web, GRPC: rpc})
}

func TestNamesAreLookedUpByGosResolver(t *testing.T) {
	m := newMachine()
	lookup := func(name string) string {
		found, err := m.Resolver().LookupHost(context.Background(), name)
		if err != nil {
			return err.Error()
		}
		return strings.Join(found, " ")
	}
	for _, example := range [][2]string{
		{"collector", "172.18.0.2"},
		{"jaeger", "172.18.0.3"},
		{"JAEGER.", "172.18.0.3"},
		{"10.1.2.3", "10.1.2.3"},
	} {
		if got := lookup(example[0]); got != example[1] {
			t.Errorf("%s: found %q, expected %q", example[0], got, example[1])
		}
	}
	var failed *net.DNSError
	_, err := m.Resolver().LookupHost(context.Background(), "jaegr")
	if !errors.As(err, &failed) || !failed.IsNotFound || failed.Err != "no such host" || failed.Name != "jaegr" {
		t.Errorf("found %v, expected no such host", err)
	}
}

func TestAConnectionEndsWhereTheOutsideSays(t *testing.T) {
	m := newMachine()
	jaeger, _ := m.Resolve("jaeger")
	for _, example := range []struct {
		ip   net.IP
		port int
		to   *net.TCPAddr
		err  error
	}{
		{jaeger, 4317, rpc, nil},
		{jaeger, 4318, nil, syscall.ECONNREFUSED},
		{net.IPv4(127, 0, 0, 1), 4317, rpc, nil},
		{net.IPv6loopback, 5000, web, nil},
		{net.IPv4(172, 18, 0, 2), 5000, nil, syscall.ECONNREFUSED},
		{net.IPv4(10, 0, 0, 1), 80, nil, syscall.EHOSTUNREACH},
	} {
		if to, err := m.Route(example.ip, example.port); to != example.to || err != example.err {
			t.Errorf("%v:%d: found %v, %v, expected %v, %v", example.ip, example.port, to, err, example.to, example.err)
		}
	}
}

func TestAnAddressHasTheNameItWasLookedUpBy(t *testing.T) {
	m := newMachine()
	jaeger, _ := m.Resolve("jaeger")
	for want, ip := range map[string]net.IP{
		"jaeger": jaeger, "localhost": net.IPv4(127, 0, 0, 1), "collector": net.IPv4(172, 18, 0, 2), "10.0.0.1": net.IPv4(10, 0, 0, 1),
	} {
		if got := m.Name(ip); got != want {
			t.Errorf("%v: found %q, expected %q", ip, got, want)
		}
	}
	if !m.Local(net.IPv4(172, 18, 0, 2)) || m.Local(jaeger) {
		t.Error("found another's address to be this host's, or its own not to be")
	}
	if !m.From(jaeger).Equal(net.IPv4(172, 18, 0, 2)) || !m.From(net.IPv4(127, 0, 0, 1)).IsLoopback() {
		t.Error("found the wrong address seen by others")
	}
}
