package store

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"inlet.tech/igloo-setup/igloo/session"
)

// slugLimit keeps a file's name far below the 143 bytes that the tightest file
// systems in use allow.
const slugLimit = 40

// ours is what stem makes. Names like it are the only ones that are read.
var ours = regexp.MustCompile(`^[a-z0-9-]+--[a-z0-9-]+-[0-9a-f]{12}$`)

// stem names the place's files without their endings: readable for support, and
// distinguished by a hash of the exact place. It has only small letters, digits and dashes, so
// that it means the same whether case counts or not, and it always has
// a dash, so that it is never one of Windows' device names.
func stem(at session.Place) string {
	sum := sha256.Sum256([]byte(at.Host + "\x00" + string(at.Location)))
	return slug(at.Host, "portal") + "--" + slug(string(at.Location), "location") + "-" + hex.EncodeToString(sum[:6])
}

// slug turns text into small letters and digits with single dashes between, or
// into fallback if nothing is left.
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
