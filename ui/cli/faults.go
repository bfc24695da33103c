package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/ui/words"
)

// breakDemo puts the demo's portal into the trouble that the command line names.
func breakDemo(text words.Text, portal *demo.Portal, faults []string) error {
	for _, typed := range faults {
		fault, call, _ := strings.Cut(typed, "@")
		why := text.DemoNever(fault, call)
		switch err := portal.BreakOnce(typed); {
		case err == nil:
			continue
		case errors.Is(err, demo.ErrNoFault):
			why = text.DemoNoFault(fault, nearest(fault, named(demo.Faults())))
		case errors.Is(err, demo.ErrNoCall):
			why = text.DemoNoCall(call, nearest(call, named(igloo.Ops())))
		}
		return &ExitError{exitUsage, errors.New(why)}
	}
	return nil
}

// listFaults prints the faults and the calls.
func listFaults(text words.Text, cmd *cobra.Command) error {
	lines := []string{text.DemoFaults()}
	for _, fault := range demo.Faults() {
		line := fmt.Sprintf("  %-16s %s", fault.Name, fault.Says)
		if fault.At != nil {
			line += text.DemoOnlyAt(named(fault.At))
		}
		lines = append(lines, line)
	}
	return printLines(cmd, append(lines, "", text.DemoCalls(named(igloo.Ops()))))
}

// printLines prints lines as they are.
func printLines(cmd *cobra.Command, lines []string) error {
	if _, err := fmt.Fprintln(cmd.OutOrStdout(), strings.Join(lines, "\n")); err != nil {
		return &ExitError{exitError, err}
	}
	return nil
}

// named are the names of all.
func named[T fmt.Stringer](all []T) []string {
	var names []string
	for _, one := range all {
		names = append(names, one.String())
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
