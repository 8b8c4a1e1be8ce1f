package outside

import (
	"io"
	"log"
	"net"
	"net/http"
	"sort"
)

// ServeHTTP serves what is dialled as HTTP; name says which host an address belongs to.
func ServeHTTP(listener net.Listener, exchange Exchange, name func(net.IP) string) error {
	server := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
			if err != nil {
				http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
				return
			}
			call := Call{Protocol: "http", Method: r.Method, Path: r.URL.RequestURI(), Headers: pairs(r.Header)}
			call.Host, call.Port = place(r.Context().Value(http.LocalAddrContextKey).(net.Addr), name)
			answer, err := exchange(r.Context(), call, body)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			for _, header := range answer.Headers {
				w.Header().Add(header[0], header[1])
			}
			w.WriteHeader(answer.Status)
			_, _ = w.Write(answer.Body)
		}),
	}
	return server.Serve(listener)
}

func pairs(headers map[string][]string) [][2]string {
	list := [][2]string{}
	for key, values := range headers {
		for _, value := range values {
			list = append(list, [2]string{key, value})
		}
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a][0] < list[b][0] })
	return list
}
