package demo

import (
	"net/http"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// badCertificate is the fault that is met before a request is made.
const badCertificate = "bad-certificate"

// How long the slow faults take.
const (
	slowly   = 3 * time.Second // before an answer
	dripping = time.Second     // between two bytes of it
)

// How many requests the client makes of one read, in the end: some faults are repeated,
// and a connection that was used before and breaks is tried anew by net/http besides.
const (
	often   = igloo.ReadTries
	oftener = often + 1
)

// hugeBody is how many bytes the largest answer has.
const hugeBody = 100 << 20

// Faults are all faults, the way to the portal first. Each call that the way fails
// after the portal was asked has been carried out.
func Faults() []Fault {
	all := append(wayFaults(), answerFaults()...)
	return append(append(all, statusFaults()...), lockFaults()...)
}

// wayFaults are faults of the connection.
func wayFaults() []Fault {
	return []Fault{
		{Name: "slow", Says: "the answer comes after 3 seconds", answer: slow},
		{Name: "never", Says: "no answer ever comes", answer: never},
		{
			Name: "refused", Says: "the connection is refused; with --listen it is reset before anything is done",
			reads: oftener, answer: cutBefore, way: func(t *Transport) http.RoundTripper { return t.refusing },
		},
		{Name: "reset", Says: "the connection breaks in the middle of the answer", reads: often, answer: cutInside},
		{Name: "lost", Says: "it is done, such as a save, and the answer is lost", reads: oftener, answer: cutAfter},
		{Name: "drip", Says: "the answer comes with one byte a second", answer: drip},
		{Name: "twice", Says: "the request arrives twice, and both answers come", answer: twice},
		{
			Name: badCertificate, Says: "the certificate does not prove the portal's name; with --listen at every call",
			answer: (*Portal).serve, way: func(t *Transport) http.RoundTripper { return t.forged },
		},
	}
}

// answerFaults are answers that are not what the contract says.
func answerFaults() []Fault {
	return []Fault{
		{Name: "truncated", Says: "the JSON of the answer ends in the middle", answer: changing(half)},
		{Name: "wrong-types", Says: "numbers where text belongs, and text where numbers belong", answer: changing(wrongTypes)},
		{Name: "unknown-fields", Says: "more fields than the contract has", answer: changing(unknownFields)},
		{Name: "empty", Says: "it is done, and the answer has no body", answer: changing(nothing)},
		{Name: "huge", Says: "an answer of 100 MB", answer: huge},
		{Name: "html", Says: "a web page with status 200, as the Wi-Fi of a hotel shows before its login", answer: page(http.StatusOK, wifiPage)},
		{Name: "redirect", Says: "the answer sends the program on to another host", answer: redirect},
	}
}

// statusFaults are refusals, by their status.
func statusFaults() []Fault {
	const short, long = "3", "30" // seconds; a read waits for the first, and for no longer than its budget
	return []Fault{
		{Name: "500", Says: "the portal has a fault of its own", reads: often, answer: says(500, "", message("Server Error"))},
		{Name: "502", Says: "a web page of the gateway in front of the portal", reads: often, answer: page(http.StatusBadGateway, gatewayPage)},
		{Name: "503", Says: "the portal is away for 3 seconds, and says so", answer: says(503, short, message("Service Unavailable"))},
		{Name: "429", Says: "too many requests", reads: often, answer: says(429, "", message("Too Many Attempts."))},
		{Name: "429-wait", Says: "too many requests, with 30 seconds to wait", answer: says(429, long, message("Too Many Attempts."))},
		{Name: "401", Says: "the login has ended", answer: ended(401, "Unauthenticated.")},
		{Name: "419", Says: "the login has ended, in Laravel's own way", answer: ended(419, "CSRF token mismatch.")},
		{Name: "302", Says: "the login has ended, and the answer leads to the portal's own login page", answer: toLoginPage},
		{Name: "403-role", Says: "the login lacks a right", answer: says(403, "", message("This action is unauthorized."))},
		{Name: "403-address", Says: "the network's address is not allowed", answer: says(403, "", message("Your IP address is not allowed."))},
		{Name: "404", Says: "what was asked for is not there", answer: says(404, "", message("Not found."))},
		{Name: "409", Says: "somebody else is changing the location", answer: edited(409, "This location is being changed.")},
		{Name: "412", Says: "somebody else has changed the location", answer: edited(412, "Somebody has changed this location meanwhile.")},
		{Name: "422", Says: "what was sent is refused, field by field", answer: refusesField},
		{Name: "422-plain", Says: "what was sent is refused, in one sentence", answer: says(422, "", message("This cannot be processed."))},
		{Name: "422-limit", Says: "the refusal beyond 367 days, to the letter", answer: says(422, "", limit())},
		{Name: "422-echo", Says: "what was sent is refused, and the refusal repeats all of it", answer: repeats},
		{Name: "422-in-200", Says: "the same refusal with status 200", answer: says(200, "", limit())},
	}
}

// lockFaults are answers by the contract that are no good news.
func lockFaults() []Fault {
	login := []igloo.Op{igloo.OpLogIn}
	return []Fault{
		{Name: "expired-token", Says: "the login brings a token that has expired already", calls: login, answer: expiredToken},
		{Name: "no-locks", Says: "there are no locks", calls: []igloo.Op{igloo.OpLocks, igloo.OpFetch, igloo.OpReadBack}, answer: asksFor(emptyCode, "none")},
		{Name: "several-locks", Says: "two locks stand behind the code", calls: []igloo.Op{igloo.OpFetch}, answer: asksFor(pairCode, "")},
		{Name: "elsewhere", Says: "the lock is at another location already", calls: []igloo.Op{igloo.OpFetch, igloo.OpUpdate}, answer: isElsewhere},
	}
}

// limit is the one refusal of Inlet's that is known, to the letter.
func limit() []byte { return []byte((&igloo.WindowError{}).Body()) }

const wifiPage = `<!DOCTYPE html>
<html><head><title>Welcome</title></head><body><h1>Welcome to our guest network</h1><form><input name="room"><button>Connect</button></form></body></html>
`

const gatewayPage = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`
