// Package words has every sentence that a person reads, for all fronts.
//
// The rules of this room:
//   - Plain strings: no styling, no widths, no terminal. A front wraps and paints.
//   - The reader is tired, has a phone in the other hand and is no programmer:
//     kind, short, one thing at a time.
//   - The portal's own words stand to the letter: Edit Location, Auth code, Fetch
//     locks, enable, Update. So support and customer speak of the same thing.
//   - What is not documented about the portal or the app is never said as a fact.
//   - An error says what happened, what it means and what to do next.
package words

import (
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// Support is where a person asks for help, and where the message goes.
const Support = igloo.Support

// quoted is a text as a person or a portal wrote it.
func quoted(text string) string { return `"` + text + `"` }

// cited is a quotation at the end of a sentence; one that ends by itself needs no
// full stop after it.
func cited(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return quoted(text)
	}
	return quoted(text) + "."
}

// onOff is how enable is said.
func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
