package outside_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"spanlab/collector/bridge/outside"
)

func name(net.IP) string { return "jaeger" }

type server func(net.Listener, outside.Exchange, func(net.IP) string) error

func serve(t *testing.T, run server, exchange outside.Exchange) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() { _ = run(listener, exchange, name) }()
	return listener.Addr().String()
}

func client(t *testing.T, address string) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

const method = "/some.Service/Method"

func TestAnHTTPCallIsHandedOnAsItIs(t *testing.T) {
	var got outside.Call
	var body []byte
	address := serve(t, outside.ServeHTTP, func(_ context.Context, call outside.Call, sent []byte) (outside.Answer, error) {
		got, body = call, sent
		return outside.Answer{Status: 418, Headers: [][2]string{{"X-Tea", "green"}}, Body: []byte("short")}, nil
	})
	request, _ := http.NewRequest("POST", "http://"+address+"/v1/traces?a=b", strings.NewReader("\x1f\x8b squeezed"))
	request.Header.Set("Content-Encoding", "gzip")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != 418 || answer.Header.Get("X-Tea") != "green" || string(said) != "short" {
		t.Errorf("found %v %q, expected the exchange's answer", answer, said)
	}
	if got.Host != "jaeger" || got.Port == 0 || got.Method != "POST" || got.Path != "/v1/traces?a=b" || string(body) != "\x1f\x8b squeezed" {
		t.Errorf("found %+v %q, expected the call as sent", got, body)
	}
}

func TestAGRPCCallIsHandedOnWithoutItsFrame(t *testing.T) {
	message := wrapperspb.String("hello")
	var got outside.Call
	address := serve(t, outside.ServeGRPC, func(_ context.Context, call outside.Call, sent []byte) (outside.Answer, error) {
		got = call
		return outside.Answer{Body: bytes.Clone(sent)}, nil
	})
	reply := &wrapperspb.StringValue{}
	if err := client(t, address).Invoke(context.Background(), method, message, reply); err != nil {
		t.Fatal(err)
	}
	if reply.Value != "hello" || got.Path != method || got.Protocol != "grpc" || got.Host != "jaeger" {
		t.Errorf("found %q of %+v, expected the echo of %s", reply.Value, got, method)
	}
}

func TestAGRPCAnswerMayBeAStatus(t *testing.T) {
	answers := map[string]outside.Answer{
		"/s/gone":  {GRPCStatus: uint32(codes.Unavailable), GRPCMessage: "gone fishing"},
		"/s/proxy": {Status: 502},
	}
	address := serve(t, outside.ServeGRPC, func(_ context.Context, call outside.Call, _ []byte) (outside.Answer, error) {
		return answers[call.Path], nil
	})
	for path, want := range map[string]string{
		"/s/gone": "gone fishing", "/s/proxy": "unexpected HTTP status code received from server: 502 (Bad Gateway)",
	} {
		err := client(t, address).Invoke(context.Background(), path, wrapperspb.String(""), &wrapperspb.StringValue{})
		if status.Code(err) != codes.Unavailable || status.Convert(err).Message() != want {
			t.Errorf("%s: found %v, expected %s", path, err, want)
		}
	}
}

func TestARejectedExchangeBreaksTheConnection(t *testing.T) {
	broken := func(context.Context, outside.Call, []byte) (outside.Answer, error) {
		return outside.Answer{}, errors.New("broken")
	}
	_, err := http.Get("http://" + serve(t, outside.ServeHTTP, broken) + "/")
	if !errors.Is(err, io.EOF) {
		t.Errorf("found %v, expected the end of the connection", err)
	}
	err = client(t, serve(t, outside.ServeGRPC, broken)).Invoke(context.Background(), method, wrapperspb.String(""), &wrapperspb.StringValue{})
	if status.Code(err) != codes.Unavailable {
		t.Errorf("found %v, expected a connection that ended", err)
	}
}

func TestAnExchangeHearsThatTheCallerGaveUp(t *testing.T) {
	for protocol, run := range map[string]server{"http": outside.ServeHTTP, "grpc": outside.ServeGRPC} {
		gaveUp := make(chan struct{})
		address := serve(t, run, func(ctx context.Context, _ outside.Call, _ []byte) (outside.Answer, error) {
			<-ctx.Done()
			close(gaveUp)
			return outside.Answer{}, ctx.Err()
		})
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		if protocol == "http" {
			request, _ := http.NewRequestWithContext(ctx, "GET", "http://"+address, nil)
			_, _ = http.DefaultClient.Do(request)
		} else {
			_ = client(t, address).Invoke(ctx, method, wrapperspb.String(""), &wrapperspb.StringValue{})
		}
		select {
		case <-gaveUp:
		case <-time.After(5 * time.Second):
			t.Errorf("%s: found an exchange that goes on, expected it to end with its caller", protocol)
		}
	}
}

func TestALineThatIsCutEndsWhatIsUnderWayAndCarriesAgainWhenMended(t *testing.T) {
	begun := make(chan struct{}, 1)
	line := outside.NewLine(func(ctx context.Context, call outside.Call, _ []byte) (outside.Answer, error) {
		if call.Path == "/fast" {
			return outside.Answer{Status: 200}, nil
		}
		begun <- struct{}{}
		<-ctx.Done()
		return outside.Answer{}, ctx.Err()
	})
	ended := make(chan error)
	go func() {
		_, err := line.Exchange(context.Background(), outside.Call{Path: "/slow"}, nil)
		ended <- err
	}()
	<-begun
	line.Cut()
	if err := <-ended; err == nil {
		t.Error("found an answer, expected a cut")
	}
	if _, err := line.Exchange(context.Background(), outside.Call{Path: "/fast"}, nil); err == nil {
		t.Error("found an answer on a line that is cut")
	}
	line.Mend()
	if answer, err := line.Exchange(context.Background(), outside.Call{Path: "/fast"}, nil); err != nil || answer.Status != 200 {
		t.Errorf("found %v, %v, expected a line that carries again", answer, err)
	}
}
