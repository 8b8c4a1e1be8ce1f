package outside_test

import (
	"fmt"
	"net/http"
	"testing"

	"spanlab/collector/bridge/outside"
)

func TestAProxyIsThatOfTheVariablesThatThereAreNow(t *testing.T) {
	request, _ := http.NewRequest(http.MethodPost, "http://jaeger:4318/v1/traces", nil)
	for _, set := range []struct{ variable, want string }{
		{"http://proxy:3128", "http://proxy:3128"},
		{"", "<nil>"},
		{"http://other:3128", "http://other:3128"},
	} {
		t.Setenv("HTTP_PROXY", set.variable)
		if proxy, err := outside.Proxy(request); err != nil || fmt.Sprint(proxy) != set.want {
			t.Errorf("HTTP_PROXY=%q: found %v, %v, expected %s", set.variable, proxy, err, set.want)
		}
	}
}
