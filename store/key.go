package store

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// Key says whose record it is: one location at one portal.
type Key struct {
	Host     string // the portal's host and port
	Location igloo.LocationID
}

// slugLimit keeps a file's name far below the 143 bytes that the tightest file
// systems in use allow.
const slugLimit = 40

// ours is what stem makes. Names like it are the only ones that List reads.
var ours = regexp.MustCompile(`^[a-z0-9-]+--[a-z0-9-]+-[0-9a-f]{12}$`)

// stem names the key's files without their endings: readable for support, and kept
// apart by a hash of the exact key. It has only small letters, digits and dashes, so
// that it means the same where case counts and where it does not, and it always has
// a dash, so that it is never one of Windows' device names.
func (k Key) stem() string {
	k = k.text()
	sum := sha256.Sum256([]byte(k.Host + "\x00" + string(k.Location)))
	return slug(k.Host, "portal") + "--" + slug(string(k.Location), "location") + "-" + hex.EncodeToString(sum[:6])
}

// file names the key's record, and lockFile its lock. The lock is a file of its own because
// the record's is replaced at each write. It is never deleted, because whoever waits on a
// deleted file and whoever creates the next one would both hold "the" lock.
func (k Key) file() string     { return k.stem() + ".json" }
func (k Key) lockFile() string { return k.stem() + ".lock" }

// text is the key with bytes that are no text replaced, as JSON would: no link that
// was cleaned has any, and a key must come out of a file as it went in.
func (k Key) text() Key {
	return Key{
		Host:     strings.ToValidUTF8(k.Host, "\uFFFD"),
		Location: igloo.LocationID(strings.ToValidUTF8(string(k.Location), "\uFFFD")),
	}
}

// slug turns text into small letters and digits with single dashes between, or
// into fallback where nothing is left.
func slug(text, fallback string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	short := strings.Join(words, "-")
	short = strings.TrimRight(short[:min(len(short), slugLimit)], "-")
	if short == "" {
		return fallback
	}
	return short
}
