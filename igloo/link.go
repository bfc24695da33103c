package igloo

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLink is the longest link that ParseLink takes, in characters.
const MaxLink = 2000

// Link is the location link from Inlet support, taken apart. ParseLink makes it.
type Link struct {
	URL      string     // fit to show: cleaned, without credentials, query and fragment
	Origin   string     // scheme and host, such as "https://portal.example"
	Host     string     // host and port, as a user reads it
	Location LocationID // the last path segment; "" if the link names only a portal
	Whole    Secret     // with query and fragment, for the browser alone; empty if it has none
}

// Address is the link for the browser, which may need the query or the fragment.
func (l Link) Address() Secret {
	if l.Whole.Empty() {
		return NewSecret(l.URL)
	}
	return l.Whole
}

// MarshalText is the part of the link that is fit to show.
func (l Link) MarshalText() ([]byte, error) { return []byte(l.URL), nil }

// UnmarshalText reads a link as ParseLink does.
func (l *Link) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLink(string(text))
	return err
}

// LinkReason says why a text is not taken as a link. The set is closed.
type LinkReason uint8

// The reasons.
const (
	LinkEmpty       LinkReason = iota + 1 // nothing but spaces and quotes
	LinkTooLong                           // more than MaxLink characters
	LinkUnreadable                        // no link at all, or a damaged one: no host, spaces inside, a cut-off escape
	LinkScheme                            // another scheme than https, such as mailto
	LinkInsecure                          // plain http to another computer
	LinkCredentials                       // a username or password inside the link
	LinkMailAddress                       // an e-mail address, such as the username
	LinkOddHost                           // a host with other letters than a to z, which can imitate another; support can say whether it is right
)

// linkReasonNames are for logs and tests, in the order of the constants.
var linkReasonNames = [...]string{
	"", "empty", "too long", "unreadable", "another scheme than https", "not encrypted",
	"credentials inside", "an e-mail address", "odd letters in the host",
}

func (r LinkReason) String() string { return Named(linkReasonNames[:], uint8(r)) }

// LinkError says that a text is not taken as a link. It does not repeat the text,
// for that may hold a password, but for the letters that could deceive.
type LinkError struct {
	Reason LinkReason
	Odd    []OddLetter // of a LinkOddHost, once each; none if the host is spelt in code
	Code   string      // the host of a LinkOddHost as it is spelt in code (xn--…, RFC 3492); else ""
}

// OddLetter is a letter of a host that is beyond a to z, and the script that it
// belongs to by Unicode's name, such as Cyrillic; "" for a sign of several scripts.
type OddLetter struct {
	Letter rune
	Script string
}

func (e *LinkError) Error() string { return "link: " + e.Reason.String() }

// ParseLink reads the location link that a user typed or pasted. It takes off
// what pasting adds: spaces, quotes, brackets, a full stop at the end. A link
// without a scheme is read as https, or as http if it leads to this computer.
// Query and fragment can hold a token, so they stand in Whole only. The error is a
// *LinkError. ParseLink of Link.URL is the same Link without Whole.
func ParseLink(text string) (Link, error) {
	text = trimLink(text)
	switch {
	case text == "":
		return Link{}, &LinkError{Reason: LinkEmpty}
	case utf8.RuneCountInString(text) > MaxLink:
		return Link{}, &LinkError{Reason: LinkTooLong}
	case strings.ContainsFunc(text, neverInLink):
		return Link{}, &LinkError{Reason: LinkUnreadable}
	case strings.Contains(text, "@") && !strings.ContainsAny(text, ":/?#"):
		return Link{}, &LinkError{Reason: LinkMailAddress}
	}
	text, reason := withScheme(text)
	if reason != 0 {
		return Link{}, &LinkError{Reason: reason}
	}
	u, err := url.Parse(text)
	if err != nil { // not wrapped: it quotes the text
		return Link{}, &LinkError{Reason: LinkUnreadable}
	}
	return linkOf(u)
}

func linkOf(u *url.URL) (Link, error) {
	if u.Scheme != "https" && u.Scheme != "http" {
		return Link{}, &LinkError{Reason: LinkScheme}
	}
	if u.User != nil {
		return Link{}, &LinkError{Reason: LinkCredentials}
	}
	if odd := oddHost(u); odd != nil {
		return Link{}, odd
	}
	host, reason := readHost(u)
	if reason != 0 {
		return Link{}, &LinkError{Reason: reason}
	}
	location, ok := lastSegment(u.EscapedPath())
	if !ok {
		return Link{}, &LinkError{Reason: LinkUnreadable}
	}
	u.Host, u.RawQuery = host, beyondASCII.ReplaceAllStringFunc(u.RawQuery, url.QueryEscape) // url.URL escapes the other parts
	whole := u.String()
	if len(whole) > MaxLink { // æøå grow when they are escaped
		return Link{}, &LinkError{Reason: LinkTooLong}
	}
	// Query and fragment can hold a token, and the location is found without them.
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	link := Link{URL: shown.String(), Origin: u.Scheme + "://" + host, Host: host, Location: LocationID(location)}
	if link.URL != whole {
		link.Whole = NewSecret(whole)
	}
	return link, nil
}

