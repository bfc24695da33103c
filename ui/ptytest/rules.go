//go:build unix

package ptytest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// titles are the steps as the first row names them.
func titles() []string {
	return []string{
		"Log in", "Open location", "Edit location", "Auth code", "Fetch locks", "Your lock",
		"Enable", "Name", "Update", "Back to the app", "Next lock", "Notify Inlet",
	}
}

// wrongWith says which rule a frame breaks: row 1 names the step, row 1 or 2 the lock
// and the portal; a password is nowhere.
func wrongWith(frame string, portal Handout, size Size) string {
	rows := strings.Split(frame, "\n")
	if !regexp.MustCompile(`^(Step \d|Before you start)`).MatchString(rows[0]) {
		return "" // the normal screen, or no room
	}
	if portal.Password != "" && strings.Contains(frame, portal.Password) {
		return "the password is seen"
	}
	head := strings.Join(rows[:min(2, len(rows))], "\n")
	badge := "DEMO"
	if portal.Link != "" {
		badge = strings.Split(portal.Link, "/")[2]
	}
	says := func(badge string) bool { return strings.Contains(head, badge) }
	if !says(badge) && !slices.ContainsFunc(portal.Badges, says) {
		return "rows 1 and 2 do not say " + badge
	}
	if len(rows) != size.Height || rows[len(rows)-1] == "" {
		return "the last row does not say which keys work"
	}
	if strings.HasPrefix(rows[0], "Before") {
		return ""
	}
	for i, title := range titles() {
		if strings.HasPrefix(rows[0], fmt.Sprintf("Step %d of 12 · %s", i+1, title)) {
			inLoop, named := i+1 >= 4 && i+1 <= 11, regexp.MustCompile(`· Lock [1-9]`).MatchString(head)
			if inLoop != named {
				return "rows 1 and 2 name a lock outside the loop, or none in it"
			}
			return ""
		}
	}
	return "row 1 names no step"
}
