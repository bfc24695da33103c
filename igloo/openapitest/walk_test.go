package openapitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
)

// visitor asks the demo as any program could, without this program's client. Every
// answer is held against the document.
type visitor struct {
	t      *testing.T
	portal *demo.Portal
	way    http.RoundTripper
	token  string
}

// answer is what came back.
type answer struct {
	status int
	etag   string
	body   string
}

// arrive returns a visitor of a new demo who has not logged in.
func arrive(t *testing.T) *visitor {
	t.Helper()
	portal := demo.New()
	transport := portal.Transport()
	t.Cleanup(func() {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	})
	return &visitor{t: t, portal: portal, way: Answers(t, transport)}
}

// login is the document's example of it.
const login = `{"username":"kari@fjordlys.example","password":"varm-badstue-87","device_name":"igloo-setup"}`

// enter returns a visitor of a new demo, logged in.
func enter(t *testing.T) *visitor {
	t.Helper()
	v := arrive(t)
	got := v.send("POST", "/login", login)
	var opened struct {
		Data struct {
			Token string `json:"token"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(got.body), &opened); err != nil || got.status != http.StatusOK {
		t.Fatalf("log in: %d, %v", got.status, err)
	}
	v.token = opened.Data.Token
	return v
}

// send asks once. header is keys and values.
func (v *visitor) send(method, path, body string, header ...string) answer {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, demo.Link().Origin+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	got, err := v.way.RoundTrip(r)
	if err != nil {
		v.t.Fatal(err)
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header.Get("ETag"), string(text)}
}

// here is the location that the table is about.
const here = "/locations/badstua-brygga"

// fetch asks for the locks behind a code at the first location.
func (v *visitor) fetch(code igloo.Secret) answer {
	return v.send("POST", here+"/fetch-locks", fmt.Sprintf(`{"auth_code":%q}`, code.Reveal()))
}

// update saves what the document's example saves, after its fetch.
func (v *visitor) update(header ...string) answer {
	v.fetch(v.portal.Codes()[0])
	return v.send("PATCH", here+"/locks", `{"locks":[{"id":"lck-3001","name":"Badstue Øst","enabled":true}]}`, header...)
}

// change sends an update of these locks.
func (v *visitor) change(locks string, header ...string) answer {
	return v.send("PATCH", here+"/locks", `{"locks":[`+locks+`]}`, header...)
}

// stranger asks without a session.
func stranger(method, path string) func(*visitor) answer {
	return func(v *visitor) answer {
		v.token = ""
		return v.send(method, path, `{}`)
	}
}

// asks is a call with a body, by the user who is logged in.
func asks(method, path, body string) func(*visitor) answer {
	return func(v *visitor) answer { return v.send(method, path, body) }
}

// large is a body that no portal has to take.
var large = strings.Repeat(" ", 1<<20+1)

// walk is each call × each status that the demo can give, with the document's example
// of that answer.
var walk = []struct {
	call    string
	status  string
	example string // "": the answer has no body
	ask     func(*visitor) answer
}{
	{"contract", "200", "contract", func(v *visitor) answer { v.token = ""; return v.send("GET", "", "") }},

	{"logIn", "200", "session", func(v *visitor) answer { return arrive(v.t).send("POST", "/login", login) }},
	{"logIn", "400", "unreadable", asks("POST", "/login", "nonsense")},
	{"logIn", "401", "wrong", asks("POST", "/login", `{"username":"kari@fjordlys.example","password":"guess","device_name":"x"}`)},
	{"logIn", "413", "tooLarge", asks("POST", "/login", large)},
	{"logIn", "422", "noUsername", asks("POST", "/login", `{"password":"x","device_name":"x"}`)},
	{"logIn", "422", "noPassword", asks("POST", "/login", `{"username":"x","device_name":"x"}`)},
	{"logIn", "422", "noDevice", asks("POST", "/login", `{"username":"x","password":"x"}`)},

	{"logOut", "204", "", asks("POST", "/logout", "")},
	{"logOut", "401", "ended", stranger("POST", "/logout")},

	{"locations", "200", "lastPage", asks("GET", "/locations", "")},
	{"locations", "401", "ended", stranger("GET", "/locations")},
	{"locations", "422", "cursor", asks("GET", "/locations?cursor=x", "")},

	{"location", "200", "location", asks("GET", here, "")},
	{"location", "401", "ended", stranger("GET", here)},
	{"location", "404", "notFound", asks("GET", "/locations/nowhere", "")},

	{"locks", "200", "lastPage", asks("GET", here+"/locks", "")},
	{"locks", "200", "readBack", func(v *visitor) answer { v.update(); return v.send("GET", here+"/locks?ids=lck-3001", "") }},
	{"locks", "200", "notSaved", func(v *visitor) answer {
		v.fetch(v.portal.Codes()[0])
		return v.send("GET", here+"/locks?ids=lck-3001", "")
	}},
	{"locks", "401", "ended", stranger("GET", here+"/locks")},
	{"locks", "404", "notFound", asks("GET", "/locations/nowhere/locks", "")},
	{"locks", "422", "cursor", asks("GET", here+"/locks?cursor=from-999", "")},

	{"fetchLocks", "200", "one", func(v *visitor) answer { return v.fetch(v.portal.Codes()[0]) }},
	{"fetchLocks", "200", "pair", func(v *visitor) answer { return v.fetch(v.portal.PairCode()) }},
	{"fetchLocks", "200", "known", func(v *visitor) answer { return v.fetch(v.portal.KnownCode()) }},
	{"fetchLocks", "200", "none", func(v *visitor) answer { return v.fetch(v.portal.EmptyCode()) }},
	{"fetchLocks", "400", "unreadable", asks("POST", here+"/fetch-locks", "nonsense")},
	{"fetchLocks", "401", "ended", stranger("POST", here+"/fetch-locks")},
	{"fetchLocks", "404", "notFound", asks("POST", "/locations/nowhere/fetch-locks", `{"auth_code":"x"}`)},
	{"fetchLocks", "413", "tooLarge", asks("POST", here+"/fetch-locks", large)},
	{"fetchLocks", "422", "missing", asks("POST", here+"/fetch-locks", `{}`)},
	{"fetchLocks", "422", "unknown", asks("POST", here+"/fetch-locks", `{"auth_code":"AAAA-BBBB-CCCC"}`)},
	{"fetchLocks", "422", "used", func(v *visitor) answer { v.update(); return v.fetch(v.portal.Codes()[0]) }},

	{"updateLocks", "200", "saved", func(v *visitor) answer { return v.update("If-Match", `"1"`, "Idempotency-Key", "one") }},
	{"updateLocks", "200", "saved", func(v *visitor) answer { // the same key again
		v.update("If-Match", `"1"`, "Idempotency-Key", "one")
		v.portal.EditElsewhere("lck-1001", "Badstue Sør")
		return v.update("If-Match", `"1"`, "Idempotency-Key", "one")
	}},
	{"updateLocks", "400", "unreadable", asks("PATCH", here+"/locks", "nonsense")},
	{"updateLocks", "401", "ended", stranger("PATCH", here+"/locks")},
	{"updateLocks", "404", "notFound", asks("PATCH", "/locations/nowhere/locks", `{}`)},
	{"updateLocks", "409", "otherUpdate", func(v *visitor) answer {
		v.update("Idempotency-Key", "one")
		return v.change(`{"id":"lck-1001","name":"Badstue Sør"}`, "Idempotency-Key", "one")
	}},
	{"updateLocks", "412", "changed", func(v *visitor) answer { return v.update("If-Match", `"7"`) }},
	{"updateLocks", "412", "changed", func(v *visitor) answer { return v.update("If-Match", `W/"1"`) }},
	{"updateLocks", "412", "changed", func(v *visitor) answer { return v.update("If-Match", `1`) }},
	{"updateLocks", "413", "tooLarge", asks("PATCH", here+"/locks", large)},
	{"updateLocks", "422", "noLocks", func(v *visitor) answer { return v.change("") }},
	{"updateLocks", "422", "notHere", func(v *visitor) answer { return v.change(`{"id":"lck-3001","name":"x","enabled":true}`) }},
	{"updateLocks", "422", "twice", func(v *visitor) answer {
		return v.change(`{"id":"lck-1001","name":"x"},{"id":"lck-1001","name":"y"}`)
	}},
	{"updateLocks", "422", "noName", func(v *visitor) answer { return v.change(`{"id":"lck-1001","name":" "}`) }},
	{"updateLocks", "422", "longName", func(v *visitor) answer {
		return v.change(fmt.Sprintf(`{"id":"lck-1001","name":%q}`, strings.Repeat("å", 256)))
	}},
}

// never says why the demo never gives a status that the document has.
var never = map[string]string{
	"403": "its one account may do everything, from everywhere",
	"419": "it has no pages that could expire",
	"429": "it counts nothing",
	"500": "it does not fail",
	"503": "it is never closed",
	"5XX": "nothing stands before it",
}

// shortened are the examples that the demo does not give to the letter.
var shortened = map[string]string{
	"locks 200 firstPage": "the demo's pages are a hundred long",
}

func TestEveryCallGivesTheDocumentsAnswers(t *testing.T) {
	doc := document(t)
	given := map[string]bool{}
	for _, w := range walk {
		key := w.call + " " + w.status
		given[key], given[key+" "+w.example] = true, true
		t.Run(strings.TrimSpace(key+" "+w.example), func(t *testing.T) {
			got := w.ask(enter(t))
			if fmt.Sprint(got.status) != w.status {
				t.Fatalf("status %d", got.status)
			}
			if w.example == "" {
				return
			}
			example := doc.operations()[w.call].Responses.Value(w.status).Value.Content["application/json"].Examples[w.example]
			if example == nil {
				t.Fatal("the document has no such example")
			}
			var body any
			if err := json.Unmarshal([]byte(got.body), &body); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(body, example.Value.Value) {
				t.Errorf("the demo answers\n%v, the document's example is\n%v", body, example.Value.Value)
			}
		})
	}
	for name, operation := range doc.operations() {
		for status, response := range operation.Responses.Map() {
			key := name + " " + status
			reason := never[status] + never[key]
			if given[key] == (reason != "") {
				t.Errorf("%s: in the table %t, why it cannot be: %q", key, given[key], reason)
			}
			for _, media := range response.Value.Content {
				for example := range media.Examples {
					if reason == "" && given[key+" "+example] == (shortened[key+" "+example] != "") {
						t.Errorf("%s: nothing gives its example %s", key, example)
					}
				}
			}
		}
	}
}

// operations are the document's calls by their names.
func (d *Document) operations() map[string]*openapi3.Operation {
	all := map[string]*openapi3.Operation{}
	for _, path := range d.spec.Paths.Map() {
		for _, operation := range path.Operations() {
			all[operation.OperationID] = operation
		}
	}
	return all
}

func TestTheDocumentHasTheCallsOfTheContract(t *testing.T) {
	var calls []string
	for path, item := range document(t).spec.Paths.Map() {
		for method := range item.Operations() {
			calls = append(calls, method+" "+path)
		}
	}
	slices.Sort(calls)
	want := []string{
		"GET /api/v1", "GET /api/v1/locations", "GET /api/v1/locations/{id}", "GET /api/v1/locations/{id}/locks",
		"PATCH /api/v1/locations/{id}/locks", "POST /api/v1/locations/{id}/fetch-locks",
		"POST /api/v1/login", "POST /api/v1/logout",
	}
	if !slices.Equal(calls, want) {
		t.Errorf("calls %q, want %q", calls, want)
	}
}