// beyondASCII are the letters that no address has as they are.
var beyondASCII = regexp.MustCompile(`[^\x00-\x7f]`)

// trimLink takes off what surrounds a pasted link, and the end of a sentence.
func trimLink(text string) string {
	for {
		before := text
		text = trimPaste(text, func(r rune) bool { return quote(r) || r == '<' || r == '>' })
		text = strings.TrimRight(strings.TrimLeft(text, "("), ".,;!#")
		if !strings.Contains(text, "(") {
			text = strings.TrimRight(text, ")")
		}
		if text == before {
			return text
		}
	}
}

// neverInLink reports what no link holds and what could hide a part of one.
func neverInLink(r rune) bool {
	return unicode.IsSpace(r) || Hidden(r) || r == '\\' || r == utf8.RuneError
}

// withScheme adds the scheme that a user left out.
func withScheme(text string) (string, LinkReason) {
	if strings.Contains(text, "://") {
		return text, 0
	}
	authority, _, _ := strings.Cut(text, "/")
	host, port, found := cutPort(authority)
	switch {
	case found && strings.Trim(port, "0123456789") != "":
		return "", LinkScheme // mailto:kari, javascript:something
	case Loopback(host):
		return "http://" + text, 0
	case strings.Contains(host, "."):
		return "https://" + text, 0
	}
	return "", LinkUnreadable
}

// cutPort cuts host:port, also if the host is an IPv6 address in brackets.
func cutPort(authority string) (host, port string, found bool) {
	if end := strings.IndexByte(authority, ']'); strings.HasPrefix(authority, "[") && end > 0 {
		return authority[:end+1], strings.TrimPrefix(authority[end+1:], ":"), true
	}
	return strings.Cut(authority, ":")
}

// readHost returns host and port in one spelling: small letters, no default port,
// no dot at the end.
func readHost(u *url.URL) (string, LinkReason) {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	switch {
	case !plausibleHost(host):
		return "", LinkUnreadable
	case u.Scheme == "http" && !Loopback(host):
		return "", LinkInsecure
	}
	port := u.Port()
	if n, err := strconv.ParseUint(cmp.Or(port, "80"), 10, 16); err != nil || n == 0 {
		return "", LinkUnreadable
	}
	if u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		port = ""
	}
	return strings.TrimSuffix(net.JoinHostPort(host, port), ":"), 0
}

// oddHost says what in a host can imitate another one: letters that look like a to
// z, or a spelling in code that stands for such letters. It is nil if nothing can.
func oddHost(u *url.URL) error {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	odd := LinkError{Reason: LinkOddHost}
	for _, r := range host {
		switch {
		case r <= unicode.MaxASCII:
		case neverInLink(r): // it stood there escaped
			return &LinkError{Reason: LinkUnreadable}
		case !slices.ContainsFunc(odd.Odd, func(o OddLetter) bool { return o.Letter == r }):
			odd.Odd = append(odd.Odd, OddLetter{r, scriptOf(r)})
		}
	}
	switch {
	case len(odd.Odd) > 0:
		return &odd
	case (strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--")) && plausibleHost(host):
		odd.Code = host
		return &odd
	}
	return nil
}

// scriptOf names the script that a letter belongs to; "" if it belongs to none
// or to several.
func scriptOf(r rune) string {
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) && name != "Common" && name != "Inherited" {
			return strings.ReplaceAll(name, "_", " ")
		}
	}
	return ""
}

// plausibleHost reports whether host is an address or is spelt like a name.
func plausibleHost(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Zone() == ""
	}
	const letters, longest = "abcdefghijklmnopqrstuvwxyz0123456789-_.", 253 // RFC 1035, 2.3.4, less what DNS adds
	return host != "" && len(host) <= longest && strings.Trim(host, letters) == "" &&
		strings.Trim(host, ".") == host && !strings.Contains(host, "..")
}

// lastSegment returns the last segment of an escaped path, unescaped. It must be
// safe to print and safe to put into another path, and hold no query that was escaped.
func lastSegment(path string) (string, bool) {
	path = strings.TrimRight(path, "/")
	segment, err := url.PathUnescape(path[strings.LastIndexByte(path, '/')+1:])
	if err != nil || Clean(segment) != segment || strings.ContainsAny(segment, `/\?#`) {
		return "", false
	}
	return segment, segment != "." && segment != ".."
}

// Loopback reports whether host, without a port, is this computer itself:
// 127.0.0.0/8, ::1, localhost and the names below localhost (RFC 6761).
func Loopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
