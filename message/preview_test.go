package message

import (
	"context"
	"testing"
)

func TestPreview(t *testing.T) {
	f := func(body string, vars Vars, sample bool, want string) {
		t.Helper()
		out, err := mustParse(t, Source{"s", body}).Preview(context.Background(), vars, sample)
		if err != nil || out.HTML != want {
			t.Errorf("%s\n got %s %v\nwant %s", body, out.HTML, err, want)
		}
	}
	f(`<p style="color: red">{{ customer.name }}</p>`, nil, true, `<p style="color: red">李雷</p>`)
	f(`<p>{{ customer.name }}</p>`, Vars{"customer.name": "Han"}, true, `<p>Han</p>`)
	f(`<p>{{ customer.name }}</p>`, nil, false, `<p></p>`)
	f(`a<script>x</script><img src="https://a.example/x.png" onerror="x">`, nil, true, `a<img src="https://a.example/x.png">`)
	f(`<a href="javascript:x">y</a>`, nil, true, `y`)
}
