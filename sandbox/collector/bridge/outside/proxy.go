package outside

import (
	"net/http"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// Proxy is what HTTP_PROXY and its like say of a request now. Go reads them once in a process; here one process has many
// Collectors, each with an environment of its own.
func Proxy(request *http.Request) (*url.URL, error) {
	return httpproxy.FromEnvironment().ProxyFunc()(request.URL)
}
