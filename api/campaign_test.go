package api

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"huike"
	"huike/auth"
	"huike/customer"
	"huike/message/messagetest"
	"huike/order/ordertest"
	"huike/store"
)

// crowd adds the customers 101 to 200: an address, consent, one purchase, of
// the first 60 long ago.
func (s *stand) crowd() {
	s.t.Helper()
	vault := testVault(s.t)
	var newcomers []customer.Newcomer
	var found []customer.Found
	var ids []huike.CustomerID
	var orders []ordertest.Order
	for id := huike.CustomerID(101); id <= 200; id++ {
		address := messagetest.Address(id)
		newcomers = append(newcomers, customer.Newcomer{ID: id, FirstShop: 1, NameSealed: vault.Seal(fmt.Sprintf("Person %d", id))})
		found = append(found, customer.Found{Key: customer.Key{Kind: "email", Hash: vault.Hash("email", address)}, Customer: id, Sealed: vault.Seal(address)})
		day := "2023-12-01"
		if id > 160 {
			day = "2024-02-20"
		}
		orders = append(orders, ordertest.Order{Customer: int64(id), Day: day, Gross: 80})
		ids = append(ids, id)
	}
	ordertest.Put(s.t, s.db, orders)
	ctx, arrival := context.Background(), customer.Arrival{Batch: 1, At: noon.AddDate(-1, 0, 0)}
	s.must(s.db.Write(ctx, func(tx store.Tx) error {
		if err := customer.Enroll(ctx, tx, arrival, next(newcomers)); err != nil {
			return err
		}
		if err := customer.Attach(ctx, tx, arrival, next(found)); err != nil {
			return err
		}
		_, err := customer.GrantMany(ctx, tx, "018f0000-0000-7000-8000-000000000000", customer.Agreement{
			Channel: huike.ChannelEmail, Purpose: huike.PurposeMarketing, Source: "import", Evidence: "test", At: arrival.At}, ids)
		return err
	}))
}

const campaignBody = `{"shop":1,"name":"Spring","goal":"retention","purpose":"marketing","segment_id":1,"everybody_ok":false,
"exclusions":{"campaigns":[],"segments":[],"contacted_hours":0,"bought_days":0,"recent_buyers_guard":false},
"channel":"email","sender_id":1,"control_share":0.25,"windows":[2,10,30],"primary_window":30,"rate_per_second":0,"coupon":2.5,"margin":0.4,
"arms":[{"no":1,"name":"A","weight":1,"subject":"Hello {{ customer.name }}","body":"<p>Dear {{ customer.name | default: 'friend' }}, <a href=\"https://shop.example/new\">new things</a>. <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></p>"}]}`

