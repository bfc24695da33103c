package cli

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

func demoCommand(text words.Text) *cobra.Command {
	var listen, logPath string
	var faults []string
	var list bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: text.Demo.Short,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list {
				return listFaults(text, cmd.OutOrStdout())
			}
			portal := demo.New()
			if err := breakDemo(text, portal, faults); err != nil {
				return err
			}
			if listen != "" {
				return serveDemo(text, cmd, portal, listen)
			}
			return onScreen(text, cmd, logPath, func(log *logFile) error { return demoWizard(text, cmd, portal, log) })
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", text.Flags.Listen)
	cmd.Flags().StringVar(&logPath, "log", "", text.Flags.Log)
	cmd.Flags().StringArrayVar(&faults, "fault", nil, text.Flags.Fault)
	cmd.Flags().BoolVar(&list, "faults", false, text.Flags.Faults)
	return cmd
}

// demoWizard runs the wizard with the real client against the built-in portal, in
// memory. It has no journal and no keyring.
func demoWizard(text words.Text, cmd *cobra.Command, portal *demo.Portal, log *logFile) error {
	transport := portal.Transport()
	cfg := joined(text, contract.Options{Transport: transport}, session.Config{
		Vault: session.NoVault{}, Sender: notify.DemoInbox{Composer: composer(text)}, Log: log.Log,
	})
	cfg.Link, cfg.Badge = demo.Link(), "DEMO"
	cfg.Hints = func(s onboarding.State) []string { return demoHints(text, portal, s) }
	result, err := show(cmd.Context(), cfg, log.Log)
	if err != nil {
		return err
	}
	if err := transport.Close(); err != nil {
		return err
	}
	return leave(text, cmd, result, words.End{Demo: true, Command: started(os.Args[0]) + " demo", Log: log.path})
}

// demoHints are what Inlet support and the app would have handed over.
func demoHints(text words.Text, portal *demo.Portal, state onboarding.State) []string {
	password := text.DemoPortal.Password.With("text", portal.Password().Reveal())
	switch {
	case state.AsksPassword():
		return []string{password}
	case state.Step == onboarding.BeforeYouStart:
		return []string{text.DemoPortal.KeepsNothing}
	case state.Step == onboarding.LogIn:
		return []string{text.DemoPortal.Username.With("text", portal.Username()), password}
	case state.Step == onboarding.AuthCode:
		if code, ok := portal.NextCode(); ok {
			return []string{text.DemoPortal.Code.With("text", code.Reveal())}
		}
		return []string{text.DemoPortal.NoMoreCodes}
	}
	return nil
}

func serveDemo(text words.Text, cmd *cobra.Command, portal *demo.Portal, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !igloo.Loopback(host) {
		return &ExitError{exitUsage, errors.New(text.DemoPortal.BadListen.With("address", igloo.Clean(address)))}
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	defer stop()
	listener, err := (&net.ListenConfig{Control: igloo.OnlyHere}).Listen(ctx, "tcp", address)
	if err != nil {
		return errors.New(text.DemoPortal.NoListen.With("address", igloo.Clean(address), "cause", text.Cause(err)))
	}
	scheme := "http://"
	if portal.BadCertificate() {
		scheme = "https://"
	}
	lines := handedOver(text, portal, scheme+listener.Addr().String()+"/locations/")
	if err := say(cmd.OutOrStdout(), strings.Join(lines, "\n"), lines...); err != nil {
		return err
	}
	_ = say(cmd.ErrOrStderr(), text.DemoPortal.RunsOn) // stdout has the lines that scripts read
	return portal.Serve(ctx, listener)
}

// handedOver is the same, a line each, for a wizard in another window.
func handedOver(text words.Text, portal *demo.Portal, locations string) []string {
	said := text.DemoPortal
	lines := []string{
		said.Link.With("text", locations+string(demo.FirstLocation)),
		said.OtherLink.With("text", locations+string(demo.SecondLocation)),
		said.Username.With("text", portal.Username()),
		said.Password.With("text", portal.Password().Reveal()),
	}
	for _, code := range portal.Codes() {
		lines = append(lines, said.Code.With("text", code.Reveal()))
	}
	return append(lines, said.EmptyCode.With("text", portal.EmptyCode().Reveal()),
		said.PairCode.With("text", portal.PairCode().Reveal()), said.KnownCode.With("text", portal.KnownCode().Reveal()))
}

// breakDemo puts the demo's portal into the states that the command line names.
func breakDemo(text words.Text, portal *demo.Portal, faults []string) error {
	for _, typed := range faults {
		fault, call, _ := strings.Cut(typed, "@")
		why := text.DemoPortal.Never.With("fault", fault, "call", call)
		switch err := portal.BreakOnce(typed); {
		case err == nil:
			continue
		case errors.Is(err, demo.ErrNoFault):
			why = text.DemoPortal.NoFault.With("name", fault, "nearest", nearest(text, fault, named(demo.Faults())))
		case errors.Is(err, demo.ErrNoCall):
			why = text.DemoPortal.NoCall.With("name", call, "nearest", nearest(text, call, named(igloo.Ops())))
		}
		return &ExitError{exitUsage, errors.New(why)}
	}
	return nil
}

func listFaults(text words.Text, out io.Writer) error {
	lines := []string{text.DemoPortal.Faults}
	for _, fault := range demo.Faults() {
		line := fmt.Sprintf("  %-16s %s", fault.Name, fault.Says)
		if fault.At != nil {
			line += text.DemoPortal.OnlyAt.With("calls", strings.Join(named(fault.At), ", "))
		}
		lines = append(lines, line)
	}
	lines = append(lines, "", text.DemoPortal.Calls.With("calls", strings.Join(named(igloo.Ops()), ", ")))
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n")) // folded, the columns would be lost
	return err
}

func named[T fmt.Stringer](all []T) []string {
	var names []string
	for _, one := range all {
		names = append(names, one.String())
	}
	return names
}

// nearest says which name was perhaps meant, as cobra tells it of commands: a longer one, or
// one that differs in a letter or two; "" if there is none.
func nearest(text words.Text, typed string, names []string) string {
	all := cobra.Command{}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	for all.SuggestionsMinimumDistance = 1; all.SuggestionsMinimumDistance <= 2; all.SuggestionsMinimumDistance++ {
		if found := all.SuggestionsFor(typed); len(found) > 0 {
			return text.DemoPortal.Nearest.With("name", found[0])
		}
	}
	return ""
}
