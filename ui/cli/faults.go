package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/ui/words"
)

// breakDemo puts the demo's portal into the trouble that the command line names.
func breakDemo(text words.Text, portal *demo.Portal, faults []string) error {
	for _, fault := range faults {
		if err := portal.BreakOnce(fault); err != nil {
			return &ExitError{exitUsage, errors.New(noTrouble(text, fault, err))}
		}
	}
	return nil
}

// noTrouble says why a fault of the command line is not taken.
func noTrouble(text words.Text, typed string, err error) string {
	fault, call, _ := strings.Cut(typed, "@")
	switch {
	case errors.Is(err, demo.ErrNoFault):
		return text.DemoNoFault(fault, nearest(fault, faultNames()))
	case errors.Is(err, demo.ErrNoCall):
		return text.DemoNoCall(call, nearest(call, callNames()))
	default:
		return text.DemoNever(fault, call)
	}
}

// listFaults prints the faults and the calls.
func listFaults(text words.Text, cmd *cobra.Command) error {
	lines := []string{text.DemoFaults()}
	for _, fault := range demo.Faults() {
		line := fmt.Sprintf("  %-16s %s", fault.Name, fault.Says)
		if slices.ContainsFunc(igloo.Ops(), func(at igloo.Op) bool { return !fault.Happens(at) }) {
			line += text.DemoOnlyAt(callsOf(fault))
		}
		lines = append(lines, line)
	}
	lines = append(lines, "", text.DemoCalls(callNames()))
	for _, line := range lines {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), line); err != nil {
			return &ExitError{exitError, err}
		}
	}
	return nil
}

// faultNames are the names of all faults.
func faultNames() []string {
	var names []string
	for _, fault := range demo.Faults() {
		names = append(names, fault.Name)
	}
	return names
}

// callNames are the names of all calls.
func callNames() []string {
	var names []string
	for _, op := range igloo.Ops() {
		names = append(names, op.String())
	}
	return names
}

// callsOf are the calls at which a fault can happen.
func callsOf(fault demo.Fault) []string {
	var names []string
	for _, op := range igloo.Ops() {
		if fault.Happens(op) {
			names = append(names, op.String())
		}
	}
	return names
}

// nearest is the name that was perhaps meant, as cobra tells it of commands: a longer one,
// or one that differs in a letter or two; "" where there is none.
func nearest(typed string, names []string) string {
	all := cobra.Command{}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	for all.SuggestionsMinimumDistance = 1; all.SuggestionsMinimumDistance <= 2; all.SuggestionsMinimumDistance++ {
		if found := all.SuggestionsFor(typed); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}