// TestCampaignFromDraftToProof runs one campaign over HTTP, with a real mail server.
func TestCampaignFromDraftToProof(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.crowd()
		sender := func(port int) string {
			return fmt.Sprintf(`{"name":"Own","host":"127.0.0.1","port":%d,"tls":"none","password":"sesame-open","username":"","from_address":"shop@example.com","from_name":"Shop","cost":0.05}`, port)
		}
		rule := `{"name":"Long gone","shop":1,"rule":{"field":"recency_days","op":"between","value":[80,100]}}`
		s.play(t, []Scenario{
			{Name: "sender", Method: "POST", Path: "/api/senders", As: auth.Operator, Body: sender(s.outbox.Port()), WantStatus: 200, WantContains: []string{`"id":1`, `"cost":0.05`, `"has_password":true`}, WantAbsent: []string{"sesame"}},
			{Name: "senders never show the password", Method: "GET", Path: "/api/senders", As: auth.Admin, WantStatus: 200, WantAbsent: []string{"sesame"}},
			{Name: "segment", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: rule, WantStatus: 200},
			{Name: "create", Method: "POST", Path: "/api/campaigns", As: auth.Operator, Body: campaignBody, WantStatus: 200, WantContains: []string{`"id":1`, `"state":"draft"`, `"coupon":2.5`, `"created_by":"key:2"`, `"currency":"CNY"`}},
			{Name: "the segment is used", Method: "GET", Path: "/api/segments/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"campaign_id":1`, `"unused":false`}},
			{Name: "plan", Method: "POST", Path: "/api/campaigns/1/plan", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"audience":60`, `"eligible":60`, `"control_customers":15`, `"currency":"CNY"`, `"checks":[{`}},
			{Name: "preview is masked", Method: "POST", Path: "/api/campaigns/1/preview", As: auth.Analyst, Body: `{"arm":1,"customer_id":101}`, WantStatus: 200, WantContains: []string{`"subject":"Hello P***"`, `"id":101`}, WantAbsent: []string{"Person 101"}},
			{Name: "lint", Method: "POST", Path: "/api/campaigns/1/lint", As: auth.Operator, Body: `{"subject":"","body":"<p>x</p>"}`, WantStatus: 200, WantContains: []string{`"level":"error"`}},
			{Name: "a test mail", Method: "POST", Path: "/api/campaigns/1/test", As: auth.Operator, Body: `{"arm":1,"to":"me@example.com"}`, WantStatus: 200, WantContains: []string{`"ok":true`}},
			{Name: "it was caught", Method: "GET", Path: "/api/outbox", As: auth.Operator, WantStatus: 200, WantContains: []string{`"total":1`, `"to":"me@example.com"`}},
			{Name: "and can be read", Method: "GET", Path: "/api/outbox/1", As: auth.Operator, WantStatus: 200, WantContains: []string{"new things", "[Test]"}},
			{Name: "but not by everybody", Method: "GET", Path: "/api/outbox/1", As: auth.Analyst, WantStatus: 403},
			{Name: "no report yet", Method: "GET", Path: "/api/campaigns/1/report", As: auth.Analyst, WantStatus: 404},
			{Name: "start before approval", Method: "POST", Path: "/api/campaigns/1/start", As: auth.Operator, WantStatus: 409, WantContains: []string{"campaign."}},
			{Name: "submit", Method: "POST", Path: "/api/campaigns/1/submit", As: auth.Operator, WantStatus: 200, WantContains: []string{`"state":"approved"`}},
			{Name: "start", Method: "POST", Path: "/api/campaigns/1/start", As: auth.Operator, WantStatus: 200, WantContains: []string{`"state":"sending"`, `"audience":60`, `"as_of":"2024-03-01"`}},
			{Name: "progress", Method: "GET", Path: "/api/campaigns/1/progress", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"sent":0`, `"rate":0`}},
		})
		s.must(s.campaigns.Advance(context.Background(), s.server.Clock))
		s.play(t, []Scenario{
			{Name: "report", Method: "GET", Path: "/api/campaigns/1/report", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"preliminary":true`, `"srm":{"p":`, `"windows":[{"days":2`, `"verdict":{"code":`}, WantAbsent: []string{`{"days":5,`}},
			{Name: "report of another window", Method: "GET", Path: "/api/campaigns/1/report?days=5", As: auth.Analyst, WantStatus: 200, WantContains: []string{`{"days":2,`, `{"days":5,"primary":false`, `{"days":10,`, `{"days":30,"primary":true`}},
			{Name: "a window of the campaign's once more", Method: "GET", Path: "/api/campaigns/1/report?days=10", As: auth.Analyst, WantStatus: 200, WantContains: []string{`{"days":2,`, `{"days":10,`, `{"days":30,`}},
			{Name: "too long a window", Method: "GET", Path: "/api/campaigns/1/report?days=366", As: auth.Analyst, WantStatus: 422},
			{Name: "before the start", Method: "GET", Path: "/api/campaigns/1/report?as_of=2024-02-01", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"code":"not_started"`}},
			{Name: "verdicts", Method: "GET", Path: "/api/campaigns/1/verdicts?reason=ok&phase=plan&limit=5", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":60`, `"decided_at":"2024-03-01T12:00:00Z"`, `"contact":"c***@people.example"`, `"passed":true`}, WantAbsent: []string{"Person 1"}},
			{Name: "copy", Method: "POST", Path: "/api/campaigns/1/copy", As: auth.Operator, WantStatus: 200, WantContains: []string{`"name":"Spring (2)"`, `"state":"draft"`}},
			{Name: "list", Method: "GET", Path: "/api/campaigns", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":2`}},
			{Name: "forget the copy", Method: "DELETE", Path: "/api/campaigns/2", As: auth.Operator, WantStatus: 204},
			{Name: "acknowledge", Method: "POST", Path: "/api/campaigns/1/acknowledge", As: auth.Operator, WantStatus: 204},
			{Name: "audit", Method: "GET", Path: "/api/audit?subject=campaign:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"campaign.submit", "campaign.start", "campaign.acknowledge"}},
		})
		s.leaveByMail(t)
		s.whyNot(t)
	})
}

// whyNot asks the pages of those who got nothing why that is.
func (s *stand) whyNot(t *testing.T) {
	t.Helper()
	control, _, err := store.One(t.Context(), s.db, store.Compiled("test/control", `SELECT min(customer_id) AS id FROM assigned WHERE arm_no = 0`), nil,
		func(r *store.Rows) (id int64, err error) { return id, r.Scan(&id) })
	s.must(err)
	s.must(s.db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(t.Context(), store.Compiled("test/held", `INSERT INTO gate_verdict (customer_id, campaign_id, phase, passed, reason, decided_at)
			VALUES (1, 1, 'plan', false, 'no_address', CAST(@t AS timestamptz))`), store.Args{"t": noon})
		return err
	}))
	s.play(t, []Scenario{
		{Name: "a control", Method: "GET", Path: fmt.Sprintf("/api/customers/%d", control), As: auth.Analyst, WantStatus: 200,
			WantContains: []string{`"kind":"verdict","title":"Spring","reason":"control","campaign_id":1`}, WantAbsent: []string{`"kind":"message"`}},
		{Name: "held back", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200,
			WantContains: []string{`"day":"2024-03-01","kind":"verdict","title":"Spring","reason":"no_address","campaign_id":1`}},
	})
}

var (
	leaveURL = regexp.MustCompile(`<https://crm\.shop\.example(/u/[^>]+)>`)
	clickURL = regexp.MustCompile(`https://crm\.shop\.example(/t/c/[\w-]+)`)
	openURL  = regexp.MustCompile(`https://crm\.shop\.example(/t/o/[\w.-]+)`)
)

// leaveByMail does what a recipient does: opens, clicks, and unsubscribes with one click.
func (s *stand) leaveByMail(t *testing.T) {
	t.Helper()
	w := s.request("GET", "/api/outbox/2", "", s.as(auth.Operator))
	var mail Mail
	if err := json.Unmarshal(w.Body.Bytes(), &mail); err != nil || w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	leave, click, open := leaveURL.FindStringSubmatch(mail.Headers["List-Unsubscribe"]), clickURL.FindStringSubmatch(mail.HTML), openURL.FindStringSubmatch(mail.HTML)
	if leave == nil || click == nil || open == nil {
		t.Fatalf("the mail lacks its addresses: %v %s", mail.Headers, mail.HTML)
	}
	id := messagetest.CustomerOf(strings.Trim(mail.To[strings.LastIndexAny(mail.To, " <")+1:], "<>"))
	page := fmt.Sprintf("/api/customers/%d", id)
	withdrawn := []string{`"granted":false`}
	s.play(t, []Scenario{
		{Name: "open", Method: "GET", Path: open[1], WantStatus: 200},
		{Name: "click", Method: "GET", Path: click[1], WantStatus: 302},
		{Name: "looking at the page", Method: "GET", Path: leave[1], WantStatus: 200},
		{Name: "changes nothing", Method: "GET", Path: page, As: auth.Analyst, WantStatus: 200, WantAbsent: withdrawn},
		{Name: "a token for opening does not unsubscribe", Method: "POST", Path: "/u/" + strings.TrimSuffix(strings.TrimPrefix(open[1], "/t/o/"), ".gif"), Headers: []string{"Content-Type: application/x-www-form-urlencoded"}, Body: "List-Unsubscribe=One-Click", WantStatus: 404},
		{Name: "one click without cookie", Method: "POST", Path: leave[1], Headers: []string{"Content-Type: application/x-www-form-urlencoded"}, Body: "List-Unsubscribe=One-Click", WantStatus: 200},
		{Name: "withdraws the consent", Method: "GET", Path: page, As: auth.Analyst, WantStatus: 200, WantContains: withdrawn},
		{Name: "all of it is her history", Method: "GET", Path: page, As: auth.Analyst, WantStatus: 200, WantContains: []string{`"kind":"order"`,
			`"kind":"unsubscribe","title":"Spring"`, `"kind":"message","title":"Spring","state":"sent","campaign_id":1`}},
		{Name: "but not the day before", Method: "GET", Path: page + "?as_of=2024-02-29", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"kind":"order"`}, WantAbsent: []string{`"kind":"message"`, `"kind":"click"`}},
	})
	if w := s.request("GET", click[1], ""); w.Header().Get("Location") != "https://shop.example/new" {
		t.Errorf("the click leads to %q", w.Header().Get("Location"))
	}
}

func TestSenderThatDoesNotAnswer(t *testing.T) {
	s := furnishedEmpty(t)
	s.play(t, []Scenario{
		{Name: "create", Method: "POST", Path: "/api/senders", As: auth.Operator, Body: `{"name":"Own","host":"127.0.0.1","port":1,"tls":"none","from_address":"shop@example.com","from_name":"Shop"}`, WantStatus: 200},
		{Name: "check", Method: "POST", Path: "/api/senders/1/check", As: auth.Operator, WantStatus: 200, WantContains: []string{`"ok":false`, `"sentence":"`}},
		{Name: "no such sender", Method: "POST", Path: "/api/senders/9/check", As: auth.Operator, WantStatus: 404},
		{Name: "change", Method: "PUT", Path: "/api/senders/1", As: auth.Operator, Body: `{"name":"New","host":"127.0.0.1","port":1,"tls":"none","from_address":"shop@example.com","from_name":"Shop"}`, WantStatus: 200, WantContains: []string{`"name":"New"`}},
	})
}
