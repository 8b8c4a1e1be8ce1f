package machine

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// Resolver asks the host's own name server, which is where Docker has it, by the DNS client of Go: so its errors are Go's.
func (m *Machine) Resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(_ context.Context, _, server string) (net.Conn, error) {
		return &dnsConn{machine: m, server: server}, nil
	}}
}

// dnsConn is a DNS connection over TCP that is answered at once.
type dnsConn struct {
	machine *Machine
	server  string
	query   bytes.Buffer
	answer  bytes.Buffer
}

// Write takes one length-prefixed query, in one piece or several.
func (c *dnsConn) Write(data []byte) (int, error) {
	c.query.Write(data)
	for c.query.Len() >= 2 {
		length := int(binary.BigEndian.Uint16(c.query.Bytes()))
		if c.query.Len() < 2+length {
			break
		}
		query := c.query.Next(2 + length)[2:]
		answer, err := c.machine.answer(query)
		if err != nil {
			return 0, err
		}
		_ = binary.Write(&c.answer, binary.BigEndian, uint16(len(answer)))
		c.answer.Write(answer)
	}
	return len(data), nil
}

func (c *dnsConn) Read(data []byte) (int, error) {
	if c.answer.Len() == 0 {
		return 0, io.EOF
	}
	return c.answer.Read(data)
}

func (*dnsConn) Close() error                     { return nil }
func (*dnsConn) LocalAddr() net.Addr              { return &net.TCPAddr{IP: ownIP} }
func (*dnsConn) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 11), Port: 53} }
func (*dnsConn) SetDeadline(time.Time) error      { return nil }
func (*dnsConn) SetReadDeadline(time.Time) error  { return nil }
func (*dnsConn) SetWriteDeadline(time.Time) error { return nil }

// answer knows IPv4 addresses and nothing else.
func (m *Machine) answer(query []byte) ([]byte, error) {
	var parser dnsmessage.Parser
	header, err := parser.Start(query)
	if err != nil {
		return nil, err
	}
	question, err := parser.Question()
	if err != nil {
		return nil, errors.New("a DNS query without a question")
	}
	message := dnsmessage.Message{
		Header: dnsmessage.Header{
			ID: header.ID, Response: true, Authoritative: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true,
		},
		Questions: []dnsmessage.Question{question},
	}
	ip, found := m.Resolve(question.Name.String())
	switch {
	case !found:
		message.RCode = dnsmessage.RCodeNameError
	case question.Type == dnsmessage.TypeA:
		message.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET, TTL: 1},
			Body:   &dnsmessage.AResource{A: [4]byte(ip.To4())},
		}}
	}
	return message.Pack()
}
