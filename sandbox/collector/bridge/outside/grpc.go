package outside

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip" // Exporters compress by default.
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
)

// ServeGRPC serves what is dialled as gRPC, whatever its service; name says which host an address belongs to.
func ServeGRPC(listener net.Listener, exchange Exchange, name func(net.IP) string) error {
	tracked := &trackingListener{Listener: listener, open: map[string]net.Conn{}}
	handle := func(_ any, stream grpc.ServerStream) error {
		method, _ := grpc.MethodFromServerStream(stream)
		from, _ := peer.FromContext(stream.Context())
		var message []byte
		if err := stream.RecvMsg(&message); err != nil {
			return err
		}
		headers, _ := metadata.FromIncomingContext(stream.Context())
		call := Call{Protocol: "grpc", Method: http.MethodPost, Path: method, Headers: pairs(headers)}
		call.Host, call.Port = place(from.LocalAddr, name)
		answer, err := exchange(stream.Context(), call, message)
		if err != nil {
			tracked.abort(from.Addr)
			return status.FromContextError(context.Canceled).Err()
		}
		return reply(stream, answer)
	}
	server := grpc.NewServer(grpc.UnknownServiceHandler(handle), grpc.ForceServerCodecV2(rawCodec{}), grpc.MaxRecvMsgSize(maxBody))
	return server.Serve(tracked)
}

func reply(stream grpc.ServerStream, answer Answer) error {
	switch {
	case answer.GRPCStatus != 0:
		return status.Error(codes.Code(answer.GRPCStatus), answer.GRPCMessage)
	case answer.Status != 0 && answer.Status != http.StatusOK:
		text := fmt.Sprintf("unexpected HTTP status code received from server: %d (%s)", answer.Status, http.StatusText(answer.Status))
		return status.Error(codes.Unavailable, text)
	}
	return stream.SendMsg(&answer.Body)
}

// rawCodec leaves messages as they are.
type rawCodec struct{}

func (rawCodec) Name() string { return "proto" }

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(*v.(*[]byte))}, nil
}

func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	*v.(*[]byte) = data.Materialize()
	return nil
}

// trackingListener can break a connection that a gRPC handler answers.
type trackingListener struct {
	net.Listener
	mutex sync.Mutex
	open  map[string]net.Conn
}

func (l *trackingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.open[conn.RemoteAddr().String()] = conn
	return &trackedConn{Conn: conn, listener: l}, nil
}

func (l *trackingListener) abort(addr net.Addr) {
	l.mutex.Lock()
	conn := l.open[addr.String()]
	l.mutex.Unlock()
	if conn != nil {
		_ = conn.Close()
	}
}

type trackedConn struct {
	net.Conn
	listener *trackingListener
}

func (c *trackedConn) Close() error {
	c.listener.mutex.Lock()
	delete(c.listener.open, c.RemoteAddr().String())
	c.listener.mutex.Unlock()
	return c.Conn.Close()
}
